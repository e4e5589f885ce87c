package analytics

import (
	"context"
	"fmt"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries/calendar"
)

// aheadFacts, seen on Sunday 30 March 2025: the doctor A is at S until 6 April by order and, it turns out, 2 April, then
// at U, which closes on 10 April; the doctor C comes to S on 14 April and is away on 20 and 21 April; the nurse B is at T
// until 5 April; D is at T all the time but called to S on 10 and 11 April. V opens on 20 April.
func aheadFacts(t testing.TB) *editiontest.Builder {
	return editiontest.New(t).Station("S", "Đông", "2025-01-01", "").Station("T", "Tây", "2025-01-01", "").
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
}

// aheadProvince is an edition of that day.
func aheadProvince(t testing.TB) *Edition {
	b := aheadFacts(t)
	b.Manifest.AsOf = calendar.EndOf(editiontest.Day("2025-03-30"))
	return publish(t, b)
}

func dateOf(d *time.Time) string {
	if d == nil {
		return "never"
	}
	return date(*d)
}

func aheadWords(a *Ahead) (stations, postings, needs []string) {
	for _, s := range a.Stations {
		stations = append(stations, fmt.Sprintf("%s %d/%d %d %s %s", s.Station.Code, s.Covered, s.Days, s.DoctorDays, dateOf(s.NoDoctorFrom), dateOf(s.Nobody)))
	}
	for _, p := range a.Postings {
		postings = append(postings, fmt.Sprintf("%s %s %s %s %t %t %t", p.Decision, p.Station, p.Worker, date(p.End), p.Arrives, p.Leaves, p.Replaced))
	}
	for _, n := range a.Needs {
		needs = append(needs, fmt.Sprintf("%s %s %d/%d %s", n.Station, n.Specialty, n.MetDays, n.NeedDays, dateOf(n.UnmetFrom)))
	}
	return stations, postings, needs
}

// Counted by hand on a calendar, 31 March to 27 April.
func TestAhead(t *testing.T) {
	e := aheadProvince(t)
	scope := scopeOf("2025-03-03", "2025-03-30", "2025-03-30")
	a, err := e.Ahead(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	stations, postings, needs := aheadWords(a)
	equal(t, "days", []string{date(a.From), date(a.To)}, []string{"2025-03-31", "2025-04-27"})
	equal(t, "stations", stations, []string{
		"S 17/28 15 2025-04-03 2025-04-03", "T 26/28 0 2025-03-31 2025-04-10", "U 4/11 4 2025-03-31 2025-03-31", "V 0/8 0 2025-04-20 2025-04-20"})
	equal(t, "postings", postings, []string{
		"1 S A 2025-04-02 false true false", "3 T B 2025-04-05 false true false", "5 S D 2025-04-11 true true false",
		"6 U A 2025-04-20 true true false", "2 S C 2025-05-31 true false false", "4 T D 2025-06-30 false false false"})
	equal(t, "needs", needs, []string{"S nhi khoa 12/14 2025-04-20", "S nội khoa 3/28 2025-04-03", "T nội khoa 0/4 2025-03-31"})
	equal(t, "pooled", []Ratio{a.Coverage(), a.Doctors()}, []Ratio{{47, 75}, {19, 75}})
	scope.Facility = "U"
	if a, err = e.Ahead(context.Background(), scope); err != nil || len(a.Stations) != 1 || len(a.Postings) != 1 || len(a.Needs) != 0 {
		t.Errorf("one station: %+v, %v", a, err)
	}
}

// Seen from a later edition, that day did not yet know that A would leave early and C be away.
func TestAheadKnowsNoMoreThanThen(t *testing.T) {
	b := aheadFacts(t)
	b.Manifest.PublishedAt = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	a, err := publish(t, b).Ahead(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	stations, postings, needs := aheadWords(a)
	equal(t, "station", stations[:1], []string{"S 23/28 21 2025-04-07 2025-04-07"})
	equal(t, "posting", postings[1:2], []string{"1 S A 2025-04-06 false true false"})
	equal(t, "needs", needs[:2], []string{"S nhi khoa 14/14 never", "S nội khoa 7/28 2025-04-07"})
}

// A successor of the same role who takes over the next day is one; one of another role, or a day later, is not.
func TestAheadSuccessors(t *testing.T) {
	e := publish(t, editiontest.New(t).Station("S", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).Worker("B", "doctor", "", 1).Worker("N", "nurse", "", 1).
		Posting("1", "A", "S", "2025-03-03", "2025-04-06", "").Posting("2", "B", "S", "2025-04-07", "2025-04-13", "").
		Posting("3", "N", "S", "2025-04-14", "2025-04-20", "").Posting("4", "A", "S", "2025-04-15", "2025-05-20", ""))
	a, err := e.Ahead(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	var replaced []bool
	for _, p := range a.Postings {
		replaced = append(replaced, p.Replaced)
	}
	equal(t, "replaced", replaced, []bool{true, false, false, false})
}

func TestAheadOnNothing(t *testing.T) {
	a, err := publish(t, editiontest.New(t)).Ahead(context.Background(), scopeOf("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil || len(a.Stations)+len(a.Days)+len(a.Postings)+len(a.Needs) > 0 {
		t.Errorf("%+v, %v", a, err)
	}
	if _, ok := a.Coverage().Value(); ok {
		t.Error("coverage of no days is a number")
	}
}
