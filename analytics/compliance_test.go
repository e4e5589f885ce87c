package analytics

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
	"luanphien/queries/calendar"
)

type complianceExpected struct {
	StationWeeks []struct {
		Station     string
		IsoWeek     string `json:"iso_week"`
		Submissions int
		Status      string
		DaysLate    int `json:"days_late"`
	} `json:"station_weeks"`
	Stations map[string]complianceSums
	Province complianceSums
	// ids of submissions
	Unexpected, Premature []string
}

type complianceSums struct {
	Due, OnTime, Late, Missing, NotYetDue int
	Fields, Nonblank                      int
	FullyComplete                         int
	Resubmissions                         int
	MedianDaysLate                        *float64
	Completeness, Timeliness, Content     *float64
	Low, High, TimelyLow, TimelyHigh      float64
	Streaks                               [4]int
}

// UnmarshalJSON reads the vector's names.
func (c *complianceSums) UnmarshalJSON(b []byte) error {
	m, err := numbers(b)
	if err != nil {
		return err
	}
	n := func(name string) int {
		if m[name] == nil {
			return 0
		}
		return int(*m[name])
	}
	*c = complianceSums{Due: n("due"), OnTime: n("on_time"), Late: n("late"), Missing: n("missing"), NotYetDue: n("not_yet_due"),
		Fields: n("fields"), Nonblank: n("nonblank"), FullyComplete: n("fully_complete"), Resubmissions: n("resubmissions"),
		MedianDaysLate: m["median_days_late"], Completeness: m["completeness"], Timeliness: m["timeliness"], Content: m["content_completeness"],
		Low: *m["completeness_wilson_low"], High: *m["completeness_wilson_high"],
		TimelyLow: *m["timeliness_wilson_low"], TimelyHigh: *m["timeliness_wilson_high"],
		Streaks: [4]int{n("current_reporting_streak"), n("longest_reporting_streak"), n("current_on_time_streak"), n("longest_on_time_streak")}}
	return nil
}

func TestComplianceVector(t *testing.T) {
	b := editiontest.New(t)
	for _, r := range editiontest.VectorCSV(t, "compliance_stations.csv") {
		b.Station(r["station_id"], "TT", r["active_from"], r["active_to"])
	}
	var params struct {
		AsOf     string   `json:"as_of"`
		FromWeek string   `json:"from_week"`
		ToWeek   string   `json:"to_week"`
		Timely   int      `json:"timely_days"`
		Fields   []string `json:"mandatory_fields"`
	}
	editiontest.VectorJSON(t, "compliance_params.json", &params)
	received := map[string]string{}
	for _, r := range editiontest.VectorCSV(t, "compliance_submissions.csv") {
		at, err := time.Parse(time.RFC3339, r["received_at"])
		if err != nil {
			t.Fatal(err)
		}
		filled := int64(0)
		for _, f := range params.Fields {
			if strings.TrimSpace(r[f]) != "" {
				filled++
			}
		}
		local := calendar.Local(at).Format(time.DateTime)
		received[local+r["station_id"]] = r["submission_id"]
		b.Report(r["station_id"], "", week(t, r["iso_week"]).Monday().Format(time.DateOnly), local, int64(len(params.Fields)), filled)
	}
	asOf, err := calendar.ParseAsOf(params.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	scope := Scope{From: week(t, params.FromWeek).Monday(), To: week(t, params.ToWeek).Sunday(), AsOf: asOf}
	got, err := publish(t, b).Compliance(context.Background(), scope, StreamStation)
	if err != nil {
		t.Fatal(err)
	}
	var want complianceExpected
	editiontest.VectorJSON(t, "compliance.expected.json", &want)
	if got.TimelyDays != params.Timely || got.State != StateOK {
		t.Errorf("timely days %d, state %s", got.TimelyDays, got.State)
	}
	checkCompliance(t, "province", got.Province, want.Province)
	for _, s := range got.Stations {
		w := want.Stations[s.Station.Code]
		checkCompliance(t, s.Station.Code, s.ComplianceCounts, w)
		editiontest.Equal(t, s.Station.Code+" streaks", []int{s.Streaks.Reporting, s.Streaks.LongestReporting, s.Streaks.OnTime, s.Streaks.LongestOnTime}, w.Streaks[:])
	}
	checkStates(t, got, want)
	checkIgnored(t, got, want, received)
}

func checkCompliance(t *testing.T, what string, c ComplianceCounts, w complianceSums) {
	t.Helper()
	editiontest.Equal(t, what, []int{c.Due, c.OnTime, c.Late, c.Missing, c.NotYetDue, c.RequiredFields, c.FilledFields, c.FullReports, c.Resubmissions},
		[]int{w.Due, w.OnTime, w.Late, w.Missing, w.NotYetDue, w.Fields, w.Nonblank, w.FullyComplete, w.Resubmissions})
	same(t, what+" CMP-1", c.Completeness(), w.Completeness)
	same(t, what+" CMP-2", c.Timeliness(), w.Timeliness)
	same(t, what+" CMP-4", c.ContentCompleteness(), w.Content)
	if (c.MedianDaysLate == nil) != (w.MedianDaysLate == nil) || c.MedianDaysLate != nil && *c.MedianDaysLate != *w.MedianDaysLate {
		t.Errorf("%s: median %v, want %v", what, c.MedianDaysLate, w.MedianDaysLate)
	}
	low, high, _ := stats.Wilson(float64(c.OnTime+c.Late), float64(c.Due), 0.95)
	editiontest.Check(t, what+" low", low, w.Low)
	editiontest.Check(t, what+" high", high, w.High)
	low, high, _ = stats.Wilson(float64(c.OnTime), float64(c.Due), 0.95)
	editiontest.Check(t, what+" timely low", low, w.TimelyLow)
	editiontest.Check(t, what+" timely high", high, w.TimelyHigh)
}

func checkStates(t *testing.T, got *Compliance, want complianceExpected) {
	t.Helper()
	cells := map[string]ReportCell{}
	for _, c := range got.Grid {
		cells[c.Station+editiontest.Date(c.Monday)] = c
	}
	if len(got.Grid) != len(want.StationWeeks) {
		t.Errorf("%d cells, want %d", len(got.Grid), len(want.StationWeeks))
	}
	for _, w := range want.StationWeeks {
		c := cells[w.Station+editiontest.Date(week(t, w.IsoWeek).Monday())]
		if string(c.State) != w.Status || c.DaysLate != w.DaysLate || c.Submissions != w.Submissions {
			t.Errorf("%s %s: %+v, want %+v", w.Station, w.IsoWeek, c, w)
		}
	}
}

func checkIgnored(t *testing.T, got *Compliance, want complianceExpected, received map[string]string) {
	t.Helper()
	ids := map[string][]string{}
	for _, i := range got.Ignored {
		ids[string(i.Reason)] = append(ids[string(i.Reason)], received[i.Received.Format(time.DateTime)+i.Station])
	}
	for reason, w := range map[string][]string{"unexpected": want.Unexpected, "premature": want.Premature} {
		slices.Sort(ids[reason])
		editiontest.Equal(t, reason, ids[reason], w)
	}
}

func week(t *testing.T, text string) calendar.Week {
	t.Helper()
	w, err := calendar.ParseWeek(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A small province in the rotation stream, reckoned by hand: worker A is at S for three days of the first week (so a
// report is expected), two of the second (not expected), five of the third.
func TestRotationStream(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).Worker("B", "nurse", "", 1).
		Posting("1", "A", "S", "2025-03-07", "2025-03-11", "").Posting("2", "A", "S", "2025-03-17", "2025-03-21", "").
		Posting("3", "B", "S", "2025-03-03", "2025-03-23", "").
		Report("S", "A", "2025-03-03", "2025-03-11 23:59:59", 20, 20). // on time: the Tuesday still is
		Report("S", "A", "2025-03-10", "2025-03-17 08:00:00", 20, 20). // unexpected
		Report("S", "A", "2025-03-17", "2025-03-16 23:59:59", 20, 20). // premature
		Report("S", "A", "2025-03-17", "2025-03-26 00:00:00", 20, 18). // late by one day
		Report("S", "A", "2025-03-17", "2025-03-27 09:00:00", 20, 19). // a resubmission
		Report("S", "B", "2025-03-10", "2025-03-17 08:00:00", 20, 20). // on time
		Report("S", "", "2025-03-10", "2025-03-17 08:00:00", 20, 20)   // the station's own: another stream
	e := publish(t, b)
	c, err := e.Compliance(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-31"), StreamRotation)
	if err != nil {
		t.Fatal(err)
	}
	p := c.Province
	editiontest.Equal(t, "counts", []int{p.Due, p.OnTime, p.Late, p.Missing, p.NotYetDue, p.Resubmissions, p.RequiredFields, p.FilledFields, p.Reports, p.FullReports},
		[]int{5, 2, 1, 2, 0, 1, 60, 59, 3, 2})
	if p.MedianDaysLate == nil || *p.MedianDaysLate != 1 {
		t.Errorf("median %v", p.MedianDaysLate)
	}
	editiontest.Equal(t, "weeks", []int{len(c.Weeks), c.Weeks[0].Due, c.Weeks[1].Due, c.Weeks[2].Due}, []int{3, 2, 1, 2})
	if len(c.Ignored) != 2 || c.Ignored[0].Reason != "unexpected" || c.Ignored[1].Reason != "premature" {
		t.Errorf("ignored %+v", c.Ignored)
	}
	early, err := e.Compliance(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-24"), StreamRotation)
	if err != nil {
		t.Fatal(err)
	}
	editiontest.Equal(t, "a week before", []int{early.Province.Due, early.Province.NotYetDue, early.Province.Late}, []int{3, 2, 0})
}

// A stream of which nothing was ever received is not collected, not 0 %; one with nothing due is not applicable.
func TestComplianceStates(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Report("S", "", "2025-03-03", "2025-03-10 08:00:00", 20, 20)
	e := publish(t, b)
	for _, want := range []struct {
		stream Stream
		to     string
		state  State
	}{{StreamStation, "2025-03-16", StateOK}, {StreamRotation, "2025-03-16", StateNotCollected}, {StreamStation, "2025-03-05", StateNotApplicable}} {
		c, err := e.Compliance(context.Background(), scopeOf("2025-03-03", want.to, "2025-03-31"), want.stream)
		if err != nil {
			t.Fatal(err)
		}
		if c.State != want.state {
			t.Errorf("%+v: %s", want, c.State)
		}
	}
}

// The sums are those of the query that shows them.
func TestReportSumsAreTheQuerys(t *testing.T) {
	e := tinyProvince(t)
	ctx, scope := context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30")
	for _, stream := range []Stream{StreamRotation, StreamStation} {
		got, err := e.streamSums(ctx, scope, stream, true)
		if err != nil {
			t.Fatal(err)
		}
		want := &streamSums{stations: map[string]ComplianceCounts{}}
		err = e.Read(ctx, "compliance_sums", scope.Stream(stream), func(r *statement.Row) {
			part, station := r.Text(), r.Text()
			r.Skip()
			monday, counts := r.Date(), readCompliance(r)
			switch part {
			case "station":
				want.stations[station] = counts
			case "week":
				want.weeks = append(want.weeks, WeekCompliance{monday, counts})
			default:
				want.total = counts
			}
		})
		if err != nil || want.total.Due == 0 {
			t.Fatal(want, err)
		}
		editiontest.EqualJSON(t, "total", got.total, want.total)
		editiontest.EqualJSON(t, "stations", got.stations, want.stations)
		editiontest.EqualJSON(t, "weeks", got.weeks, want.weeks)
	}
}
