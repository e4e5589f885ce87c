package ingest

import (
	"path/filepath"
	"testing"

	"luanphien/ingest/read"
	"luanphien/queries/edition"
)

// A figure of which a file has only some of the parts is refused, and leaves the list once all of them come in one file.
func TestFiguresOfParts(t *testing.T) {
	at := func(name string) string { return filepath.Join("testdata", "neighbours", "offices", name) }
	mapping, err := read.ReadMapping(at("dhis2_map.csv"))
	if err != nil {
		t.Fatal(err)
	}
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	for _, step := range []struct {
		file         string
		open, mended int64
	}{{"dhis2_men.json", 0, 0}, {"dhis2_women.json", 1, 0}, {"dhis2_both.json", 0, 1}} {
		report, err := Run(t.Context(), folder, []string{at(step.file)}, Options{Now: sampleNow, MaxReject: 1, Mapping: mapping})
		if err != nil || report.Failed() {
			t.Fatal(err, report)
		}
		if f := report.Files[0]; f.Mended != step.mended || int64(len(listed(t, folder))) != step.open {
			t.Errorf("%s: %d mended, open %v", step.file, f.Mended, listed(t, folder))
		}
	}
}
