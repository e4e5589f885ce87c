package dashboard

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/maps"
	"luanphien/dashboard/words"
)

// valuesOf reads the values of a map's CSV by station name, a share as its numerator and denominator.
func (s *site) valuesOf(address string) map[string][]float64 {
	s.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.see(address), export.ByteOrderMark))).ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	values := map[string][]float64{}
	for _, row := range rows[1:] {
		for i, field := range rows[0] {
			if v, err := strconv.ParseFloat(row[i], 64); err == nil && strings.HasPrefix(field, "value") {
				values[row[0]] = append(values[row[0]], v)
			}
		}
	}
	return values
}

// Every further map draws the 45 in both languages, is in the catalogue and in the choice above the overview's map, and
// the citation of its file is computed again.
func TestEveryMap(t *testing.T) {
	s := openDemo(t)
	list, overview := s.see("/figures"), s.see("/")
	of := map[string]bool{}
	for _, g := range maps.Groups {
		for _, name := range g.Names {
			of["map_"+name] = true
			if catalogue.All.ByID["map_"+name] == nil || !strings.Contains(overview, `<option value="`+name+`"`) {
				t.Errorf("%s is no map or cannot be chosen", name)
			}
		}
	}
	for _, f := range catalogue.All.More {
		if !of[f.ID] || !strings.Contains(list, `href="/figures/`+f.ID+`"`) {
			t.Errorf("%s is in no group or not in the catalogue", f.ID)
		}
		vi, en := s.figure("/figures/"+f.ID+".json"), s.figure("/figures/"+f.ID+".json?lang=en")
		if vi.State != "ok" || marks(vi) != 45 || vi.Alt == "" || vi.Title == en.Title || strings.ContainsAny(vi.Title+vi.Subtitle+en.Title+en.Subtitle, "{}⟨") {
			t.Errorf("%s: %s, %d marks: %s | %s | %s", f.ID, vi.State, marks(vi), vi.Title, vi.Subtitle, en.Title)
		}
		known := map[string]bool{"absent": true}
		for _, entry := range vi.Chart.Meta["legend"].([]any) {
			known[entry.([]any)[0].(string)] = true
		}
		for _, datum := range vi.Chart.Option["series"].([]any)[0].(map[string]any)["data"].([]any) {
			if style := datum.(map[string]any)["value"].([]any)[2].(string); !known[style] {
				t.Errorf("%s draws %s, which its legend does not explain", f.ID, style)
			}
		}
	}
	v, err := s.VerifyFile([]byte(s.see("/figures/map_content.csv?stream=station&period=2026-Q3")))
	if err != nil || !v.Equal() {
		t.Errorf("%+v, %v", v, err)
	}
}

// The map of a declared indicator sums its file, station by station; the choice, the citation and the file keep its name.
func TestMapOfADeclaredIndicator(t *testing.T) {
	s := openDemo(t)
	const query = "map=bu%E1%BB%95i+t%E1%BA%ADp+hu%E1%BA%A5n+t%E1%BA%A1i+ch%E1%BB%97"
	want := map[string]float64{}
	demoRows(t, "minh-hoa-chi-so.csv", func(row map[string]string) bool {
		if n, err := strconv.ParseFloat(row["Giá trị"], 64); err == nil && row["Chỉ số"] == "buổi tập huấn tại chỗ" && row["Tuần"] >= "2026-W27" && row["Tuần"] <= "2026-W39" {
			want[row["Mã trạm"]] += n
		}
		return false
	})
	got := s.valuesOf("/figures/map_indicator.csv?" + query + "&from=2026-W27&to=2026-W39")
	for code, n := range want {
		if len(got[code]) != 1 || got[code][0] != n {
			t.Errorf("%s: %v, the file has %v", code, got[code], n)
		}
	}
	if len(want) != 45 || len(got) != 45 {
		t.Errorf("%d stations of %d", len(got), len(want))
	}
	s.see("/?"+query, `selected>buổi tập huấn tại chỗ</option>`, `data-figure="map_indicator"`, `<optgroup label="Cán bộ luân phiên">`, `/figures/map_indicator.svg?map=bu`)
	s.see("/figures", `href="/figures/map_indicator?`+strings.ReplaceAll(query, "+", "&#43;")+`">Bản đồ: buổi tập huấn tại chỗ</a>`)
	file := s.see("/figures/map_indicator.xlsx?" + query)
	if text := wordsOf(t, ".xlsx", file); !strings.Contains(text, "Chỉ số buổi tập huấn tại chỗ") {
		t.Error("the workbook does not name the indicator")
	}
	if v, err := s.VerifyFile([]byte(file)); err != nil || !v.Equal() || !strings.Contains(v.Cited, "map=bu") {
		t.Errorf("%+v, %v", v, err)
	}
	// Another period or kind of facility leaves the map standing, and the indicator chosen, though nobody reported it.
	for _, more := range []string{"&period=2020-W02", "&kind=district_hospital"} {
		s.see("/?"+query+more, `selected>buổi tập huấn tại chỗ</option>`)
		if f := s.figure("/figures/map_indicator.json?" + query + more); f.State != "not_applicable" || f.Title != "Bản đồ: buổi tập huấn tại chỗ" {
			t.Errorf("%s: %s, %s", more, f.State, f.Title)
		}
	}
	for _, path := range []string{"/?map=moon", "/figures/map_indicator?map=moon"} {
		if status, _ := s.get(path); status != 400 {
			t.Errorf("%s answers %d", path, status)
		}
	}
}

// A map shows the numbers of the table of the same indicator.
func TestMapsSayWhatTheTablesSay(t *testing.T) {
	s := openDemo(t)
	fte, days := s.valuesOf("/figures/map_fte.csv"), s.valuesOf("/figures/map_staff_days.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.see("/figures/rotation_stations.csv"), export.ByteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, field := range rows[0] {
		at[field] = i
	}
	for _, row := range rows[1:] {
		code := row[0]
		if days[code] == nil || strconv.Itoa(int(days[code][0])) != row[at["staff_days"]] {
			t.Errorf("%s: %v staff-days on the map, %s in the table", code, days[code], row[at["staff_days"]])
		}
		if want, _ := strconv.ParseFloat(row[at["fte"]], 64); fte[code] == nil || math.Abs(fte[code][0]-want) > 1e-9 {
			t.Errorf("%s: %v on the map, %s in the table", code, fte[code], row[at["fte"]])
		}
	}
}

// Classes are round, reach the highest value and give few counts a shade each.
func TestClassesOfMaps(t *testing.T) {
	w := openDemo(t).words[words.Vietnamese]
	for _, c := range []struct {
		scale   maps.MapScale
		highest float64
		value   maps.MapNumber
		style   string
		legend  string
	}{
		{maps.ScaleCount, 39, maps.MapNumber{Value: 16}, "step2", "0 ≤ 8 ≤ 16 ≤ 24 ≤ 32 ≤ 40"},
		{maps.ScaleCount, 10038, maps.MapNumber{Value: 2501}, "step2", "0 ≤ 2.500 ≤ 5.000 ≤ 7.500 ≤ 10.000 ≤ 12.500"},
		{maps.ScaleCount, 1, maps.MapNumber{Value: 1}, "step5", "0 1"},
		{maps.ScaleCount, 3, maps.MapNumber{Value: 2}, "step4", "0 1 2 3"},
		{maps.ScaleCount, 0, maps.MapNumber{}, "zero", "0"},
		{maps.ScaleMean, 1.11, maps.MapNumber{Value: 0.5}, "step2", "0 ≤ 0,25 ≤ 0,50 ≤ 0,75 ≤ 1,00 ≤ 1,25"},
		{maps.ScaleSmall, 0.013, maps.MapNumber{Value: 0.013}, "step5", "0 ≤ 0,3 % ≤ 0,6 % ≤ 0,9 % ≤ 1,2 % ≤ 1,5 %"},
		{maps.ScaleGap, 63, maps.MapNumber{Value: 57}, "step5", "0 ≤ 7 ≤ 14 ≤ 28 ≤ 56 > 56"},
		{maps.ScalePlan, 1.2, maps.MapNumber{Of: figure.Quotient(6, 5)}, "step5", "0 < 25 < 50 < 75 < 100 ≥ 100 %"},
	} {
		classes := c.scale.Classes(c.highest)
		text := ""
		for _, entry := range classes.Legend(w) {
			text += " " + entry[1]
		}
		if got := classes.Style(c.value); got != c.style || spaced(text) != c.legend {
			t.Errorf("up to %v: %s, %s; want %s, %s", c.highest, got, text, c.style, c.legend)
		}
	}
}
