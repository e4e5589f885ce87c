package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/soak"
)

// The folder testdata/schema-2.tar.zst was made by the last program of schema 2: the demo, every kind corrected or added
// to, rows that wait for a station, a unit and workers, a table of former names, an undone load, a user, follow-ups and a
// remark. What its program said of it stands beside it.

// oldFolder unpacks the folder that a program of schema 2 left.
func oldFolder(t testing.TB) string {
	t.Helper()
	f, err := os.Open("testdata/schema-2.tar.zst")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	dir := filepath.Join(t.TempDir(), "data")
	for archive := tar.NewReader(z); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return dir
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.Typeflag == tar.TypeDir {
			err = os.MkdirAll(path, 0o755)
		} else {
			err = unpackFile(path, archive, os.FileMode(h.Mode))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func unpackFile(path string, from io.Reader, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

// sameFigures fails unless the folder gives the indicators that its own program gave.
func sameFigures(t *testing.T, dir string) {
	t.Helper()
	for file, args := range map[string][]string{
		"schema-2-indicators.csv":             nil,
		"schema-2-edition-1-indicators.csv":   {"--edition", "1"},
		"schema-2-stations-indicators.csv.gz": {"--by-facility"},
	} {
		want, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, ".gz") {
			z, err := gzip.NewReader(bytes.NewReader(want))
			if err != nil {
				t.Fatal(err)
			}
			if want, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		code, got := runProgram(t, append([]string{"indicators", "--data", dir, "--format", "csv"}, args...)...)
		if code != exitDone {
			t.Fatalf("%s: %s", file, got)
		}
		_, got, _ = strings.Cut(got, "id,stream") // what stands before tells of the upgrade
		_, before, _ := strings.Cut(string(want), "id,stream")
		if differs := firstDifference(steady(before), steady(got)); differs != "" {
			t.Errorf("%s: %s", file, differs)
		}
	}
}

// steady leaves out what is counted in another way since: the estimates of referrals, the charts' marks, and double bookings,
// which count where the day is attributed; and what was not counted then, orders that may have been replaced. All other indicators are defined as they were.
func steady(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "RA-") && !strings.HasPrefix(line, "CHT-") && !strings.HasPrefix(line, "COV-DQ") && !strings.Contains(line, "possible_replacement") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// firstDifference gives "" for texts that are the same but for the last digits of numbers: sums go over rows in the order
// in which they lie in the file.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if !sameCells(strings.Split(a[i], ","), strings.Split(b[i], ",")) {
			return fmt.Sprintf("line %d was %q, is %q", i+1, a[i], b[i])
		}
	}
	if len(a) != len(b) {
		return fmt.Sprintf("%d lines, were %d", len(b), len(a))
	}
	return ""
}

func sameCells(a, b []string) bool {
	return slices.EqualFunc(a, b, func(a, b string) bool {
		x, notX := strconv.ParseFloat(a, 64)
		y, notY := strconv.ParseFloat(b, 64)
		return a == b || notX == nil && notY == nil && math.Abs(x-y) <= 1e-12*max(1, math.Abs(x))
	})
}

func TestOldFolderOpens(t *testing.T) {
	dir := oldFolder(t)
	code, said := runProgram(t, "loads", "--data", dir)
	if code != exitDone || !strings.Contains(said, "từ lược đồ 2 sang lược đồ") || !strings.Contains(said, "from schema 2") || !strings.Contains(said, "(undone at") {
		t.Fatalf("%d: %s", code, said)
	}
	if _, again := runProgram(t, "loads", "--data", dir); strings.Contains(again, "lược đồ") {
		t.Errorf("it is brought over twice: %s", again)
	}
	sameFigures(t, dir)
	if _, users := runProgram(t, "user", "list", "--data", dir); !strings.Contains(users, "Nguyễn Thị Ân") {
		t.Errorf("users: %s", users)
	}
	// Rows that waited before pass when what they lack comes.
	unit := filepath.Join(t.TempDir(), "don-vi.csv")
	if err := os.WriteFile(unit, []byte("Mã đơn vị,Tên đơn vị,Tuyến\nDVMOI,Bệnh viện Thử,tỉnh\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, said := runProgram(t, "ingest", "--data", dir, "--now", "2026-11-21", unit); code != exitDone {
		t.Fatal(said)
	}
	if _, workers := runProgram(t, "query", "workers", "--data", dir, "--format", "csv"); !strings.Contains(workers, "CB800,DVMOI") {
		t.Error("the worker whose unit was missing did not pass")
	}
	// The names that belong to rows and workers are where they were; a load of before can be undone.
	if code, said := runProgram(t, "loads", "undo", "14", "--data", dir); code != exitDone {
		t.Error(said)
	}
	address, _ := serveAndRead(t, dir)
	signIn(t, address, "lanhdao")
	if status, page, err := fetch(address + "/"); err != nil || status != http.StatusOK || !strings.Contains(page, "</html>") {
		t.Errorf("the page does not open: %d %v", status, err)
	}
}

// A folder that was brought over has the tables, columns and views of a new one.
func TestOldFolderIsLikeANewOne(t *testing.T) {
	old, fresh := oldFolder(t), filepath.Join(t.TempDir(), "data")
	if code, said := runProgram(t, "loads", "--data", old); code != exitDone {
		t.Fatal(said)
	}
	station := filepath.Join(t.TempDir(), "tram.csv")
	if err := os.WriteFile(station, []byte("Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT1,Một,xã,TTYT,2025-01-01\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, said := runProgram(t, "ingest", "--data", fresh, station); code != exitDone {
		t.Fatal(said)
	}
	want := shapeOf(t, edition.Folder(fresh).Database(1))
	for _, path := range []string{edition.Folder(old).Warehouse(), edition.Folder(old).Database(1), edition.Folder(old).Database(4)} {
		if got := shapeOf(t, path); got != want {
			t.Errorf("%s: %s", filepath.Base(path), firstDifference(want, got))
		}
	}
}

// shapeOf tells the columns of every table and view of a database.
func shapeOf(t *testing.T, path string) string {
	t.Helper()
	db, err := engine.OpenEdition(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT table_name || '.' || column_index || ' ' || column_name || ' ' || data_type || ' ' || is_nullable FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var text strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		text.WriteString(line + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// Killed at any moment of the upgrade, the folder opens the next time with the same figures.
func TestUpgradeKilled(t *testing.T) {
	began := time.Now()
	if code, said := runProgram(t, "loads", "--data", oldFolder(t)); code != exitDone {
		t.Fatal(said)
	}
	usual := time.Since(began)
	random := rand.New(rand.NewPCG(7, 11))
	dir := oldFolder(t)
	tries, kills, versions := soak.Times(3, 12), 0, map[string]bool{}
	for range tries {
		cmd := exec.Command(os.Args[0], "loads", "--data", dir)
		cmd.Env = append(os.Environ(), asProgram+"=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(random.Int64N(int64(usual))), func() { _ = cmd.Process.Kill() })
		if cmd.Wait() != nil {
			kills++
		}
		kill.Stop()
		versions[schemasOf(t, dir)] = true
	}
	if kills == 0 {
		t.Error("no process was killed in the middle")
	}
	t.Logf("an upgrade takes %v; %d of %d processes were killed; editions of schemas %v were met", usual, kills, tries, versions)
	sameFigures(t, dir)
}

// schemasOf tells the schema of each edition.
func schemasOf(t *testing.T, dir string) string {
	t.Helper()
	folder, text := edition.Folder(dir), ""
	numbers, err := folder.Numbers()
	if err != nil || len(numbers) != 4 {
		t.Fatalf("editions %v: %v", numbers, err)
	}
	for _, n := range numbers {
		m, err := folder.Manifest(n)
		if err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprint(m.SchemaVersion)
	}
	return text
}

// A folder of a newer program is left as it is, and said so.
func TestNewerFolder(t *testing.T) {
	dir := oldFolder(t)
	manifest := edition.Folder(dir).ManifestPath(4)
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	newer := bytes.Replace(text, []byte(`"schema_version": 2`), fmt.Appendf(nil, `"schema_version": %d`, edition.SchemaVersion+1), 1)
	if err := os.WriteFile(manifest, newer, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"loads"}, {"query", "stations"}, {"indicators"}, {"serve", "--listen", "127.0.0.1:0"}, {"ingest", manifest}} {
		code, said := runProgram(t, append(args, "--data", dir)...)
		if code != exitFailed || !strings.Contains(said, "phiên bản mới hơn") || !strings.Contains(said, "newer version") {
			t.Errorf("%v: %d %s", args, code, said)
		}
	}
	if _, err := warehouse.Upgrade(t.Context(), edition.Folder(dir)); err == nil {
		t.Error("it was upgraded")
	}
}
