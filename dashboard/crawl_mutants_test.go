package dashboard

import (
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/funnel"
	"luanphien/dashboard/figure/quality"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/soak"
)

// mutant plants a difference that the crawl was made to find. The crawl must then name it, asking the sources that see it
// at one address of the demo.
type mutant struct {
	name  string
	query url.Values // with the specialty of most staff-days where it is given as «busiest»
	parts []func(*crawl)
	found string
	// One in the code of the program: what is written there, and what is written instead, which says «mutant» for when the
	// mutation is on.
	file, was, is string
	// One in what the program has read or registered, which can be changed while it runs.
	plant func(*site)
}

var crawlMutants = []mutant{
	{name: "the proportion of referrals leaves out whole weeks in charts", query: url.Values{"period": {"2026-10"}}, found: "CHT-1 referral_proportion",
		parts: []func(*crawl){(*crawl).queries, (*crawl).weeks},
		file:  "../analytics/week_series.go", was: "for _, w := range weeks {\n\t\tcounts = append(counts, weekCount{w.Station, w.Monday, Ratio{float64(w.ValidReferrals)",
		is: "for _, w := range weeks {\n\t\tif mutant && w.GroupsComplete < w.Groups {\n\t\t\tcontinue\n\t\t}\n\t\tcounts = append(counts, weekCount{w.Station, w.Monday, Ratio{float64(w.ValidReferrals)"},
	{name: "the proportion of the comparison leaves out small groups", query: url.Values{"period": {"2026-10"}}, found: "CHT-1 referral_proportion",
		parts: []func(*crawl){(*crawl).comparison, (*crawl).files, (*crawl).stationPages},
		file:  "../analytics/indicator_inputs.go", was: "c := cells[stratumKey{s.Code, group}]\n", is: "c := cells[stratumKey{s.Code, group}]\n\t\t\tif mutant && c[0] < 40 {\n\t\t\t\tcontinue\n\t\t\t}\n"},
	{name: "the comparison's last four weeks of reports are not those due", query: url.Values{}, found: "CMP-2 of four weeks",
		parts: []func(*crawl){(*crawl).pages, (*crawl).comparison},
		file:  "question/sides.go", was: "return s, r.dueSides(&s)", is: "if mutant {\n\t\t\treturn s, nil\n\t\t}\n\t\treturn s, r.dueSides(&s)"},
	{name: "the headline of a week and the map of a day are worded alike", query: url.Values{}, found: "stations with staff",
		parts: []func(*crawl){(*crawl).pages},
		plant: func(s *site) {
			texts := maps.Clone(s.words[words.Vietnamese].Texts)
			texts["map_presence.title"] = "{n}/{of} trạm có cán bộ luân phiên ít nhất một ngày trong tuần, {doctor} trạm có bác sĩ"
			s.words[words.Vietnamese].Texts = texts
		}},
	{name: "a double booking counts at each claimant", query: url.Values{}, found: "COV-DQ", parts: []func(*crawl){(*crawl).queries, (*crawl).files},
		file: "../analytics/coverage.go", was: "if s := byStation[d.AttributedTo]; s != nil {\n\t\t\ts.DoubleBooked++\n\t\t}",
		is: "for _, code := range d.Stations {\n\t\t\tif s := byStation[code]; s != nil && (mutant || code == d.AttributedTo) {\n\t\t\t\ts.DoubleBooked++\n\t\t\t}\n\t\t}"},
	{name: "the funnel of reports leaves the specialty out", query: url.Values{"specialty": {busiestOne}}, found: "reporting_funnel",
		parts: []func(*crawl){(*crawl).queries, (*crawl).files},
		plant: func(*site) { catalogue.All.ByID["reporting_funnel"].Specialised = false }},
	{name: "the checks of stations leave the specialty out", query: url.Values{"specialty": {busiestOne}}, found: "quality_by_station",
		parts: []func(*crawl){(*crawl).queries, (*crawl).files},
		plant: func(*site) { catalogue.All.ByID["quality_by_station"].Specialised = false }},
	{name: "a month takes the weeks that lie wholly inside", query: url.Values{"period": {"2026-10"}}, found: "CHT-1 referral_proportion",
		parts: []func(*crawl){(*crawl).indicators, (*crawl).queries, (*crawl).weeks},
		file:  "../analytics/referral_panel.go", was: "return thursday >= dayOf(p.from) && thursday <= dayOf(p.to)",
		is: "return thursday >= dayOf(p.from) && thursday <= dayOf(p.to) && (!mutant || thursday-3 >= dayOf(p.from) && thursday+3 <= dayOf(p.to))"},
	{name: "RA-2 is of another period than RA-1", query: url.Values{"period": {"2026-Q3"}}, found: "RA-2", parts: []func(*crawl){(*crawl).queries, (*crawl).estimates},
		file: "../analytics/sensitivity.go", was: "case p.isSupported(c):", is: "case p.isSupported(c) || mutant:"},
}

const busiestOne = "busiest"

// mutantsBuilt says that the program was built with the mutations in it; mutantOn is the one that is on.
const mutantsBuilt, mutantOn = "LUANPHIEN_MUTANTS_BUILT", "LUANPHIEN_MUTANT"

// The crawl catches each of these when it is planted. Those in the code are built into one program, of which each is
// switched on in turn; as that takes a minute, a long run does it.
func TestCrawlCatches(t *testing.T) {
	built := os.Getenv(mutantsBuilt) != ""
	for _, m := range crawlMutants {
		if built == (m.file != "") {
			t.Run(m.name, func(t *testing.T) { m.mustBeCaught(t) })
		}
	}
	if built || t.Failed() {
		return
	}
	overlay := overlayOf(t, crawlMutants)
	if !soak.All() {
		return
	}
	run := exec.CommandContext(t.Context(), "go", "test", "-overlay", overlay, "-vet=off", "-count=1", "-run", "^TestCrawlCatches$", ".")
	run.Env = append(os.Environ(), mutantsBuilt+"=1")
	if said, err := run.CombinedOutput(); err != nil {
		t.Errorf("%v\n%.6000s", err, said)
	}
}

// mustBeCaught crawls with the mutation on.
func (m *mutant) mustBeCaught(t *testing.T) {
	t.Setenv(mutantOn, m.name)
	s, e := openCrawl(t, demoFolder(t))
	s.shared.Results = question.NewMemo(256) // what others have computed is not of the mutant
	q := maps.Clone(m.query)
	if q.Get("specialty") == busiestOne {
		q.Set("specialty", busiest(t, e))
	}
	if m.plant != nil {
		funnelled, checks, texts := *funnel.Reports, *quality.ByStation, s.words[words.Vietnamese].Texts
		defer func() {
			*funnel.Reports, *quality.ByStation, s.words[words.Vietnamese].Texts = funnelled, checks, texts
		}()
		m.plant(s)
	}
	found := s.crawl(t, e, q, 1, 0, m.parts...).differences()
	if !slices.ContainsFunc(found, func(text string) bool { return strings.Contains(text, m.found) }) {
		t.Errorf("not caught, or without «%s»: %q", m.found, found)
	}
}

// overlayOf writes the files with the mutations in them, and says which they stand for.
func overlayOf(t *testing.T, mutants []mutant) string {
	t.Helper()
	dir := t.TempDir()
	texts := map[string]string{}
	for _, m := range mutants {
		if m.file == "" {
			continue
		}
		if texts[m.file] == "" {
			text, err := os.ReadFile(m.file)
			if err != nil {
				t.Fatal(err)
			}
			texts[m.file] = string(text)
		}
		if n := strings.Count(texts[m.file], m.was); n != 1 {
			t.Fatalf("%s: the place of the mutation stands %d times in %s", m.name, n, m.file)
		}
		texts[m.file] = strings.Replace(texts[m.file], m.was, strings.ReplaceAll(m.is, "mutant", "mutation("+quoted(m.name)+")"), 1)
	}
	for folder, name := range map[string]string{"../analytics": "analytics", "question": "question"} {
		texts[folder+"/mutation.go"] = "package " + name + "\n\nimport \"os\"\n\nfunc mutation(name string) bool { return os.Getenv(" + quoted(mutantOn) + ") == name }\n"
	}
	replace := map[string]string{}
	for file, text := range texts {
		path, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		replace[path] = filepath.Join(dir, strings.ReplaceAll(strings.TrimLeft(file, "./"), "/", "_"))
		if err := os.WriteFile(replace[path], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	overlay := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		t.Fatal(err)
	}
	return overlay
}

func quoted(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}
