package dashboard

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// A report that comes after two holidays is on time, one a day later is late, and whatever states the deadline says that
// holidays moved it, to which day.
func TestHolidaysMoveTheDeadline(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder)
	b.Manifest.AsOf = calendar.EndOf(day("2026-03-31"))
	b.Station("S", "TT", "2025-01-01", "").Station("T", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).Worker("B", "doctor", "", 1).
		Posting("1", "A", "S", "2026-02-02", "2026-03-15", "").Posting("2", "B", "T", "2026-02-02", "2026-03-15", "").
		Add("holidays_history", day("2026-02-16"), "Tết").Add("holidays_history", day("2026-02-17"), "Tết").
		// The week up to Sunday 15 February: the 16th and the 17th do not count, so the 19th is the last day.
		Report("S", "A", "2026-02-09", "2026-02-19 23:00:00", 20, 20).Report("T", "B", "2026-02-09", "2026-02-20 00:30:00", 20, 20).
		// The week after has the usual day, the 24th.
		Report("S", "A", "2026-02-16", "2026-02-24 23:00:00", 20, 20).Report("T", "B", "2026-02-16", "2026-02-25 00:30:00", 20, 20).
		Publish()
	s := open(t, folder, time.Date(2026, 4, 1, 0, 0, 0, 0, calendar.Zone))
	list := s.see("/figures/report_strip.csv?from=2026-02-09&to=2026-02-22")
	for _, state := range []string{"S,", "T,"} {
		want := map[string]string{"S,": "on_time", "T,": "late"}[state]
		if n := strings.Count(list, ","+want+","); n != 2 {
			t.Errorf("%d reports are %s, want 2:\n%s", n, want, list)
		}
	}
	states := 0
	for _, f := range catalogue.All.Order {
		for lang, words := range map[string][2]string{"vi": {"Chủ nhật + 2 ngày", "dời hạn T7 đến 19/02/2026"}, "en": {"Sunday + 2 days", "holidays moved W7 to 19"}} {
			status, body := s.get(fmt.Sprintf("/figures/%s.json?from=2026-02-09&to=2026-02-22&lang=%s", f.ID, lang))
			if status != http.StatusOK || !strings.Contains(body, words[0]) {
				continue
			}
			states++
			if !strings.Contains(body, words[1]) {
				t.Errorf("%s in %s states the deadline without the holidays that moved it", f.ID, lang)
			}
		}
	}
	if states < 6 {
		t.Errorf("only %d figures state the deadline", states)
	}
	if usual := s.see("/figures/report_strip.json?from=2026-02-16&to=2026-02-22"); strings.Contains(usual, "dời hạn") || !strings.Contains(usual, "không kể ngày nghỉ lễ") {
		t.Error("a week without holidays has another deadline")
	}
}
