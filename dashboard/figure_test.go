package dashboard

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics"
	"luanphien/dashboard/account"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/ingest/demo"
	"luanphien/queries"
)

// drawnFigure is a figure as the script gets it.
type drawnFigure struct {
	State    string
	Reason   string
	Title    string
	Subtitle string
	Source   string
	Alt      string
	Chart    *struct {
		Height   int
		MinWidth int
		Option   map[string]any
		Meta     map[string]any
	}
}

func (s *site) figure(address string) drawnFigure {
	s.t.Helper()
	var f drawnFigure
	if err := json.Unmarshal([]byte(s.see(address)), &f); err != nil {
		s.t.Fatalf("%s: %v", address, err)
	}
	return f
}

// Every figure draws something on the demo, in both languages, says what it shows and where it comes from.
func TestEveryFigure(t *testing.T) {
	s := openDemo(t)
	for _, f := range catalogue.All.Order {
		for _, lang := range []string{"", "?lang=en"} {
			d := s.figure("/figures/" + f.ID + ".json" + lang)
			if d.State != "ok" || d.Title == "" || d.Subtitle == "" || d.Alt == "" {
				t.Errorf("%s%s: %+v", f.ID, lang, d)
			}
			if lang == "" && !strings.Contains(d.Source, "Số liệu minh họa") || lang != "" && !strings.Contains(d.Source, "Illustrative data") {
				t.Errorf("%s%s does not say that its data are illustrative: %s", f.ID, lang, d.Source)
			}
			if d.Chart != nil && marks(d) == 0 {
				t.Errorf("%s%s draws nothing", f.ID, lang)
			}
			if words := d.Title + d.Subtitle + d.Alt; strings.ContainsAny(words, "{}⟨") || strings.Contains(words, "NaN") {
				t.Errorf("%s%s holds a broken word: %s", f.ID, lang, words)
			}
		}
		body := s.see("/figures/"+f.ID, "Câu SQL", "sha256", "Tải CSV", "SELECT")
		if strings.Contains(body, "message failed") {
			t.Errorf("%s failed", f.ID)
		}
	}
}

func marks(d drawnFigure) int {
	n := 0
	for _, series := range d.Chart.Option["series"].([]any) {
		data, _ := series.(map[string]any)["data"].([]any)
		n += len(data)
	}
	return n
}

// An option holds no code: functions and colours are names, which the scripts know.
func TestOptionsNameKnownFunctionsAndColours(t *testing.T) {
	known := map[string]bool{}
	functions := readFile(t, "web/scripts/figures/functions.js")
	for _, m := range regexp.MustCompile(`(?m)^  (\w+):`).FindAllStringSubmatch(functions, -1) {
		known["fn:"+m[1]] = true
	}
	for _, m := range regexp.MustCompile(`(?m)^  ((?:\w+, )*\w+),$`).FindAllStringSubmatch(functions, -1) { // those of other files
		for _, name := range strings.Split(m[1], ", ") {
			known["fn:"+name] = true
		}
	}
	resolve := readFile(t, "web/scripts/figures/resolve.js")
	tokens := readFile(t, "web/styles/tokens.css")
	for _, m := range regexp.MustCompile(`"([\w-]+)"`).FindAllStringSubmatch(resolve[strings.Index(resolve, "names = ["):strings.Index(resolve, "];")], -1) {
		known["token:"+m[1]] = true
		if !strings.Contains(tokens, "--"+m[1]+":") {
			t.Errorf("tokens.css has no --%s", m[1])
		}
	}
	s := openDemo(t)
	named := regexp.MustCompile(`"((?:fn|token):[\w-]+)"`)
	for _, f := range catalogue.All.Order {
		body := s.see("/figures/" + f.ID + ".json")
		if strings.Contains(body, "function") || strings.Contains(body, "=>") {
			t.Errorf("%s holds code", f.ID)
		}
		for _, m := range named.FindAllStringSubmatch(body, -1) {
			if !known[m[1]] {
				t.Errorf("%s names %s, which the scripts do not know", f.ID, m[1])
			}
		}
	}
}

func TestEveryCSV(t *testing.T) {
	s := openDemo(t)
	for _, f := range catalogue.All.Order {
		status, body, header := s.ask("/figures/" + f.ID + ".csv")
		if status != 200 || !strings.HasPrefix(body, export.ByteOrderMark) {
			t.Fatalf("%s: %d, %q", f.ID, status, body[:min(len(body), 40)])
		}
		if name := strings.Join(header["Content-Disposition"], ""); !strings.Contains(name, "illustrative.csv") {
			t.Errorf("%s is called %s", f.ID, name)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, export.ByteOrderMark))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", f.ID, err)
		}
		if len(rows) < 2 {
			t.Errorf("%s has no rows", f.ID)
		}
		for _, field := range rows[0] {
			if !regexp.MustCompile(`^[a-z_]+$`).MatchString(field) {
				t.Errorf("%s has a field called %q", f.ID, field)
			}
		}
		if got := strings.Join(rows[1][len(rows[1])-5:len(rows[1])-2], " "); got != "1 2026-11-16T00:00:00+07:00 true" {
			t.Errorf("%s ends its rows with %s", f.ID, got)
		}
	}
}

// Text that a spreadsheet would run as a formula comes quoted.
func TestCSVGuardsFormulas(t *testing.T) {
	for text, want := range map[string]string{"=1+1": "'=1+1", "@x": "'@x", "-3 ngày": "'-3 ngày", "Nà Hỳ": "Nà Hỳ", "": ""} {
		if got := export.GuardFormula(text); got != want {
			t.Errorf("guard(%q) = %q", text, got)
		}
	}
}

// The queries that a figure says it rests on exist, and so do the definitions of its methods.
func TestFiguresNameTheirQueriesAndMethods(t *testing.T) {
	catalog, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range catalogue.All.Order {
		if len(f.Queries) == 0 || len(f.Methods) == 0 {
			t.Errorf("%s names no query or no method", f.ID)
		}
		for _, name := range f.Queries {
			if _, ok := catalog.Get(name); !ok {
				t.Errorf("%s rests on %s, which does not exist", f.ID, name)
			}
		}
	}
}

// A failing figure shows its own message; the page around it stands.
func TestFailingFigureLeavesThePageStanding(t *testing.T) {
	broken := &figure.Figure{ID: "coverage_by_station", Draw: func(*question.Question) (*figure.Drawing, error) { panic("a bug") }}
	kept := catalogue.All.ByID[broken.ID]
	catalogue.All.ByID[broken.ID] = broken
	defer func() { catalogue.All.ByID[broken.ID] = kept }()
	s := open(t, demoFolder(t), demo.AsOf) // of its own: what the shared one has kept must stay whole
	body := s.see("/coverage", "Hình này chưa tính được", "45/45 trạm")
	if strings.Contains(body, "a bug") {
		t.Error("internal text is shown")
	}
	status, text := s.get("/figures/coverage_by_station.json")
	if status != 500 || strings.Contains(text, "a bug") || !strings.Contains(text, `"vi"`) {
		t.Errorf("its JSON answers %d: %s", status, text)
	}
}

// So does a first sentence that cannot be made: the page says what it is about instead.
func TestFailingLeadLeavesThePageStanding(t *testing.T) {
	s := openDemo(t)
	broken := topic(func(*question.Question) (string, error) { return "half a sentence", errors.New("a bug") }, "coverage_by_week")
	k, err := s.Server.answer(t.Context(), s.frame.Page("topic", broken), asked{path: "/coverage", query: url.Values{}, roles: account.Director, newest: 1, now: demo.AsOf})
	if err != nil {
		t.Fatal(err)
	}
	body := string(k.Plain)
	if !strings.Contains(body, "Trạm nào có cán bộ luân phiên") || !strings.Contains(body, `data-figure="coverage_by_week"`) ||
		strings.Contains(body, "a bug") || strings.Contains(body, "half a sentence") {
		t.Error(body)
	}
}

// What lacks a part is not kept: who asks next has it made again.
func TestPartialAnswersAreNotKept(t *testing.T) {
	s := openDemo(t)
	made := 0
	lead := func(*question.Question) (string, error) {
		if made++; made == 1 {
			return "", errors.New("a bug")
		}
		return "the sentence", nil
	}
	app := fiber.New()
	app.Get("/coverage", s.Server.serve(s.frame.Page("topic", topic(lead))))
	for i, want := range []string{"Trạm nào có cán bộ luân phiên", "the sentence", "the sentence"} {
		answer, err := app.Test(httptest.NewRequest("GET", "/coverage?once", nil), -1)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil || !strings.Contains(string(body), want) {
			t.Errorf("%d: %v, %s", i, err, body)
		}
	}
	if made != 2 {
		t.Errorf("made %d times, kept after the second", made)
	}
}

// Where the store of follow-ups cannot be read, the overview says so in the place of its list, and shows the rest.
func TestOverviewStandsWithoutFollowUps(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	if err := s.shared.FollowUps.Close(); err != nil {
		t.Fatal(err)
	}
	body := s.see("/", "/45 trạm có cán bộ luân phiên", `data-figure="presence_strip"`)
	if strings.Contains(body, "database is closed") || !strings.Contains(body[strings.Index(body, "attention-title"):], "message failed") {
		t.Error(body)
	}
}

// The wording of an estimate follows methods.md §4.6.
func TestEstimatesAreWorded(t *testing.T) {
	vi, err := words.Load(words.Vietnamese)
	if err != nil {
		t.Fatal(err)
	}
	en, err := words.Load(words.English)
	if err != nil {
		t.Fatal(err)
	}
	ok := analytics.StateOK
	for _, c := range []struct {
		e      analytics.Estimate
		vi, en string
	}{
		{analytics.Estimate{State: ok, Avoided: 151.3, Low: 92, High: 218},
			"Ước tính giảm khoảng 151 lượt chuyển tuyến so với dự kiến (khoảng tin cậy 95 %: 92 đến 218)",
			"An estimated 151 fewer referrals than expected (95% interval 92 to 218)"},
		{analytics.Estimate{State: ok, Avoided: 151.3, Low: 2, High: 318},
			"Ước tính giảm khoảng 150 lượt chuyển tuyến so với dự kiến (khoảng tin cậy 95 %: 2 đến 320)",
			"An estimated 150 fewer referrals than expected (95% interval 2 to 320)"},
		{analytics.Estimate{State: ok, Avoided: 3.8, Low: -2, High: 11},
			"Không thấy khác biệt rõ về chuyển tuyến (ước tính 4; khoảng tin cậy 95 %: −2 đến 11)",
			"No clear difference in referrals was found (estimate 4; 95% interval −2 to 11)"},
		{analytics.Estimate{State: ok, Avoided: -60, Low: -80, High: -41},
			"Ước tính tăng khoảng 60 lượt chuyển tuyến so với dự kiến (khoảng tin cậy 95 %: 41 đến 80)",
			"An estimated 60 more referrals than expected (95% interval 41 to 80)"},
		{analytics.Estimate{State: analytics.StateWithheld, Reasons: []analytics.Reason{analytics.ReasonExpected}},
			"số dự kiến dưới 5 lượt, quá nhỏ để công bố", "fewer than 5 referrals expected, too few to publish"},
	} {
		if got := referrals.EstimateInWords((&question.Question{Words: vi}), c.e); got != c.vi {
			t.Errorf("%s\nwant %s", got, c.vi)
		}
		if got := referrals.EstimateInWords((&question.Question{Words: en}), c.e); got != c.en {
			t.Errorf("%s\nwant %s", got, c.en)
		}
	}
}
