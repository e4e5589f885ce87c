package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/appstore"
	"luanphien/ingest/mend"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const activityHeader = "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n"

func TestNamesStayOutOfEditions(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	// A refused row with a name, and one that waits for its unit and passes later.
	mustRun(t, folder, writeFile(t, "them.csv", "Mã cán bộ,Họ tên,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\n"+
		"CB901,Lường Thị Minh Họa,BVDK,BS,khoa không có,bác sĩ\nCB902,Quàng Văn Minh Họa,BVMOI,BS,nội khoa,bác sĩ\n"+
		"CB903,,BVDK,BS,nội khoa,bác sĩ\nCB904,,BVDK,BS,nội khoa,bác sĩ\nCB905,,BVDK,BS,nội khoa,bác sĩ\n"))
	mustRun(t, folder, writeFile(t, "don-vi.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nBVMOI,Bệnh viện Mới,tỉnh\n"))
	store, err := appstore.Open(folder.Application())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	names, err := store.Names(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != 109 || names["CB902"] != "Quàng Văn Minh Họa" {
		t.Fatalf("%d names, CB902 is %q", len(names), names["CB902"])
	}
	names["CB901"] = "Lường Thị Minh Họa"
	err = filepath.WalkDir(string(folder), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(path, ".duckdb") {
			return err
		}
		content, err := os.ReadFile(path)
		for _, name := range names {
			if bytes.Contains(content, []byte(name)) {
				t.Errorf("%s holds %q", filepath.Base(path), name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTooManyRejectedRowsLoadNothing(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	report := mustRun(t, folder, writeFile(t, "a.csv", activityHeader+
		"03127,2026-W10,hô hấp,5,1\n03127,2026-W10,tiêu hóa,x1,1\n03127,2026-W10,khác,-2,0\n"))
	if f := report.Files[0]; f.Status != Refused || f.Err == nil || !strings.Contains(f.Err.VI, "2 trên 3") || len(f.Refusals) != 2 {
		t.Errorf("%s %v %v", f.Status, f.Err, f.Refusals)
	}
	if report.Published != 0 {
		t.Errorf("edition %d was published", report.Published)
	}
	for _, table := range []string{"activity", "quarantine"} {
		if n := rowsOf(t, folder, "SELECT count(*) FROM "+table); n[0] != "0" {
			t.Errorf("%s: %s rows", table, n[0])
		}
	}
}

func TestWaitingRowThatFailsOtherwise(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	path := writeFile(t, "a.csv", activityHeader+"03127,2026-W10,hô hấp,5,1\n03151,2014-W10,hô hấp,5,1\n99999,2026-W10,hô hấp,5,1\n")
	report := mustRun(t, folder, path)
	if f := report.Files[0]; f.Status != Loaded || f.Waiting != 3 {
		t.Fatalf("%s, %d wait", f.Status, f.Waiting)
	}
	if report := mustRun(t, folder, sample(t, "tram-y-te.csv")); report.Resolved != 1 {
		t.Errorf("%d rows passed, want 1", report.Resolved)
	}
	got := rowsOf(t, folder, "SELECT line, rule, retry, resolved_by FROM quarantine ORDER BY line")
	want := []string{"2|station_unknown|true|2", "3|before_opening|true|", "4|station_unknown|true|"}
	equalSets(t, "quarantine", got, want)
}

func TestLateRowDoesNotReplaceNewer(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	waiting := writeFile(t, "cu.csv", activityHeader+"3127,2026-W10,hô hấp,5,1\n")
	mustRun(t, folder, waiting)
	// The station's list and a newer file arrive in one run: the list is loaded first, the newer row second, and only
	// then is the row that waited judged again.
	mustRun(t, folder, sample(t, "tram-y-te.csv"), writeFile(t, "moi.csv", activityHeader+"03127,2026-W10,hô hấp,9,1\n"))
	if got := rowsOf(t, folder, activityInForce); len(got) != 1 || got[0] != "03127|2026-W10|hô hấp|9|1" {
		t.Errorf("in force: %v", got)
	}
}

func TestSecondLoadAtOnceIsRefused(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	if err := os.MkdirAll(string(folder), 0o755); err != nil {
		t.Fatal(err)
	}
	held, err := warehouse.Acquire(folder.Lock())
	if err != nil {
		t.Fatal(err)
	}
	defer held.Release()
	_, err = Run(context.Background(), folder, []string{sample(t, "tram-y-te.csv")}, Options{})
	var own *mend.Error
	if !errors.As(err, &own) || !strings.Contains(own.VI, fmt.Sprint(os.Getpid())) {
		t.Errorf("%v", err)
	}
}

func TestUnreadableFilesAreRefused(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	report := mustRun(t, folder, filepath.Join(t.TempDir(), "khong-co.csv"),
		writeFile(t, "rong.csv", ""), writeFile(t, "la.csv", "a,b\n1,2\n"),
		writeFile(t, "benh-nhan.csv", "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,Số CCCD\n03127,2026-W10,hô hấp,1,0,011\n"))
	for _, f := range report.Files {
		if f.Status != Refused || f.Err == nil || f.Err.VI == "" || f.Err.EN == "" {
			t.Errorf("%s: %s %v", f.Name, f.Status, f.Err)
		}
	}
}

// TestKilledLoad kills a load at many moments and looks: the warehouse opens, holds all of the file or none of it, the
// newest edition is whole, and the next load needs no repair.
func TestKilledLoad(t *testing.T) {
	soak.Long(t)
	dir := t.TempDir()
	folder := edition.Folder(filepath.Join(dir, "data"))
	mustRun(t, folder, reference(t)...)
	clean := filepath.Join(dir, "clean")
	copyTree(t, string(folder), clean)
	started := time.Now()
	mustRun(t, folder, sample(t, "hoat-dong.csv"))
	whole := time.Since(started)
	random := soak.Random(t)
	loaded := 0
	for range kills() {
		if err := os.RemoveAll(string(folder)); err != nil {
			t.Fatal(err)
		}
		copyTree(t, clean, string(folder))
		killAfter(t, dir, "load "+sample(t, "hoat-dong.csv"), time.Duration(random.Int64N(int64(2*whole))))
		if rowsOf(t, folder, "SELECT count(*) FROM stations")[0] != "45" {
			t.Fatal("the newest edition lost its stations")
		}
		report := mustRun(t, folder, sample(t, "hoat-dong.csv"))
		switch f := report.Files[0]; {
		case f.Status == Unchanged: // the killed load had been committed
			loaded++
		case f.Status != Loaded || f.Counts.Loaded != 33200:
			t.Fatalf("after a kill: %s %+v %v", f.Status, f.Counts, f.Err)
		}
		if n := rowsOf(t, folder, "SELECT count(*) FROM activity_history"); n[0] != "33200" {
			t.Fatalf("after a kill and a load: %s rows", n[0])
		}
	}
	t.Logf("%d of %d kills came after the commit", loaded, kills())
}

// kills is how often a test kills a load of the sample.
func kills() int { return soak.Times(3, 40) }

// TestKilledUndo kills an undo at many moments: the warehouse holds the load whole or not at all, and the next run
// publishes what it holds.
func TestKilledUndo(t *testing.T) {
	soak.Long(t)
	dir := t.TempDir()
	folder := edition.Folder(filepath.Join(dir, "data"))
	c := undoCases[0]
	c.runAll(t, folder, "")
	clean := filepath.Join(dir, "clean")
	copyTree(t, string(folder), clean)
	started := time.Now()
	mustUndo(t, folder, 3)
	whole := time.Since(started)
	random := soak.Random(t)
	undone := 0
	for range kills() {
		if err := os.RemoveAll(string(folder)); err != nil {
			t.Fatal(err)
		}
		copyTree(t, clean, string(folder))
		killAfter(t, dir, "undo 3", time.Duration(random.Int64N(int64(2*whole))))
		report := mustRun(t, folder, writeFile(t, "moi.csv", activityHeader+"T2,2026-W12,hô hấp,1,0\n"))
		if report.Files[0].Status != Loaded {
			t.Fatalf("after a kill: %+v", report.Files[0])
		}
		want := []string{"T1|2026-W10|hô hấp|9|1", "T2|2026-W10|hô hấp|6|1", "T2|2026-W12|hô hấp|1|0"}
		if loads := rowsOf(t, folder, "SELECT count(*) FROM undone_loads"); loads[0] == "1" {
			undone++
		} else {
			want = append(want, "T2|2026-W11|hô hấp|3|0")
		}
		equalSets(t, "activity", rowsOf(t, folder, activityInForce), want)
	}
	t.Logf("%d of %d kills came after the swap", undone, kills())
}

// killAfter runs a load or an undo in another process and kills it.
func killAfter(t *testing.T, dir, what string, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), contender+"="+what, "LUANPHIEN_BENCH_DIR="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill() // it may have ended by itself
	_ = cmd.Wait()
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
