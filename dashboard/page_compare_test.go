package dashboard

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"strings"
	"testing"

	"luanphien/dashboard/account"
)

// The comparison agrees with the indicators that the engine gives for each side apart, and its links and files carry
// what is compared.
func TestCompareTwoPeriods(t *testing.T) {
	s := openDemo(t)
	const address = "/compare?from=2026-W27&to=2026-W39&with=2026-W14..2026-W26"
	body := s.see(address, "Ngày có cán bộ", "Báo cáo đúng hạn", "30/03", "29/06")
	if strings.Contains(body, "message failed") {
		t.Fatal("the comparison failed")
	}
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	def, err := e.DefaultScope(t.Context(), s.now())
	if err != nil {
		t.Fatal(err)
	}
	def.From, def.To = day("2026-06-29"), day("2026-09-27")
	b, err := e.Coverage(t.Context(), def)
	if err != nil {
		t.Fatal(err)
	}
	def.From, def.To = day("2026-03-30"), day("2026-06-28")
	a, err := e.Coverage(t.Context(), def)
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsByField(t, s.see("/figures/compare.csv?from=2026-W27&to=2026-W39&with=2026-W14..2026-W26"))
	row := rowWith(t, rows, "COV-1")
	before, _ := a.Province.Coverage().Value()
	after, _ := b.Province.Coverage().Value()
	for field, want := range map[string]float64{"value_a": before, "value_b": after, "difference_value": after - before} {
		var got float64
		if _, err := fmt.Sscan(row[field], &got); err != nil || math.Abs(got-want) > 1e-9 {
			t.Errorf("%s is %s, want %v", field, row[field], want)
		}
	}
	if row["low"] != "" {
		t.Error("coverage, which is planned, carries an interval of chance")
	}
	if reports := rowWith(t, rows, "CMP-2"); reports["low"] == "" || reports["low"] >= reports["high"] && !strings.HasPrefix(reports["low"], "-") {
		t.Error("reports carry no interval of their difference:", reports)
	}
	// A station is a part of its province, and a period of one that overlaps it: no interval takes them for independent.
	for _, query := range []string{"station=03127&with=province", "from=2026-W27&to=2026-W39&with=2026-W20..2026-W30"} {
		if row := rowWith(t, rowsByField(t, s.see("/figures/compare.csv?"+query)), "CMP-2"); row["difference_value"] == "" || row["low"] != "" {
			t.Errorf("%s: %v", query, row)
		}
	}
	if found := regexp.MustCompile(`href="(/figures/compare\.xlsx[^"]*)"`).FindStringSubmatch(body); found == nil ||
		!strings.Contains(html.UnescapeString(found[1]), "with=2026-W14..2026-W26") {
		t.Error("the file to take away forgets what is compared:", found)
	}
}

func TestCompareWithEachSide(t *testing.T) {
	s := openDemo(t)
	for address, words := range map[string]string{
		"/compare?period=2026-Q3":                    "so với",
		"/compare?period=2026-W20&with=start":        "14/12/2025",
		"/compare?station=03127":                     "Điện Biên Phủ so với toàn tỉnh",
		"/compare?station=03127&with=area":           "Điện Biên Phủ so với Trung tâm Y tế Điện Biên Phủ",
		"/compare?station=03127&with=before&lang=en": "against",
		"/compare?area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay&with=province": "Mường Lay so với toàn tỉnh",
	} {
		if body := s.see(address, words); strings.Contains(body, "message failed") {
			t.Errorf("%s failed", address)
		}
	}
	for address, want := range map[string]int{"/compare?with=area": 400, "/compare?with=yesterday": 400, "/compare?station=99999": 404} {
		if status, _ := s.get(address); status != want {
			t.Errorf("%s answers %d", address, status)
		}
	}
	if status, _ := s.as(account.PressOfficer).get("/compare"); status != 403 {
		t.Error("the press office opens comparisons:", status)
	}
}

// Before the rotation nobody was to be covered; what both sides have is compared all the same.
func TestCompareWithTheTimeBefore(t *testing.T) {
	s := openDemo(t)
	rows := rowsByField(t, s.see("/figures/compare.csv?period=2026-W20..2026-W40&with=start"))
	if row := rowWith(t, rows, "CHT-1"); row["value_a"] == "" || row["value_b"] == "" || row["low"] == "" {
		t.Error("the referral proportion of before the rotation is not compared:", row)
	}
	if row := rowWith(t, rows, "CMP-1"); row["value_a"] != "" {
		t.Error("reports of a rotation that had not begun:", row)
	}
}

// By default the last four weeks of the programme are held against the four before them: against the time before it,
// when nobody was to be covered, a difference would say nothing. Both numbers are those of the headline's card.
func TestCompareBeginsWithTheLastWeeks(t *testing.T) {
	s := openDemo(t)
	row := rowWith(t, rowsByField(t, s.see("/figures/compare.csv")), "COV-1")
	shares := regexp.MustCompile(`4 tuần gần nhất ([\d,]+)\x{a0}%, 4 tuần trước đó ([\d,]+)\x{a0}%`).FindStringSubmatch(s.see("/"))
	if shares == nil || !strings.HasPrefix(row["b"], shares[1]+"\u00a0%") || !strings.HasPrefix(row["a"], shares[2]+"\u00a0%") {
		t.Errorf("compared are %q and %q, the overview says %q", row["b"], row["a"], shares)
	}
	s.see("/compare", "4 tuần cuối (19/10–15/11/2026) so với 4 tuần trước đó (21/09–18/10/2026)", `<option value="recent" selected>`, `<option value="start">`)
	s.see("/compare?lang=en", "The last 4 weeks (19", "against the 4 weeks before (21")
	// A quarter has the one before it, a quarter of the first weeks has not, and three weeks have no four.
	s.see("/compare?period=2026-Q3", "01/07–30/09/2026 so với 31/03–30/06/2026")
	s.see("/compare?period=2026-Q1", "4 tuần cuối (02/03–29/03/2026)")
	if body := s.see("/compare?period=2025-W51..2026-W01", "15/12/2025–04/01/2026 so với"); strings.Contains(body, `value="recent"`) {
		t.Error("three weeks are offered to be split")
	}
	if status, _ := s.get("/compare?period=2025-W51..2026-W01&with=recent"); status != 400 {
		t.Error("three weeks are split:", status)
	}
}

// rowsByField are the rows of a CSV by the names of its fields.
func rowsByField(t *testing.T, body string) []map[string]string {
	t.Helper()
	all := records(t, body)
	var rows []map[string]string
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, field := range all[0] {
			row[field] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// rowWith is the row of an indicator.
func rowWith(t *testing.T, rows []map[string]string, indicator string) map[string]string {
	t.Helper()
	for _, row := range rows {
		if row["indicator"] == indicator {
			return row
		}
	}
	t.Fatalf("no row of %s in %v", indicator, rows)
	return nil
}
