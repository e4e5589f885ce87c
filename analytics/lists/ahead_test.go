package lists

import (
	"context"
	"fmt"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
)

// aheadProvince is an edition of that day.
func aheadProvince(t testing.TB) *analytics.Edition {
	return analyticstest.Publish(t, editiontest.Ahead(t))
}

func dateOf(d *time.Time) string {
	if d == nil {
		return "never"
	}
	return editiontest.Date(*d)
}

func aheadWords(a *Ahead) (stations, postings, needs []string) {
	for _, s := range a.Stations {
		stations = append(stations, fmt.Sprintf("%s %d/%d %d %s %s", s.Station.Code, s.Covered, s.Days, s.DoctorDays, dateOf(s.NoDoctorFrom), dateOf(s.Nobody)))
	}
	for _, p := range a.Postings {
		postings = append(postings, fmt.Sprintf("%s %s %s %s %t %t %t", p.Decision, p.Station, p.Worker, editiontest.Date(p.End), p.Arrives, p.Leaves, p.Replaced))
	}
	for _, n := range a.Needs {
		needs = append(needs, fmt.Sprintf("%s %s %d/%d %s", n.Station, n.Specialty, n.MetDays, n.NeedDays, dateOf(n.UnmetFrom)))
	}
	return stations, postings, needs
}

// Counted by hand on a calendar, 31 March to 27 April.
func TestAhead(t *testing.T) {
	e := aheadProvince(t)
	scope := analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-30")
	a, err := AheadOf(context.Background(), e, scope)
	if err != nil {
		t.Fatal(err)
	}
	stations, postings, needs := aheadWords(a)
	editiontest.Equal(t, "days", []string{editiontest.Date(a.From), editiontest.Date(a.To)}, []string{"2025-03-31", "2025-04-27"})
	editiontest.Equal(t, "stations", stations, []string{
		"S 17/28 15 2025-04-03 2025-04-03", "T 26/28 0 2025-03-31 2025-04-10", "U 4/11 4 2025-03-31 2025-03-31", "V 0/8 0 2025-04-20 2025-04-20"})
	editiontest.Equal(t, "postings", postings, []string{
		"1 S A 2025-04-02 false true false", "3 T B 2025-04-05 false true false", "5 S D 2025-04-11 true true false",
		"6 U A 2025-04-20 true true false", "2 S C 2025-05-31 true false false", "4 T D 2025-06-30 false false false"})
	editiontest.Equal(t, "needs", needs, []string{"S nhi khoa 12/14 2025-04-20", "S nội khoa 3/28 2025-04-03", "T nội khoa 0/4 2025-03-31"})
	editiontest.Equal(t, "pooled", []analytics.Ratio{a.Coverage(), a.Doctors()}, []analytics.Ratio{{Numerator: 47, Denominator: 75}, {Numerator: 19, Denominator: 75}})
	scope.Facility = "U"
	if a, err = AheadOf(context.Background(), e, scope); err != nil || len(a.Stations) != 1 || len(a.Postings) != 1 || len(a.Needs) != 0 {
		t.Errorf("one station: %+v, %v", a, err)
	}
}

// Seen from a later edition, that day did not yet know that A would leave early and C be away.
func TestAheadKnowsNoMoreThanThen(t *testing.T) {
	b := editiontest.Ahead(t)
	b.Manifest.AsOf = time.Time{}
	b.Manifest.PublishedAt = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	a, err := AheadOf(context.Background(), analyticstest.Publish(t, b), analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	stations, postings, needs := aheadWords(a)
	editiontest.Equal(t, "station", stations[:1], []string{"S 23/28 21 2025-04-07 2025-04-07"})
	editiontest.Equal(t, "posting", postings[1:2], []string{"1 S A 2025-04-06 false true false"})
	editiontest.Equal(t, "needs", needs[:2], []string{"S nhi khoa 14/14 never", "S nội khoa 7/28 2025-04-07"})
}

// A successor of the same role who takes over the next day is one; one of another role, or a day later, is not.
func TestAheadSuccessors(t *testing.T) {
	e := analyticstest.Publish(t, editiontest.New(t).Station("S", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).Worker("B", "doctor", "", 1).Worker("N", "nurse", "", 1).
		Posting("1", "A", "S", "2025-03-03", "2025-04-06", "").Posting("2", "B", "S", "2025-04-07", "2025-04-13", "").
		Posting("3", "N", "S", "2025-04-14", "2025-04-20", "").Posting("4", "A", "S", "2025-04-15", "2025-05-20", ""))
	a, err := AheadOf(context.Background(), e, analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil {
		t.Fatal(err)
	}
	var replaced []bool
	for _, p := range a.Postings {
		replaced = append(replaced, p.Replaced)
	}
	editiontest.Equal(t, "replaced", replaced, []bool{true, false, false, false})
}

func TestAheadOnNothing(t *testing.T) {
	a, err := AheadOf(context.Background(), analyticstest.Publish(t, editiontest.New(t)), analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-30"))
	if err != nil || len(a.Stations)+len(a.Days)+len(a.Postings)+len(a.Needs) > 0 {
		t.Errorf("%+v, %v", a, err)
	}
	if _, ok := a.Coverage().Value(); ok {
		t.Error("coverage of no days is a number")
	}
}

// The coming weeks of one specialty, counted on the calendar of TestAhead.
func TestAheadOfOneSpecialty(t *testing.T) {
	a, err := AheadOf(context.Background(), aheadProvince(t), analyticstest.OfSpecialty(analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-30"), "nội khoa"))
	editiontest.Fatal(t, err)
	stations, postings, needs := aheadWords(a)
	editiontest.Equal(t, "stations", stations, []string{"S 3/28 3 2025-04-03 2025-04-03", "T 0/28 0 2025-03-31 2025-03-31",
		"U 4/11 4 2025-03-31 2025-03-31", "V 0/8 0 2025-04-20 2025-04-20"})
	editiontest.Equal(t, "postings", postings, []string{"1 S A 2025-04-02 false true false", "6 U A 2025-04-20 true true false"})
	editiontest.Equal(t, "needs", needs, []string{"S nội khoa 3/28 2025-04-03", "T nội khoa 0/4 2025-03-31"})
}
