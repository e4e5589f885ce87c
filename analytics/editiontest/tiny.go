package editiontest

import "testing"

// Tiny is small enough to check every query's rows by hand: three weeks from Monday 3 March 2025, two baseline
// weeks before, two stations, of which T opens on Wednesday 5 March; the doctor A is at S from 3 to 9 March but absent
// on the 5th and called to T from the 8th on (a double booking); the nurse B is at T from 10 to 14 March and left on
// the 12th.
func Tiny(t testing.TB) *Builder {
	b := New(t).Station("S", "Đông", "2025-01-01", "").Station("T", "Tây", "2025-03-05", "").
		Worker("A", "doctor", "nội khoa", 1).Worker("B", "nurse", "nhi khoa", 0.5).
		Posting("01", "A", "S", "2025-03-03", "2025-03-09", "").Posting("02", "A", "T", "2025-03-08", "2025-03-09", "").
		Posting("03", "B", "T", "2025-03-10", "2025-03-14", "2025-03-12").Cancelled("04", "B", "S", "2025-03-17", "2025-03-18").
		Absence("A", "2025-03-05", "2025-03-05").Absence("B", "2025-03-20", "2025-03-21").
		Need("S", "nội khoa", 1, "2025-03-01", "2025-03-06").Need("S", "nội khoa", 2, "2025-03-07", "").Need("T", "nhi khoa", 1, "2025-01-01", "").
		Activity("S", "", "2025-02-17", "g", 20, 4).Activity("S", "", "2025-02-24", "g", 30, 6).Activity("S", "", "2025-03-03", "g", 25, 3).
		Activity("S", "", "2025-03-10", "g", 24, 5).Activity("S", "", "2025-03-10", "h", 6, -1).
		Activity("T", "Xã Cũ", "2025-03-10", "g", 10, 1).Activity("T", "Xã Cũ", "2025-03-17", "g", 8, 9).
		Report("S", "A", "2025-03-03", "2025-03-10 08:00:00", 20, 20).Report("T", "B", "2025-03-10", "2025-03-20 08:00:00", 20, 18).
		Report("T", "B", "2025-03-10", "2025-03-21 08:00:00", 20, 20).Report("S", "B", "2025-03-10", "2025-03-17 08:00:00", 20, 20).
		Report("S", "", "2025-03-03", "2025-03-11 08:00:00", 20, 20).Report("S", "", "2025-03-17", "2025-03-16 08:00:00", 20, 20)
	b.Add("units_history", "BV", "Bệnh viện", "province").
		Add("indicators_history", "S", Day("2025-03-03"), "liều vắc xin", 12.0).
		Add("incident_reports_history", "S", "A", Moment("2025-03-20 08:00:00"), "thiếu thuốc", "urgent", nil, nil).
		Add("diagnosis_groups_history", "g", "J00-J99").Add("indicator_catalogue_history", "liều vắc xin", "flow", "liều", "whole").
		Add("monthly_indicators_history", "S", Day("2025-02-01"), "liều vắc xin", 40.0).Add("holidays_history", Day("2025-04-30"), "Lễ").
		Add("targets_history", "CMP-2", int64(2025), 0.9, "increase", "", "").Add("rebases_history", "CMP-2", Day("2025-03-10"), "đổi biểu mẫu", "S", "").
		Add("specialties_history", "nội khoa", "doctor").Add("station_aliases", "Xã Cũ", "commune", "T", nil, Day("2025-06-30"), false).
		Add("load_history", int32(1), "k", "a.csv", "00", int64(9), Moment("2025-03-24 08:00:00"), "an", int64(3), int64(1), int64(1), int64(0), int64(1)).
		Add("quarantine_history", int32(1), "", int32(1), int64(4), "activity", "Tuần", "week", "sai tuần", "bad week", false, nil, nil)
	return b
}
