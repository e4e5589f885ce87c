package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// TestSpoolThatIsSpoilt loses rows of a load between reading and checking: the load ends with an error that says so, the
// warehouse stays as it was, and the same file loads afterwards.
func TestSpoolThatIsSpoilt(t *testing.T) {
	soak.Long(t)
	var rows strings.Builder
	rows.WriteString(activityHeader)
	for i := range 9000 {
		fmt.Fprintf(&rows, "03127,20%02d-W%02d,%s,%d,0\n", 16+i/520, 1+i/10%52, benchGroups[i%10], i)
	}
	path := writeFile(t, "a.csv", rows.String())
	for name, spoil := range map[string]func(file string) error{
		"cut short": func(file string) error {
			info, err := os.Stat(file)
			if err != nil {
				return err
			}
			return os.Truncate(file, info.Size()/2)
		},
		"empty": func(file string) error { return os.Truncate(file, 0) },
		"overwritten": func(file string) error {
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			for i := range content {
				content[i] = 0xff
			}
			return os.WriteFile(file, content, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := edition.Folder(t.TempDir())
			mustRun(t, folder, reference(t)...)
			before, _ := folder.Newest()
			o := Options{Now: sampleNow, MaxReject: -1}
			spoilt := 0
			o.Progress = func(p Progress) {
				if p.Step != Checking {
					return
				}
				files, _ := filepath.Glob(filepath.Join(folder.Temp(), "rows-*"))
				for _, file := range files {
					if err := spoil(file); err != nil {
						t.Error(err)
					}
					spoilt++
				}
			}
			_, err := Run(context.Background(), folder, []string{path}, o)
			if err == nil || spoilt != 1 {
				t.Fatalf("%d files spoilt: %v", spoilt, err)
			}
			if now, err := folder.Newest(); err != nil || now != before {
				t.Errorf("edition %d follows %d (%v)", now, before, err)
			}
			mustRun(t, folder)
			if n := rowsOf(t, folder, "SELECT count(*) FROM load_history"); n[0] != fmt.Sprint(len(reference(t))) {
				t.Errorf("%s loads in the history", n[0])
			}
			o.Progress = nil
			report, err := Run(context.Background(), folder, []string{path}, o)
			if err != nil {
				t.Fatal(err)
			}
			if f := report.Files[0]; f.Status != Loaded || f.Counts.Read != 9000 {
				t.Errorf("the same file again: %s %+v %v", f.Status, f.Counts, f.Err)
			}
		})
	}
}
