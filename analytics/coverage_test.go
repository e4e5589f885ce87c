package analytics

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"

	"luanphien/analytics/editiontest"
)

// coverageVector builds the edition of vector coverage. There an absence belongs to one posting, in the warehouse to
// the worker and so to all postings; hence posting_absences, the one query that says which postings an absence
// applies to, is replaced by one that gives the vector's rows. The postings' ids stand for the decision numbers.
func coverageVector(t *testing.T) *Edition {
	b := editiontest.New(t)
	for _, r := range editiontest.VectorCSV(t, "coverage_stations.csv") {
		b.Station(r["station_id"], "TT", r["active_from"], r["active_to"])
	}
	for _, r := range editiontest.VectorCSV(t, "coverage_workers.csv") {
		b.Worker(r["worker_id"], r["cadre"], r["specialty"], editiontest.Number(t, r["fte"]))
	}
	for _, r := range editiontest.VectorCSV(t, "coverage_needs.csv") {
		b.Need(r["station_id"], r["specialty"], 1, cmp.Or(r["valid_from"], "2000-01-01"), r["valid_to"])
	}
	for _, r := range editiontest.VectorCSV(t, "coverage_postings.csv") {
		b.Add("postings_history", r["posting_id"], r["worker_id"], r["station_id"], editiontest.Day(r["start_date"]),
			editiontest.Day(r["end_date"]), editiontest.DayOrNil(r["actual_end_date"]), r["status"])
	}
	absences := ""
	for _, r := range editiontest.VectorCSV(t, "coverage_absences.csv") {
		if absences != "" {
			absences += " UNION ALL "
		}
		absences += "SELECT '" + r["posting_id"] + "' AS id, DATE '" + r["absent_from"] + "' AS absent_from, DATE '" + r["absent_to"] + "' AS absent_to"
	}
	e := publish(t, b)
	replace(t, e, "posting_absences", `SELECT p.posting_no, a.absent_from, a.absent_to
		FROM posting_order AS p JOIN (`+absences+`) AS a ON a.id = p.decision_no`)
	return e
}

// coverageScope is the period of vector coverage.
func coverageScope(t *testing.T) Scope {
	t.Helper()
	var params struct {
		From string `json:"period_start"`
		To   string `json:"period_end"`
		AsOf string `json:"as_of"`
	}
	editiontest.VectorJSON(t, "coverage_params.json", &params)
	return scopeOf(params.From, params.To, params.AsOf)
}

type coverageExpected struct {
	Stations map[string]struct {
		ActiveDays       int      `json:"active_days"`
		CoveredDays      int      `json:"covered_days"`
		Coverage         *float64 `json:"coverage"`
		StaffDays        int      `json:"staff_days"`
		FTE              *float64 `json:"fte"`
		DoctorDays       int      `json:"doctor_days"`
		PreventiveDays   int      `json:"preventive_days"`
		LongestGapDays   int      `json:"longest_gap_days"`
		LongestGapFrom   string   `json:"longest_gap_from"`
		LongestGapTo     string   `json:"longest_gap_to"`
		OpenGapDays      int      `json:"open_gap_days"`
		PlannedStaffDays int      `json:"planned_staff_days"`
		Doctor           *float64 `json:"doctor_coverage"`
		Preventive       *float64 `json:"preventive_coverage"`
	}
	Needs []struct {
		Station, Specialty string
		NeedDays           int `json:"need_days"`
		MetDays            int `json:"met_days"`
	}
	Province       map[string]float64
	DoubleBookings []struct {
		Worker, Date string
		Stations     []string
		AttributedTo string `json:"attributed_to"`
	} `json:"double_bookings"`
}

func TestCoverageVector(t *testing.T) {
	e := coverageVector(t)
	var want coverageExpected
	editiontest.VectorJSON(t, "coverage.expected.json", &want)
	got, err := e.Coverage(context.Background(), coverageScope(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Stations) != len(want.Stations) {
		t.Errorf("%d stations, want %d", len(got.Stations), len(want.Stations))
	}
	for _, s := range got.Stations {
		w := want.Stations[s.Station.Code]
		code := s.Station.Code
		editiontest.Equal(t, code+" counts", []int{s.ActiveDays, s.CoveredDays, s.StaffDays, s.DoctorDays, s.PreventiveDays, s.PlannedStaffDays, s.LongestGap.Days, s.OpenGap.Days},
			[]int{w.ActiveDays, w.CoveredDays, w.StaffDays, w.DoctorDays, w.PreventiveDays, w.PlannedStaffDays, w.LongestGapDays, w.OpenGapDays})
		editiontest.Equal(t, code+" gap", []string{editiontest.Date(s.LongestGap.From), editiontest.Date(s.LongestGap.To)}, []string{w.LongestGapFrom, w.LongestGapTo})
		same(t, code+" COV-1", s.Coverage(), w.Coverage)
		same(t, code+" COV-3", s.FTE(), w.FTE)
		same(t, code+" COV-4", s.DoctorCoverage(), w.Doctor)
		same(t, code+" COV-5", s.PreventiveCoverage(), w.Preventive)
	}
	var needs, wantNeeds []NeedCoverage
	needs = got.Needs
	for _, n := range want.Needs {
		wantNeeds = append(wantNeeds, NeedCoverage{n.Station, n.Specialty, n.NeedDays, n.MetDays})
	}
	editiontest.Equal(t, "needs", needs, wantNeeds)
	checkDoubleBookings(t, got, want)
	checkProvince(t, got.Province, want.Province)
	longest := 0
	for _, w := range want.Stations {
		longest = max(longest, w.LongestGapDays)
	}
	if gap := got.LongestGap; gap.Days != longest || want.Stations[gap.Station].LongestGapDays != longest {
		t.Errorf("the province's longest gap is %+v, want %d days", gap, longest)
	}
}

func checkDoubleBookings(t *testing.T, got *Coverage, want coverageExpected) {
	t.Helper()
	var bookings []DoubleBooking
	for _, d := range want.DoubleBookings {
		bookings = append(bookings, DoubleBooking{d.Worker, editiontest.Day(d.Date), d.Stations, d.AttributedTo})
	}
	slices.SortFunc(bookings, func(a, b DoubleBooking) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Worker, b.Worker)) })
	editiontest.EqualJSON(t, "double bookings", got.DoubleBookings, bookings)
}

func checkProvince(t *testing.T, p CoverageCounts, w map[string]float64) {
	t.Helper()
	editiontest.Equal(t, "province", []int{p.ActiveDays, p.CoveredDays, p.StaffDays, p.NeedsMet, p.Needs, p.StationsReached, p.StationsActive, p.PlannedStaffDays, p.DoubleBooked},
		[]int{int(w["active_station_days"]), int(w["covered_station_days"]), int(w["staff_days"]), int(w["needs_ever_met"]), int(w["needs_total"]),
			int(w["stations_ever_covered"]), int(w["stations_active"]), int(w["planned_staff_days"]), int(w["double_booked_worker_days"])})
	for name, r := range map[string]Ratio{"coverage": p.Coverage(), "fte_per_station": p.FTE(), "doctor_coverage": p.DoctorCoverage(),
		"preventive_coverage": p.PreventiveCoverage(), "specialty_coverage": p.SpecialtyCoverage(), "fulfilment": p.Fulfilment()} {
		v := w[name]
		same(t, "province "+name, r, &v)
	}
}

// The worked example of methods §2: worker A (doctor) on 3–5 March, B (nurse) on 5–6 but absent on 6.
func TestCoverageWorkedExample(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").
		Worker("A", "doctor", "nội khoa", 1).Worker("B", "nurse", "", 1).
		Posting("1", "A", "S", "2025-03-03", "2025-03-05", "").Posting("2", "B", "S", "2025-03-05", "2025-03-06", "").
		Absence("B", "2025-03-06", "2025-03-06")
	e := publish(t, b)
	c, err := e.Coverage(context.Background(), scopeOf("2025-03-03", "2025-03-09", "2025-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	s := c.Stations[0]
	editiontest.Equal(t, "counts", []int{s.ActiveDays, s.CoveredDays, s.StaffDays, s.DoctorDays, s.LongestGap.Days, s.OpenGap.Days}, []int{7, 3, 4, 3, 4, 4})
	editiontest.Equal(t, "gap", []string{editiontest.Date(s.LongestGap.From), editiontest.Date(s.LongestGap.To)}, []string{"2025-03-06", "2025-03-09"})
	weeks, err := e.CoverageByWeek(context.Background(), scopeOf("2025-03-03", "2025-03-09", "2025-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	editiontest.EqualJSON(t, "weeks", weeks, []StationWeek{{"S", editiontest.Day("2025-03-03"), 7, 3, 3, 0, 4}})
}

// Days after as-of are not counted, days before the station opened neither; midnight is the end of the day before.
func TestCoverageAsOf(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-03-04", "2025-03-20").Worker("A", "doctor", "", 0.5).
		Posting("1", "A", "S", "2025-03-01", "2025-03-31", "")
	e := publish(t, b)
	for asOf, want := range map[string]int{"2025-03-03": 0, "2025-03-04": 1, "2025-03-08": 5, "2025-04-30": 17} {
		c, err := e.Coverage(context.Background(), scopeOf("2025-03-01", "2025-03-31", asOf))
		if err != nil {
			t.Fatal(err)
		}
		editiontest.Equal(t, asOf, []int{c.Province.ActiveDays, c.Province.CoveredDays}, []int{want, want})
		editiontest.Check(t, "FTE-days", c.Province.FTEDays, float64(want)/2)
		if want == 0 {
			if _, ok := c.Province.Coverage().Value(); ok {
				t.Error("a proportion of no days")
			}
		}
	}
}

// The later order has the day; ties go to the greatest decision number. A scope that holds only one of the claimants
// still lists the booking, which counts where the day is; and the worker is present where the order says, inside the scope or not.
func TestDoubleBookingAttribution(t *testing.T) {
	b := editiontest.New(t).Station("S1", "Đông", "2025-01-01", "").Station("S2", "Tây", "2025-01-01", "").
		Worker("A", "doctor", "", 1).Worker("B", "doctor", "", 1).
		Posting("1", "A", "S1", "2025-03-03", "2025-03-09", "").Posting("0", "A", "S2", "2025-03-08", "2025-03-09", "").
		Posting("8", "B", "S2", "2025-03-03", "2025-03-03", "").Posting("9", "B", "S1", "2025-03-03", "2025-03-03", "")
	e := publish(t, b)
	scope := scopeOf("2025-03-03", "2025-03-09", "2025-03-31")
	scope.HealthCenter = "Tây"
	c, err := e.Coverage(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	both := []string{"S1", "S2"}
	editiontest.EqualJSON(t, "bookings", c.DoubleBookings, []DoubleBooking{{"B", editiontest.Day("2025-03-03"), both, "S1"},
		{"A", editiontest.Day("2025-03-08"), both, "S2"}, {"A", editiontest.Day("2025-03-09"), both, "S2"}})
	editiontest.Equal(t, "stations, covered, booked", []int{len(c.Stations), c.Province.CoveredDays, c.Stations[0].DoubleBooked}, []int{1, 2, 2})
	scope = Scope{From: scope.From, To: scope.To, AsOf: scope.AsOf, Facility: "S9"}
	if _, err := e.Coverage(context.Background(), scope); !errors.Is(err, ErrNoStation) {
		t.Errorf("unknown facility: %v", err)
	}
}

// same compares a ratio with a vector's value; nil is not applicable.
func same(t *testing.T, what string, r Ratio, want *float64) {
	t.Helper()
	v, ok := r.Value()
	if ok != (want != nil) {
		t.Errorf("%s: applicable %v, want %v", what, ok, want != nil)
	} else if ok {
		editiontest.Check(t, what, v, *want)
	}
}
