package dashboard

import (
	"slices"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// fewReports is methods.md's worked example: response after 1, 2 and 4 days, two still open after 3 and 6 days. Seen at
// the end of Sunday 30 March 2025.
func fewReports(t testing.TB) *site {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	at := editiontest.Moment
	b := editiontest.In(t, folder).Station("S", "Đông", "2025-01-01", "").Station("T", "Tây", "2025-01-01", "").
		Worker("A", "doctor", "", 1).Posting("1", "A", "S", "2025-03-03", "2025-03-30", "").
		Add("incident_reports_history", "S", "A", at("2025-03-10 00:00:00"), "Thiếu thuốc", "normal", at("2025-03-11 00:00:00"), at("2025-03-12 00:00:00")).
		Add("incident_reports_history", "S", "A", at("2025-03-11 00:00:00"), "thiếu thuốc", "normal", at("2025-03-13 00:00:00"), nil).
		Add("incident_reports_history", "S", "A", at("2025-03-28 00:00:00"), "thiếu thuốc", "urgent", nil, nil).
		Add("incident_reports_history", "T", "A", at("2025-03-12 00:00:00"), "thiếu thuốc ", "normal", at("2025-03-16 00:00:00"), at("2025-03-17 00:00:00")).
		Add("incident_reports_history", "T", "A", at("2025-03-25 00:00:00"), "thiếu thuốc", "normal", nil, nil).
		Add("incident_reports_history", "T", "A", at("2025-03-04 00:00:00"), "gặp lũ quét ở bản", "normal", at("2025-03-04 00:00:00"), at("2025-03-04 00:00:00")).
		Add("indicator_catalogue_history", "liều vắc xin", "flow", "liều", "whole").Add("indicator_catalogue_history", "người đang quản lý", "stock", "người", "whole").
		Add("indicators_history", "S", day("2025-03-10"), "liều vắc xin", 30.0).Add("indicators_history", "T", day("2025-03-10"), "liều vắc xin", 12.0).
		Add("indicators_history", "S", day("2025-03-17"), "liều vắc xin", 8.0).
		Add("indicators_history", "S", day("2025-03-10"), "người đang quản lý", 1000.0).Add("indicators_history", "S", day("2025-03-24"), "người đang quản lý", 1100.0).
		Add("indicators_history", "T", day("2025-03-17"), "người đang quản lý", 400.0)
	b.Manifest.AsOf = calendar.EndOf(day("2025-03-30"))
	b.Publish()
	return open(t, folder, day("2025-03-31"))
}

const fromTheTenth = "?from=2025-W11&to=2025-W13"

// S = 0.8, 0.6, 0.3 at 1, 2, 4 days: median 4 (a median of the closed ones only would say 2).
func TestDifficulties(t *testing.T) {
	s := fewReports(t)
	for _, c := range []struct {
		address string
		names   []string
		want    []string
	}{
		{"/figures/response_times.csv" + fromTheTenth, []string{"severity", "days", "at_risk", "events"},
			[]string{"all 1 5 1", "all 2 4 1", "all 4 2 1", "normal 1 4 1", "normal 2 3 1", "normal 4 2 1"}},
		{"/figures/resolution_times.csv" + fromTheTenth, []string{"severity", "days", "at_risk"}, []string{"all 2 5", "all 5 3", "normal 2 4", "normal 5 3"}},
		{"/figures/incidents_open.csv", []string{"station_code", "severity", "reported_on", "age_days", "responded_on"},
			[]string{"S urgent 2025-03-28 3 ", "S normal 2025-03-11 20 2025-03-13", "T normal 2025-03-25 6 "}},
		{"/figures/incidents_by_week.csv", []string{"kind", "week", "reports", "urgent"},
			[]string{"thiếu thuốc 2025-W11 3 0", "thiếu thuốc 2025-W13 2 1", "nội dung khác 2025-W10 1 0"}},
	} {
		if got := fields(s.rowsOfCSV(c.address), c.names...); !slices.Equal(got, c.want) {
			t.Errorf("%s\n%q, want\n%q", c.address, got, c.want)
		}
	}
	s.see("/difficulties"+fromTheTenth, ": 3 khó khăn chưa xử lý xong, 1 khẩn; lâu nhất 20 ngày (Trạm S)", "trung vị đến khi phản hồi 4,0 ngày", "2 chưa phản hồi")
	s.see("/difficulties"+fromTheTenth+"&lang=en", "3 difficulties were not resolved", "median time to the response 4.0 days")
}

// The worked example's survival: 0.8, 0.6 and 0.3.
func TestSurvivalIsDrawn(t *testing.T) {
	s := fewReports(t)
	var got []string
	for _, row := range s.rowsOfCSV("/figures/response_times.csv" + fromTheTenth)[:3] {
		got = append(got, row["waiting"][:min(3, len(row["waiting"]))])
	}
	if !slices.Equal(got, []string{"0.8", "0.6", "0.3"}) && !slices.Equal(got, []string{"0.8", "0.6", "0.2"}) { // 0.3 is 0.29…9 in binary
		t.Error(got)
	}
	s.see("/figures/response_times.json"+fromTheTenth, `"fn:band"`, `"fn:atRisk"`)
	s.see("/figures/response_times.svg"+fromTheTenth, "Số báo cáo còn chờ")
}

// Press officers see the times, but neither words nor stations.
func TestDifficultiesByRole(t *testing.T) {
	s := fewReports(t)
	press := s.as(account.PressOfficer)
	for id, want := range map[string]int{"response_times": 200, "resolution_times": 200, "needs_by_specialty": 200,
		"incidents_open": 403, "incidents_by_week": 403, "indicators_by_week": 403, "indicators_by_station": 403} {
		if status, body := press.get("/figures/" + id + ".csv"); status != want || strings.Contains(body, "thuốc") {
			t.Errorf("%s answers the press office %d, want %d", id, status, want)
		}
	}
	s.as(account.Analyst).see("/difficulties", "Trạm S")
}

// A flow is summed, 30 + 12 + 8; of a stock the latest of each station, 1.100 + 400, never 1.000 + 1.100.
func TestIndicators(t *testing.T) {
	s := fewReports(t)
	s.see("/indicators", "cộng dồn: liều vắc xin 50 liều.", "Số mới nhất trong kỳ: người đang quản lý 1.500 người.", "2/2 trạm có số liệu về 2 chỉ số")
	s.see("/indicators?lang=en", "summed: liều vắc xin 50 doses.", "1,500")
	got := fields(s.rowsOfCSV("/figures/indicators_by_week.csv"), "indicator", "week", "value", "stations", "reported")
	want := []string{"liều vắc xin 2025-W11 42 2 2", "liều vắc xin 2025-W12 8 1 1", "người đang quản lý 2025-W11 1000 1 1",
		"người đang quản lý 2025-W12 1400 2 1", "người đang quản lý 2025-W13 1500 2 1"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	got = fields(s.rowsOfCSV("/figures/indicators_by_station.csv"), "station_code", "lieu_vac_xin", "nguoi_dang_quan_ly")
	if want = []string{"S 38 1100", "T 12 400"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Without any report or indicator the pages say so.
func TestActivityPagesOnLittleData(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	s := open(t, folder, day("2026-01-20"))
	for _, lang := range []string{"", "?lang=en"} {
		for _, address := range []string{"/difficulties", "/indicators"} {
			if body := s.see(address + lang); strings.Contains(body, "message failed") {
				t.Error(address, "shows a failed figure")
			}
		}
	}
	s.see("/difficulties", "không còn khó khăn nào chưa xử lý xong", "Không trạm nào báo khó khăn trong kỳ này")
	s.see("/indicators", "chưa nhận được chỉ số hoạt động nào")
}
