package dashboard

import (
	"strings"
	"testing"

	"luanphien/dashboard/account"
)

// What the press was given is computed again as the press was given it, and a director may look at it.
func TestPressFilesAreVerified(t *testing.T) {
	s := openDemo(t)
	press := s.as(account.PressOfficer)
	const figure, period = "/figures/reporting_by_week", "?period=2026-W40"
	for _, ending := range []string{".csv", ".xlsx", ".parquet", ".svg", ".pdf"} {
		file := press.see(figure + ending + period)
		v, err := s.VerifyFile([]byte(file))
		if err != nil || !v.Equal() || !strings.Contains(v.Cited, "audience=press") {
			t.Errorf("%s: %v %+v", ending, err, v)
		}
	}
	shown := s.see(figure+".csv"+period+"&audience=press", viFew)
	if shown != press.see(figure+".csv"+period) {
		t.Error("a director is shown something else than the press")
	}
	if strings.Contains(s.see(figure+".csv"+period), viFew) {
		t.Error("a director is not told")
	}
	for address, want := range map[string]int{"/coverage?audience=press": 400, figure + "?audience=public": 400, "/figures/coverage_by_station?audience=press": 403} {
		if status, _ := s.get(address); status != want {
			t.Errorf("%s answers %d, want %d", address, status, want)
		}
	}
}

// How many stations have had no doctor for long tells how few doctors there are elsewhere, and is of today whatever the
// period: the press is not told, in no language and for no period.
func TestPressIsNotToldOfStationsWithoutDoctor(t *testing.T) {
	s := openDemo(t)
	press, told := s.as(account.PressOfficer), 0
	for _, period := range []string{"?", "?period=2026-W40&", "?from=2026-W30&to=2026-W44&", "?period=2026-Q3&"} {
		for lang, without := range map[string]string{"vi": "không có bác sĩ quá", "en": "no doctor for more than"} {
			address := "/" + period + "lang=" + lang
			if strings.Contains(press.see(address), without) {
				t.Error(address, "tells the press")
			}
			if strings.Contains(s.see(address), without) {
				told++
			}
		}
	}
	if told == 0 {
		t.Error("nobody is told, so the press could not be")
	}
}
