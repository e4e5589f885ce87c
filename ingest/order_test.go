package ingest

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

// orderFile is a file of the test of orders. Those that give different values for one key are conflicting: they share a
// word of group, and keep their order.
type orderFile struct {
	name, text string
	aliases    bool
	group      []string
}

// orderFiles are the ten files of the sample and what a department sends after them: corrections, lists that come late,
// days of stations mended both ways, a renamed station, former names, rows with a fault that only time or a list mends.
func orderFiles(t *testing.T) []orderFile {
	sample := func(name string, group ...string) orderFile {
		text, err := os.ReadFile(filepath.Join("testdata", "sample", name))
		if err != nil {
			t.Fatal(err)
		}
		return orderFile{name: name, text: string(text), group: group}
	}
	const stations = "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Vĩ độ,Kinh độ,Dân số,Ngày mở,Ngày đóng\n"
	const postings = "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày,Ngày về thực tế,Trạng thái\n"
	return []orderFile{
		sample("tram-y-te.csv", "stations"), sample("don-vi-cu.csv"), sample("can-bo.csv", "workers"), sample("luan-phien.csv", "postings"),
		sample("vang-mat.csv"), sample("nhu-cau.csv"), sample("hoat-dong.csv", "activity"), sample("chi-so.csv"),
		sample("bao-cao-tuan.csv"), sample("bao-cao-dot-xuat.csv"),
		// Two corrections of one week, and rows of names that come later.
		{name: "sua-1.csv", text: activityHeader + "03127,2026-W10,hô hấp,41,3\n03127,2026-W10,tiêu hóa,12,1\n", group: []string{"activity"}},
		{name: "sua-2.csv", text: activityHeader + "03127,2026-W10,hô hấp,44,3\nXã Bản Mới,2026-W12,hô hấp,7,1\n", group: []string{"activity"}},
		// A station opens later than the list says first, another closes: rows before and after are not of the station.
		{name: "ngay-mo-sai.csv", text: stations + "03151,Mường Lay,phường,Trung tâm Y tế Mường Lay,22.02026,103.17444,17578,01/02/2026,\n", group: []string{"stations"}},
		{name: "dong-cua.csv", text: stations + "03160,Mường Nhé,xã,Trung tâm Y tế Mường Nhé,,,,02/06/2025,31/03/2026\n", group: []string{"stations"}},
		// The days are mended again for the first.
		{name: "ngay-mo-dung.csv", text: stations + "03151,Mường Lay,phường,Trung tâm Y tế Mường Lay,22.02026,103.17444,17578,02/06/2025,\n", group: []string{"stations"}},
		// A station is renamed; files use either name.
		{name: "doi-ten.csv", text: stations + "03158,Sín Thầu Mới,xã,Trung tâm Y tế Mường Nhé,,,,02/06/2025,\n", group: []string{"stations"}},
		{name: "ten-cu-tuan.csv", text: activityHeader + "Xã Sín Thầu,2026-W30,mắt,5,1\n", group: nil},
		{name: "ten-moi-tuan.csv", text: activityHeader + "Sín Thầu Mới,2026-W31,mắt,6,1\n", group: nil},
		// The list has the group only from this file on.
		{name: "nhom-mat.csv", text: "Nhóm bệnh,Mã ICD-10\nmắt,H00-H59\n"},
		// Former names by a file: two rows lead to one station, one is a trap to a name in use.
		{name: "ten.csv", aliases: true, text: "Tên cũ,Loại,Mã trạm,Đến ngày,Trùng tên\nBản Mới,,03127,,\nBản Mới,,03127,,\nMường Nhà,xã,03160,30/06/2025,có\n"},
		{name: "ten-trung.csv", text: "Mã trạm,Tuần,Chỉ số,Giá trị\nMường Nhà,2025-W25,liều vắc xin tiêm chủng,10\nMường Nhà,2026-W40,hộ được thăm,11\n"},
		{name: "chi-so-them.csv", text: "Chỉ số,Tính chất,Đơn vị tính\nhộ được thăm,lưu lượng,hộ\n"},
		// Former communes, with a value of the station itself beside them.
		{name: "xa-cu.csv", text: "Mã trạm,Tuần,Chỉ số,Giá trị\nNoong Bua,2025-W23,buổi tập huấn tại chỗ,10\nNam Thanh,2025-W23,buổi tập huấn tại chỗ,20\n"},
		// Postings of workers that come later, one twice in its file by two names of its station; corrections of one posting.
		{name: "luan-phien-2.csv", text: postings + "900/QĐ-SYT,CB900,Sín Thầu Mới,01/06/2026,14/06/2026,,\n900/QĐ-SYT,CB900,03158,01/06/2026,15/06/2026,,\n"},
		{name: "can-bo-2.csv", text: "Mã cán bộ,Họ tên,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nCB900,Bác sĩ 900,BVMOI,BS,răng hàm mặt,bác sĩ\n"},
		{name: "don-vi-2.csv", text: "Mã đơn vị,Tên đơn vị,Tuyến\nBVMOI,Bệnh viện Mới,tỉnh\n"},
		{name: "chuyen-khoa.csv", text: "Chuyên khoa,Nhóm\nrăng hàm mặt,bác sĩ\n"},
		{name: "ve-som.csv", text: postings + "001/QĐ-SYT,CB001,03175,15/12/2025,28/12/2025,20/12/2025,\n", group: []string{"postings"}},
		{name: "huy.csv", text: "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày,Trạng thái\n001/QĐ-SYT,CB001,03175,15/12/2025,28/12/2025,đã hủy\n", group: []string{"postings"}},
	}
}

// orders is how many orders are tried: LUANPHIEN_ORDERS, or so many as a run of the tests has time for.
func orders(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("LUANPHIEN_ORDERS"))
	if err != nil {
		return 6
	}
	return n
}

// The facts in force, the rows refused and the names known are the same in every order of loads that keeps the relative
// order of files which give different values for one key. What is compared leaves out the columns that say by which load
// a row came or was settled (load_id, resolved_by): they are numbers of the order itself. The place of a row in its file
// (sheet, line) is compared where rows are refused; of facts that two files give alike, the first to come is the source.
func TestOrderOfLoadsDoesNotMatter(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads the sample many times")
	}
	files := orderFiles(t)
	dir := t.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), []byte(f.text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tried := make([]orderTried, orders(t))
	t.Run("orders", func(t *testing.T) {
		for i := range tried {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(2026, uint64(i)))
				order := shuffled(random, files)
				tried[i] = orderTried{order, stateAfter(t, random, dir, order)}
			})
		}
	})
	if t.Failed() {
		return
	}
	for _, other := range tried[1:] {
		for _, table := range slices.Sorted(maps.Keys(tried[0].state)) {
			if want, got := tried[0].state[table], other.state[table]; got != want {
				t.Errorf("%s differs: %s\nafter\n  %s\nand after\n  %s", table, lineDifference(want, got), tried[0], other)
			}
		}
	}
}

// orderTried is an order of loads and what the folder held after it, by table.
type orderTried struct {
	order []orderFile
	state map[string]string
}

func (o orderTried) String() string {
	var names []string
	for _, f := range o.order {
		names = append(names, f.name)
	}
	return strings.Join(names, " ")
}

// shuffled puts files into a random order in which those of one group keep theirs.
func shuffled(random *rand.Rand, files []orderFile) []orderFile {
	left, order := slices.Clone(files), []orderFile(nil)
	for len(left) > 0 {
		var free []int
		taken := map[string]bool{}
		for i, f := range left {
			if !slices.ContainsFunc(f.group, func(g string) bool { return taken[g] }) {
				free = append(free, i)
			}
			for _, g := range f.group {
				taken[g] = true
			}
		}
		i := free[random.IntN(len(free))]
		order = append(order, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return order
}

// stateAfter loads the files in their order and writes what then holds, by table.
func stateAfter(t *testing.T, random *rand.Rand, dir string, order []orderFile) map[string]string {
	t.Helper()
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	together := 3 + 3*random.IntN(3) // how many files come in one load, as a rule
	for len(order) > 0 {
		// Some files come alone, some together.
		n := 1
		for !order[0].aliases && n < len(order) && !order[n].aliases && random.IntN(together) > 0 {
			n++
		}
		var paths []string
		for _, f := range order[:n] {
			paths = append(paths, filepath.Join(dir, f.name))
		}
		// The limit of refused rows is of the file alone: a pair of one key is one only where its names are known.
		o := Options{Now: sampleNow, MaxReject: -1, LoadedBy: "test", Aliases: order[0].aliases, Confirm: true}
		report, err := Run(context.Background(), folder, paths, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range report.Files {
			if r.Status == Refused {
				t.Fatalf("%s is refused: %v", r.Name, r.Err)
			}
		}
		order = order[n:]
	}
	state := map[string]string{}
	for _, view := range []string{"stations", "units", "workers", "postings", "absences", "needs", "activity", "indicators", "weekly_reports",
		"incident_reports", "diagnosis_groups", "indicator_catalogue", "specialties", "station_aliases"} {
		state[view] = sortedRows(t, folder, "SELECT * FROM "+view)
	}
	state["quarantine"] = sortedRows(t, folder, "SELECT * EXCLUDE (load_id, resolved_by) FROM quarantine WHERE resolved_by IS NULL")
	number, err := folder.Newest()
	if err != nil {
		t.Fatal(err)
	}
	m, err := folder.Manifest(number)
	if err != nil {
		t.Fatal(err)
	}
	state["rows of the manifest"] = fmt.Sprint(m.Rows)
	return state
}

func sortedRows(t *testing.T, folder edition.Folder, query string) string {
	t.Helper()
	rows := rowsOf(t, folder, query)
	slices.Sort(rows)
	return strings.Join(rows, "\n")
}

// lineDifference gives the lines that only one of two sorted texts has, the first few.
func lineDifference(a, b string) string {
	count := map[string]int{}
	for line := range strings.SplitSeq(a, "\n") {
		count[line]++
	}
	for line := range strings.SplitSeq(b, "\n") {
		count[line]--
	}
	var found []string
	for _, line := range slices.Sorted(maps.Keys(count)) {
		if n := count[line]; n != 0 && len(found) < 8 {
			found = append(found, fmt.Sprintf("%+d %s", -n, line))
		}
	}
	return strings.Join(found, "\n")
}
