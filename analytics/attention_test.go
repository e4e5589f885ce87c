package analytics

import (
	"context"
	"testing"

	"luanphien/analytics/editiontest"
)

// A province in which each thing happens once. As of Sunday 30 March 2025, its end.
func TestAttention(t *testing.T) {
	b := editiontest.New(t)
	for _, s := range []string{"S1", "S2", "S3", "S4"} {
		b.Station(s, "TT", "2025-01-01", "")
	}
	for _, w := range []string{"A", "B", "C", "D", "E"} {
		b.Worker(w, "doctor", "", 1)
	}
	b.Worker("N", "nurse", "", 1)
	b.Posting("1", "A", "S1", "2025-03-03", "2025-03-14", ""). // left S1 without anybody for 16 days
									Posting("2", "B", "S2", "2025-03-03", "2025-03-14", "").Posting("3", "N", "S2", "2025-03-03", "2025-05-31", ""). // no doctor for 16 days
									Posting("4", "C", "S3", "2025-03-03", "2025-04-02", "").                                                         // ends in 3 days
									Posting("5", "D", "S4", "2025-03-03", "2025-04-02", "").Posting("6", "B", "S4", "2025-04-03", "2025-04-30", ""). // has a successor
									Posting("7", "D", "S3", "2025-03-28", "2025-03-29", "").                                                         // double booking with 5 for two days
									Posting("8", "E", "S4", "2025-01-01", "2025-01-31", "2025-03-20").                                               // 48 days too long
									Absence("A", "2025-03-25", "2025-03-26").                                                                        // nothing to be absent from
									Report("S4", "D", "2025-03-03", "2025-03-10 08:00:00", 20, 20)
	b.Add("incident_reports_history", "S1", "A", editiontest.Moment("2025-03-28 20:00:00"), "thiếu thuốc", "urgent", nil, nil).
		Add("incident_reports_history", "S1", "A", editiontest.Moment("2025-03-29 20:00:00"), "thiếu thuốc", "urgent", nil, nil).
		Add("incident_reports_history", "S2", "A", editiontest.Moment("2025-03-20 20:00:00"), "thiếu thuốc", "urgent", nil, editiontest.Moment("2025-03-30 20:00:00")).
		Add("incident_reports_history", "S2", "A", editiontest.Moment("2025-03-20 20:00:00"), "đường sạt lở", "normal", nil, nil)
	e := publish(t, b)
	items, err := e.Attention(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	byCode := map[AttentionCode]AttentionItem{}
	for _, i := range items {
		got = append(got, string(i.Code)+" "+i.Station+i.Worker)
		byCode[i.Code] = i
	}
	want := []string{"station_uncovered S1", "urgent_incident_open S1A",
		"station_without_doctor S2", "posting_ending S3C",
		"reports_missing S4E", "reports_missing S2N", "reports_missing S3C", "reports_missing S1A", "reports_missing S2B", "reports_missing S4D",
		"posting_left_late S4E", "double_booking S3D", "absence_outside_posting A"}
	equal(t, "items", got, want)
	equal(t, "numbers", []int{byCode[AttentionNobody].Days, byCode[AttentionNoDoctor].Days, byCode[AttentionUrgentIncident].Hours,
		byCode[AttentionPostingEnding].Days, byCode[AttentionReportsMissing].Count, byCode[AttentionDoubleBooking].Count, byCode[AttentionLeftLate].Days},
		[]int{16, 16, 52, 3, 2, 2, 48})
	equal(t, "dates", []string{date(byCode[AttentionNobody].From), date(byCode[AttentionDoubleBooking].To)}, []string{"2025-03-15", "2025-03-29"})
}

// An empty province asks for nothing.
func TestAttentionOnNothing(t *testing.T) {
	e := publish(t, editiontest.New(t).Station("S", "TT", "2025-01-01", ""))
	items, err := e.Attention(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil || len(items) != 0 {
		t.Errorf("%v, %v", items, err)
	}
}

// What the series and the needs say: an outside point of the referral proportion, an outlier, an inconsistent count, a
// need never met; and thresholds that let nothing through.
func TestAttentionOfSeries(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("T", "TT", "2025-01-01", "").
		Worker("N", "nurse", "", 1).Posting("1", "N", "S", "2025-01-06", "2025-12-31", "").Posting("2", "N", "T", "2025-01-06", "2025-01-06", "").
		Need("S", "nội khoa", 1, "2025-01-01", "").Need("T", "nội khoa", 1, "2025-03-20", "")
	weekly(b, "S", []int64{100, 101, 99, 100, 101, 99, 100, 101, 99, 100, 101, 300}, []int64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 150})
	weekly(b, "T", []int64{100, 101, 99, 100, 101, 99, 100, 101, 99, 100, 101, 100}, []int64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 101})
	e := publish(t, b)
	scope := scopeOf("2025-01-06", "2025-03-30", "2025-03-30")
	items, err := e.Attention(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]AttentionItem{}
	for _, i := range items {
		seen[string(i.Code)+" "+i.Station+i.Variable] = i
	}
	if i := seen["need_unmet S"]; i.Days != 84 || i.Specialty != "nội khoa" || date(i.From) != "2025-01-06" {
		t.Errorf("need %+v", i)
	}
	if _, ok := seen["need_unmet T"]; ok {
		t.Error("a need of eleven days is listed")
	}
	if i := seen["referral_signal S"]; i.Signal != "outside" || i.Count != 1 || date(i.From) != "2025-03-24" || i.Value != 0.5 {
		t.Errorf("signal %+v", i)
	}
	if i := seen["activity_outlier Svisits"]; i.Value != 300 || i.Usual != 100 {
		t.Errorf("outlier %+v", i)
	}
	if i := seen["activity_inconsistent T"]; i.Count != 1 || i.Severity != severityInspect {
		t.Errorf("inconsistent %+v", i)
	}
	rules := DefaultAttention
	rules.UnmetNeedDays, rules.SignalWeeks, rules.UncoveredDays, rules.NoDoctorDays, rules.ReportsMissing = 1000, 0, 1000, 1000, 1000
	if items, err = e.AttentionBy(context.Background(), scope, rules); err != nil || len(items) != 0 {
		t.Errorf("%+v, %v", items, err)
	}
}
