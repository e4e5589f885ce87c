package dashboard

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/queries/calendar"
	"luanphien/queries/soak"
)

// additive tells the indicators whose numerators and denominators, or counts, add up over months.
func additive(n analytics.Indicator) bool {
	switch n.ID {
	case "COV-1", "COV-2", "COV-3", "COV-4", "COV-5", "COV-6", "COV-11", "COV-DQ", "CMP-1", "CMP-2", "CMP-4", "CMP-6", "DQ-2", "DQ-6":
		return n.Stream == nil || !strings.HasSuffix(*n.Stream, "p90")
	case "CHT-1":
		return true
	case "CHT-2":
		return n.Denominator == nil
	}
	return false
}

// sumsOf are the parts of every additive indicator of a period, and the observed and expected referrals of RA-1.
func sumsOf(t *testing.T, e *analytics.Edition, scope analytics.Scope) map[string]float64 {
	t.Helper()
	sums := map[string]float64{}
	list, err := e.Indicators(t.Context(), scope, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range list {
		if !additive(n) {
			continue
		}
		name := n.ID
		if n.Stream != nil {
			name += " " + *n.Stream
		}
		for part, v := range map[string]*float64{"numerator": n.Numerator, "denominator": n.Denominator} {
			if v != nil {
				sums[name+" "+part] = *v
			}
		}
		if n.Denominator == nil && n.Value != nil {
			sums[name] = *n.Value
		}
	}
	totals, err := e.Totals(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	for _, total := range totals {
		if total.Nature == "flow" {
			sums["IND "+total.Indicator] = total.Value
		}
		sums["IND "+total.Indicator+" station-weeks"] = float64(total.StationWeeks)
	}
	ra, err := e.ReferralsAvoided(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	sums["RA-1 observed"], sums["RA-1 expected"] = float64(ra.Province.Observed), ra.Province.Expected
	return sums
}

// Twelve months and four quarters add up to their year: each week belongs to the month of its Thursday (methods.md §1).
func TestMonthsAddUpToTheYear(t *testing.T) {
	t.Parallel()
	soak.Long(t)
	s := openDemo(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	scope, err := e.DefaultScope(t.Context(), s.now())
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range soak.Sample(t, []string{"", "3"}, 1) {
		stations, err := e.Stations(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if place != "" {
			scope.Facility = stations[3].Code
		}
		scope.From, scope.To = calendar.Day(2026, time.January, 1), calendar.Day(2026, time.December, 31)
		year := sumsOf(t, e, scope)
		if len(year) < 20 || year["RA-1 observed"] == 0 && place == "" || year["CMP-1 rotation denominator"] == 0 {
			t.Fatalf("the year has too little to add: %v", year)
		}
		for _, months := range []int{1, 3} {
			sums := map[string]float64{}
			for first := 1; first <= 12; first += months {
				scope.From = calendar.Day(2026, time.Month(first), 1)
				scope.To = scope.From.AddDate(0, months, -1)
				for name, v := range sumsOf(t, e, scope) {
					sums[name] += v
				}
			}
			for name, want := range year {
				if got := sums[name]; math.Abs(got-want) > 1e-9*math.Max(1, want) {
					t.Errorf("%s %s: %d months at a time add up to %v, the year is %v", scope.Facility, name, months, got, want)
				}
			}
		}
	}
}

// The weeks that a weekly figure of a period takes stand in its subtitle and above the page.
func TestWeeksOfAPeriodAreSaid(t *testing.T) {
	s := openDemo(t)
	for _, c := range []struct{ period, lang, want string }{
		{"2026-02", "vi", "tuần 6–9, 02/02–01/03/2026"},
		{"2026-02", "en", "weeks 6–9, 2 Feb–1 Mar 2026"},
		{"2026-Q1", "vi", "tuần 1–13, 29/12/2025–29/03/2026"},
	} {
		page := strings.ReplaceAll(s.see("/reporting?period="+c.period+"&lang="+c.lang), "\u00a0", " ")
		if n := strings.Count(page, c.want); n < 3 {
			t.Errorf("%s in %s: the page of reports says %d times «%s»", c.period, c.lang, n, c.want)
		}
	}
	if page := s.see("/reporting?period=2026-W05..2026-W08"); strings.Contains(page, "số liệu theo tuần") {
		t.Error("whole weeks are said twice")
	}
	for _, c := range []struct{ address, want string }{
		{"/compare?period=2026-Q3&with=2026-Q2", "01/07–30/09/2026 lấy tuần 27–39, 29/06–27/09/2026; 01/04–30/06/2026 lấy tuần 14–26, 30/03–28/06/2026"},
		{"/compare?period=2026-W35..2026-W39&with=2026-07", "24/08–27/09/2026 lấy tuần 35–39"},
		{"/coverage?period=2026-Q3", "T27 và T40 chỉ tính những ngày trong kỳ."},
		{"/figures/coverage_by_week?period=2026-08", "T31 và T36 chỉ tính những ngày trong kỳ."},
	} {
		if page := strings.ReplaceAll(s.see(c.address), "\u00a0", " "); !strings.Contains(page, c.want) {
			t.Errorf("%s does not say «%s»", c.address, c.want)
		}
	}
	for date, want := range map[string]string{"2026-01-01..2026-01-31": "2026-W01 2026-W05", "2026-12-01..2026-12-31": "2026-W49 2026-W53",
		"2024-12-30..2025-01-02": "2025-W01 2025-W01"} {
		p, err := address.ParsePeriod(date)
		if err != nil {
			t.Fatal(err)
		}
		first, last, ok := calendar.WeeksOf(p.From, p.To)
		if got := fmt.Sprint(first, " ", last); got != want || !ok {
			t.Errorf("%s: %s", date, got)
		}
	}
	if _, _, ok := calendar.WeeksOf(day("2026-01-02"), day("2026-01-06")); ok {
		t.Error("five days without a Thursday have a week")
	}
}
