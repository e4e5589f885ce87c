package dashboard

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/queries/edition"
)

// faulty publishes two stations with one fault of each kind, counted by hand: ten weeks of 50 visits at S1 but for one
// of 400 (an outlier, and 8 times the weeks before), four weeks of zeros at S2, one cell with more referrals than
// visits, a worker claimed by both stations on two days.
func faulty(t testing.TB) edition.Folder {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder).Station("S1", "TT A", "2025-06-02", "").Station("S2", "TT A", "2025-06-02", "").
		Worker("CB1", "doctor", "nội khoa", 1).
		Posting("001", "CB1", "S1", "2025-12-15", "2025-12-28", "").Posting("002", "CB1", "S2", "2025-12-27", "2025-12-30", "")
	for i := range 10 {
		monday := day("2025-12-15").AddDate(0, 0, 7*i).Format(time.DateOnly)
		visits, referrals := int64(50+i%3), int64(4)
		switch i {
		case 8:
			visits = 400
		case 2:
			referrals = 90
		}
		b.Activity("S1", "", monday, "g", visits, referrals)
		if i < 4 {
			b.Activity("S2", "", monday, "g", 0, 0)
		}
	}
	b.Publish()
	return folder
}

func TestQualityNamesEachFault(t *testing.T) {
	s := open(t, faulty(t), day("2026-03-10"))
	found := map[string]int{}
	for _, row := range s.rowsOf("/figures/quality_items.csv") {
		found[row["station_code"]+" "+row["check"]]++
		if !strings.HasPrefix(row["rows"], "/rows/") {
			t.Errorf("%v leads to no rows", row)
		} else {
			s.see(row["rows"], "<table")
		}
	}
	for _, want := range []string{"S1 outliers", "S1 inconsistent", "S1 jumps", "S2 zero_runs", "S2 double"} {
		if found[want] == 0 {
			t.Errorf("%s is not listed: %v", want, found)
		}
	}
	if found["S2 double"] != 1 { // two days in a row are one item
		t.Errorf("the double booking is %d items", found["S2 double"])
	}
	body := s.see("/quality", "400, thường là 51", "4 tuần liền ghi số 0", "CB1 được ghi ở cả Trạm S1, Trạm S2", "27/12/2025", "28/12/2025")
	if !strings.Contains(body, "2/2 trạm có dấu hiệu phải kiểm tra") {
		t.Error("the stations are not counted")
	}
}

// What the list holds is what the checks count.
func TestQualityListsWhatItCounts(t *testing.T) {
	s := openDemo(t)
	listed := map[string]int{}
	for _, row := range s.rowsOf("/figures/quality_items.csv") {
		days := 1
		if row["check"] == "double" {
			days = int(day(row["to"]).Sub(day(row["from"])).Hours()/24) + 1
		}
		if row["station_code"] != "" || row["check"] != "jumps" {
			listed[row["check"]] += days
		}
	}
	for _, row := range s.rowsOf("/figures/quality_checks.csv") {
		switch row["check"] {
		case "outliers", "inconsistent", "zero_runs", "double":
			if strconv.Itoa(listed[row["check"]]) != row["found"] {
				t.Errorf("%s: %d listed, %s counted", row["check"], listed[row["check"]], row["found"])
			}
		}
	}
}

// RA-0 is for analysts only: others may not open its figures nor their page.
func TestDiagnosticsAreForAnalysts(t *testing.T) {
	s := openDemo(t)
	s.as(account.Analyst).see("/diagnostics", "RA-1 và RA-4 thống nhất", "dưới 52 tuần", "Kappa từ")
	director := s.as(account.Director)
	for _, address := range []string{"/diagnostics", "/figures/referral_estimates", "/figures/referral_estimates.json", "/figures/calibration_by_block.csv", "/figures/referral_rates"} {
		if status, _ := director.get(address); status != 403 {
			t.Errorf("%s answers the director %d", address, status)
		}
	}
	if strings.Contains(director.see("/figures"), "referral_estimates") {
		t.Error("the catalogue offers the director a diagnostic")
	}
}

// The figures of the diagnostics on one station, without activity: each says why it is not there.
func TestDiagnosticsOfNothing(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	s := open(t, folder, day("2026-01-20"))
	for _, address := range []string{"/diagnostics", "/quality", "/quality?stream=station"} {
		if body := s.see(address); strings.Contains(body, "message failed") {
			t.Errorf("a figure of %s failed", address)
		}
	}
	s.see("/diagnostics", "Chưa thu thập.", "Nạp tệp hoạt động")
	s.see("/quality", "Không có mục nào cần kiểm tra")
}
