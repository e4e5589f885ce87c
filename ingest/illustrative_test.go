package ingest

import (
	"context"
	"path/filepath"
	"testing"

	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

// Invented data mark every edition that holds some, whatever is loaded after them, until the last of them is undone.
func TestInventedDataMarkEditionsUntilUndone(t *testing.T) {
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	o := Options{Now: sampleNow, MaxReject: DefaultMaxReject, Meta: warehouse.Meta{Illustrative: true, AsOf: sampleNow}}
	if _, err := Run(context.Background(), folder, []string{sample(t, "tram-y-te.csv"), sample(t, "don-vi-cu.csv")}, o); err != nil {
		t.Fatal(err)
	}
	mustRun(t, folder, sample(t, "can-bo.csv"))
	for _, c := range []struct {
		undo         int
		illustrative bool
	}{{0, true}, {1, true}, {2, false}} {
		if c.undo > 0 {
			if _, err := Undo(context.Background(), folder, c.undo, Options{Now: sampleNow}); err != nil {
				t.Fatal(err)
			}
		}
		n, err := folder.Newest()
		if err != nil {
			t.Fatal(err)
		}
		m, err := folder.Manifest(n)
		if err != nil || m.Illustrative != c.illustrative || m.AsOf.IsZero() == c.illustrative {
			t.Errorf("after the undo of load %d: illustrative %t, as of %s, %v", c.undo, m.Illustrative, m.AsOf, err)
		}
	}
}
