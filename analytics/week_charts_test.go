package analytics

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/stats"
)

// weeksOfReferrals makes reported weeks of a hundred visits each from Monday 6 January 2025 on.
func weeksOfReferrals(referrals ...int64) (weeks []ReportedWeek) {
	for n, r := range referrals {
		weeks = append(weeks, ReportedWeek{Station: "S", Monday: editiontest.Day("2025-01-06").AddDate(0, 0, 7*n), Groups: 1, GroupsComplete: 1,
			ValidVisits: 100, ValidReferrals: r})
	}
	return weeks
}

// window is a baseline from one Monday to T0.
func window(from, t0 string) *panel {
	return &panel{t0: editiontest.Day(t0), baseline: [2]time.Time{editiontest.Day(from), editiontest.Day(t0).AddDate(0, 0, -1)}}
}

// chartOf is the chart of station S.
func chartOf(weeks []ReportedWeek, window *panel, scope Scope, rebased []Rebasing) ProportionChart {
	return referralFrame(window, scope, records{rebased: rebased}).chart("S", referralCounts(weeks))
}

// wave is so many weeks of 10 and 11 referrals.
func wave(weeks int) (list []int64) {
	for n := range weeks {
		list = append(list, 10+int64(n%2))
	}
	return list
}

// The limits come from the weeks before T0, not from the period: what the support changes is seen against them. Weeks
// before the baseline window are no points, and the proportion of the period is that of its weeks.
func TestProportionChartIsOfTheBaseline(t *testing.T) {
	weeks := weeksOfReferrals(append(append([]int64{90, 90}, wave(12)...), 4, 4, 4, 4, 4, 4, 4)...)
	scope := scopeOf("2025-04-21", "2025-05-25", "2025-06-01") // the last five weeks
	c := chartOf(weeks, window("2025-01-20", "2025-04-14"), scope, nil)
	if c.Chart == nil || len(c.Values) != 19 || c.Baseline != 12 || stats.Compare(c.Chart.Mean, 0.105) != 0 || !c.Chart.Segments[0].Fixed {
		t.Fatalf("%+v, %+v", c, c.Chart)
	}
	equal(t, "period", []int{c.From, c.To, c.Weeks}, []int{13, 18, 5})
	equalJSON(t, "proportion of the period", c.Period, Ratio{20, 500})
	// All are outside and seven in a row are low: told once.
	equal(t, "signals", c.Signals(), []stats.XmRRun{{Rule: stats.RuleOutside, From: 12, To: 18}})
	early := chartOf(weeks, window("2025-01-20", "2025-04-14"), scopeOf("2025-01-06", "2025-01-19", "2025-06-01"), nil)
	equalJSON(t, "proportion of a period before the chart", early.Period, Ratio{180, 200})
	// With too few weeks before T0 the limits come from all points.
	c = chartOf(weeks, window("2025-01-20", "2025-04-07"), scope, nil)
	if s := c.Chart.Segments[0]; s.Fixed || s.Used != 19 {
		t.Errorf("%+v", s)
	}
}

// A recorded re-basing sets new limits from its week on; until they have points enough nothing is judged.
func TestProportionChartRebased(t *testing.T) {
	weeks := weeksOfReferrals(append(wave(12), 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4)...)
	scope := scopeOf("2025-01-06", "2025-06-29", "2025-06-30")
	rebased := []Rebasing{{Station: "S", Week: weeks[12].Monday, Reason: "máy siêu âm mới", By: "an"}, {Station: "T", Week: weeks[3].Monday}}
	c := chartOf(weeks, window("2025-01-06", "2025-03-31"), scope, rebased)
	if c.Chart == nil || len(c.Rebased) != 1 || len(c.Chart.Segments) != 2 || len(c.Signals()) != 0 {
		t.Errorf("%+v", c)
	}
	editiontest.Check(t, "new mean", c.Chart.Mean, (7*0.04+6*0.05)/13)
	rebased[0].Week = weeks[20].Monday
	if c = chartOf(weeks, window("2025-01-06", "2025-03-31"), scope, rebased); c.Chart != nil {
		t.Errorf("five points are judged: %+v", c.Chart)
	}
	rebased[0].Week = weeks[24].Monday.AddDate(0, 0, 70)
	if c = chartOf(weeks, window("2025-01-06", "2025-03-31"), scope, rebased); c.Chart != nil {
		t.Errorf("nothing since the re-basing is judged: %+v", c.Chart)
	}
}

// Each run of the attention list is one of the chart of the station, with its side, first week and length; runs on
// opposite sides are two.
func TestAttentionListsTheRunsOfTheChart(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).Posting("1", "A", "S", "2025-04-07", "2025-12-31", "")
	referrals := append(wave(13), 4, 5, 4, 5, 4, 5, 4, 40)
	visits := make([]int64, len(referrals))
	for i := range visits {
		visits[i] = 100
	}
	weekly(b, "S", visits, referrals)
	e, scope := publish(t, b), scopeOf("2025-05-26", "2025-06-01", "2025-06-01")
	items, err := e.Attention(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	charts, err := e.ReferralCharts(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	keys := map[string]bool{}
	for _, i := range items {
		if i.Code == AttentionReferralSignal {
			keys[i.Key()] = true
			f := i.Findings[0]
			got = append(got, fmt.Sprintf("%s %v %s %s %d", f.Signal, f.High, date(f.From), date(f.To), f.Count))
		}
	}
	for _, c := range charts {
		for _, r := range c.Signals() {
			if c.Station == "S" {
				want = append(want, fmt.Sprintf("%s %v %s %s %d", r.Rule, r.High, date(c.Mondays[r.From]), date(c.Mondays[r.To].AddDate(0, 0, 6)), r.To-r.From+1))
			}
		}
	}
	equal(t, "runs", got, want)
	equal(t, "runs", got, []string{"shift false 2025-03-31 2025-05-25 8", "outside true 2025-05-26 2025-06-01 1"})
	if len(keys) != 2 {
		t.Errorf("the two have %d keys", len(keys))
	}
}

// The series of coverage, of days with a doctor and of reports on time have their runs in the list as their charts have them,
// of the station and of the province, on the side of concern alone.
func TestAttentionListsTheRunsOfTheRotation(t *testing.T) {
	b := editiontest.New(t)
	for s := range 8 {
		b.Station(fmt.Sprint("S", s), "TT", "2025-01-01", "")
	}
	for s := range 8 { // four to seven days of every week; in the last ten weeks three at S0
		code, worker := fmt.Sprint("S", s), fmt.Sprint("CB", s)
		b.Worker(worker, "doctor", "", 1)
		for w := range 40 {
			days := 4 + (w+s+w/4)%4
			if s == 0 && w >= 30 {
				days = 3
			}
			monday := editiontest.Day("2025-01-06").AddDate(0, 0, 7*w)
			b.Posting(fmt.Sprintf("%s-%02d", code, w), worker, code, date(monday), date(monday.AddDate(0, 0, days-1)), "")
			if late := w >= 30 && s == 0; (w+s)%5 > 0 {
				received := monday.AddDate(0, 0, 7)
				if late {
					received = monday.AddDate(0, 0, 12)
				}
				b.Report(code, worker, date(monday), date(received)+" 08:00:00", 20, 20)
			}
		}
	}
	e, scope := publish(t, b), scopeOf("2025-10-06", "2025-10-12", "2025-10-16")
	items, err := e.Attention(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	series := e.weekSeries(t.Context(), scope)
	listed := 0
	for _, measure := range []string{MeasureCoverage, MeasureDoctors, MeasureOnTime} {
		var got, want []string
		for _, i := range items {
			if f := i.Findings[0]; i.Code == signalRules[measure] {
				got = append(got, fmt.Sprintf("%s %s %v %s %d", i.Station, f.Signal, f.High, date(f.From), f.Count))
			}
		}
		charts, err := series(measure)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range charts {
			for _, r := range c.Signals() {
				if c.Judged.Variation.Judged() && !r.High && c.Mondays[r.To].After(c.Last.AddDate(0, 0, -7*DefaultAttention.SignalWeeks)) {
					want = append(want, fmt.Sprintf("%s %s %v %s %d", c.Station, r.Rule, r.High, date(c.Mondays[r.From]), r.To-r.From+1))
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		equal(t, measure, got, want)
		listed += len(got)
		if measure == MeasureCoverage && !slices.Contains(got, "S0 shift false 2025-07-28 11") { // the week before was low already
			t.Errorf("the last weeks of S0 are not told: %v", got)
		}
	}
	if listed < 2 {
		t.Errorf("%d signals", listed)
	}
	areaOnly := scope
	areaOnly.HealthCenter = "TT"
	if items, err = e.Attention(t.Context(), areaOnly); err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if i.Station == "" {
			t.Errorf("the list of an area has the province's %s", i.Key())
		}
	}
}

// The records of the edition re-base the chart of their station, and the province's that of the scope; those of later weeks are
// not known yet.
func TestRebasedReferrals(t *testing.T) {
	b := editiontest.New(t).Station("S", "Đông", "2024-01-01", "").Station("T", "Đông", "2024-01-01", "").
		Worker("A", "doctor", "nội khoa", 1).Posting("01", "A", "S", "2025-07-07", "2025-12-28", "")
	for n := range 40 {
		monday := editiontest.Day("2025-01-06").AddDate(0, 0, 7*n).Format(time.DateOnly)
		b.Activity("S", "", monday, "g", 100, 10+int64(n%2)).Activity("T", "", monday, "g", 100, 10+int64(n%2))
	}
	b.Add("load_history", int32(1), "k", "nen.csv", "00", int64(9), editiontest.Moment("2025-10-24 08:00:00"), "an", int64(3), int64(3), int64(0), int64(0), int64(0)).
		Add("rebases_history", MeasureReferrals, editiontest.Day("2025-06-02"), "máy siêu âm mới", "S", "").
		Add("rebases_history", MeasureReferrals, editiontest.Day("2025-03-03"), "biểu mẫu mới", "", "").
		Add("rebases_history", "CMP-2", editiontest.Day("2025-03-03"), "khác", "T", "")
	e := publish(t, b)
	for _, c := range []struct {
		asOf, facility, want string
	}{
		{"2025-10-12", "", " biểu mẫu mới 2 an;S máy siêu âm mới 2 an;T - 1;"},
		{"2025-05-25", "", " biểu mẫu mới 2 an;S - 1;T - 1;"},
		{"2025-10-12", "S", " máy siêu âm mới 2 an;S máy siêu âm mới 2 an;"},
	} {
		scope := scopeOf("2025-01-06", "2025-10-12", c.asOf)
		scope.Facility = c.facility
		charts, err := e.ReferralCharts(context.Background(), scope)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, chart := range charts {
			reason, by := "-", ""
			for _, r := range chart.Rebased {
				reason, by = r.Reason, " "+r.By
			}
			segments := 0
			if chart.Chart != nil {
				segments = len(chart.Chart.Segments)
			}
			got += fmt.Sprintf("%s %s %d%s;", chart.Station, reason, segments, by)
		}
		if got != c.want {
			t.Errorf("as of %s, %q: %s, want %s", c.asOf, c.facility, got, c.want)
		}
	}
}

// A target holds for the province and every station without one of its own, in its year; a station's own goes before it, and
// says which way is better. What is read from the edition reaches the icons.
func TestTargetsReachTheJudgement(t *testing.T) {
	b := editiontest.New(t).Station("S", "Đông", "2024-01-01", "").Station("T", "Đông", "2024-01-01", "").
		Worker("A", "doctor", "nội khoa", 1).Posting("01", "A", "S", "2025-07-07", "2025-12-28", "")
	for n := range 40 {
		monday := editiontest.Day("2025-01-06").AddDate(0, 0, 7*n).Format(time.DateOnly)
		b.Activity("S", "", monday, "g", 100, 10+int64(n%4)).Activity("T", "", monday, "g", 100, 10+int64(n%4))
	}
	for _, of := range []struct {
		year    int64
		target  float64
		station string
	}{{2025, 0.115, ""}, {2025, 0.3, "T"}, {2024, 0.01, ""}} {
		b.Add("targets_history", MeasureReferrals, of.year, of.target, "decrease", of.station, "")
	}
	b.Add("targets_history", MeasureCoverage, int64(2025), 0.5, "increase", "", "")
	charts, err := publish(t, b).ReferralCharts(t.Context(), scopeOf("2025-01-06", "2025-10-12", "2025-10-12"))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, c := range charts {
		got += fmt.Sprintf("%s %v %s %d/%d %s; ", c.Station, c.Targets[2025], c.Judged.Assurance, c.Judged.Met, c.Judged.Of, c.Direction)
	}
	equal(t, "targets", []string{got}, []string{" 0.115 hit_and_miss 6/12 decrease; S 0.115 hit_and_miss 6/12 decrease; T 0.3 pass 12/12 decrease; "})
}

// The series of coverage and of reports on time begin with the rotation, add up to the figures of the same weeks, and end
// with the last week that counts: of reports, with the last that is due.
func TestSeriesOfTheRotation(t *testing.T) {
	e := tinyProvince(t)
	scope := scopeOf("2025-03-03", "2025-03-23", "2025-03-24")
	weeks, err := e.CoverageByWeek(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	coverage, err := e.Coverage(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	for measure, want := range map[string]Ratio{MeasureCoverage: coverage.Province.Coverage(), MeasureDoctors: coverage.Province.DoctorCoverage()} {
		charts, err := e.PresenceCharts(t.Context(), scope, measure, weeks)
		if err != nil {
			t.Fatal(err)
		}
		if c := charts[0]; c.Station != "" || c.Recent != want || !c.Last.Equal(editiontest.Day("2025-03-17")) || c.Measure != measure {
			t.Errorf("%s: %v, want %v; last week %s", measure, c.Recent, want, date(c.Last))
		}
	}
	reports, err := e.Compliance(t.Context(), scope, StreamRotation)
	if err != nil {
		t.Fatal(err)
	}
	charts, err := e.OnTimeCharts(t.Context(), scope, reports)
	if err != nil {
		t.Fatal(err)
	}
	if c := charts[0]; c.Recent != reports.Province.Timeliness() || !c.Last.Equal(editiontest.Day("2025-03-10")) {
		t.Errorf("%v, want %v; last week %s", c.Recent, reports.Province.Timeliness(), date(c.Last))
	}
}
