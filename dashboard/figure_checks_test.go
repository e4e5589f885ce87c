package dashboard

import (
	"fmt"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/dashboard/figure/referrals"
	"luanphien/queries/edition"
)

// lateChoice is a province in which doctors come just when few are referred anyway: in the four weeks before each turn a
// station refers half as many as otherwise. Turns of four weeks every twelve, at thirty stations one after the other.
func lateChoice(t *testing.T) edition.Folder {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder)
	first, start := day("2025-01-06"), day("2025-07-07") // 26 weeks of baseline
	for s := range 30 {
		code, worker := fmt.Sprintf("S%02d", s), fmt.Sprintf("CB%02d", s)
		b.Station(code, "TT A", "2025-01-01", "").Worker(worker, "doctor", "nội khoa", 1)
		for w := range 26 + 36 {
			monday := first.AddDate(0, 0, 7*w)
			referrals := 20 + int64((w+s)%3)
			if w >= 26 && s < 24 {
				switch phase := (w - 26 + s) % 12; {
				case phase < 4:
					referrals = 12
					b.Posting(fmt.Sprintf("%s-%02d", code, w), worker, code, monday.Format("2006-01-02"), monday.AddDate(0, 0, 6).Format("2006-01-02"), "")
				case phase >= 8:
					referrals = 10
				}
			}
			b.Activity(code, "", monday.Format("2006-01-02"), "g", 100, referrals)
		}
	}
	if start != first.AddDate(0, 0, 26*7) {
		t.Fatal("the programme starts after 26 weeks")
	}
	b.Publish()
	return folder
}

// A failed check is said to analysts and directors with the figure, and withholds it from the press, everywhere.
func TestFailedCheckWithholdsFromThePress(t *testing.T) {
	director := open(t, lateChoice(t), day("2026-03-20"))
	const period = "?period=since-start"
	director.see("/referrals"+period, "Ước tính giảm", "Không đưa ra báo chí: ", "kiểm tra giả dược")
	if page := director.see("/diagnostics"+period, "Kiểm tra ước tính", "khoảng tin cậy không chứa 0"); !strings.Contains(page, "Phân bổ: ") {
		t.Error("the page of checks says nothing of the allocation")
	}
	press := director.as(account.PressOfficer)
	for _, address := range []string{"/figures/referrals_by_week" + period, "/figures/referrals_by_week.json" + period, "/figures/referrals_by_week.csv" + period, "/" + period} {
		page := press.see(address)
		if strings.Contains(page, "Ước tính giảm") || strings.Contains(page, "expected") && strings.HasPrefix(address, "/figures/referrals_by_week.csv") && strings.Count(page, "\n") > 1 {
			t.Errorf("%s gives the press the estimate", address)
		}
	}
	press.see("/figures/referrals_by_week"+period, "giả dược")
}

// Every threat of the methods document stands under the figure, with the visits beside the estimate.
func TestThreatsStandUnderTheEstimate(t *testing.T) {
	s := openDemo(t)
	for _, of := range []struct{ lang, visits string }{{"vi", "Lượt khám mỗi tuần"}, {"en", "Visits a week"}} {
		texts := messages(t, of.lang)
		want := []string{of.visits}
		for _, threat := range referrals.Threats {
			want = append(want, texts["ra.threat."+threat])
		}
		lang := ""
		if of.lang == "en" {
			lang = "?lang=en"
		}
		s.see("/figures/referrals_by_week"+lang, want...)
		s.see("/figures/referrals_by_station"+lang, want...)
	}
}
