package demo_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"luanphien/ingest"
	"luanphien/ingest/demo"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

// The demo goes through the real ingest: of each file exactly the rows made wrong on purpose are refused, and the
// edition bears the demo's marks. A second run changes nothing.
func TestLoadsThroughTheIngest(t *testing.T) {
	for _, p := range demo.Provinces {
		t.Run(p.Key, func(t *testing.T) { testLoads(t, p) })
	}
}

func testLoads(t *testing.T, p *demo.Province) {
	source, folder := t.TempDir(), edition.Folder(t.TempDir())
	files, err := p.Write(source)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(source, f.Name))
	}
	options := ingest.Options{
		Now: p.AsOf(), MaxReject: ingest.DefaultMaxReject,
		Meta: warehouse.Meta{Illustrative: true, AsOf: p.AsOf(), ProgrammeStart: p.StartWeek().String()},
	}
	report, err := ingest.Run(t.Context(), folder, paths, options)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]ingest.FileReport{}
	for _, f := range report.Files {
		byName[filepath.Base(f.Name)] = f
	}
	for _, f := range files {
		compare(t, f, byName[f.Name])
	}
	m, err := folder.Manifest(report.Published)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Illustrative || !m.AsOf.Equal(p.AsOf()) || m.ProgrammeStart != p.StartWeek().String() {
		t.Errorf("the edition's marks: %+v", m)
	}
	again, err := ingest.Run(t.Context(), folder, paths, options)
	if err != nil {
		t.Fatal(err)
	}
	if again.Published != 0 {
		t.Errorf("a second run published edition %d", again.Published)
	}
}

// compare holds the refused rows of one file against those made wrong.
func compare(t *testing.T, f demo.File, got ingest.FileReport) {
	t.Helper()
	if got.Status != ingest.Loaded || got.Err != nil || got.Counts.Read != int64(f.Rows) ||
		got.Counts.Quarantined != int64(len(f.Faults)) {
		t.Errorf("%s: %s %v %+v, want %d rows and %d faults", f.Name, got.Status, got.Err, got.Counts, f.Rows, len(f.Faults))
	}
	var refused, wrong []string
	for _, r := range got.Refusals {
		refused = append(refused, fmt.Sprint(r.Line))
	}
	for _, fault := range f.Faults {
		wrong = append(wrong, fmt.Sprint(fault.Line))
	}
	slices.Sort(refused)
	slices.Sort(wrong)
	if !slices.Equal(refused, wrong) {
		t.Errorf("%s: refused lines %v, made wrong %v", f.Name, refused, wrong)
	}
}
