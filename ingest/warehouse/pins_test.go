package warehouse

import (
	"os"
	"slices"
	"testing"
	"time"

	"luanphien/queries/edition"
)

// Of old editions those stay that a file cites, for as long as the setting says.
func TestCitedEditionsAreKept(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	if err := os.MkdirAll(folder.Editions(), 0o755); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 6; n++ {
		for _, path := range []string{folder.ManifestPath(n), folder.Database(n)} {
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	now := time.Now()
	for n, at := range map[int]time.Time{2: now.Add(-time.Hour), 3: now.Add(-100 * time.Hour), 6: now} {
		if err := folder.Pin(n, at); err != nil {
			t.Fatal(err)
		}
	}
	w := &Warehouse{Folder: folder}
	for _, c := range []struct {
		cited time.Duration
		left  []int
	}{{200 * time.Hour, []int{2, 3, 5, 6}}, {10 * time.Hour, []int{2, 5, 6}}, {time.Minute, []int{5, 6}}} {
		if err := w.prune(Publication{Keep: 2, KeepCited: c.cited}); err != nil {
			t.Fatal(err)
		}
		if left, err := folder.Numbers(); err != nil || !slices.Equal(left, c.left) {
			t.Errorf("cited within %s: left are %v, not %v: %v", c.cited, left, c.left, err)
		}
	}
	if at, err := folder.Pinned(1); err != nil || !at.IsZero() {
		t.Error("never cited, yet pinned", at, err)
	}
}
