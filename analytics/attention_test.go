package analytics

import (
	"context"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/queries/soak"
)

// attentionProvince is a province in which each thing about staff, reports and orders happens once. As of the end of
// Sunday 30 March 2025.
func attentionProvince(t *testing.T) *Edition {
	b := editiontest.New(t).Station("S5", "TT", "2025-01-01", "2025-03-20")
	for _, s := range []string{"S1", "S2", "S3", "S4"} {
		b.Station(s, "TT", "2025-01-01", "")
	}
	for _, w := range []string{"A", "C", "E"} {
		b.Worker(w, "doctor", "nội khoa", 1)
	}
	for _, w := range []string{"B", "D", "F"} {
		b.Worker(w, "doctor", "nhi khoa", 1)
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
	b.Posting("9", "F", "S5", "2025-03-10", "2025-03-25", "") // five days past the station's last
	b.Add("incident_reports_history", "S1", "A", editiontest.Moment("2025-03-28 20:00:00"), "thiếu thuốc", "urgent", nil, nil).
		Add("incident_reports_history", "S1", "A", editiontest.Moment("2025-03-29 20:00:00"), "thiếu thuốc", "urgent", nil, nil).
		Add("incident_reports_history", "S2", "A", editiontest.Moment("2025-03-20 20:00:00"), "thiếu thuốc", "urgent", nil, editiontest.Moment("2025-03-30 20:00:00")).
		Add("incident_reports_history", "S2", "A", editiontest.Moment("2025-03-20 20:00:00"), "đường sạt lở", "normal", nil, nil)
	return publish(t, b)
}

func TestAttention(t *testing.T) {
	items, err := attentionProvince(t).Attention(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	first := map[AttentionCode]AttentionFinding{}
	for _, i := range items {
		line := string(i.Code) + " " + i.Station
		for _, f := range i.Findings {
			line += " " + f.Worker
		}
		got = append(got, line)
		first[i.Code] = i.Findings[0]
	}
	// A station with nobody is not listed for its doctor, too; the workers of one station and rule stand together.
	want := []string{"urgent_incident_open S1 A", "station_uncovered S1 ",
		"station_without_doctor S2 ", "posting_ending S3 C",
		"reports_missing S4 E D", "reports_missing S2 N B", "reports_missing S3 C", "reports_missing S1 A", "reports_missing S5 F",
		"double_booking S3 D", "posting_inactive_station S5 F", "posting_left_late S4 E", "absence_outside_posting  A"}
	equal(t, "items", got, want)
	equal(t, "numbers", []int{first[AttentionNobody].Days, first[AttentionNoDoctor].Days, first[AttentionUrgentIncident].Hours,
		first[AttentionPostingEnding].Days, first[AttentionReportsMissing].Count, first[AttentionDoubleBooking].Count, first[AttentionLeftLate].Days,
		first[AttentionPostingInactive].Days},
		[]int{16, 16, 52, 3, 2, 2, 48, 5})
	equal(t, "dates", []string{date(first[AttentionNobody].From), date(first[AttentionDoubleBooking].To)}, []string{"2025-03-15", "2025-03-29"})
}

// An empty province asks for nothing.
func TestAttentionOnNothing(t *testing.T) {
	e := publish(t, editiontest.New(t).Station("S", "TT", "2025-01-01", ""))
	items, err := e.Attention(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil || len(items) != 0 {
		t.Errorf("%v, %v", items, err)
	}
}

// attentionSeries is a province in which the series and the needs have something to say: an outside point of the
// referral proportion, an outlier, an inconsistent count, a need never met. As of the end of Sunday 30 March 2025.
func attentionSeries(t *testing.T) *Edition {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("T", "TT", "2025-01-01", "").
		Worker("N", "nurse", "", 1).Posting("1", "N", "S", "2025-01-06", "2025-12-31", "").Posting("2", "N", "T", "2025-03-20", "2025-12-31", "").
		Need("S", "nội khoa", 1, "2025-01-01", "").Need("S", "nhi khoa", 1, "2025-01-11", "").Need("T", "nội khoa", 1, "2025-03-20", "")
	weekly(b, "S", []int64{100, 101, 99, 100, 101, 99, 100, 101, 99, 100, 101, 300}, []int64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 150})
	weekly(b, "T", []int64{100, 101, 99, 100, 101, 99, 100, 101, 99, 100, 101, 100}, []int64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 101})
	return publish(t, b)
}

func TestAttentionOfSeries(t *testing.T) {
	rules := DefaultAttention
	rules.UnmetNeedDays = 70
	items, err := attentionSeries(t).AttentionBy(context.Background(), scopeOf("2025-01-06", "2025-03-30", "2025-03-30"), rules)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string][]AttentionFinding{}
	for _, i := range items {
		seen[string(i.Code)+" "+i.Station] = i.Findings
	}
	if f := seen["need_unmet S"]; len(f) != 2 || f[0].Days != 84 || f[0].Specialty != "nội khoa" || date(f[0].From) != "2025-01-06" || f[1].Days != 79 {
		t.Errorf("needs %+v", f)
	}
	if f := seen["need_unmet T"]; f != nil {
		t.Errorf("a need of eleven days is listed: %+v", f)
	}
	if f := seen["referral_signal S"]; len(f) != 1 || f[0].Signal != "outside" || f[0].Count != 1 || date(f[0].From) != "2025-03-24" || f[0].Value != 0.5 {
		t.Errorf("signal %+v", f)
	}
	if f := seen["activity_outlier S"]; len(f) != 2 || f[0].Variable != "referrals" || f[1].Variable != "visits" || f[1].Value != 300 || f[1].Usual != 100 {
		t.Errorf("outliers %+v", f)
	}
	if f := seen["activity_inconsistent T"]; len(f) != 1 || f[0].Count != 1 || date(f[0].From) != "2025-03-24" {
		t.Errorf("inconsistent %+v", f)
	}
}

// Each threshold moves its own rule: with the first value the finding is listed, with the second, which only just
// leaves it out, it is not. What happens in the two provinces, and so the values, is written there.
func TestAttentionThresholds(t *testing.T) {
	soak.Long(t)
	provinces := map[bool]*Edition{false: attentionProvince(t), true: attentionSeries(t)}
	cases := []struct {
		series                 bool
		threshold              string
		code                   AttentionCode
		subject                string // station and worker
		listed, not, elsewhere string // elsewhere: other thresholds
	}{
		{false, "urgent-hours", AttentionUrgentIncident, "S1 A", "51", "52", ""},                       // 28 March 20:00 to the end of the 30th
		{false, "uncovered-days", AttentionNobody, "S1 ", "15", "16", ""},                              // from 15 to 30 March
		{false, "no-doctor-days", AttentionNoDoctor, "S2 ", "15", "16", ""},                            // from 15 to 30 March
		{false, "ending-days", AttentionPostingEnding, "S3 C", "3", "2", ""},                           // on 2 April
		{false, "reports-missing", AttentionReportsMissing, "S4 D", "2", "3", ""},                      // of three due the first came
		{false, "report-weeks", AttentionReportsMissing, "S4 D", "2", "1", ""},                         // the last week is not due yet
		{false, "double-days", AttentionDoubleBooking, "S3 D", "2", "1", ""},                           // 28 and 29 March
		{false, "posting-days", AttentionLeftLate, "S4 E", "10", "9", ""},                              // left on 20 March
		{false, "posting-days", AttentionPostingInactive, "S5 F", "5", "4", ""},                        // ended on 25 March
		{false, "posting-days", AttentionAbsenceOutside, " A", "4", "3", ""},                           // ended on 26 March
		{false, "left-late-days", AttentionLeftLate, "S4 E", "47", "48", ""},                           // from 31 January to 20 March
		{true, "need-days", AttentionNeedUnmet, "S ", "83", "84", ""},                                  // from 6 January
		{true, "signal-weeks", AttentionReferralSignal, "S ", "1", "0", ""},                            // the last week
		{true, "data-weeks", AttentionOutlier, "S ", "1", "0", ""},                                     // the last week
		{true, "data-weeks", AttentionInconsistent, "T ", "1", "0", ""},                                // the last week
		{true, "inconsistent-cells", AttentionInconsistent, "T ", "1", "2", ""},                        // one cell
		{true, "outlier-score", AttentionOutlier, "S ", "134.8", "135", "need-days:1000,data-weeks:4"}, // 0.6745 · 200 / 1
	}
	named := map[string]bool{}
	for _, c := range cases {
		named[c.threshold] = true
		for value, want := range map[string]bool{c.listed: true, c.not: false} {
			rules, err := ParseAttentionRules(c.elsewhere + "," + c.threshold + ":" + value)
			if err != nil {
				t.Fatal(err)
			}
			items, err := provinces[c.series].AttentionBy(context.Background(), scopeOf("2025-01-06", "2025-03-30", "2025-03-30"), rules)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, i := range items {
				for _, f := range i.Findings {
					// The referrals' outlier scores 0.6745 · 139.5 / 0.5; the case is about the visits'.
					other := i.Code == AttentionOutlier && f.Variable != "visits"
					found = found || i.Code == c.code && i.Station+" "+f.Worker == c.subject && !other
				}
			}
			if found != want {
				t.Errorf("%s = %s: %s of %q listed: %v", c.threshold, value, c.code, c.subject, found)
			}
		}
	}
	rules := DefaultAttention
	for _, threshold := range rules.Thresholds() {
		if !named[threshold.Name] {
			t.Errorf("no case for %s", threshold.Name)
		}
	}
}

// What a text says of thresholds is read back as it was written; other texts are refused.
func TestAttentionRulesInText(t *testing.T) {
	rules := DefaultAttention
	rules.UnmetNeedDays, rules.OutlierScore = 28, 4.25
	if text := rules.Changed(); text != "need-days:28,outlier-score:4.25" {
		t.Errorf("written as %q", text)
	}
	if read, err := ParseAttentionRules(rules.Changed()); err != nil || read != rules {
		t.Errorf("read %+v, %v", read, err)
	}
	if DefaultAttention.Changed() != "" {
		t.Errorf("the defaults differ from themselves: %q", DefaultAttention.Changed())
	}
	for _, text := range []string{"need-days", "need-days:", "need-days:1.5", "need-days:-1", "reports-missing:0", "outlier-score:NaN", "nothing:1", "need-days:99999"} {
		if rules, err := ParseAttentionRules(text); err == nil {
			t.Errorf("%q was read as %+v", text, rules)
		}
	}
}
