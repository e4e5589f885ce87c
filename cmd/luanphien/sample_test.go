package main

import (
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/editiontest"
	"luanphien/ingest"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// sampleExpected is what an independent implementation gives for the sample's files over a period of whole weeks.
type sampleExpected struct {
	From, To        string
	AsOf            string `json:"as_of"`
	Phi             float64
	PhiStationWeek  float64  `json:"phi_station_week"`
	PhiFourWeeks    float64  `json:"phi_four_weeks"`
	PhiBetween      float64  `json:"phi_between"`
	Differs         []string `json:"differs_clearly"`
	Coverage        map[string]float64
	Rotation        map[string]float64        `json:"compliance_rotation"`
	Station         map[string]float64        `json:"compliance_station"`
	Referrals       sampleEstimate            `json:"ra1"`
	StationEstimate map[string]sampleEstimate `json:"ra1_stations"`
}

type sampleEstimate struct{ E, O, Avoided, Lo, Hi float64 }

// The sample, loaded by the program, gives the figures of the independent implementation: coverage, reports, referrals.
func TestSampleVector(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	files, err := filepath.Glob(filepath.Join("..", "..", "ingest", "testdata", "sample", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	if err := load(t.Context(), io.Discard, io.Discard, edition.Folder(dir), files, ingest.Options{Now: time.Now(), MaxReject: ingest.DefaultMaxReject}); err != nil {
		t.Fatal(err)
	}
	e, err := analytics.OpenEdition(edition.Folder(dir), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var periods []sampleExpected
	editiontest.VectorJSON(t, "sample.expected.json", &periods)
	if len(periods) == 0 {
		t.Fatal("no period")
	}
	for _, want := range periods {
		t.Run(want.From, func(t *testing.T) { checkSample(t, e, want) })
	}
}

func checkSample(t *testing.T, e *analytics.Edition, want sampleExpected) {
	first, err := calendar.ParseWeek(want.From)
	if err != nil {
		t.Fatal(err)
	}
	last, err := calendar.ParseWeek(want.To)
	if err != nil {
		t.Fatal(err)
	}
	asOf, err := calendar.ParseAsOf(want.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	scope := analytics.Scope{From: first.Monday(), To: last.Sunday(), AsOf: asOf}
	c, err := e.Coverage(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	p, later := c.Province, scope
	later.To = calendar.Date(asOf) // the vector counts double bookings up to as-of, the days after the period among them
	booked, err := e.Coverage(t.Context(), later)
	if err != nil {
		t.Fatal(err)
	}
	checkAll(t, want.Coverage, map[string]float64{"active": float64(p.ActiveDays), "covered": float64(p.CoveredDays), "staff_days": float64(p.StaffDays),
		"doctor": float64(p.DoctorDays), "preventive": float64(p.PreventiveDays), "double_booked_days": float64(booked.Province.DoubleBooked),
		"COV-1": value(p.Coverage()), "COV-2": float64(p.StaffDays), "COV-4": value(p.DoctorCoverage()), "COV-5": value(p.PreventiveCoverage())})
	for stream, want := range map[analytics.Stream]map[string]float64{analytics.StreamRotation: want.Rotation, analytics.StreamStation: want.Station} {
		c, err := e.Compliance(t.Context(), scope, stream)
		if err != nil {
			t.Fatal(err)
		}
		p := c.Province
		checkAll(t, want, map[string]float64{"due": float64(p.Due), "on_time": float64(p.OnTime), "late": float64(p.Late), "missing": float64(p.Missing),
			"not_due": float64(p.NotYetDue), "CMP-1": value(p.Completeness()), "CMP-2": value(p.Timeliness())})
	}
	checkSampleReferrals(t, e, scope, want)
}

func checkSampleReferrals(t *testing.T, e *analytics.Edition, scope analytics.Scope, want sampleExpected) {
	t.Helper()
	ra, err := e.ReferralsAvoided(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]float64{"φ": {ra.Dispersion.Cells, max(1, want.Phi)}, "φ_sw": {ra.Dispersion.StationWeeks, max(1, want.PhiStationWeek)},
		"φ_4": {ra.Dispersion.Months, max(1, want.PhiFourWeeks)}, "φ_s": {ra.PhiBetween, want.PhiBetween}} {
		editiontest.Check(t, name, pair[0], pair[1])
	}
	checkEstimate(t, "the province", ra.Province, want.Referrals)
	var differs []string
	shown := map[string]bool{}
	for _, s := range ra.Stations {
		code := s.Station.Code
		if s.Differs != nil && *s.Differs {
			differs = append(differs, code)
		}
		w, known := want.StationEstimate[code]
		if known != (s.State == analytics.StateOK) {
			t.Errorf("%s is shown: %v, %v", code, s.State, s.Reasons)
		} else if known {
			shown[code] = true
			checkEstimate(t, code, s.Estimate, w)
		}
	}
	slices.Sort(differs)
	if len(shown) != len(want.StationEstimate) || !slices.Equal(differs, want.Differs) {
		t.Errorf("%d of %d stations are shown; %v differ clearly, want %v", len(shown), len(want.StationEstimate), differs, want.Differs)
	}
}

func checkEstimate(t *testing.T, what string, got analytics.Estimate, w sampleEstimate) {
	t.Helper()
	for name, pair := range map[string][2]float64{"E": {got.Expected, w.E}, "O": {float64(got.Observed), w.O}, "E − O": {got.Avoided, w.Avoided},
		"low": {got.Low, w.Lo}, "high": {got.High, w.Hi}} {
		editiontest.Check(t, what+" "+name, pair[0], pair[1])
	}
}

// checkAll compares each value that the vector names.
func checkAll(t *testing.T, want, got map[string]float64) {
	t.Helper()
	for name, w := range want {
		g, known := got[name]
		if !known {
			t.Errorf("the vector has %s, which is not compared", name)
		}
		editiontest.Check(t, name, g, w)
	}
}

func value(r analytics.Ratio) float64 {
	v, _ := r.Value()
	return v
}
