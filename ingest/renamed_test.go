package ingest

import (
	"context"
	"maps"
	"path/filepath"
	"testing"

	"luanphien/queries/edition"
)

func TestAnotherNameIsACorrection(t *testing.T) {
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	mustRun(t, folder, reference(t)...)
	before, _ := storeContent(t, folder)
	path := altered(t, "can-bo.csv", 1, func(c []string) { c[1] = "Trần Thị Khác" })
	report := mustRun(t, folder, path)
	if c := report.Files[0].Counts; c.Corrected != 1 || c.Loaded != 0 || report.Published == 0 {
		t.Fatalf("%+v, edition %d", c, report.Published)
	}
	after, _ := storeContent(t, folder)
	if len(after) != len(before) || maps.Equal(after, before) {
		t.Fatal("the name is the former one")
	}
	loads, err := Loads(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Undo(context.Background(), folder, loads[len(loads)-1].ID, Options{Now: sampleNow}); err != nil {
		t.Fatal(err)
	}
	if names, _ := storeContent(t, folder); !maps.Equal(names, before) {
		t.Error("the undo does not bring the former name back")
	}
}
