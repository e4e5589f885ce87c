package dashboard

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// supportedIn is a province in which in the weeks of the programme so many stations have a doctor.
func supportedIn(t *testing.T, stations func(week int) int) edition.Folder {
	t.Helper()
	return doctorsIn(t, func(station, week int) (doctor bool, referrals int64) {
		if station < stations(week) {
			return true, 12
		}
		return false, 0
	})
}

// doctorsIn is a province of 20 stations over the 26 weeks before a programme and 24 of it: at says of a station and a week of
// the programme whether a doctor is there, and the referrals; 0 = as many as before.
func doctorsIn(t *testing.T, at func(station, week int) (doctor bool, referrals int64)) edition.Folder {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder)
	first := day("2025-01-06")
	for s := range 20 {
		code, worker := fmt.Sprintf("S%02d", s), fmt.Sprintf("CB%02d", s)
		b.Station(code, "TT A", "2025-01-01", "").Worker(worker, "doctor", "nội khoa", 1)
		for w := range 26 + 24 {
			monday, doctor, referrals := first.AddDate(0, 0, 7*w), false, int64(0)
			if w >= 26 {
				doctor, referrals = at(s, w-26)
			}
			if doctor {
				b.Posting(fmt.Sprintf("%s-%02d", code, w), worker, code, editiontest.Date(monday), editiontest.Date(monday.AddDate(0, 0, 6)), "")
			}
			b.Activity(code, "", editiontest.Date(monday), "g", 101+int64(w*w%97), cmp.Or(referrals, 20+int64((w*7+s*3)%5)))
		}
	}
	b.Publish()
	return folder
}

// The press is told of no week's estimate that rests on a few stations, each of which is one doctor's, neither by itself nor
// by what the sums and the other weeks leave over.
func TestPressIsToldNoEstimateOfAFewStations(t *testing.T) {
	for name, stations := range map[string]func(int) int{
		"one week":   func(w int) int { return map[bool]int{true: 1, false: 6}[w == 10] },
		"many weeks": func(w int) int { return map[bool]int{true: 2, false: 7}[w%3 == 1] },
		"two weeks":  func(w int) int { return map[bool]int{true: 4, false: 5}[w == 3 || w == 20] },
	} {
		t.Run(name, func(t *testing.T) {
			director := open(t, supportedIn(t, stations), day("2025-12-22"))
			const address = "/figures/referrals_by_week.csv?period=since-start"
			all, told := director.rowsOfCSV(address), director.as(account.PressOfficer).rowsOfCSV(address)
			if len(all) != 24 || len(told) != len(all) {
				t.Fatalf("%d weeks to a director, %d to the press: %v", len(all), len(told), told[0])
			}
			hidden := 0 // stations behind what the told weeks leave of the sums
			for n, row := range told {
				week, err := calendar.ParseWeek(row["week"])
				if err != nil {
					t.Fatal(err)
				}
				behind := stations(week.WeeksSince(calendar.WeekOf(day("2025-07-07"))))
				for _, field := range []string{"visits", "observed", "expected", "low", "high"} {
					switch {
					case row[field] == viFew:
					case behind < 5:
						t.Errorf("%s: %s = %s rests on %d stations", row["week"], field, row[field], behind)
					case row[field] != all[n][field]:
						t.Errorf("%s: %s is %s to the press and %s to a director", row["week"], field, row[field], all[n][field])
					}
				}
				if row["expected"] == viFew {
					hidden = max(hidden, behind)
				}
			}
			if hidden < 5 {
				t.Errorf("the sums less the told weeks are of %d stations", hidden)
			}
			for _, form := range []string{"/figures/referrals_by_week.json", "/figures/referrals_by_week.svg", "/figures/referrals_by_week"} {
				page := director.as(account.PressOfficer).see(form + "?period=since-start")
				for n, row := range all {
					if told[n]["expected"] == viFew && strings.Contains(page, row["expected"]) {
						t.Errorf("%s tells %s of %s", form, row["expected"], row["week"])
					}
				}
			}
		})
	}
}
