package analytics

import (
	"context"
	"fmt"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries/calendar"
)

// A province in which each thing to check happens, reckoned by hand.
func TestQuality(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("T", "TT", "2025-01-01", "2025-03-31").
		Worker("A", "doctor", "", 1).
		Posting("1", "A", "S", "2025-01-06", "2025-01-19", "").Posting("2", "A", "S", "2025-01-13", "2025-01-26", ""). // overlap
		Posting("3", "A", "T", "2025-01-25", "2025-01-26", "").                                                        // double booking of two days
		Posting("4", "A", "T", "2025-03-29", "2025-04-02", "").                                                        // T is closed from April on
		Absence("A", "2025-02-10", "2025-02-11").
		Report("S", "A", "2025-01-06", "2025-01-13 08:00:00", 20, 20).Report("S", "A", "2025-01-06", "2025-01-14 08:00:00", 20, 20).
		Report("S", "A", "2025-01-13", "2025-01-10 08:00:00", 20, 20).Report("S", "A", "2025-02-10", "2025-02-18 08:00:00", 20, 20)
	//                        the fourth is inconsistent, the eighth blank, the tenth an outlier and a jump
	b.Weekly("S", []int64{10, 11, 10, 11, 10, 11, 10, 11, 10, 90}, []int64{2, 2, 2, 12, 2, 2, 2, -1, 2, 2})
	b.Weekly("T", []int64{0, 0, 0, 0, 5, 0, 0, 0, 5, 5}, []int64{0, 0, 0, 0, 1, 0, 0, 0, 1, 1}) // one run of four zeros
	q, err := publish(t, b).Quality(context.Background(), scopeOf("2025-01-06", "2025-03-30", "2025-04-15"))
	if err != nil {
		t.Fatal(err)
	}
	s := q.Stations["S"]
	editiontest.EqualJSON(t, "DQ-2 of S", s.Inconsistent, Ratio{1, 10})
	editiontest.EqualJSON(t, "DQ-4 of S", s.BlankCells, Ratio{1, 10})
	editiontest.EqualJSON(t, "DQ-3 of S", s.Jumps, Ratio{1, 7})
	if len(q.Outliers) != 3 || q.Outliers[0].Station != q.Outliers[1].Station {
		t.Logf("outliers %+v", q.Outliers)
	}
	found := map[string]float64{}
	for _, o := range q.Outliers {
		found[o.Station+" "+o.Variable+" "+editiontest.Date(o.Monday)] = o.Value
	}
	if found["S visits 2025-03-10"] != 90 || found["S referrals 2025-01-27"] != 12 {
		t.Errorf("outliers %v", found)
	}
	if len(q.ZeroRuns) != 1 || q.ZeroRuns[0].Station != "T" || q.ZeroRuns[0].Weeks != 4 || editiontest.Date(q.ZeroRuns[0].To) != "2025-01-27" {
		t.Errorf("zeros %+v", q.ZeroRuns)
	}
	editiontest.EqualJSON(t, "DQ-5", q.Province.Postings, PostingChecks{Postings: 4, DoubleBookings: 2, Inactive: 1, Overlapping: 1, AbsenceOutside: 1})
	editiontest.EqualJSON(t, "DQ-6", q.Province.Submissions[StreamRotation], SubmissionChecks{Received: 4, Premature: 1, Unexpected: 1, Resubmissions: 1})
}

// CMP-6 out of an edition is that of the vector, and what comes after as-of is open.
func TestIncidentsVector(t *testing.T) {
	var params struct {
		AsOf time.Time `json:"as_of"`
	}
	editiontest.VectorJSON(t, "adhoc_params.json", &params)
	scope := Scope{From: calendar.Date(params.AsOf), To: calendar.Date(params.AsOf), AsOf: params.AsOf}
	for _, r := range editiontest.VectorCSV(t, "adhoc.csv") {
		reported, err := time.Parse(time.RFC3339, r["reported_at"])
		if err != nil {
			t.Fatal(err)
		}
		if day := calendar.Date(reported); day.Before(scope.From) {
			scope.From = day
		}
	}
	later := editiontest.Moment(params.AsOf.AddDate(0, 0, 30).Format(time.DateTime))
	b := editiontest.New(t).Station("S", "TT", editiontest.Date(scope.From), "")
	local := func(text string) any {
		if text == "" {
			return nil
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return editiontest.Moment(at.Format(time.DateTime)) // all are at +07:00
	}
	for i, r := range editiontest.VectorCSV(t, "adhoc.csv") {
		b.Add("incident_reports_history", "S", fmt.Sprint("A", i), local(r["reported_at"]), "…", "urgent", local(r["first_response_at"]), later)
	}
	list, err := publish(t, b).Incidents(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Median     float64 `json:"median_days"`
		MedianLow  float64 `json:"median_low"`
		MedianHigh float64 `json:"median_high"`
		P90        float64 `json:"p90_days"`
		Open       int
	}
	editiontest.VectorJSON(t, "km.expected.json", &want)
	all := list[0].Responded
	for name, pair := range map[string][2]float64{"median": {*all.Median, want.Median}, "low": {*all.MedianLow, want.MedianLow},
		"high": {*all.MedianHigh, want.MedianHigh}, "p90": {*all.P90, want.P90}} {
		editiontest.Check(t, name, pair[0], pair[1])
	}
	if all.Censored != want.Open || list[0].Resolved.Events != 0 || list[1].Severity != "urgent" || list[1].Responded.N != all.N || list[2].Responded.N != 0 {
		t.Errorf("%+v", list)
	}
}

// A flow is summed over weeks and stations, a stock is the latest value of each station.
func TestTotals(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("T", "TT", "2025-01-01", "").
		Add("indicator_catalogue_history", "doses", "flow", "liều", "whole").Add("indicator_catalogue_history", "patients", "stock", "người", "whole")
	for _, r := range []struct {
		station, monday, name string
		value                 any
	}{{"S", "2025-01-06", "doses", 5.0}, {"S", "2025-01-13", "doses", 7.0}, {"T", "2025-01-06", "doses", 1.0}, {"T", "2025-01-13", "doses", nil},
		{"S", "2025-01-06", "patients", 40.0}, {"S", "2025-01-13", "patients", 44.0}, {"T", "2025-01-06", "patients", 10.0}, {"T", "2025-01-13", "patients", nil},
		{"S", "2025-02-03", "doses", 100.0}} { // after the period
		b.Add("indicators_history", r.station, editiontest.Day(r.monday), r.name, r.value)
	}
	e := publish(t, b)
	got, err := e.Totals(context.Background(), scopeOf("2025-01-06", "2025-01-19", "2025-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	second := editiontest.Day("2025-01-13")
	editiontest.EqualJSON(t, "totals", got, []Total{{"doses", "flow", "liều", 13, 3, second}, {"patients", "stock", "người", 54, 3, second}})
}

// The funnel leaves out stations without a denominator; the disclosure table hides what could be told apart.
func TestFunnelAndDisclosure(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("T", "TT", "2025-01-01", "").Station("U", "TT", "2025-01-01", "")
	b.Weekly("S", []int64{100, 100}, []int64{20, 30})
	b.Weekly("T", []int64{100, 100}, []int64{1, 2})
	e := publish(t, b)
	ctx, scope := context.Background(), scopeOf("2025-01-06", "2025-01-19", "2025-03-01")
	f, err := e.Funnel(ctx, scope, FunnelReferrals, "")
	if err != nil {
		t.Fatal(err)
	}
	of95, of998 := f.Outside()
	editiontest.Equal(t, "funnel", []int{len(f.Stations), len(f.Points), of95, of998}, []int{2, 2, 2, 2})
	if f, err = e.Funnel(ctx, scope, FunnelCompleteness, StreamStation); err != nil || len(f.Points) != 3 {
		t.Errorf("%+v, %v", f, err)
	}
	d, err := e.Disclosure(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Stations) != 2 || d.Referrals.Marks[1][0] == 0 || d.Referrals.Marks[0][0] == 0 {
		t.Errorf("%+v", d.Referrals)
	}
	for _, a := range d.Referrals.Audit() {
		if !a.Safe() {
			t.Errorf("%+v", a)
		}
	}
}
