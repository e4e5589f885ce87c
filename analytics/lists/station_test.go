package lists

import (
	"context"
	"errors"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
	"luanphien/queries/calendar"
)

func TestStationDetail(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Station("Z", "TT", "2025-01-01", "").Worker("A", "doctor", "nội khoa", 1).
		Posting("1", "A", "S", "2025-03-03", "2025-03-14", "2025-03-12").Absence("A", "2025-03-05", "2025-03-06").
		Activity("S", "", "2025-03-03", "g", 10, 2).Activity("S", "", "2025-03-03", "h", 5, 0).
		Activity("S", "", "2025-03-10", "g", 10, -1).Activity("S", "", "2025-03-10", "h", 0, 0).
		Activity("Z", "", "2025-03-10", "g", 99, 9)
	e := analyticstest.Publish(t, b)
	scope := analyticstest.Scope("2025-03-03", "2025-03-23", "2025-03-31")
	scope.Facility = "S"
	d, err := StationOf(context.Background(), e, scope)
	if err != nil {
		t.Fatal(err)
	}
	p := d.Postings[0]
	editiontest.Equal(t, "days", []int{len(d.Postings), p.PresentDays, p.AbsentDays}, []int{1, 8, 2})
	editiontest.Equal(t, "posting", []string{p.Cadre, p.Role, p.Specialty, editiontest.Date(*p.Left)}, []string{"doctor", "doctor", "nội khoa", "2025-03-12"})
	if len(d.Activity) != 3 {
		t.Fatalf("%d weeks", len(d.Activity))
	}
	first, second, third := d.Activity[0], d.Activity[1], d.Activity[2]
	if *first.Visits != 15 || *first.Referrals != 2 || first.DoctorDays != 5 || first.GroupsComplete != 2 {
		t.Errorf("first week %+v", first)
	}
	if *second.Visits != 10 || second.Referrals != nil || second.Groups != 2 || second.GroupsComplete != 1 {
		t.Errorf("a missing cell was summed: %+v", second)
	}
	if third.Visits != nil || third.Groups != 0 {
		t.Errorf("a week without a report: %+v", third)
	}
	editiontest.Equal(t, "strips", []int{len(d.Rotation), len(d.Reports), len(d.Presence)}, []int{2, 3, 3})
	scope.Facility = "none"
	if _, err := StationOf(context.Background(), e, scope); !errors.Is(err, analytics.ErrNoStation) {
		t.Errorf("no station: %v", err)
	}
}

// Rows of the former communes add up; a part that did not report leaves the week's cell missing.
func TestFormerUnitsAddUp(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").
		Add("station_aliases", "Xã Một", "commune", "S", nil, nil, false).Add("station_aliases", "Xã Hai", "commune", "S", nil, nil, false).
		Add("station_aliases", "Xa Hai", "", "S", nil, nil, false). // a spelling, no third unit
		Activity("S", "Xã Một", "2025-03-03", "g", 10, 1).Activity("S", "Xã Hai", "2025-03-03", "g", 20, 2).
		Activity("S", "Xã Một", "2025-03-10", "g", 10, 1).
		Activity("S", "Xã Một", "2025-03-17", "g", 10, 1).Activity("S", "Xã Hai", "2025-03-17", "g", 20, -1).
		Activity("S", "", "2025-03-24", "g", 7, 1)
	e := analyticstest.Publish(t, b)
	weeks, err := ActivityByWeek(context.Background(), e, analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]any
	for _, w := range weeks {
		got = append(got, [2]any{w.Visits, w.Referrals})
	}
	editiontest.EqualJSON(t, "weeks", got, [][2]any{{30, 3}, {nil, nil}, {30, nil}, {7, 1}})
}

// A week counts once its Sunday is not after the as-of date.
func TestActivityAsOf(t *testing.T) {
	e := analyticstest.Publish(t, editiontest.New(t).Station("S", "TT", "2025-01-01", "").Activity("S", "", "2025-03-03", "g", 10, 1))
	for asOf, want := range map[string]int{"2025-03-08": 0, "2025-03-09": 1} {
		weeks, err := ActivityByWeek(context.Background(), e, analyticstest.Scope("2025-03-03", "2025-03-30", asOf))
		if err != nil {
			t.Fatal(err)
		}
		if len(weeks) != want {
			t.Errorf("%s: %d weeks", asOf, len(weeks))
		}
	}
}

func TestStationOrder(t *testing.T) {
	b := editiontest.New(t)
	for i, name := range []string{"Ảng Nưa", "Đăk", "Ẳng Cang", "Dương", "Áng", "An"} {
		b.Add("stations_history", string(rune('a'+i)), name, "commune", []string{"Tây", "Đông"}[i%2], nil, nil, nil, editiontest.Day("2025-01-01"), nil)
	}
	stations, err := analyticstest.Publish(t, b).Stations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range stations {
		names = append(names, s.Name)
	}
	editiontest.Equal(t, "order", names, []string{"An", "Dương", "Đăk", "Áng", "Ảng Nưa", "Ẳng Cang"})
}

// The default period runs from the week of the first presence to the last complete week.
func TestDefaultScope(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Worker("A", "nurse", "", 1).
		Posting("1", "A", "S", "2025-03-05", "2025-03-14", "")
	e := analyticstest.Publish(t, b)
	for now, want := range map[string][2]string{
		"2025-03-30 12:00:00": {"2025-03-03", "2025-03-23"}, // the Sunday is not over
		"2025-03-31 00:00:00": {"2025-03-03", "2025-03-30"},
		"2025-03-02 12:00:00": {"2025-02-17", "2025-02-23"}, // before the rotation
	} {
		scope, err := e.DefaultScope(context.Background(), calendar.FromLocal(editiontest.Moment(now)))
		if err != nil {
			t.Fatal(err)
		}
		editiontest.Equal(t, now, []string{editiontest.Date(scope.From), editiontest.Date(scope.To)}, want[:])
	}
	b.Manifest.ProgrammeStart = "2025-W11"
	b.Manifest.AsOf = time.Date(2025, 4, 7, 0, 0, 0, 0, calendar.Zone)
	scope, err := analyticstest.Publish(t, b).DefaultScope(context.Background(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	editiontest.Equal(t, "as set", []string{editiontest.Date(scope.From), editiontest.Date(scope.To)}, []string{"2025-03-10", "2025-04-06"})
}
