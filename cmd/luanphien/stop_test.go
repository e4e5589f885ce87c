package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// stopRows is how many rows the files of TestSignalEndsALoad have: a load of them takes a second or more.
const stopRows = 156_000

// stopFiles writes the same rows as CSV, as a workbook and as JSON of DHIS2, with its mapping.
func stopFiles(t *testing.T, dir string) map[string]stopFile {
	t.Helper()
	create := func(name string) *os.File {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	var csv, json bytes.Buffer
	book := excelize.NewFile()
	defer book.Close()
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	header := []any{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}
	csv.WriteString("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n")
	json.WriteString(`{"dataValues":[`)
	err = stream.SetRow("A1", header)
	for i := range stopRows {
		station, week := fmt.Sprintf("T%d", i/520), fmt.Sprintf("%d-W%02d", 2010+i%520/52, 1+i%52)
		fmt.Fprintf(&csv, "%s,%s,hô hấp,%d,0\n", station, week, i%97)
		if i > 0 {
			json.WriteByte(',')
		}
		fmt.Fprintf(&json, `{"dataElement":"a","period":"%s","orgUnit":"%s","value":"%d"}`, strings.Replace(week, "-", "", 1), station, i%97)
		if cell, _ := excelize.CoordinatesToCellName(1, i+2); err == nil && i < stopRows/2 {
			err = stream.SetRow(cell, []any{station, week, "hô hấp", i % 97, 0})
		}
	}
	json.WriteString(`]}`)
	if err == nil {
		err = errors.Join(stream.Flush(), book.Write(create("hoạt động.xlsx")))
	}
	for name, content := range map[string]*bytes.Buffer{"hoạt động.csv": &csv, "hoạt động.json": &json,
		"mã.csv": bytes.NewBufferString("dhis2_id,category_option_combo,kind,field,name\na,,activity,visits,hô hấp\n")} {
		_, failed := content.WriteTo(create(name))
		err = errors.Join(err, failed)
	}
	if err != nil {
		t.Fatal(err)
	}
	path := func(name string) string { return filepath.Join(dir, name) }
	return map[string]stopFile{
		"csv":  {[]string{path("hoạt động.csv")}, stopRows},
		"xlsx": {[]string{path("hoạt động.xlsx")}, stopRows / 2},
		"json": {[]string{"--mapping", path("mã.csv"), path("hoạt động.json")}, stopRows},
	}
}

// SIGTERM ends a load whatever it reads and however far it is. Nothing of the file is loaded, or all of it, and the folder
// goes on as before.
func TestSignalEndsALoad(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("sends SIGTERM")
	}
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	list := filepath.Join(dir, "tram.csv")
	var stations strings.Builder
	stations.WriteString("Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\n")
	for i := range stopRows/520 + 1 {
		fmt.Fprintf(&stations, "T%d,Trạm %d,xã,TTYT,2005-01-01\n", i, i)
	}
	if err := os.WriteFile(list, []byte(stations.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := runProgram(t, "ingest", "--data", data, list); code != exitDone {
		t.Fatal(said)
	}
	for kind, f := range stopFiles(t, dir) {
		whole, _ := f.signalled(t, data, 0)
		for _, share := range soak.Sample(t, []float64{0.15, 0.5, 0.85}, 1) {
			took, loaded := f.signalled(t, data, time.Duration(share*float64(whole)))
			t.Logf("%s: SIGTERM after %.0f %% of %v; it ends %v later; loaded: %v", kind, 100*share, whole.Round(time.Millisecond), took.Round(time.Millisecond), loaded)
			if took > 20*time.Second { // within a second where the machine does nothing else
				t.Errorf("%s: after SIGTERM the load went on for %v", kind, took)
			}
		}
	}
}

// stopFile is a file that a load of is ended, and the rows of it.
type stopFile struct {
	args []string
	rows int64
}

// signalled loads the file into a copy of the folder and ends the load after a time, 0 = not at all. It gives how long
// the process went on after that and whether the file is loaded, and makes sure that it is so wholly or not at all.
func (f stopFile) signalled(t *testing.T, data string, after time.Duration) (took time.Duration, loaded bool) {
	t.Helper()
	dir := t.TempDir()
	folder := edition.Folder(filepath.Join(dir, "data"))
	if err := os.CopyFS(string(folder), os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], append([]string{"ingest", "--data", string(folder)}, f.args...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if after > 0 {
		time.Sleep(after)
		began = time.Now()
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
	}
	_ = cmd.Wait() // its exit code says more
	if strings.Contains(said.String(), "context canceled") || strings.Contains(said.String(), "sql:") {
		t.Errorf("no sentence: %s", &said)
	}
	took = time.Since(began)
	if code := cmd.ProcessState.ExitCode(); code != exitDone && (code != exitFailed || after == 0) {
		t.Fatalf("exit code %d: %s", code, &said)
	}
	if left, _ := filepath.Glob(filepath.Join(folder.Temp(), "*")); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
	const one = "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\nT0,2025-W01,hô hấp,5,1\n"
	small := filepath.Join(dir, "một dòng.csv")
	if err := os.WriteFile(small, []byte(one), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := runProgram(t, "ingest", "--data", string(folder), small); code != exitDone {
		t.Fatalf("the folder cannot be used any more: %s", said)
	}
	number, err := folder.Newest()
	if err != nil {
		t.Fatal(err)
	}
	m, err := folder.Manifest(number)
	if err != nil {
		t.Fatal(err)
	}
	rows := m.Rows["activity"] - 1
	if rows != 0 && rows != f.rows || after == 0 && rows == 0 {
		t.Errorf("%d of %d rows are loaded: %s", rows, f.rows, &said)
	}
	return took, rows > 0
}
