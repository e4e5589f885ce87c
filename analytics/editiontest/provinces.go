package editiontest

import (
	"testing"

	"luanphien/queries/calendar"
)

// Ahead is seen on Sunday 30 March 2025: the doctor A is at S until 6 April by order and, it turns out, 2 April, then
// at U, which closes on 10 April; the doctor C comes to S on 14 April and is away on 20 and 21 April; the nurse B is at T
// until 5 April; D is at T all the time but called to S on 10 and 11 April. V opens on 20 April.
func Ahead(t testing.TB) *Builder {
	b := New(t).Station("S", "Đông", "2025-01-01", "").Station("T", "Tây", "2025-01-01", "").
		Station("U", "Tây", "2025-01-01", "2025-04-10").Station("V", "Tây", "2025-04-20", "").
		Worker("A", "doctor", "nội khoa", 1).Worker("B", "nurse", "", 1).Worker("C", "doctor", "nhi khoa", 1).Worker("D", "preventive", "", 1).
		Posting("1", "A", "S", "2025-03-03", "2025-04-06", "2025-04-02").
		Posting("2", "C", "S", "2025-04-14", "2025-05-31", "").Absence("C", "2025-04-20", "2025-04-21").
		Posting("3", "B", "T", "2025-03-01", "2025-04-05", "").
		Posting("4", "D", "T", "2025-03-30", "2025-06-30", "").
		Posting("5", "D", "S", "2025-04-10", "2025-04-11", "").
		Posting("6", "A", "U", "2025-04-07", "2025-04-20", "").
		Cancelled("7", "A", "V", "2025-04-20", "2025-04-30").
		Posting("8", "A", "V", "2025-05-15", "2025-05-30", "").
		Need("S", "nội khoa", 1, "2025-01-01", "").Need("S", "nhi khoa", 1, "2025-04-14", "").Need("T", "nội khoa", 1, "2025-01-01", "2025-04-03")
	b.Manifest.AsOf = calendar.EndOf(Day("2025-03-30"))
	return b
}

// Merged has one station made of two communes, whose facts of June 2025 name them.
func Merged(t testing.TB) *Builder {
	day, moment := Day, Moment
	return New(t).Station("S", "TTYT", "2025-01-01", "").
		Add("station_aliases", "Một", "commune", "S", nil, day("2025-06-30"), false).Add("station_aliases", "Hai", "ward", "S", nil, day("2025-06-30"), false).
		Worker("A", "doctor", "nội khoa", 1).Posting("1", "A", "S", "2025-06-02", "2025-06-29", "").Worker("B", "doctor", "nội khoa", 1).
		Add("specialties_history", "nội khoa", "doctor").
		Add("indicator_catalogue_history", "liều", "flow", "liều", "whole").
		// Both parts, and the station itself beside them: 10 + 20.
		AddOf("Một", "indicators_history", "S", day("2025-06-02"), "liều", 10.0).AddOf("Hai", "indicators_history", "S", day("2025-06-02"), "liều", 20.0).
		Add("indicators_history", "S", day("2025-06-02"), "liều", 31.0).
		// One part only: missing. The station itself only: 7.
		AddOf("Một", "indicators_history", "S", day("2025-06-09"), "liều", 5.0).
		Add("indicators_history", "S", day("2025-06-16"), "liều", 7.0).
		Activity("S", "Một", "2025-06-02", "khác", 3, 1).Activity("S", "Hai", "2025-06-02", "khác", 4, 1).Activity("S", "", "2025-06-02", "khác", 9, 0).
		// Two needs of one and of one make two until the end of June; the station's own holds from then on.
		AddOf("Một", "needs_history", "S", "nội khoa", int64(1), day("2025-06-02"), day("2025-06-30")).
		AddOf("Hai", "needs_history", "S", "nội khoa", int64(1), day("2025-06-09"), day("2025-06-30")).
		Add("needs_history", "S", "nội khoa", int64(1), day("2025-06-16"), nil).
		// A week is reported once both parts have: on the Wednesday. One part sends again on the Thursday.
		AddOf("Một", "weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-09 08:00:00"), int64(20), int64(18)).
		AddOf("Hai", "weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-11 09:00:00"), int64(20), int64(10)).
		AddOf("Hai", "weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-12 09:00:00"), int64(20), int64(20)).
		Add("weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-09 07:00:00"), int64(20), int64(20)).
		AddOf("Một", "weekly_reports_history", "S", "", day("2025-06-09"), moment("2025-06-16 08:00:00"), int64(20), int64(20)).
		AddOf("Một", "weekly_reports_history", "S", "A", day("2025-06-02"), moment("2025-06-09 08:00:00"), int64(10), int64(9)).
		AddOf("Một", "incident_reports_history", "S", "A", moment("2025-06-04 08:00:00"), "mất điện", "urgent", nil, nil).
		Add("incident_reports_history", "S", "A", moment("2025-06-04 08:00:00"), "mất điện", "urgent", nil, nil).
		AddOf("Hai", "incident_reports_history", "S", "A", moment("2025-06-05 08:00:00"), "mất nước", "normal", nil, nil)
}
