package dashboard

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// comingWeeks is a province seen on Sunday 30 March 2025: the doctor A leaves S on 9 April and nobody follows; the nurse
// N stays at T; S needs an internist and a paediatrician, who has never come.
func comingWeeks(t testing.TB) *site {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder).Station("S", "Đông", "2025-01-01", "").Station("T", "Tây", "2025-01-01", "").
		Worker("A", "doctor", "nội khoa", 1).Worker("N", "nurse", "điều dưỡng", 1).
		Posting("1/QĐ", "A", "S", "2025-03-24", "2025-04-09", "").Posting("2/QĐ", "N", "T", "2025-03-24", "2025-06-30", "").
		Need("S", "nội khoa", 1, "2025-03-24", "").Need("S", "nhi khoa", 1, "2025-03-24", "").Need("T", "điều dưỡng", 1, "2025-03-24", "")
	b.Manifest.AsOf = calendar.EndOf(day("2025-03-30"))
	b.Publish()
	return open(t, folder, day("2025-03-31"))
}

func fields(rows []map[string]string, names ...string) []string {
	var list []string
	for _, row := range rows {
		var values []string
		for _, name := range names {
			values = append(values, row[name])
		}
		list = append(list, strings.Join(values, " "))
	}
	return list
}

// Counted on a calendar: 31 March to 27 April are 28 days, of which A is at S on ten.
func TestAheadIsSaidEverywhere(t *testing.T) {
	s := comingWeeks(t)
	for _, c := range []struct {
		address string
		names   []string
		want    []string
	}{
		{"/figures/ahead_grid.csv", []string{"station_code", "covered_numerator", "covered_denominator", "doctor_numerator", "no_doctor_from", "nobody_from"},
			[]string{"S 10 28 10 2025-04-10 2025-04-10", "T 28 28 0 2025-03-31 "}},
		{"/figures/ahead_moves.csv", []string{"day", "move", "station_code", "worker_code", "cadre"}, []string{"2025-04-09 leaves S A doctor"}},
		{"/figures/ahead_needs.csv", []string{"station_code", "specialty", "unmet_from", "met_numerator"}, []string{"S nhi khoa 2025-03-31 0", "S nội khoa 2025-04-10 10"}},
		{"/figures/needs_grid.csv", []string{"station_code", "specialty", "state", "met_numerator", "met_denominator", "unmet_since"},
			[]string{"S nhi khoa unmet 0 7 2025-03-24", "S nội khoa met 7 7 ", "T điều dưỡng met 7 7 "}},
		{"/figures/needs_by_specialty.csv?specialty=nhi+khoa", []string{"specialty", "needs", "needs_unmet"}, []string{"nhi khoa 1 1"}},
		{"/figures/needs_unmet.csv", []string{"station_code", "specialty", "unmet_days"}, []string{"S nhi khoa 7"}},
	} {
		if got := fields(s.rowsOfCSV(c.address), c.names...); !slices.Equal(got, c.want) {
			t.Errorf("%s\n%q, want\n%q", c.address, got, c.want)
		}
	}
	s.see("/", "Bốn tuần tới (31/03–27/04/2025)", "68\u00a0% số ngày có cán bộ", "1 trạm không có bác sĩ ngày nào, 1 trạm có ngày thiếu bác sĩ", "2 trong 3 nhu cầu còn ngày thiếu người")
	s.see("/coverage", "1 cán bộ hết đợt, 1 chưa có người thay; 0 cán bộ sẽ đến")
	s.see("/stations/S", "Có bác sĩ 10/28 ngày", "thiếu từ 10/04/2025", "Bác sĩ A hết đợt ngày 09/04/2025, chưa có người thay", "2/2 nhu cầu")
	s.see("/stations/T?lang=en", "No doctor on any day", "other workers on 28 of 28 days")
	s.see("/needs", "2 trạm nêu 3 nhu cầu; 2 được đáp ứng cả kỳ, 0 một phần, 1 chưa ngày nào", ": 1 nhu cầu trong số này chưa đủ người")
	s.see("/needs?lang=en", "3 needs; 2 met all the time", "1 need was not met")
}

// Seen as of an earlier day, the next four weeks are those after that day.
func TestAheadRespectsTheAsOfDay(t *testing.T) {
	s := comingWeeks(t)
	got := fields(s.rowsOfCSV("/figures/ahead_grid.csv?as_of=2025-03-26"), "station_code", "covered_numerator", "nobody_from")
	if want := []string{"S 14 2025-04-10", "T 28 "}; !slices.Equal(got, want) { // 27 March to 9 April
		t.Errorf("%q, want %q", got, want)
	}
}

// The new pages of an edition with one station, or before any edition, say what there is, and the press office is kept
// to the province.
func TestStaffPagesOnLittleData(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	s := open(t, folder, day("2026-01-20"))
	for _, address := range []string{"/rotation", "/needs", "/coverage"} {
		s.see(address, "chưa có ấn bản nào")
	}
	oneStation(t, folder)
	other := open(t, folder, day("2026-01-20"))
	for _, lang := range []string{"", "?lang=en"} {
		for _, address := range []string{"/rotation", "/needs", "/coverage", "/stations/S1"} {
			if body := other.see(address + lang); strings.Contains(body, "message failed") {
				t.Error(address, "shows a failed figure")
			}
		}
	}
	other.see("/needs", "chưa trạm nào nêu nhu cầu chuyên khoa")
	other.see("/rotation", "1 cán bộ của 1 đơn vị đã làm 14 ngày công ở 1 trạm")
	press := other.as(account.PressOfficer)
	for _, f := range []string{"rotation_flows", "postings_all", "needs_grid", "needs_unmet", "ahead_grid", "ahead_moves", "ahead_needs"} {
		if status, _ := press.get(fmt.Sprintf("/figures/%s.csv", f)); status != 403 {
			t.Errorf("%s answers the press office %d", f, status)
		}
	}
	if body := press.see("/"); strings.Contains(body, "ahead_grid") {
		t.Error("the press office is led to the stations' coming weeks")
	}
}
