package dashboard

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"luanphien/analytics/attention"
	"luanphien/analytics/editiontest"
	"luanphien/analytics/stats"
	"luanphien/dashboard/account"
	"luanphien/dashboard/chart"
	attentionlist "luanphien/dashboard/figure/attention"
	"luanphien/dashboard/figure/incidents"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// On a dark screen what is strong is bright and what is empty is black: the words of a key fit both schemes. «Đậm» is strong
// in either.
func TestKeysFitBothSchemes(t *testing.T) {
	oneScheme := map[string]*regexp.Regexp{
		"vi": regexp.MustCompile(`(?i)(ô|màu|thanh|^)( càng)? ?(sẫm|tối|sáng|đen)|ô trắng`),
		"en": regexp.MustCompile(`\b([Dd]arker|[Dd]ark|[Ll]ight|[Ww]hite)\b`),
	}
	for lang, words := range oneScheme {
		for key, text := range messages(t, lang) {
			if strings.HasSuffix(strings.TrimSuffix(key, ".other"), ".note") && words.MatchString(text) {
				t.Errorf("%s %s: %s", lang, key, text)
			}
		}
	}
}

// concerning is what a funnel draws in orange.
func concerning(s *site, id string) string {
	s.t.Helper()
	var figure struct {
		Chart struct{ Meta map[string]any }
	}
	if err := json.Unmarshal([]byte(s.see("/figures/"+id+".json")), &figure); err != nil {
		s.t.Fatal(err)
	}
	return fmt.Sprint(figure.Chart.Meta["concerning"])
}

// Orange is what to look at: few reports on time, many referrals.
func TestFunnelsColourWhatToLookAt(t *testing.T) {
	s := openDemo(t)
	if got := concerning(s, "reporting_funnel"); got != "low" {
		t.Errorf("of reports on time orange are the %s ones", got)
	}
	if got := concerning(s, "referral_funnel"); got != "high" {
		t.Errorf("of referrals orange are the %s ones", got)
	}
	s.see("/figures/reporting_funnel", "Tam giác cam: thấp hơn mức chung")
	s.see("/figures/referral_funnel", "Tam giác cam: cao hơn mức chung", "trong 45 trạm có nhiều nhất khoảng 2 trạm")
}

// The postings of the time line are those of the rows behind it; one that begins later is drawn, and named apart.
func TestTimeLineCountsTheRowsBehindIt(t *testing.T) {
	s := openDemo(t)
	body := s.see("/figures/postings_all")
	title := regexp.MustCompile(`<h1>([\d.]+) lượt luân phiên ở 45 trạm|<h2>([\d.]+) lượt luân phiên ở 45 trạm`).FindStringSubmatch(body)
	rows := regexp.MustCompile(`/rows/postings[^>]*>([\d.]+) lượt luân phiên`).FindStringSubmatch(body)
	if title == nil || rows == nil || title[1]+title[2] != rows[1] {
		t.Errorf("the title counts %q, the rows are %q", title, rows)
	}
	if !strings.Contains(body, "sẽ bắt đầu sau 15/11/2026") {
		t.Error("the postings to come are not named apart")
	}
}

// The rows behind the coming weeks are the postings of those weeks, with the one that ends the day before them.
func TestRowsBehindTheComingWeeks(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder).Station("S", "Đông", "2025-01-01", "").Worker("A", "doctor", "nội khoa", 1).Worker("B", "doctor", "nội khoa", 1).
		Worker("C", "doctor", "nội khoa", 1).Posting("1", "A", "S", "2025-03-03", "2025-03-16", "").Posting("2", "B", "S", "2025-03-17", "2025-03-30", "").
		Posting("3", "C", "S", "2025-04-07", "2025-04-20", "")
	b.Manifest.AsOf = calendar.EndOf(day("2025-03-30"))
	b.Publish()
	s := open(t, folder, day("2025-03-31"))
	s.see("/figures/ahead_moves", "from=2025-03-30", "to=2025-04-27")
}

// A number of the definitions has the decimal sign of the page's language, a percentage its sign as the language sets it.
func TestMethodsWriteNumbersInTheirLanguage(t *testing.T) {
	s := openDemo(t)
	tag := regexp.MustCompile(`(?s)<footer.*?</footer>|<em>.*?</em>|<code>.*?</code>|<i>.*?</i>|<cite>.*?</cite>|<[^>]*>|mục §[\d.]+`)
	vi := tag.ReplaceAllString(s.see("/methods"), " ")
	if found := regexp.MustCompile(`\b\d\.\d+\b`).FindString(vi); found != "" {
		t.Errorf("Vietnamese definitions hold %s", found)
	}
	if !strings.Contains(vi, "0,67–1,33") {
		t.Error("the range of DQ-3 is not written with a comma")
	}
	en := tag.ReplaceAllString(s.see("/methods?lang=en"), " ")
	if found := regexp.MustCompile(`\d[ \x{a0}]%`).FindString(en); found != "" {
		t.Errorf("English definitions hold %q", found)
	}
}

// The title of the grid of weeks says where most weeks had nobody; checked against the rows of its own table.
func TestGridOfWeeksNamesItsEmptiestStation(t *testing.T) {
	s := openDemo(t)
	weeks, most := map[string]int{}, 0
	for _, row := range s.rowsOfCSV("/figures/presence_by_week.csv") {
		if row["covered_numerator"] == "0" {
			weeks[row["station_name"]]++
		}
	}
	for _, n := range weeks {
		most = max(most, n)
	}
	body := s.see("/figures/presence_by_week", strconv.Itoa(len(weeks))+"/45 trạm có tuần không có ai, nhiều nhất "+strconv.Itoa(most)+" tuần")
	name := regexp.MustCompile(`nhiều nhất \d+ tuần \(([^),]+)`).FindStringSubmatch(body)
	if name == nil || weeks[name[1]] != most {
		t.Errorf("%q has %d weeks, the most are %d", name, weeks[name[1]], most)
	}
}

// A median below a day is said in hours: «0,2 days, 0,1–0,3» would tell little.
func TestShortTimesAreSaidInHours(t *testing.T) {
	r := &question.Question{Words: &words.Words{Lang: words.Vietnamese, Texts: messages(t, "vi")}}
	at := func(days float64) *float64 { return &days }
	if got, want := incidents.MedianWords(r, stats.Survival{Median: at(0.25), MedianLow: at(0.125)}), "6,0 giờ (KTC 95\u00a0%: 3,0–chưa đạt tới)"; strings.ReplaceAll(got, " %", "\u00a0%") != want {
		t.Errorf("a quarter of a day is %q, want %q", got, want)
	}
	if got := incidents.MedianWords(r, stats.Survival{Median: at(2.8), MedianLow: at(0.5), MedianHigh: at(3.25)}); !strings.Contains(got, "2,8 ngày") || !strings.Contains(got, "0,5–3,3") {
		t.Errorf("2.8 days are %q", got)
	}
}

// Diagnosis groups stand in the order of the Vietnamese alphabet, in which đ follows d.
func TestGroupsAreInAlphabeticalOrder(t *testing.T) {
	body := openDemo(t).as(account.Analyst).see("/figures/referral_rates")
	var at []int
	for _, group := range []string{"chấn thương", "da liễu", "đái tháo đường", "hô hấp"} {
		at = append(at, strings.Index(body, ">"+group+"<"))
	}
	if at[0] < 0 || !slices.IsSorted(at) {
		t.Errorf("the groups stand at %v", at)
	}
}

// A long table says before it is opened how many rows it has, and a matrix of one column is not a page wide.
func TestTablesAndMatricesShowTheirSize(t *testing.T) {
	s := openDemo(t)
	s.see("/coverage", "<summary>Bảng (45 dòng)</summary>")
	s.see("/coverage?lang=en", "<summary>Table (45 rows)</summary>")
	s.see("/figures/needs_grid.json?specialty=n%E1%BB%99i+khoa", `"width":{"phone":null,"wide":240}`)
	if strings.Contains(s.see("/figures/needs_grid.json"), `"wide":240`) {
		t.Error("the matrix of all specialties is narrow")
	}
}

// The names above narrow columns have the room of all their lines: else the chart moves down, away from the names of its rows.
func TestColumnNamesHaveRoom(t *testing.T) {
	column, top := chart.ColumnNames([]string{"nội khoa", "xét nghiệm (Kỹ thuật viên)"})
	if column != 64 || top != 5*16+12 {
		t.Errorf("columns of %d under %d", column, top)
	}
	if column, top = chart.ColumnNames([]string{"immunisation", "intensive care"}); column < 95 || top != 76 {
		t.Errorf("columns of %d under %d", column, top)
	}
}

// A report open for long is said in days, one of yesterday in hours.
func TestOpenReportsAreSaidInDaysOrHours(t *testing.T) {
	r := &question.Question{Words: &words.Words{Lang: words.Vietnamese, Texts: messages(t, "vi")}}
	for hours, want := range map[int]string{50: "sau 50 giờ,", 71: "sau 71 giờ,", 72: "sau 3 ngày,", 436: "sau 18 ngày,"} {
		got := attentionlist.FindingText(r, attention.UrgentIncident, attention.Finding{Worker: "CB016", Hours: hours})
		if !strings.Contains(got, want) {
			t.Errorf("%d hours: %q", hours, got)
		}
	}
}
