package lists

import (
	"context"
	"fmt"
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
)

// By hand from the calendar of the tiny province: the doctor's days of the double booking are T's, the absence is
// nobody's, the cancelled order is planned.
func TestRotation(t *testing.T) {
	e := analyticstest.Tiny(t)
	scope := analyticstest.Scope("2025-03-03", "2025-03-23", "2025-03-24")
	list, err := Rotation(context.Background(), e, scope)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		got = append(got, fmt.Sprintf("%s %s %s %s %d/%d", d.Station, d.Worker, d.UnitName, d.Cadre, d.Present, d.Planned))
	}
	editiontest.Equal(t, "staff-days", got, []string{"S A U1 doctor 4/7", "S B U1 nurse 0/2", "T A U1 doctor 2/2", "T B U1 nurse 3/5"})
	gaps, err := Gaps(context.Background(), e, scope)
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, g := range gaps {
		got = append(got, fmt.Sprintf("%s %d %s %s", g.Station, g.Days, editiontest.Date(g.From), editiontest.Date(g.To)))
	}
	editiontest.Equal(t, "gaps", got, []string{"S 1 2025-03-05 2025-03-05", "S 16 2025-03-08 2025-03-23", "T 3 2025-03-05 2025-03-07", "T 11 2025-03-13 2025-03-23"})
}

// The staff-days by worker and the gaps add up to what the coverage indicators say, whatever the period and place.
func TestRotationAddsUpToCoverage(t *testing.T) {
	e := analyticstest.Publish(t, editiontest.Generate(t, edition.Folder(t.TempDir()), editiontest.Size{Stations: 25, Groups: 1, Weeks: 40}))
	for _, scope := range []analytics.Scope{analyticstest.Scope("2026-03-02", "2026-11-15", "2026-11-17"), analyticstest.Scope("2026-06-01", "2026-07-12", "2026-07-10"),
		{From: editiontest.Day("2026-06-01"), To: editiontest.Day("2026-09-30"), AsOf: editiontest.Day("2026-11-17"), HealthCenter: "TTYT 1"}} {
		c, err := e.Coverage(context.Background(), scope)
		if err != nil {
			t.Fatal(err)
		}
		list, err := Rotation(context.Background(), e, scope)
		if err != nil {
			t.Fatal(err)
		}
		present, planned, uncovered := 0, 0, 0
		for _, d := range list {
			present, planned = present+d.Present, planned+d.Planned
		}
		gaps, err := Gaps(context.Background(), e, scope)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range gaps {
			uncovered += g.Days
		}
		editiontest.Equal(t, "sums", []int{present, planned, uncovered}, []int{c.Province.StaffDays, c.Province.PlannedStaffDays, c.Province.ActiveDays - c.Province.CoveredDays})
		if present == 0 || planned == present {
			t.Error("nothing to compare")
		}
	}
}

func TestNeeds(t *testing.T) {
	e := analyticstest.Tiny(t)
	needs, err := Needs(context.Background(), e, analyticstest.Scope("2025-03-03", "2025-03-23", "2025-03-24"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range needs {
		got = append(got, fmt.Sprintf("%s %s %d/%d %d %s %d", n.Station, n.Specialty, n.MetDays, n.NeedDays, n.Headcount, dateOf(n.UnmetSince), n.UnmetDays))
	}
	// S: one from the 3rd to the 6th, but for the 5th, then two, never; T: the nurse from the 10th to the 12th. The 24th is the last day counted.
	editiontest.Equal(t, "needs", got, []string{"S nội khoa 3/21 2 2025-03-07 18", "T nhi khoa 3/19 1 2025-03-13 12"})
}

func TestIncidentList(t *testing.T) {
	moment := editiontest.Moment
	e := analyticstest.Publish(t, editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("Z", "TT 2", "2025-01-01", "").
		Add("incident_reports_history", "S", "A", moment("2025-03-20 12:00:00"), "thiếu thuốc", "urgent", moment("2025-03-21 12:00:00"), moment("2025-04-05 12:00:00")).
		Add("incident_reports_history", "S", "B", moment("2025-03-01 00:00:00"), "mất điện", "normal", moment("2025-03-02 00:00:00"), moment("2025-03-03 00:00:00")).
		Add("incident_reports_history", "S", "A", moment("2025-03-31 12:00:00"), "sau thời điểm tính", "urgent", nil, nil).
		Add("incident_reports_history", "Z", "A", moment("2025-03-10 00:00:00"), "nơi khác", "urgent", nil, nil))
	scope := analyticstest.Scope("2025-03-17", "2025-03-30", "2025-03-30")
	scope.HealthCenter = "TT"
	list, err := Incidents(context.Background(), e, scope)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range list {
		got = append(got, fmt.Sprintf("%s %s %s %s %t %.2f %s", i.Worker, editiontest.Date(i.Reported), i.Content, i.Severity, i.Open(), i.AgeDays, dateOf(i.Responded)))
	}
	// resolved after as-of is open at as-of
	editiontest.Equal(t, "reports", got, []string{"B 2025-03-01 mất điện normal false 30.00 2025-03-02", "A 2025-03-20 thiếu thuốc urgent true 10.50 2025-03-21"})
}

func TestIndicatorWeeks(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("T", "TT", "2025-01-01", "").
		Add("indicator_catalogue_history", "doses", "flow", "liều", "whole").Add("indicator_catalogue_history", "patients", "stock", "người", "whole")
	for _, v := range []struct {
		station, monday, indicator string
		value                      any
	}{
		{"S", "2025-03-03", "doses", 3.0}, {"T", "2025-03-03", "doses", 4.0}, {"S", "2025-03-10", "doses", nil}, {"T", "2025-03-10", "doses", 5.0},
		{"S", "2025-03-03", "patients", 10.0}, {"S", "2025-03-17", "patients", 12.0}, {"T", "2025-03-10", "patients", 20.0},
		{"T", "2025-03-24", "patients", 99.0}, // after the period
		{"T", "2025-02-24", "patients", 98.0}, // before it
	} {
		b.Add("indicators_history", v.station, editiontest.Day(v.monday), v.indicator, v.value)
	}
	e := analyticstest.Publish(t, b)
	scope := analyticstest.Scope("2025-03-03", "2025-03-23", "2025-03-31")
	list, err := Weeks(context.Background(), e, scope)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range list {
		got = append(got, fmt.Sprintf("%s %s %g %d %d", w.Indicator, editiontest.Date(w.Monday), w.Value, w.Stations, w.Reported))
	}
	editiontest.Equal(t, "weeks", got, []string{"doses 2025-03-03 7 2 2", "doses 2025-03-10 5 1 1",
		"patients 2025-03-03 10 1 1", "patients 2025-03-10 30 2 1", "patients 2025-03-17 32 2 1"})
	totals, err := e.TotalsByStation(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	editiontest.Equal(t, "totals", []float64{totals[""][0].Value, totals[""][1].Value, totals["S"][0].Value}, []float64{12, 32, 3})
}
