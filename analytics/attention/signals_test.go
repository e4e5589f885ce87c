package attention

import (
	"fmt"
	"slices"
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
)

// Each run of the attention list is one of the chart of the station, with its side, first week and length; runs on
// opposite sides are two.
func TestAttentionListsTheRunsOfTheChart(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).Posting("1", "A", "S", "2025-04-07", "2025-12-31", "")
	referrals := append(editiontest.Wave(13), 4, 5, 4, 5, 4, 5, 4, 40)
	visits := make([]int64, len(referrals))
	for i := range visits {
		visits[i] = 100
	}
	b.Weekly("S", visits, referrals)
	e, scope := analyticstest.Publish(t, b), analyticstest.Scope("2025-05-26", "2025-06-01", "2025-06-01")
	items, err := Items(t.Context(), e, scope)
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
		if i.Code == ReferralSignal {
			keys[i.Key()] = true
			f := i.Findings[0]
			got = append(got, fmt.Sprintf("%s %v %s %s %d", f.Signal, f.High, editiontest.Date(f.From), editiontest.Date(f.To), f.Count))
		}
	}
	for _, c := range charts {
		for _, r := range c.Signals() {
			if c.Station == "S" {
				want = append(want, fmt.Sprintf("%s %v %s %s %d", r.Rule, r.High, editiontest.Date(c.Mondays[r.From]), editiontest.Date(c.Mondays[r.To].AddDate(0, 0, 6)), r.To-r.From+1))
			}
		}
	}
	editiontest.Equal(t, "runs", got, want)
	editiontest.Equal(t, "runs", got, []string{"shift false 2025-03-31 2025-05-25 8", "outside true 2025-05-26 2025-06-01 1"})
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
			b.Posting(fmt.Sprintf("%s-%02d", code, w), worker, code, editiontest.Date(monday), editiontest.Date(monday.AddDate(0, 0, days-1)), "")
			if late := w >= 30 && s == 0; (w+s)%5 > 0 {
				received := monday.AddDate(0, 0, 7)
				if late {
					received = monday.AddDate(0, 0, 12)
				}
				b.Report(code, worker, editiontest.Date(monday), editiontest.Date(received)+" 08:00:00", 20, 20)
			}
		}
	}
	e, scope := analyticstest.Publish(t, b), analyticstest.Scope("2025-10-06", "2025-10-12", "2025-10-16")
	items, err := Items(t.Context(), e, scope)
	if err != nil {
		t.Fatal(err)
	}
	series := weekSeries(t.Context(), e, scope)
	listed := 0
	for _, measure := range []string{analytics.MeasureCoverage, analytics.MeasureDoctors, analytics.MeasureOnTime} {
		var got, want []string
		for _, i := range items {
			if f := i.Findings[0]; i.Code == signalRules[measure] {
				got = append(got, fmt.Sprintf("%s %s %v %s %d", i.Station, f.Signal, f.High, editiontest.Date(f.From), f.Count))
			}
		}
		charts, err := series(measure)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range charts {
			for _, r := range c.Signals() {
				if c.Judged.Variation.Judged() && !r.High && c.Mondays[r.To].After(c.Last.AddDate(0, 0, -7*DefaultRules.SignalWeeks)) {
					want = append(want, fmt.Sprintf("%s %s %v %s %d", c.Station, r.Rule, r.High, editiontest.Date(c.Mondays[r.From]), r.To-r.From+1))
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		editiontest.Equal(t, measure, got, want)
		listed += len(got)
		if measure == analytics.MeasureCoverage && !slices.Contains(got, "S0 shift false 2025-07-28 11") { // the week before was low already
			t.Errorf("the last weeks of S0 are not told: %v", got)
		}
	}
	if listed < 2 {
		t.Errorf("%d signals", listed)
	}
	areaOnly := scope
	areaOnly.HealthCenter = "TT"
	if items, err = Items(t.Context(), e, areaOnly); err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if i.Station == "" {
			t.Errorf("the list of an area has the province's %s", i.Key())
		}
	}
}
