package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

// A list of another place that comes in pieces, each of which changes less than a tenth, is asked about once the pieces of
// one run change more, in the preview as in the load; runs apart are apart.
func TestAListInPieces(t *testing.T) {
	list := func(name, spelling string, from, to int) string {
		var b strings.Builder
		b.WriteString(stationsHeader)
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "T%02d,%s %d,xã,TTYT,01/01/2025,\n", i, spelling, i)
		}
		return writeFile(t, name, b.String())
	}
	known := list("a.csv", "Bản", 0, 45)
	pieces := []string{list("b.csv", "Làng", 0, 4), list("c.csv", "Xóm", 2, 5), list("d.csv", "Bản", 10, 20)}
	o := Options{Now: sampleNow, MaxReject: DefaultMaxReject, LoadedBy: "test"}
	for name, c := range map[string]struct {
		paths []string
		asks  int // of which file; -1 = none
	}{
		"in one run":                 {pieces, 1}, // 4, and a fifth: of the seven changes two are of the same stations
		"one changes nothing":        {[]string{pieces[0], pieces[2]}, -1},
		"the same stations, renamed": {[]string{pieces[0], list("e.csv", "Ấp", 0, 4)}, -1},
	} {
		folder := edition.Folder(t.TempDir())
		mustRun(t, folder, known)
		preview, err := Preview(context.Background(), folder, c.paths, o)
		if err != nil {
			t.Fatal(name, err)
		}
		report, err := Run(context.Background(), folder, c.paths, o)
		if err != nil {
			t.Fatal(name, err)
		}
		for i := range c.paths {
			var asked *Unconfirmed
			got := report.Files[i].Err != nil && errors.As(report.Files[i].Err, &asked)
			if got != (i == c.asks) || got != (len(preview.Files[i].Doubts) > 0) {
				t.Errorf("%s, file %d: asked %v in the load, %v in the preview", name, i, report.Files[i].Err, preview.Files[i].Doubts)
			}
			if i == c.asks && (asked == nil || asked.Doubts[0].Count != 5 || len(asked.Doubts[0].Changes) != 3 || !strings.Contains(asked.Doubts[0].VI, "riêng tệp này: 3")) {
				t.Errorf("%s: %+v", name, asked)
			}
		}
	}
	folder := edition.Folder(t.TempDir())
	for _, path := range append([]string{known}, pieces...) {
		if report := mustRun(t, folder, path); report.Files[0].Status == Refused {
			t.Errorf("a run of its own is asked about: %v", report.Files[0].Err)
		}
	}
}
