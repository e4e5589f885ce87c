package dashboard

import (
	"strings"
	"testing"

	"luanphien/dashboard/account"
)

// The reminders are the missing reports of the grid of reports and the moves of the coming weeks, each once.
func TestRemindersAreWhatTheFiguresSay(t *testing.T) {
	s := openDemo(t)
	said := map[string]int{}
	for _, row := range s.rowsOf("/figures/reminders.csv") {
		key := row["kind"] + " " + row["station_code"] + " " + row["worker_code"] + " " + row["week"]
		if row["week"] == "" {
			key += row["day"]
		}
		said[key]++
	}
	want := map[string]int{}
	for _, stream := range []string{"rotation", "station"} {
		for _, row := range s.rowsOf("/figures/reports_by_week.csv?from=2026-W43&to=2026-W46&stream=" + stream) {
			if kind := map[string]string{"missing": "missing", "not_yet_due": "due"}[row["state"]]; kind != "" {
				want[kind+" "+row["station_code"]+" "+row["worker_code"]+" "+row["week"]]++
			}
		}
	}
	for _, row := range s.rowsOf("/figures/ahead_moves.csv") {
		if row["day"] < "2026-11-16" || row["day"] > "2026-11-22" {
			continue
		}
		kind := "ends"
		if row["move"] == "arrives" {
			kind = "begins"
		}
		want[kind+" "+row["station_code"]+" "+row["worker_code"]+" "+row["day"]]++
	}
	early := 0
	for key, n := range want {
		if strings.HasPrefix(key, "due ") && said[key] == 0 { // received before it was due: nobody need be reminded
			early++
			continue
		}
		if said[key] != n {
			t.Errorf("%q stands %d times in the list, %d in the figures", key, said[key], n)
		}
	}
	for key := range said {
		if want[key] == 0 {
			t.Errorf("%q is in no figure", key)
		}
	}
	if len(said) < 20 || early == 0 {
		t.Error(len(said), "reminders,", early, "reports received before they were due")
	}
	body := s.see("/reminders", "Trung tâm Y tế Mường Nhé", "hạn", "bắt đầu ngày")
	if n := strings.Count(body, "<li><b class=\"kind-"); n != len(said) {
		t.Errorf("the page has %d reminders of %d", n, len(said))
	}
	press := s.as(account.PressOfficer)
	if status, _ := press.get("/reminders"); status != 403 {
		t.Error("the press office opens the list of single workers:", status)
	}
}
