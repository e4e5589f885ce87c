package ingest

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/soak"
)

// A load of a small file is killed again and again, at any moment of it. All the kills meet one warehouse: each process
// looks first at what the one before it left, then loads the same file again, and goes on with the next file until it is
// killed.
const (
	siegeKills    = 16  // in an ordinary run of the tests
	siegeLong     = 200 // in a long one
	siegeRows     = 40  // of each file; one more is refused, so that the application store is written to as well
	siegeRehearse = 3   // loads by which the parent learns how long one takes
)

const siegeStations = 8

// siegeFile writes the file of that number: its week is no other file's.
func siegeFile(dir string, n int) (path string, week string, err error) {
	week = fmt.Sprintf("%d-W%02d", 2016+n/50, 1+n%50)
	text := strings.Builder{}
	text.WriteString(activityHeader)
	for i := range siegeRows {
		fmt.Fprintf(&text, "T%d,%s,%s,%d,1\n", i%siegeStations, week, []string{"hô hấp", "tiêu hóa", "khác", "da liễu", "sản phụ khoa"}[i/siegeStations], n+i+1)
	}
	fmt.Fprintf(&text, "T1,%s,hô hấp,x%d,1\n", week, n)
	path = filepath.Join(dir, fmt.Sprintf("tuan-%d.csv", n))
	if _, err = os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		// The kill may fall here, too: half a file must not be taken for the whole by the next process.
		if err = os.WriteFile(path+".part", []byte(text.String()), 0o644); err == nil {
			err = os.Rename(path+".part", path)
		}
	}
	return path, week, err
}

func TestKilledAgainAndAgain(t *testing.T) {
	soak.Long(t)
	dir := t.TempDir()
	folder := edition.Folder(filepath.Join(dir, "data"))
	stations := "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\n"
	for i := range siegeStations {
		stations += fmt.Sprintf("T%d,Trạm %d,xã,TTYT,2015-01-01\n", i, i)
	}
	mustRun(t, folder, writeFile(t, "tram.csv", stations))
	s := &siege{t: t, dir: dir, random: soak.Random(t)}
	s.round(siegeRehearse, 0)
	met, kills := map[string]int{}, soak.Times(siegeKills, siegeLong)
	for range kills {
		met[s.round(0, time.Duration(s.random.Int64N(int64(s.usual()*3/2))))]++ // some beyond the end of the load
	}
	s.round(1, 0) // the last kill is looked after as well
	t.Logf("a load takes %v; of %d kills %v; %d files are loaded", s.usual(), kills, met, s.next)
	if met["before"] == 0 || met["after"] == 0 {
		t.Errorf("the kills did not fall on both sides of the commit: %v", met)
	}
}

// siege is the parent's side.
type siege struct {
	t      *testing.T
	dir    string
	random *rand.Rand
	next   int           // the file to load
	took   time.Duration // by all of the loads that came to their end
}

// usual is what a load takes.
func (s *siege) usual() time.Duration { return s.took / time.Duration(s.next) }

// round runs a process that loads file after file. It ends after so many loads, or is killed that long after it has
// begun to load; it gives what the next process will have to find: "before", the file is not loaded, or "after".
func (s *siege) round(loads int, kill time.Duration) string {
	s.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), contender+"="+fmt.Sprintf("siege %d %d", s.next, loads), "LUANPHIEN_BENCH_DIR="+s.dir)
	said, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	var complaint strings.Builder
	cmd.Stderr = &complaint
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	lines := bufio.NewScanner(said)
	began, found := time.Now(), ""
	for lines.Scan() {
		switch word, rest, _ := strings.Cut(lines.Text(), " "); word {
		case "begin":
			if began = time.Now(); kill > 0 && rest == fmt.Sprint(s.next) {
				time.AfterFunc(kill, func() { _ = cmd.Process.Kill() }) // it may have ended by itself
			}
		case "end":
			s.took += time.Since(began)
			s.next++
			found = "after"
		}
	}
	if err := lines.Err(); err != nil && kill == 0 {
		s.t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil && (kill == 0 || complaint.Len() > 0) {
		s.t.Fatalf("%v: %s", err, &complaint)
	}
	if found == "" {
		found = "before"
	}
	return found
}

// besiege is the child's side: what stands in the warehouse is all of the file or none of it, and so is what stands in
// the newest edition; then it loads that file and the next ones.
func besiege(dir, what string) error {
	var from, loads int
	if _, err := fmt.Sscanf(what, "%d %d", &from, &loads); err != nil {
		return err
	}
	folder := edition.Folder(filepath.Join(dir, "data"))
	if err := wholeOrNone(folder, dir, from); err != nil {
		return err
	}
	for n := from; loads == 0 || n < from+loads; n++ {
		path, _, err := siegeFile(dir, n)
		if err != nil {
			return err
		}
		fmt.Println("begin", n)
		report, err := Run(context.Background(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
		if err != nil {
			return err
		}
		switch f := report.Files[0]; {
		case f.Status == Unchanged && n == from:
		case f.Status != Loaded || f.Counts.Loaded != siegeRows || f.Counts.Quarantined != 1:
			return fmt.Errorf("file %d: %s %+v %v", n, f.Status, f.Counts, f.Err)
		}
		fmt.Println("end", n)
	}
	return nil
}

// wholeOrNone looks at the files before one and at that one, in the warehouse as it was left and in the newest edition.
func wholeOrNone(folder edition.Folder, dir string, n int) error {
	newest, err := folder.Newest()
	if err != nil {
		return err
	}
	warehouse, err := engine.OpenWarehouse(folder.Warehouse(), engine.Options{})
	if err != nil {
		return err
	}
	defer warehouse.Close()
	published, err := engine.OpenEdition(folder.Database(newest))
	if err != nil {
		return err
	}
	defer published.Close()
	_, week, err := siegeFile(dir, n)
	if err != nil {
		return err
	}
	for name, db := range map[string]*sql.DB{"warehouse": warehouse, "edition": published} {
		var here, earlier, loads int
		err := db.QueryRow("SELECT count(*) FILTER (week = $1), count(*) FILTER (week <> $1), (SELECT count(*) FROM loads) FROM activity", week).Scan(&here, &earlier, &loads)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if here != 0 && here != siegeRows || earlier != n*siegeRows || loads != 1+n+here/siegeRows {
			return fmt.Errorf("%s: %d rows of file %d, %d of those before it, %d loads", name, here, n, earlier, loads)
		}
	}
	return nil
}
