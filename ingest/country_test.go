//go:build unix

package ingest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// The lists of a country: its communes, the workers who may be sent, and the orders of a year, which describe their workers
// once more.
const (
	countryStations = 3321
	countryUnits    = 700
	countryWorkers  = 8000
	countryPostings = 20_000
)

func countryFile(t *testing.T, dir, name string, body func(*bufio.Writer)) string {
	t.Helper()
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	body(w)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

func writeCountry(t *testing.T, dir string) (lists []string, postings string) {
	t.Helper()
	lists = append(lists, countryFile(t, dir, "stations.csv", func(w *bufio.Writer) {
		fmt.Fprintln(w, "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở")
		for i := range countryStations {
			fmt.Fprintf(w, "%05d,Xã số %d,xã,Trung tâm Y tế %d,02/06/2025\n", 1+i, i, i/5)
		}
	}), countryFile(t, dir, "units.csv", func(w *bufio.Writer) {
		fmt.Fprintln(w, "Mã đơn vị,Tên đơn vị,Tuyến")
		for i := range countryUnits {
			fmt.Fprintf(w, "DV%03d,Bệnh viện số %d,huyện\n", i, i)
		}
	}), countryFile(t, dir, "workers.csv", func(w *bufio.Writer) {
		fmt.Fprintln(w, "Mã cán bộ,Họ tên,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm")
		for i := range countryWorkers {
			fmt.Fprintf(w, "CB%05d,Người %d,DV%03d,BSCKI,nội khoa,bác sĩ\n", i, i, i%countryUnits)
		}
	}))
	return lists, countryFile(t, dir, "postings.csv", func(w *bufio.Writer) {
		fmt.Fprintln(w, "Số quyết định,Mã cán bộ,Họ tên,Đơn vị công tác,Trình độ,Chuyên khoa,Mã trạm,Tên trạm,Từ ngày,Đến ngày")
		for i := range countryPostings {
			start := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 14*(i/countryWorkers))
			worker, station, known := i%countryWorkers, i%countryStations, "BSCKI"
			if i%1000 == 0 {
				known = "ThS"
			}
			fmt.Fprintf(w, "%d/QĐ-SYT,CB%05d,Người %d,Bệnh viện số %d,%s,nội khoa,%05d,Xã số %d,%s,%s\n", i/20, worker, worker,
				worker%countryUnits, known, 1+station, station, start.Format("02/01/2006"), start.AddDate(0, 0, 13).Format("02/01/2006"))
		}
	})
}

// A country's lists load within the memory of a load, and its edition is published with the limits that a process takes from
// its machine. The comparison of the postings with their workers once multiplied
// rows by workers, and took more memory than there was.
func TestCountryLoads(t *testing.T) {
	soak.Long(t)
	dir := t.TempDir()
	lists, postings := writeCountry(t, dir)
	folder := edition.Folder(filepath.Join(dir, "data"))
	mustRun(t, folder, lists...)
	said, err := contend(t, dir, "load "+postings, func(*exec.Cmd) {})
	if err != nil {
		t.Fatal(err, said)
	}
	var seconds float64
	var peak int
	if _, err := fmt.Sscanf(said, "seconds %f\npeak %d", &seconds, &peak); err != nil {
		t.Fatal(said)
	}
	t.Logf("%.1f s, %d MB", seconds, peak>>10)
	if peak>>10 > 300 {
		t.Errorf("%d postings took %d MB", countryPostings, peak>>10)
	}
	equalSets(t, "postings", rowsOf(t, folder, "SELECT count(*), count(DISTINCT worker_code) FROM postings"), []string{"20000|8000"})
	if m, err := folder.Manifest(2); err != nil || m.Rows["postings"] != countryPostings || m.Rows["stations"] != countryStations {
		t.Errorf("the edition that the default limits of memory allow: %+v, %v", m, err)
	}
	again := mustRun(t, folder, countryFile(t, dir, "again.csv", func(w *bufio.Writer) {
		fmt.Fprintln(w, "Số quyết định,Mã cán bộ,Trình độ,Mã trạm,Từ ngày,Đến ngày\n9/QĐ-SYT,CB00001,ThS,00001,01/06/2026,14/06/2026")
	}))
	if n := again.Files[0].Notices; len(n) != 1 {
		t.Errorf("another qualification is not remarked on: %v", n)
	}
}
