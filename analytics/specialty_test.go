package analytics

import (
	"context"
	"fmt"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
)

// ofSpecialty is a scope that looks at one specialty.
func ofSpecialty(scope Scope, specialty string) Scope {
	scope.Specialty = specialty
	return scope
}

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func coverageWords(c *Coverage) (stations []string) {
	for _, s := range c.Stations {
		stations = append(stations, fmt.Sprintf("%s active %d covered %d staff %d fte %g doctor %d planned %d need %d/%d gap %d %s–%s open %d double %d", s.Station.Code,
			s.ActiveDays, s.CoveredDays, s.StaffDays, s.FTEDays, s.DoctorDays, s.PlannedStaffDays, s.NeedDaysMet, s.NeedDays,
			s.LongestGap.Days, date(s.LongestGap.From), date(s.LongestGap.To), s.OpenGap.Days, s.DoubleBooked))
	}
	return stations
}

// By hand from the calendar of the tiny province, the doctor's specialty and the nurse's apart: a day without anybody of
// the specialty is uncovered, the cancelled order of the nurse is planned, the double booking is the doctor's.
func TestOneSpecialty(t *testing.T) {
	e := tinyProvince(t)
	ctx := context.Background()
	scope := scopeOf("2025-03-03", "2025-03-23", "2025-03-24")
	for specialty, want := range map[string]struct{ stations, rotation, gaps, weeks, postings, needs []string }{
		"nội khoa": {
			[]string{"S active 21 covered 4 staff 4 fte 4 doctor 4 planned 7 need 3/21 gap 16 2025-03-08–2025-03-23 open 16 double 0",
				"T active 19 covered 2 staff 2 fte 2 doctor 2 planned 2 need 0/0 gap 14 2025-03-10–2025-03-23 open 14 double 2"},
			[]string{"S A 4/7", "T A 2/2"},
			[]string{"S 1 2025-03-05", "S 16 2025-03-08", "T 3 2025-03-05", "T 14 2025-03-10"},
			[]string{"S 2025-03-03 4/7", "T 2025-03-03 2/5"},
			[]string{"01 S", "02 T"}, []string{"S 3/21"},
		},
		"nhi khoa": {
			[]string{"S active 21 covered 0 staff 0 fte 0 doctor 0 planned 2 need 0/0 gap 21 2025-03-03–2025-03-23 open 21 double 0",
				"T active 19 covered 3 staff 3 fte 1.5 doctor 0 planned 5 need 3/19 gap 11 2025-03-13–2025-03-23 open 11 double 0"},
			[]string{"S B 0/2", "T B 3/5"},
			[]string{"S 21 2025-03-03", "T 5 2025-03-05", "T 11 2025-03-13"},
			[]string{"T 2025-03-10 3/7"},
			[]string{"04 S", "03 T"}, []string{"T 3/19"},
		},
	} {
		scope := ofSpecialty(scope, specialty)
		c, err := e.Coverage(ctx, scope)
		fatal(t, err)
		equal(t, specialty+" stations", coverageWords(c), want.stations)
		rotation, err := e.Rotation(ctx, scope)
		fatal(t, err)
		gaps, err := e.Gaps(ctx, scope)
		fatal(t, err)
		weeks, err := e.CoverageByWeek(ctx, scope)
		fatal(t, err)
		postings, err := e.Postings(ctx, scope)
		fatal(t, err)
		needs, err := e.Needs(ctx, scope)
		fatal(t, err)
		got := want
		got.rotation, got.gaps, got.weeks, got.postings, got.needs = nil, nil, nil, nil, nil
		for _, d := range rotation {
			got.rotation = append(got.rotation, fmt.Sprintf("%s %s %d/%d", d.Station, d.Worker, d.Present, d.Planned))
		}
		for _, g := range gaps {
			got.gaps = append(got.gaps, fmt.Sprintf("%s %d %s", g.Station, g.Days, date(g.From)))
		}
		for _, w := range weeks {
			if w.CoveredDays > 0 {
				got.weeks = append(got.weeks, fmt.Sprintf("%s %s %d/%d", w.Station, date(w.Monday), w.StaffDays, w.ActiveDays))
			}
		}
		for _, p := range postings {
			got.postings = append(got.postings, p.Decision+" "+p.Station)
		}
		for _, n := range needs {
			got.needs = append(got.needs, fmt.Sprintf("%s %d/%d", n.Station, n.MetDays, n.NeedDays))
		}
		equal(t, specialty+" rotation", got.rotation, want.rotation)
		equal(t, specialty+" gaps", got.gaps, want.gaps)
		equal(t, specialty+" weeks", got.weeks, want.weeks)
		equal(t, specialty+" postings", got.postings, want.postings)
		equal(t, specialty+" needs", got.needs, want.needs)
	}
}

// The coming weeks of one specialty, counted on the calendar of TestAhead.
func TestAheadOfOneSpecialty(t *testing.T) {
	a, err := aheadProvince(t).Ahead(context.Background(), ofSpecialty(scopeOf("2025-03-03", "2025-03-30", "2025-03-30"), "nội khoa"))
	fatal(t, err)
	stations, postings, needs := aheadWords(a)
	equal(t, "stations", stations, []string{"S 3/28 3 2025-04-03 2025-04-03", "T 0/28 0 2025-03-31 2025-03-31",
		"U 4/11 4 2025-03-31 2025-03-31", "V 0/8 0 2025-04-20 2025-04-20"})
	equal(t, "postings", postings, []string{"1 S A 2025-04-02 false true false", "6 U A 2025-04-20 true true false"})
	equal(t, "needs", needs, []string{"S nội khoa 3/28 2025-04-03", "T nội khoa 0/4 2025-03-31"})
}

// What is counted by worker or by need adds up over the specialties to the whole; covered days and open days of a
// specialty are the station's active days. A plain statement over the presence of each day says the same.
func TestSpecialtiesAddUp(t *testing.T) {
	e := publish(t, editiontest.Generate(t, edition.Folder(t.TempDir()), editiontest.Size{Stations: 12, Groups: 1, Weeks: 30}))
	ctx := context.Background()
	scope := scopeOf("2026-06-01", "2026-11-08", "2026-11-10")
	all, err := e.Coverage(ctx, scope)
	fatal(t, err)
	// A third of the generated workers have no specialty: they are in the whole only.
	without := 0
	fatal(t, e.db.QueryRow("SELECT count(*) FROM presence_days WHERE specialty = '' AND day BETWEEN DATE '2026-06-01' AND DATE '2026-11-08'").Scan(&without))
	staff, doubled, needDays, met := without, 0, 0, 0
	for _, specialty := range []string{"nội khoa", "nhi khoa"} {
		c, err := e.Coverage(ctx, ofSpecialty(scope, specialty))
		fatal(t, err)
		p := c.Province
		staff, doubled, needDays, met = staff+p.StaffDays, doubled+p.DoubleBooked, needDays+p.NeedDays, met+p.NeedDaysMet
		gaps, err := e.Gaps(ctx, ofSpecialty(scope, specialty))
		fatal(t, err)
		uncovered := 0
		for _, g := range gaps {
			uncovered += g.Days
		}
		var days, covered int
		var fte float64
		fatal(t, e.db.QueryRow(`SELECT count(DISTINCT station_code || CAST(day AS VARCHAR)), count(*), sum(fte) FROM presence_days
			WHERE specialty = $1 AND day BETWEEN DATE '2026-06-01' AND DATE '2026-11-08'`, specialty).Scan(&covered, &days, &fte))
		equal(t, specialty, []any{p.ActiveDays, p.CoveredDays, p.StaffDays, p.FTEDays, p.ActiveDays - p.CoveredDays},
			[]any{all.Province.ActiveDays, covered, days, fte, uncovered})
		if covered == 0 || covered == all.Province.CoveredDays {
			t.Errorf("%s covers %d days: nothing to tell apart", specialty, covered)
		}
	}
	equal(t, "sums", []int{staff, needDays, met}, []int{all.Province.StaffDays, all.Province.NeedDays, all.Province.NeedDaysMet})
	if doubled == 0 || doubled > all.Province.DoubleBooked {
		t.Errorf("%d of %d double bookings", doubled, all.Province.DoubleBooked)
	}
}
