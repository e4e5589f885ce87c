package ingest

import (
	"context"
	"errors"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/fault"
)

// A fault of the program in the middle of a load is its error: the caller goes on, nothing of the file is kept, and the
// folder is free for the next load.
func TestPanicInALoadIsItsError(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", stationsFile[len("tram.csv="):]))
	path := writeFile(t, "a.csv", activityHeader+"T1,2026-W10,hô hấp,5,1\n")
	for _, at := range []Step{Reading, Checking, Writing, Publishing} {
		_, err := Run(context.Background(), folder, []string{path}, Options{Now: sampleNow, Progress: func(p Progress) {
			if p.Step == at {
				panic("a bug")
			}
		}})
		var p *fault.Panic
		if !errors.As(err, &p) {
			t.Errorf("in the step %v: %v", at, err)
		}
		want := "0"
		if at == Publishing {
			want = "1" // it was committed, and the next run publishes it
		}
		mustRun(t, folder, writeFile(t, "b.csv", activityHeader+"T2,2026-W10,hô hấp,5,1\n"))
		if n := rowsOf(t, folder, "SELECT count(*) FROM activity WHERE station_code = 'T1'"); n[0] != want {
			t.Errorf("after a fault in the step %v: %s rows", at, n[0])
		}
	}
	if f := mustRun(t, folder, path).Files[0]; f.Status != Unchanged {
		t.Errorf("the same file again: %s %v", f.Status, f.Err)
	}
}
