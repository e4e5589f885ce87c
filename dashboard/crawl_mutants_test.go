package dashboard

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// crawlMutants plant again the differences that the crawl was made to find.
var crawlMutants = []struct{ name, file, was, is, found string }{
	{"the proportion of referrals leaves out whole weeks in charts", "../analytics/series.go",
		"if w.ValidVisits > 0 {", "if w.ValidVisits > 0 && w.whole() {", "CHT-1 referral_proportion"},
	{"the comparison's last four weeks of reports are not those due", "compare_sides.go",
		"return s, r.dueSides(&s)", "return s, nil", "CMP-2 of four weeks"},
	{"the headline of a week and the map of a day are worded alike", "words/messages/figures.vi.json",
		`"map_presence.title": "Ngày {date}: {n}/{of} trạm có cán bộ luân phiên, `, `"map_presence.title": "{n}/{of} trạm có cán bộ luân phiên ít nhất một ngày trong tuần, `, "stations with staff"},
	{"a double booking counts at each claimant", "../analytics/coverage.go",
		"if s := byStation[d.AttributedTo]; s != nil {\n\t\t\ts.DoubleBooked++\n\t\t}",
		"for _, code := range d.Stations {\n\t\t\tif s := byStation[code]; s != nil {\n\t\t\t\ts.DoubleBooked++\n\t\t\t}\n\t\t}", "COV-DQ"},
	{"the funnel of reports leaves the specialty out", "figure_funnel.go",
		"Specialised: true, OfReports: true, build: drawReportingFunnel", "build: drawReportingFunnel", "reporting_funnel"},
	{"the checks of stations leave the specialty out", "figure_quality.go",
		"Specialised: true, OfReports: true,\n\tbuild: drawQualityByStation", "build: drawQualityByStation", "quality_by_station"},
	{"a month takes the weeks that lie wholly inside", "../analytics/referral_panel.go",
		"return thursday >= dayOf(p.from) && thursday <= dayOf(p.to)", "return thursday-3 >= dayOf(p.from) && thursday+3 <= dayOf(p.to)", "CHT-1 referral_proportion"},
}

// The crawl catches each of these when it is planted in the program: built with one file replaced, it fails and names the
// number. It builds the program for each of them, so it runs where LUANPHIEN_MUTANTS is set.
func TestCrawlCatches(t *testing.T) {
	only := os.Getenv("LUANPHIEN_MUTANTS")
	if only == "" {
		t.Skip("LUANPHIEN_MUTANTS is not set: each mutation is a build of its own")
	}
	for _, m := range crawlMutants {
		t.Run(m.name, func(t *testing.T) {
			text, err := os.ReadFile(m.file)
			if err != nil || strings.Count(string(text), m.was) != 1 {
				t.Fatalf("the place of the mutation stands %d times in %s, %v", strings.Count(string(text), m.was), m.file, err)
			}
			dir := t.TempDir()
			mutated, overlay := filepath.Join(dir, filepath.Base(m.file)), filepath.Join(dir, "overlay.json")
			path, err := filepath.Abs(m.file)
			if err != nil {
				t.Fatal(err)
			}
			list, err := json.Marshal(map[string]any{"Replace": map[string]string{path: mutated}})
			if err != nil {
				t.Fatal(err)
			}
			for file, content := range map[string]string{mutated: strings.Replace(string(text), m.was, m.is, 1), overlay: string(list)} {
				if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			run := exec.CommandContext(t.Context(), "go", "test", "-overlay", overlay, "-vet=off", "-run", "^TestCrawl$", ".")
			run.Env = append(os.Environ(), "LUANPHIEN_CRAWL=demo")
			said, err := run.CombinedOutput()
			if err == nil || !strings.Contains(string(said), m.found) || !strings.Contains(string(said), " gives ") {
				t.Errorf("not caught (%v), or without «%s»:\n%.2000s", err, m.found, said)
			}
		})
	}
}
