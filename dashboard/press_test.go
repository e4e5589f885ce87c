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
	for _, ending := range []string{".csv", ".xlsx", ".svg"} {
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
