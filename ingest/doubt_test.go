package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// write puts a file into a folder of the test.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// altered writes a sample file with the first n data rows changed.
func altered(t *testing.T, name string, n int, change func(cells []string)) string {
	t.Helper()
	whole, err := os.ReadFile(sample(t, name))
	if err != nil {
		t.Fatal(err)
	}
	title, _, _ := strings.Cut(string(whole), "\n")
	text := strings.Builder{}
	fmt.Fprintln(&text, strings.ReplaceAll(title, ",", ";"))
	for i, record := range readCSV(t, sample(t, name)) {
		if i < n {
			change(record)
		}
		fmt.Fprintln(&text, strings.Join(record, ";"))
	}
	return write(t, name, text.String())
}

func TestListThatWouldChangeMuchAsks(t *testing.T) {
	soak.Long(t)
	base := edition.Folder(filepath.Join(t.TempDir(), "data"))
	mustRun(t, base, reference(t)...)
	cases := []struct {
		name   string
		file   string
		rows   int
		change func([]string)
		kind   string
		what   ChangeKind
		asks   bool
	}{
		{"stations renamed", "tram-y-te.csv", 6, func(c []string) { c[1] = "Chốn " + c[0] }, "stations", Renamed, true},
		{"stations to another centre", "tram-y-te.csv", 6, func(c []string) { c[3] = "Trung tâm Y tế Nơi Khác" }, "stations", Moved, true},
		{"stations closed", "tram-y-te.csv", 6, func(c []string) { c[8] = "01/10/2026" }, "stations", Closed, true},
		{"a tenth or less", "tram-y-te.csv", 4, func(c []string) { c[1] = "Chốn " + c[0] }, "", "", false},
		{"spelled otherwise", "tram-y-te.csv", 45, func(c []string) { c[1] = "TRẠM Y TẾ " + strings.ToUpper(c[1]) }, "", "", false},
		{"units renamed", "don-vi-cu.csv", 2, func(c []string) { c[1] = "Bệnh viện Chốn " + c[0] }, "units", Renamed, true},
		{"one unit renamed", "don-vi-cu.csv", 1, func(c []string) { c[1] = "Bệnh viện Chốn " + c[0] }, "", "", false},
		{"workers of other names", "can-bo.csv", 12, func(c []string) { c[1] = "Trần Thị " + c[0] }, "workers", Renamed, true},
		{"workers of another unit", "can-bo.csv", 12, func(c []string) { c[2] = "BVPHOI" }, "workers", Moved, true},
		{"workers of another qualification", "can-bo.csv", 108, func(c []string) { c[3] = "ThS" }, "", "", false},
	}
	for _, c := range soak.Sample(t, cases, len(cases)/2) {
		t.Run(c.name, func(t *testing.T) {
			folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
			if err := os.CopyFS(string(folder), os.DirFS(string(base))); err != nil {
				t.Fatal(err)
			}
			path := altered(t, c.file, c.rows, c.change)
			before := rowsOf(t, folder, "FROM stations UNION ALL BY NAME FROM units UNION ALL BY NAME FROM workers")
			preview, err := Preview(context.Background(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
			if err != nil {
				t.Fatal(err)
			}
			shown := preview.Files[0]
			if shown.Status == Refused || (len(shown.Doubts) > 0) != c.asks {
				t.Fatal("preview:", err, shown.Status, shown.Err, shown.Doubts)
			}
			report := mustRun(t, folder, path)
			file := report.Files[0]
			if !c.asks {
				if file.Status == Refused || len(file.Doubts) > 0 {
					t.Fatal(file.Err, file.Doubts)
				}
				return
			}
			var asked *Unconfirmed
			if file.Status != Refused || !errors.As(file.Err, &asked) || report.Published != 0 {
				t.Fatal(file.Status, file.Err, report.Published)
			}
			d := asked.Doubts[0]
			if len(asked.Doubts) != 1 || d.Kind != c.kind || d.Count != c.rows || d.Changes[0].What != c.what {
				t.Errorf("%+v", d)
			}
			equalSets(t, "lists", rowsOf(t, folder, "FROM stations UNION ALL BY NAME FROM units UNION ALL BY NAME FROM workers"), before)
			confirmed, err := Run(context.Background(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject, Confirm: true})
			if err != nil || confirmed.Files[0].Status == Refused || confirmed.Published == 0 {
				t.Fatal(err, confirmed.Files[0].Err)
			}
			// An undo of what came before repeats the load, and does not ask a second time.
			if c.file != "don-vi-cu.csv" {
				return
			}
			if _, err := Undo(context.Background(), folder, 1, Options{Now: sampleNow}); err != nil {
				t.Error(err)
			}
		})
	}
}
