package attention

import (
	"context"
	"fmt"
	"testing"

	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
)

// A later load of a decision that lists another worker of the same cadre and no longer the first one may have replaced
// them; so may the same worker with another start. Two of one load, or of one that lists both, are ordinary; so are other
// cadres, and those of which the later order says whom it replaces.
func TestPossibleReplacements(t *testing.T) {
	b := editiontest.New(t).Worker("A", "doctor", "nội khoa", 1).Worker("B", "doctor", "nội khoa", 1).Worker("C", "nurse", "nhi khoa", 1)
	for load, at := range []string{"2025-03-01 08:00:00", "2025-03-08 08:00:00"} {
		b.Add("load_history", int32(load+1), "k", "qd.csv", "00", int64(9), editiontest.Moment(at), "an", int64(1), int64(1), int64(0), int64(0), int64(0))
	}
	list := func(load int32, decision, worker, station, start string) {
		b.Add("posting_listing_history", load, decision, worker, station, editiontest.Day(start))
	}
	post := func(decision, worker, station, start, end, status string, replaces any) {
		var of any
		if replaces != nil && replaces != "" {
			of = decision
		}
		b.Full("postings_history", decision, worker, station, editiontest.Day(start), editiontest.Day(end), nil, status, of, replaces)
	}
	for _, s := range []string{"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"} {
		b.Station(s, "Đông", "2025-01-01", "")
		list(1, s, "A", s, "2025-03-03")
	}
	active := "active"
	post("S1", "A", "S1", "2025-03-03", "2025-03-30", active, nil) // replaced by another worker
	post("S1", "B", "S1", "2025-03-10", "2025-04-06", active, nil)
	list(2, "S1", "B", "S1", "2025-03-10")
	post("S2", "A", "S2", "2025-03-03", "2025-03-30", active, nil) // another start
	post("S2", "A", "S2", "2025-03-10", "2025-04-06", active, nil)
	list(2, "S2", "A", "S2", "2025-03-10")
	post("S3", "A", "S3", "2025-03-03", "2025-03-30", active, nil) // another cadre
	post("S3", "C", "S3", "2025-03-10", "2025-04-06", active, nil)
	list(2, "S3", "C", "S3", "2025-03-10")
	post("S4", "A", "S4", "2025-03-03", "2025-03-30", active, nil) // both listed
	post("S4", "B", "S4", "2025-03-10", "2025-04-06", active, nil)
	list(2, "S4", "A", "S4", "2025-03-03")
	list(2, "S4", "B", "S4", "2025-03-10")
	post("S5", "A", "S5", "2025-03-03", "2025-03-30", active, nil) // both of the first load
	post("S5", "B", "S5", "2025-03-03", "2025-03-30", active, nil)
	list(1, "S5", "B", "S5", "2025-03-03")
	post("S6", "A", "S6", "2025-03-03", "2025-03-30", "replaced", nil) // settled: the first is replaced
	post("S6", "B", "S6", "2025-03-10", "2025-04-06", active, nil)
	list(2, "S6", "B", "S6", "2025-03-10")
	post("S7", "A", "S7", "2025-03-03", "2025-03-30", active, nil) // settled: both hold
	post("S7", "B", "S7", "2025-03-10", "2025-04-06", active, "")
	list(2, "S7", "B", "S7", "2025-03-10")
	post("S8", "A", "S8", "2025-03-03", "2025-03-30", active, nil) // settled: the later says whom it replaces
	post("S8", "B", "S8", "2025-03-10", "2025-04-06", active, "A")
	list(2, "S8", "B", "S8", "2025-03-10")
	e := analyticstest.Publish(t, b)
	found, err := PossibleReplacements(context.Background(), e, analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, p := range found {
		got += fmt.Sprintf("%s %s %s→%s %s; ", p.Station, p.Worker, p.From.Format("02/01"), p.NewWorker, p.NewFrom.Format("02/01"))
	}
	if want := "S1 A 03/03→B 10/03; S2 A 03/03→A 10/03; "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if before, err := PossibleReplacements(context.Background(), e, analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-07")); err != nil || len(before) > 0 {
		t.Errorf("known before the load that brought them: %v %v", before, err)
	}
	// Presence is that of orders in force alone.
	days, err := e.Coverage(context.Background(), analyticstest.Scope("2025-03-03", "2025-03-09", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range days.Stations {
		if want := map[string]int{"S6": 0, "S8": 0, "S7": 7}; (s.Station.Code == "S6" || s.Station.Code == "S8" || s.Station.Code == "S7") && s.CoveredDays != want[s.Station.Code] {
			t.Errorf("%s is covered on %d days", s.Station.Code, s.CoveredDays)
		}
	}
}
