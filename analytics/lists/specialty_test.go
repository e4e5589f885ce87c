package lists

import (
	"context"
	"fmt"
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

func coverageWords(c *analytics.Coverage) (stations []string) {
	for _, s := range c.Stations {
		stations = append(stations, fmt.Sprintf("%s active %d covered %d staff %d fte %g doctor %d planned %d need %d/%d gap %d %s–%s open %d double %d", s.Station.Code,
			s.ActiveDays, s.CoveredDays, s.StaffDays, s.FTEDays, s.DoctorDays, s.PlannedStaffDays, s.NeedDaysMet, s.NeedDays,
			s.LongestGap.Days, editiontest.Date(s.LongestGap.From), editiontest.Date(s.LongestGap.To), s.OpenGap.Days, s.DoubleBooked))
	}
	return stations
}

// By hand from the calendar of the tiny province, the doctor's specialty and the nurse's apart: a day without anybody of
// the specialty is uncovered, the cancelled order of the nurse is planned, the double booking is the doctor's.
func TestOneSpecialty(t *testing.T) {
	e := analyticstest.Tiny(t)
	ctx := context.Background()
	scope := analyticstest.Scope("2025-03-03", "2025-03-23", "2025-03-24")
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
		scope := analyticstest.OfSpecialty(scope, specialty)
		c, err := e.Coverage(ctx, scope)
		editiontest.Fatal(t, err)
		editiontest.Equal(t, specialty+" stations", coverageWords(c), want.stations)
		rotation, err := Rotation(ctx, e, scope)
		editiontest.Fatal(t, err)
		gaps, err := Gaps(ctx, e, scope)
		editiontest.Fatal(t, err)
		weeks, err := e.CoverageByWeek(ctx, scope)
		editiontest.Fatal(t, err)
		postings, err := Postings(ctx, e, scope)
		editiontest.Fatal(t, err)
		needs, err := Needs(ctx, e, scope)
		editiontest.Fatal(t, err)
		got := want
		got.rotation, got.gaps, got.weeks, got.postings, got.needs = nil, nil, nil, nil, nil
		for _, d := range rotation {
			got.rotation = append(got.rotation, fmt.Sprintf("%s %s %d/%d", d.Station, d.Worker, d.Present, d.Planned))
		}
		for _, g := range gaps {
			got.gaps = append(got.gaps, fmt.Sprintf("%s %d %s", g.Station, g.Days, editiontest.Date(g.From)))
		}
		for _, w := range weeks {
			if w.CoveredDays > 0 {
				got.weeks = append(got.weeks, fmt.Sprintf("%s %s %d/%d", w.Station, editiontest.Date(w.Monday), w.StaffDays, w.ActiveDays))
			}
		}
		for _, p := range postings {
			got.postings = append(got.postings, p.Decision+" "+p.Station)
		}
		for _, n := range needs {
			got.needs = append(got.needs, fmt.Sprintf("%s %d/%d", n.Station, n.MetDays, n.NeedDays))
		}
		editiontest.Equal(t, specialty+" rotation", got.rotation, want.rotation)
		editiontest.Equal(t, specialty+" gaps", got.gaps, want.gaps)
		editiontest.Equal(t, specialty+" weeks", got.weeks, want.weeks)
		editiontest.Equal(t, specialty+" postings", got.postings, want.postings)
		editiontest.Equal(t, specialty+" needs", got.needs, want.needs)
	}
}

// What is counted by worker or by need adds up over the specialties to the whole; covered days and open days of a
// specialty are the station's active days. A plain statement over the presence of each day says the same.
func TestSpecialtiesAddUp(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	e := analyticstest.Publish(t, editiontest.Generate(t, folder, editiontest.Size{Stations: 12, Groups: 1, Weeks: 30}))
	db, err := engine.OpenEdition(folder.Database(1))
	editiontest.Fatal(t, err)
	defer db.Close()
	ctx := context.Background()
	scope := analyticstest.Scope("2026-06-01", "2026-11-08", "2026-11-10")
	all, err := e.Coverage(ctx, scope)
	editiontest.Fatal(t, err)
	// A third of the generated workers have no specialty: they are in the whole only.
	without := 0
	editiontest.Fatal(t, db.QueryRow("SELECT count(*) FROM presence_days WHERE specialty = '' AND day BETWEEN DATE '2026-06-01' AND DATE '2026-11-08'").Scan(&without))
	staff, doubled, needDays, met := without, 0, 0, 0
	for _, specialty := range []string{"nội khoa", "nhi khoa"} {
		c, err := e.Coverage(ctx, analyticstest.OfSpecialty(scope, specialty))
		editiontest.Fatal(t, err)
		p := c.Province
		staff, doubled, needDays, met = staff+p.StaffDays, doubled+p.DoubleBooked, needDays+p.NeedDays, met+p.NeedDaysMet
		gaps, err := Gaps(ctx, e, analyticstest.OfSpecialty(scope, specialty))
		editiontest.Fatal(t, err)
		uncovered := 0
		for _, g := range gaps {
			uncovered += g.Days
		}
		var days, covered int
		var fte float64
		editiontest.Fatal(t, db.QueryRow(`SELECT count(DISTINCT station_code || CAST(day AS VARCHAR)), count(*), sum(fte) FROM presence_days
			WHERE specialty = $1 AND day BETWEEN DATE '2026-06-01' AND DATE '2026-11-08'`, specialty).Scan(&covered, &days, &fte))
		editiontest.Equal(t, specialty, []any{p.ActiveDays, p.CoveredDays, p.StaffDays, p.FTEDays, p.ActiveDays - p.CoveredDays},
			[]any{all.Province.ActiveDays, covered, days, fte, uncovered})
		if covered == 0 || covered == all.Province.CoveredDays {
			t.Errorf("%s covers %d days: nothing to tell apart", specialty, covered)
		}
	}
	editiontest.Equal(t, "sums", []int{staff, needDays, met}, []int{all.Province.StaffDays, all.Province.NeedDays, all.Province.NeedDaysMet})
	if doubled == 0 || doubled > all.Province.DoubleBooked {
		t.Errorf("%d of %d double bookings", doubled, all.Province.DoubleBooked)
	}
}
