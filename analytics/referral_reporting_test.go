package analytics

import (
	"fmt"
	"testing"
	"time"
)

// quiet are made-up stations with a doctor in every second fortnight from T0 on; of the weeks for which silent says so there
// is no report.
func quiet(t *testing.T, stations int, silent func(station, week int, supported bool) bool) Silence {
	t.Helper()
	start := time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)
	var strata []ReferralStratum
	var doctors []DoctorWeek
	for s := range stations {
		code := fmt.Sprint("S", s)
		stratum := ReferralStratum{Station: code, Group: "g"}
		for w := -26; w < 40; w++ {
			monday, days := start.AddDate(0, 0, 7*w), 0
			if w >= 0 && (w+s)%4 < 2 {
				days = 6
				doctors = append(doctors, DoctorWeek{Station: code, Monday: monday, Days: days})
			}
			if w >= 0 && silent(s, w, days > 0) {
				continue
			}
			stratum.Cells = append(stratum.Cells, ReferralCell{Monday: monday, Visits: 50, Referrals: 5 + (w+26)%3, DoctorDays: days})
		}
		strata = append(strata, stratum)
	}
	trial, err := EstimateReferrals(strata, doctors, start)
	if err != nil {
		t.Fatal(err)
	}
	return trial.Silence
}

// Weeks with a doctor that go unreported are told, however few the others that do; reports that go missing alike are not,
// and from too few stations nothing is told.
func TestSilenceOfSupportedWeeks(t *testing.T) {
	busy := quiet(t, 20, func(s, w int, supported bool) bool {
		return supported && (w+2*s)%5 == 0 || !supported && (w+s)%20 == 19
	})
	if !busy.Told() || busy.T < 0 || busy.Stations != 20 {
		t.Errorf("not told: %+v", busy)
	}
	other := quiet(t, 20, func(s, w int, supported bool) bool { return !supported && (w+2*s)%5 == 0 })
	if !other.Told() || other.T > 0 {
		t.Errorf("not told, or the wrong way: %+v", other)
	}
	alike := quiet(t, 20, func(s, w int, _ bool) bool { return (7*w+3*s)%19 == 0 })
	if alike.Told() || alike.Limit == 0 || alike.Supported.Numerator == 0 || alike.Others.Numerator == 0 {
		t.Errorf("told of reports that go missing alike: %+v", alike)
	}
	if few := quiet(t, 8, func(_, w int, supported bool) bool { return supported && w%3 == 0 }); few.Limit != 0 || few.Told() {
		t.Errorf("told of 8 stations: %+v", few)
	}
	if none := quiet(t, 20, func(int, int, bool) bool { return false }); none.Told() || none.Supported.Numerator != 0 || none.Supported.Denominator != 400 {
		t.Errorf("every report is there: %+v", none)
	}
}
