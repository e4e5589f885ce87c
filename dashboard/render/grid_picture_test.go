package render

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// The sign of a remark belongs to the page, which shows the words: with and without remarks a picture is the same bytes,
// whether its grid is large enough to be put together by the program or not.
func TestRemarksStayOnThePage(t *testing.T) {
	for name, p := range map[string]Picture{"large": load(t, "report_strip"), "small": firstRows(t, load(t, "report_strip"), 5)} {
		var meta map[string]any
		if err := json.Unmarshal(p.Meta, &meta); err != nil {
			t.Fatal(err)
		}
		without := svgOf(t, p)
		meta["remarks"] = map[string]any{"1|0": []string{"mưa lũ"}, "2|3": []string{"mất điện", "đã gọi"}}
		var err error
		if p.Meta, err = json.Marshal(meta); err != nil {
			t.Fatal(err)
		}
		if with := svgOf(t, p); !bytes.Equal(with, without) {
			t.Errorf("%s: with remarks the picture has %d bytes, without %d", name, len(with), len(without))
		}
	}
}

// firstRows keeps the cells of a grid's first rows.
func firstRows(t *testing.T, p Picture, rows float64) Picture {
	t.Helper()
	var option map[string]any
	if err := json.Unmarshal(p.Option, &option); err != nil {
		t.Fatal(err)
	}
	series := option["series"].([]any)[0].(map[string]any)
	var kept []any
	for _, cell := range series["data"].([]any) {
		if cell.([]any)[1].(float64) < rows {
			kept = append(kept, cell)
		}
	}
	if len(kept) == 0 || len(kept) >= fewest {
		t.Fatalf("%d cells", len(kept))
	}
	series["data"] = kept
	var err error
	if p.Option, err = json.Marshal(option); err != nil {
		t.Fatal(err)
	}
	return p
}

// The Gantt chart of all stations holds a mark for each of its data, and what is written straight leaves no holder behind.
func TestPostingsOfAllStations(t *testing.T) {
	p := load(t, "postings_all")
	var option struct {
		Series []struct {
			Data []struct{ Value []any }
		}
	}
	if err := json.Unmarshal(p.Option, &option); err != nil {
		t.Fatal(err)
	}
	gaps := 0
	for _, d := range option.Series[0].Data {
		if d.Value[3] == "gap" {
			gaps++
		}
	}
	svg := svgOf(t, p)
	count, _ := elements(t, svg)
	const missing = "fill #c8442a" // tokens.css
	if gaps == 0 || count[missing] != gaps {
		t.Errorf("%d lines of days with nobody for %d gaps", count[missing], gaps)
	}
	if len(option.Series[0].Data) < 500 || count["path"] < len(option.Series[0].Data) {
		t.Errorf("%d paths for %d data", count["path"], len(option.Series[0].Data))
	}
	if strings.Contains(string(svg), "M-9000") {
		t.Error("a holder was left in the picture")
	}
}
