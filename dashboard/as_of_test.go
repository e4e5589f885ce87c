package dashboard

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/analytics/editiontest"
	"luanphien/analytics/lists"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// Who leaves without a successor is the same in the attention list and in the look ahead, at any moment.
func TestWhoLeavesAgrees(t *testing.T) {
	t.Parallel()
	s := openDemo(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	rules := attention.DefaultRules
	rules.EndingDays = 28 // as the look ahead
	found := 0
	var days []time.Time
	for asOf := day("2026-01-09"); !asOf.After(day("2026-11-16")); asOf = asOf.AddDate(0, 0, 9) { // many an order is running late, or ends early, at one of them
		days = append(days, asOf)
	}
	all := len(days)
	days = soak.Sample(t, days, all/3)
	for _, asOf := range days {
		moment := asOf.Add(time.Duration(asOf.Day()%3) * 5 * time.Hour) // midnight, or in the middle of a day
		scope := analytics.Scope{From: day("2026-01-01"), To: day("2026-11-15"), AsOf: moment}
		items, err := attention.ItemsBy(t.Context(), e, scope, rules)
		if err != nil {
			t.Fatal(err)
		}
		ahead, err := lists.AheadOf(t.Context(), e, scope)
		if err != nil {
			t.Fatal(err)
		}
		var listed, leaving []string
		for _, item := range items {
			for _, f := range item.Findings {
				if item.Code == attention.PostingEnding {
					listed = append(listed, fmt.Sprint(item.Station, f.Worker, f.Decision, f.To))
				}
			}
		}
		for _, p := range ahead.Postings {
			if p.Unreplaced() {
				leaving = append(leaving, fmt.Sprint(p.Station, p.Worker, p.Decision, p.End))
			}
		}
		slices.Sort(listed)
		slices.Sort(leaving)
		if !slices.Equal(listed, leaving) {
			t.Errorf("as of %s %d postings end in the attention list, %d in the look ahead", asOf, len(listed), len(leaving))
		}
		found += len(listed)
	}
	if found*all < 200*len(days) {
		t.Errorf("only %d endings: nothing to compare", found)
	}
}

// As of an earlier moment a return and an extension of later days are not yet known; a station that closes wants no
// successor, and is nobody's gap.
func TestAsOfShowsNoFuture(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder)
	b.Manifest.AsOf = time.Date(2026, 6, 1, 0, 0, 0, 0, time.FixedZone("ICT", 7*3600))
	b.Station("S", "TT", "2025-01-01", "").Station("U", "TT", "2025-01-01", "2026-03-20").
		Worker("A", "doctor", "", 1).Worker("B", "doctor", "", 1).Worker("C", "doctor", "", 1).
		Posting("1", "A", "S", "2026-01-05", "2026-03-31", "2026-03-10"). // came back early
		Posting("2", "B", "S", "2026-01-05", "2026-03-18", "2026-04-30"). // was kept longer
		Posting("3", "C", "U", "2026-01-05", "2026-03-20", "").           // until the station closes
		Publish()
	s := open(t, folder, time.Date(2026, 6, 1, 0, 0, 0, 0, time.FixedZone("ICT", 7*3600)))
	for _, address := range []string{"/figures/postings_all.csv?from=2026-01-05&to=2026-03-08&as_of=2026-03-08", "/figures/station_postings.csv?station=S&from=2026-01-05&to=2026-03-08&as_of=2026-03-08"} {
		body := s.see(address)
		if strings.Contains(body, "2026-03-10") || strings.Contains(body, "2026-04-30") {
			t.Errorf("%s knows what came later:\n%s", address, body)
		}
	}
	moves := s.see("/figures/ahead_moves.csv?as_of=2026-03-08")
	for text, want := range map[string]bool{"2026-03-31,leaves,S": true, "2026-03-18,replaced,S": true, "2026-03-20,closes,U": true, "2026-03-10,leaves": false, "2026-04-30": false} {
		if strings.Contains(moves, text) != want {
			t.Errorf("the look ahead says %q: %v\n%s", text, !want, moves)
		}
	}
	list := s.see("/figures/attention.csv?as_of=2026-03-14")
	if strings.Contains(list, "posting_ending,") && strings.Contains(list, ",U,") {
		t.Errorf("a station that closes wants a successor:\n%s", list)
	}
	if now := s.see("/figures/postings_all.csv?from=2026-01-05&to=2026-05-31"); !strings.Contains(now, "2026-03-10") || !strings.Contains(now, "2026-04-30") {
		t.Errorf("what is known now is not shown:\n%s", now)
	}
}
