package ingest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/ingest/appstore"
	"luanphien/ingest/ingesttest"
	"luanphien/ingest/mend"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// undoCase is a history of runs, one of whose files is undone in the end.
type undoCase struct {
	name string
	runs [][]string // files of each run, as name=content
	undo string     // name of the file
}

const (
	stationsHeader = "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở,Ngày đóng\n"
	postingsHeader = "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày"
	workersHeader  = "Mã cán bộ,Họ tên,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\n"
	unitsFile      = "don-vi.csv=Mã đơn vị,Tên đơn vị,Tuyến\nBV1,Bệnh viện Một,tỉnh\n"
	workersFile    = "can-bo.csv=" + workersHeader + "CB1,Lò Thị Ban Đầu,BV1,BS,nội khoa,bác sĩ\n"
	stationsFile   = "tram.csv=" + stationsHeader + "T1,Mường Một,xã,TTYT A,01/01/2020,\nT2,Mường Hai,xã,TTYT A,01/01/2020,\n"
)

func act(name string, rows ...string) string {
	return name + "=" + activityHeader + strings.Join(rows, "\n") + "\n"
}

var undoCases = []undoCase{
	{"a chain of corrections, its middle", [][]string{
		{stationsFile}, {act("a1.csv", "T1,2026-W10,hô hấp,5,1", "T2,2026-W10,hô hấp,6,1")},
		{act("a2.csv", "T1,2026-W10,hô hấp,7,1", "T2,2026-W11,hô hấp,3,0")}, {act("a3.csv", "T1,2026-W10,hô hấp,9,1")},
	}, "a2.csv"},
	{"a chain of corrections, its end", [][]string{
		{stationsFile}, {act("a1.csv", "T1,2026-W10,hô hấp,5,1")}, {act("a2.csv", "T1,2026-W10,hô hấp,7,1")}, {act("a3.csv", "T1,2026-W10,hô hấp,9,1")},
	}, "a3.csv"},
	{"a chain of corrections, its beginning", [][]string{
		{stationsFile}, {act("a1.csv", "T1,2026-W10,hô hấp,5,1", "T2,2026-W10,hô hấp,4,1")}, {act("a2.csv", "T1,2026-W10,hô hấp,7,1")},
	}, "a1.csv"},
	{"later rows that said the same", [][]string{
		{stationsFile}, {act("a1.csv", "T1,2026-W10,hô hấp,5,1")},
		{act("a2.csv", "T1,2026-W10,hô hấp,7,1")}, {act("a3.csv", "T1,2026-W10,hô hấp,7,1", "T2,2026-W10,hô hấp,1,1")},
	}, "a2.csv"},
	{"cells that later rows took over", [][]string{
		{stationsFile, unitsFile, workersFile},
		{"lp1.csv=" + postingsHeader + ",Ngày về thực tế\n1/QĐ,CB1,T1,05/01/2026,31/03/2026,20/03/2026\n"},
		{"lp2.csv=" + postingsHeader + ",Ngày về thực tế\n1/QĐ,CB1,T1,05/01/2026,31/03/2026,25/03/2026\n"},
		{"lp3.csv=" + postingsHeader + "\n2/QĐ,CB1,T1,05/01/2026,30/04/2026\n"},
	}, "lp2.csv"},
	{"the list that rows waited for", [][]string{
		{act("a1.csv", "T1,2026-W10,hô hấp,5,1", "T9,2026-W10,hô hấp,2,1")}, {stationsFile}, {act("a2.csv", "T2,2026-W10,hô hấp,7,1", "T1,2026-W10,hô hấp,8,1")},
	}, "tram.csv"},
	{"a list that came again later", [][]string{
		{act("a1.csv", "T1,2026-W10,hô hấp,5,1")}, {stationsFile}, {act("a2.csv", "T1,2026-W10,hô hấp,8,1")},
		{"tram2.csv=" + stationsHeader + "T1,Mường Một,xã,TTYT B,01/01/2020,\n"},
	}, "tram.csv"},
	{"a correction of a list that made later rows pass or fail", [][]string{
		{stationsFile}, {"tram2.csv=" + stationsHeader + "T1,Mường Mới,xã,TTYT A,01/01/2020,01/02/2026\n"},
		{act("a1.csv", "T1,2026-W10,hô hấp,5,1", "Mường Mới,2026-W01,hô hấp,3,1", "T2,2026-W01,hô hấp,3,1", "T2,2026-W02,hô hấp,3,1", "T2,2026-W03,hô hấp,3,1")},
	}, "tram2.csv"},
	{"names of workers", [][]string{
		{unitsFile, workersFile},
		{"cb2.csv=" + workersHeader + "CB1,Lò Thị Sửa Lại,BV1,BSCKI,nội khoa,bác sĩ\nCB2,Quàng Văn Thừa,BV1,BS,nội khoa,bác sĩ\nCB3,Vàng Thị Sai,BV1,BS,không có,bác sĩ\n" +
			"CB4,,BV1,BS,nội khoa,bác sĩ\nCB5,,BV1,BS,nội khoa,bác sĩ\n"},
		{"cb3.csv=" + workersHeader + "CB6,Giàng A Sau,BV1,BS,nội khoa,bác sĩ\n"},
	}, "cb2.csv"},
	{"several files of one run", [][]string{
		{stationsFile, unitsFile}, {workersFile, act("a1.csv", "T1,2026-W10,hô hấp,5,1"), act("a2.csv", "T1,2026-W10,hô hấp,6,1")}, {act("a3.csv", "T1,2026-W10,hô hấp,7,1")},
	}, "a1.csv"},
	{"the only load", [][]string{{stationsFile}}, "tram.csv"},
}

// runAll loads a history, without the file of the given name.
func (c undoCase) runAll(t *testing.T, folder edition.Folder, without string) {
	t.Helper()
	c.runOn(t, folder, c.runs, without)
}

func (c undoCase) runOn(t *testing.T, folder edition.Folder, runs [][]string, without string) {
	t.Helper()
	for _, files := range runs {
		var paths []string
		for _, f := range files {
			if name, content, _ := strings.Cut(f, "="); name != without {
				paths = append(paths, writeFile(t, name, content))
			}
		}
		if len(paths) > 0 {
			mustRun(t, folder, paths...)
		}
	}
}

// runBoth loads a history into one folder, and without the file to undo into another. What comes before that file is
// loaded once and copied.
func (c undoCase) runBoth(t *testing.T, with, without edition.Folder) {
	t.Helper()
	holds := func(f string) bool { return strings.HasPrefix(f, c.undo+"=") }
	first := slices.IndexFunc(c.runs, func(files []string) bool { return slices.ContainsFunc(files, holds) })
	c.runOn(t, with, c.runs[:first], "")
	if err := os.CopyFS(string(without), os.DirFS(string(with))); err != nil {
		t.Fatal(err)
	}
	c.runOn(t, with, c.runs[first:], "")
	c.runOn(t, without, c.runs[first:], c.undo)
}

func loadNamed(t *testing.T, folder edition.Folder, name string) Load {
	t.Helper()
	loads, err := Loads(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range loads {
		if l.FileName == name && l.UndoneAt.IsZero() {
			return l
		}
	}
	t.Fatalf("no load of %s", name)
	return Load{}
}

func mustUndo(t *testing.T, folder edition.Folder, id int) *UndoReport {
	t.Helper()
	report, err := Undo(context.Background(), folder, id, Options{Now: sampleNow, LoadedBy: "an"})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestUndoEqualsNeverLoaded(t *testing.T) {
	soak.Long(t)
	for _, c := range soak.Sample(t, undoCases, len(undoCases)/2) {
		t.Run(c.name, func(t *testing.T) {
			undone, never := edition.Folder(t.TempDir()), edition.Folder(t.TempDir())
			c.runBoth(t, undone, never)
			id := loadNamed(t, undone, c.undo).ID
			report := mustUndo(t, undone, id)
			if newest, err := undone.Newest(); err != nil || report.Published != newest {
				t.Errorf("edition %d is published, the newest is %d (%v)", report.Published, newest, err)
			}
			if _, err := never.Newest(); errors.Is(err, edition.ErrNone) {
				if n := rowsOf(t, undone, "SELECT count(*) FROM stations_history"); n[0] != "0" {
					t.Errorf("%s stations are left", n[0])
				}
				return
			}
			sameEditions(t, undone, never, id)
			sameStores(t, undone, never)
		})
	}
}

// sameEditions compares the newest editions table by table; in the first, the number id was skipped.
func sameEditions(t *testing.T, got, want edition.Folder, id int) {
	t.Helper()
	gotDB, wantDB := openNewest(t, got), openNewest(t, want)
	gotTables, wantTables := columnsOf(t, gotDB), columnsOf(t, wantDB)
	if len(wantTables) < 30 {
		t.Fatalf("only %d tables and views", len(wantTables))
	}
	for table, columns := range wantTables {
		if table == "undo_history" || table == "undone_loads" {
			continue // they say that something was undone
		}
		equalSets(t, table, ingesttest.Query(t, gotDB, comparable(table, gotTables[table], id)), ingesttest.Query(t, wantDB, comparable(table, columns, 1<<30)))
	}
}

// openNewest opens the newest edition until the test ends.
func openNewest(t *testing.T, folder edition.Folder) *sql.DB {
	t.Helper()
	db := ingesttest.Open(t, folder)
	t.Cleanup(func() { db.Close() })
	return db
}

// columnsOf are the columns of all tables and views, by name, in their order.
func columnsOf(t *testing.T, db *sql.DB) map[string][]string {
	t.Helper()
	columns := map[string][]string{}
	for _, line := range ingesttest.Query(t, db, `SELECT table_name, column_name FROM information_schema.columns ORDER BY table_name, ordinal_position`) {
		table, column, _ := strings.Cut(line, "|")
		columns[table] = append(columns[table], column)
	}
	return columns
}

// comparable reads a table without what cannot be equal: random keys, the numbers of runs, and the gap in the numbers
// of loads.
func comparable(table string, columns []string, id int) string {
	var picked []string
	for _, c := range columns {
		switch c {
		case "load_key", "run_id":
		case "load_id", "superseded_by", "resolved_by":
			picked = append(picked, fmt.Sprintf("CASE WHEN %[1]s > %[2]d THEN %[1]s - 1 ELSE %[1]s END", c, id))
		default:
			picked = append(picked, c)
		}
	}
	return fmt.Sprintf("SELECT %s FROM %s", strings.Join(picked, ", "), table)
}

// sameStores compares the names, the refused rows and the kept originals.
func sameStores(t *testing.T, got, want edition.Folder) {
	t.Helper()
	gotNames, gotRows := storeContent(t, got)
	wantNames, wantRows := storeContent(t, want)
	if !maps.Equal(gotNames, wantNames) {
		t.Errorf("names %v, want %v", gotNames, wantNames)
	}
	equalSets(t, "refused rows", gotRows, wantRows)
	equalSets(t, "originals", fileNames(t, got.Originals()), fileNames(t, want.Originals()))
}

func storeContent(t *testing.T, folder edition.Folder) (map[string]string, []string) {
	t.Helper()
	store, err := appstore.Open(folder.Application())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	names, err := store.Names(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, key := range rowsOf(t, folder, "SELECT load_key || '|' || file_name FROM load_history") {
		key, file, _ := strings.Cut(key, "|")
		err := store.EachRefused(context.Background(), key, func(sheet string, r appstore.Row) error {
			rows = append(rows, fmt.Sprintf("%s|%s|%d|%s|%v", file, sheet, r.Line, r.Value, r.Cells))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return names, rows
}

func fileNames(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Rows that had passed wait again, and pass again when their list comes back: the same file may be loaded anew.
func TestUndoneFileMayComeAgain(t *testing.T) {
	soak.Long(t)
	folder, plain := edition.Folder(t.TempDir()), edition.Folder(t.TempDir())
	c := undoCases[5]
	c.runAll(t, folder, "")
	c.runAll(t, plain, "")
	id := loadNamed(t, folder, "tram.csv").ID
	mustUndo(t, folder, id)
	_, content, _ := strings.Cut(stationsFile, "=")
	report := mustRun(t, folder, writeFile(t, "tram.csv", content))
	if f := report.Files[0]; f.Status != Loaded || f.LoadID <= id+1 || report.Resolved != 3 {
		t.Errorf("%s as load %d, %d rows passed", f.Status, f.LoadID, report.Resolved)
	}
	// a1 and a2 both waited for T1: what the later of them says is in force, as in the other folder.
	for _, table := range []string{"stations", "activity"} {
		equalSets(t, table, rowsOf(t, folder, "SELECT * FROM "+table), rowsOf(t, plain, "SELECT * FROM "+table))
	}
}

func TestUndoIsRecordedAndFinal(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	c := undoCases[0]
	c.runAll(t, folder, "")
	mustUndo(t, folder, 3)
	mustUndo(t, folder, 2)
	loads, err := Loads(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range loads {
		got = append(got, fmt.Sprintf("%d %s %s %s %v", l.ID, l.FileName, l.LoadedBy, l.UndoneBy, l.UndoneAt.IsZero()))
	}
	want := []string{"1 tram.csv test  true", "2 a1.csv test an false", "3 a2.csv test an false", "4 a3.csv test  true"}
	if !slices.Equal(got, want) {
		t.Errorf("history %q, want %q", got, want)
	}
	equalSets(t, "activity", rowsOf(t, folder, activityInForce), []string{"T1|2026-W10|hô hấp|9|1"})
	for id, says := range map[int]string{3: "đã được hủy", 77: "Không có lần nạp 77"} {
		_, err := Undo(context.Background(), folder, id, Options{Now: sampleNow})
		var own *mend.Error
		if !errors.As(err, &own) || !strings.Contains(own.VI, says) {
			t.Errorf("undo of %d: %v", id, err)
		}
	}
}

// Without the editions from before, everything is loaded again from the kept files.
func TestUndoWithoutOldEditions(t *testing.T) {
	soak.Long(t)
	folder, never := edition.Folder(t.TempDir()), edition.Folder(t.TempDir())
	c := undoCases[4]
	c.runBoth(t, folder, never)
	newest, err := folder.Newest()
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < newest; n++ {
		os.Remove(folder.ManifestPath(n))
		os.Remove(folder.Database(n))
	}
	id := loadNamed(t, folder, c.undo).ID
	if report := mustUndo(t, folder, id); report.Again != 5 {
		t.Errorf("%d loads were made again, want 5", report.Again)
	}
	sameEditions(t, folder, never, id)
}

// Rows of a later file that need the undone list wait for it, and pass when it comes again.
func TestUndoOfAListThatLaterRowsNeed(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	list := writeFile(t, "nhom.csv", "Nhóm bệnh,Mã ICD-10\nmắt,H00-H59\n")
	mustRun(t, folder, list, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	mustRun(t, folder, writeFile(t, "a.csv", activityHeader+"T1,2026-W10,mắt,5,1\n"))
	before := rowsOf(t, folder, "SELECT * FROM activity")
	mustUndo(t, folder, loadNamed(t, folder, "nhom.csv").ID)
	equalSets(t, "quarantine", rowsOf(t, folder, "SELECT rule, retry FROM quarantine"), []string{"code_unknown|true"})
	if n := rowsOf(t, folder, "SELECT count(*) FROM activity"); n[0] != "0" {
		t.Errorf("%s rows are in force without their group", n[0])
	}
	if report := mustRun(t, folder, list); report.Resolved != 1 {
		t.Errorf("%d rows passed", report.Resolved)
	}
	equalSets(t, "activity", rowsOf(t, folder, "SELECT * FROM activity"), before)
}

// Nothing of an undone list of workers is left in any file but the editions published before, which hold no names.
func TestUndoForgetsNames(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	c := undoCases[8]
	c.runAll(t, folder, "")
	mustUndo(t, folder, loadNamed(t, folder, c.undo).ID)
	err := filepath.WalkDir(string(folder), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, name := range []string{"Sửa Lại", "Quàng Văn Thừa", "Vàng Thị Sai"} {
			if bytes.Contains(content, []byte(name)) {
				t.Errorf("%s holds %q", path, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
