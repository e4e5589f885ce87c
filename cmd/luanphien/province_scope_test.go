package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/analytics/stationset"
	"luanphien/dashboard/account"
	"luanphien/ingest"
	"luanphien/ingest/demo"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

// twoProvinces is a copy of the demo of Điện Biên into which that of Lào Cai was loaded: their codes of workers and units are
// equal by chance.
func twoProvinces(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	source := t.TempDir()
	files, err := demo.LaoCai.Write(source)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(source, f.Name))
	}
	report, err := ingest.Run(t.Context(), edition.Folder(dir), paths, ingest.Options{Now: demo.AsOf, MaxReject: ingest.DefaultMaxReject, LoadedBy: "test",
		Province: demo.LaoCai.Code, Meta: warehouse.Meta{Provinces: warehouse.SeveralProvinces}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Files {
		if f.Err != nil || f.Counts.Corrected > 0 {
			t.Errorf("%s: %d corrected, %v", f.Name, f.Counts.Corrected, f.Err)
		}
	}
	return dir
}

// withoutScope is a result as JSON, without the scope that it is of.
func withoutScope(t *testing.T, v any, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return scopeField.ReplaceAllString(string(b), "")
}

var scopeField = regexp.MustCompile(`"Scope":\{[^}]*\}`)

// The figures of a province in a folder of two are those of its stations; what counts what happened is, beside another
// province, what it is in a folder of its own.
func TestProvinceBesideAnother(t *testing.T) {
	dir := twoProvinces(t)
	both, err := analytics.OpenEdition(edition.Folder(dir), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer both.Close()
	alone, err := analytics.OpenEdition(edition.Folder(demoData(t)), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer alone.Close()
	ctx := t.Context()
	stations, err := both.Stations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string][]string{}
	for _, s := range stations {
		codes[s.Province] = append(codes[s.Province], s.Code)
	}
	if len(codes) != 2 || len(codes["11"]) != 45 || len(codes["15"]) != 81 {
		t.Fatalf("%d provinces: %d and %d stations", len(codes), len(codes["11"]), len(codes["15"]))
	}
	period, err := alone.DefaultScope(ctx, demo.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	for code, of := range codes {
		named, listed := period, period
		named.Province, listed.Stations = code, stationset.New(of...)
		if code == "15" {
			named.From, named.To = demo.LaoCai.StartWeek().Monday(), demo.LaoCai.StartWeek().Add(15).Sunday()
			listed.From, listed.To = named.From, named.To
		}
		for what, call := range map[string]func(*analytics.Edition, analytics.Scope) (any, error){
			"coverage": func(e *analytics.Edition, s analytics.Scope) (any, error) { return e.Coverage(ctx, s) },
			"rotation": func(e *analytics.Edition, s analytics.Scope) (any, error) { return lists.Rotation(ctx, e, s) },
			"needs":    func(e *analytics.Edition, s analytics.Scope) (any, error) { return lists.Needs(ctx, e, s) },
			"reports": func(e *analytics.Edition, s analytics.Scope) (any, error) {
				return e.Compliance(ctx, s, analytics.StreamRotation)
			},
			"referrals": func(e *analytics.Edition, s analytics.Scope) (any, error) { return e.ReferralsAvoided(ctx, s) },
		} {
			a, err := call(both, named)
			got := withoutScope(t, a, err)
			b, err := call(both, listed)
			if want := withoutScope(t, b, err); got != want {
				t.Errorf("%s of province %s: %.400s\nof its stations: %.400s", what, code, got, want)
			}
			if code != "11" || what == "referrals" { // whose start and controls are those of both
				continue
			}
			c, err := call(alone, period)
			got = strings.ReplaceAll(got, " (tỉnh 11)", "") // of units that the other province has, too
			if want := withoutScope(t, c, err); got != want {
				t.Errorf("%s beside another province: %.400s\nin a folder of its own: %.400s", what, got, want)
			}
		}
	}
}

// In a folder of two provinces the pages, files and the command line take one for their scope and name it. Health centres of
// one name are two.
func TestProvinceAsAScope(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	reader := peopleIn(t, dir, account.Director|account.Analyst)[0]
	orders := "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày\n1,CB1,"
	ingested(t, dir, "--province-code", "11", "--provinces", "many", "--now", "2026-04-01", textFile(t, "tram.csv", twoStations), textFile(t, "dv.csv", unitsList), textFile(t, "cb.csv", workersList),
		textFile(t, "qd.csv", orders+"T1,02/03/2026,29/03/2026\n"))
	ingested(t, dir, "--province-code", "15", "--now", "2026-04-01", textFile(t, "tram15.csv", theirTram), textFile(t, "dv15.csv", unitsList+"\n"), textFile(t, "cb15.csv", workersList+"\n"),
		textFile(t, "qd15.csv", orders+"X1,02/03/2026,15/03/2026\n"))
	reader.base, _ = serveAndRead(t, dir)

	page := reader.see("/coverage", `<select name="province"><option value="">tất cả các tỉnh</option><option value="11">Điện Biên</option><option value="15">Lào Cai</option></select>`,
		`<option value="TTYT A (tỉnh 11)">`, `<option value="TTYT A (tỉnh 15)">`, "Tất cả các tỉnh")
	if strings.Contains(page, `value="TTYT A"`) {
		t.Error("two health centres of one name are offered as one")
	}
	page = reader.see("/coverage?province=15", `<option value="15" selected>Lào Cai</option>`, "Lào Cai: ", `<option value="TTYT A (tỉnh 15)">`)
	if strings.Contains(page, "TTYT A (tỉnh 11)") || strings.Contains(page, "Mường Hai") {
		t.Error("a page of one province names the other's")
	}
	const march = "from=2026-W10&to=2026-W13&as_of=2026-04-01"
	shown := func(query string) string {
		t.Helper()
		return reader.see("/figures/coverage_by_station.csv?" + march + query)
	}
	for query, want := range map[string][]string{
		"":                          {"T1", "T2", "X1"},
		"&province=11":              {"T1", "T2"},
		"&province=15":              {"X1"},
		"&area=TTYT+A+(tỉnh+15)":    {"X1"},
		"&area=TTYT+A+(tỉnh+11)":    {"T1", "T2"},
		"&province=15&stations=X1":  {"X1"},
		"&province=11&kind=commune": {"T1", "T2"},
	} {
		var got []string
		text := shown(query)
		for _, code := range []string{"T1", "T2", "X1"} {
			if strings.Contains(text, "\n"+code+",") {
				got = append(got, code)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q shows %v, want %v: %.600s", query, got, want, text)
		}
	}
	reader.see("/figures/coverage_by_station.json?"+march+"&province=15", `"title":"Lào Cai: `, `"alt":"Lào Cai: `, "province=15")
	reader.see("/figures/coverage_by_station.svg?"+march+"&province=15", "Lào Cai: ")
	for _, wrong := range []string{"province=99", "area=TTYT+A", "province=15&area=TTYT+A+(tỉnh+11)", "province=11&stations=X1"} {
		if status, _, _ := reader.do("GET", "/coverage?"+wrong, "", nil); status != 400 {
			t.Errorf("%s answers %d", wrong, status)
		}
	}
	if status, _, _ := reader.do("GET", "/stations/T1?province=15", "", nil); status != 404 {
		t.Errorf("a station of another province answers %d", status)
	}
	reader.see("/stations/X1?province=15", "Mường Một")
	reader.see("/", "Tất cả các tỉnh")
	reader.see("/compare?province=15&station=X1", "Lào Cai")
	reader.see("/referrals?province=15&"+march, "chung của mọi tỉnh")
	csv := reader.see("/figures/coverage_by_station.csv?" + march + "&province=15")
	at := textFile(t, "hinh.csv", csv)
	if code, printed := runProgram(t, "verify", "--data", dir, at); code != exitDone {
		t.Errorf("a figure of a province is not computed again: %d\n%s", code, printed)
	}
	values := map[string]string{}
	for _, of := range []string{"11", "15"} {
		code, printed := runProgram(t, "indicators", "--data", dir, "--from", "2026-W10", "--to", "2026-W13", "--as-of", "2026-04-01", "--province", of, "--format", "csv")
		if code != exitDone {
			t.Fatalf("indicators of province %s: %d\n%s", of, code, printed)
		}
		values[of] = regexp.MustCompile(`(?m)^COV-1,.*$`).FindString(printed)
	}
	if !strings.Contains(values["11"], ",28,56") || !strings.Contains(values["15"], ",14,28") {
		t.Errorf("COV-1: %v", values)
	}
	if code, _ := runProgram(t, "indicators", "--data", dir, "--province", "99"); code == exitDone {
		t.Error("a province that is not there has indicators")
	}
}
