package analytics

import (
	"context"
	"fmt"
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

// The limits come from the weeks before T0, not from the period: what the support changes is seen against them. Weeks
// before the baseline window are no points, and the proportion of the period is that of its weeks.
func TestProportionChartIsOfTheBaseline(t *testing.T) {
	weeks := weeksOfReferrals(append(append([]int64{90, 90}, editiontest.Wave(12)...), 4, 4, 4, 4, 4, 4, 4)...)
	scope := scopeOf("2025-04-21", "2025-05-25", "2025-06-01") // the last five weeks
	c := chartOf(weeks, window("2025-01-20", "2025-04-14"), scope, nil)
	if c.Chart == nil || len(c.Values) != 19 || c.Baseline != 12 || stats.Compare(c.Chart.Mean, 0.105) != 0 || !c.Chart.Segments[0].Fixed {
		t.Fatalf("%+v, %+v", c, c.Chart)
	}
	editiontest.Equal(t, "period", []int{c.From, c.To, c.Weeks}, []int{13, 18, 5})
	editiontest.EqualJSON(t, "proportion of the period", c.Period, Ratio{20, 500})
	// All are outside and seven in a row are low: told once.
	editiontest.Equal(t, "signals", c.Signals(), []stats.XmRRun{{Rule: stats.RuleOutside, From: 12, To: 18}})
	early := chartOf(weeks, window("2025-01-20", "2025-04-14"), scopeOf("2025-01-06", "2025-01-19", "2025-06-01"), nil)
	editiontest.EqualJSON(t, "proportion of a period before the chart", early.Period, Ratio{180, 200})
	// With too few weeks before T0 the limits come from all points.
	c = chartOf(weeks, window("2025-01-20", "2025-04-07"), scope, nil)
	if s := c.Chart.Segments[0]; s.Fixed || s.Used != 19 {
		t.Errorf("%+v", s)
	}
}

// A recorded re-basing sets new limits from its week on; until they have points enough nothing is judged.
func TestProportionChartRebased(t *testing.T) {
	weeks := weeksOfReferrals(append(editiontest.Wave(12), 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4)...)
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
	editiontest.Equal(t, "targets", []string{got}, []string{" 0.115 hit_and_miss 6/12 decrease; S 0.115 hit_and_miss 6/12 decrease; T 0.3 pass 12/12 decrease; "})
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
			t.Errorf("%s: %v, want %v; last week %s", measure, c.Recent, want, editiontest.Date(c.Last))
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
		t.Errorf("%v, want %v; last week %s", c.Recent, reports.Province.Timeliness(), editiontest.Date(c.Last))
	}
}
