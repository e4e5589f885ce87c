package dashboard

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/analytics/editions"
	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/dashboard/question"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// squares are the outlines of S1, a square with a corner cut off, and of X9, which is no station.
const squares = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"S1"},"geometry":{"type":"Polygon","coordinates":[[[103,21],[104,21],[104,22],[103.5,22],[103,21.5],[103,21]]]}},
{"type":"Feature","properties":{"code":"X9"},"geometry":{"type":"MultiPolygon","coordinates":[[[[104,21],[105,21],[105,22],[104,22],[104,21]]]]}}]}`

// openWithOutlines is a server on two stations, S1 without coordinates and S2 with, and a file of boundaries.
func openWithOutlines(t *testing.T, outlines string) *site {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	editiontest.In(t, folder).Station("S1", "TT A", "2025-06-02", "").
		Add("stations_history", "S2", "Nà Hỳ", "commune", "TT A", 21.5, 104.5, nil, day("2025-06-02"), nil).
		Worker("CB1", "doctor", "nội khoa", 1).Posting("001", "CB1", "S1", "2025-12-15", "2025-12-28", "").Publish()
	path := folder.Boundaries()
	if err := os.WriteFile(path, []byte(outlines), 0o600); err != nil {
		t.Fatal(err)
	}
	shelf, err := editions.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	s, err := New(Options{Shelf: shelf, Accounts: accountsIn(t, t.TempDir()), Outlines: path, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return (&site{Server: s, t: t}).as(account.Director)
}

func TestMapDrawsOutlines(t *testing.T) {
	soak.Long(t)
	s := openWithOutlines(t, squares)
	d := s.figure("/figures/map_coverage.json?as_of=2026-01-04")
	if d.State != "ok" || marks(d) != 2 || d.Chart.Meta["plane"] == nil {
		t.Fatalf("%+v", d)
	}
	data := d.Chart.Option["series"].([]any)[0].(map[string]any)["data"].([]any)
	drawn := map[string]map[string]any{}
	for _, datum := range data {
		m := datum.(map[string]any)
		drawn[m["name"].(string)] = m
	}
	ring := drawn["Trạm S1"]["rings"].([]any)[0].([]any)
	if len(ring) != 10 { // five corners
		t.Errorf("the outline of S1 is %v", ring)
	}
	if drawn["Nà Hỳ"]["rings"] != nil || drawn["Nà Hỳ"]["at"] == nil {
		t.Errorf("Nà Hỳ has no outline and is a point: %v", drawn["Nà Hỳ"])
	}
	body := s.see("/?as_of=2026-01-04&map=coverage", "1 vùng của tệp ranh giới không khớp mã trạm nào", "1 trạm không có trong tệp ranh giới")
	if strings.Contains(body, "chưa có tọa độ") {
		t.Error("a station with an outline is said to have no place")
	}
	status, svg := s.get("/figures/map_coverage.svg?as_of=2026-01-04")
	if status != 200 || !strings.Contains(svg, "Nà Hỳ") {
		t.Errorf("the picture answers %d", status)
	}
}

// A file that cannot be used is said on the map, in the reader's language; the map is drawn from the coordinates.
func TestUnusableOutlinesAreSaid(t *testing.T) {
	s := openWithOutlines(t, `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":null}]}`)
	s.see("/?as_of=2026-01-04", "thiếu thuộc tính «code»", "1 trạm chưa có tọa độ")
	s.see("/?as_of=2026-01-04&lang=en", "lacks the property “code”")
}

func TestNoOutlinesAtAll(t *testing.T) {
	o, err := question.OpenOutlines(filepath.Join(t.TempDir(), "none.geojson"))
	if err != nil || o.Map != nil || o.Trouble != nil {
		t.Errorf("%+v, %v", o, err)
	}
}
