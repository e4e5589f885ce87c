package analytics

import (
	"context"
	"sync"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/statement"
)

// The weeks chosen from what is kept are the rows of the query that shows them, whatever is asked for.
func TestKeptWeeksAreTheQuerys(t *testing.T) {
	e := tinyProvince(t)
	ctx := context.Background()
	for _, scope := range []Scope{
		scopeOf("2025-02-01", "2025-03-31", "2025-03-31"), scopeOf("2025-02-24", "2025-03-15", "2025-03-31"), scopeOf("2025-02-01", "2025-03-31", "2025-03-16"),
		{From: scopeOf("2025-02-01", "2025-03-31", "2025-03-31").From, To: time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC), AsOf: time.Date(2025, 3, 16, 5, 0, 0, 0, time.UTC), Facility: "S"},
	} {
		got, err := e.ReportedWeeks(ctx, scope)
		if err != nil {
			t.Fatal(err)
		}
		var want []ReportedWeek
		err = e.Read(ctx, "station_weeks", scope.Period(), func(r *statement.Row) {
			want = append(want, ReportedWeek{r.Text(), r.Date(), r.CountOrNil(), r.CountOrNil(), r.Count(), r.Count(), r.Count(),
				int64(r.Count()), int64(r.Count())})
		})
		if err != nil || len(want) == 0 {
			t.Fatal(want, err)
		}
		editiontest.EqualJSON(t, "weeks", got, want)
	}
}

// Many may ask for the first time at once, and a failure is not kept.
func TestKeptByMany(t *testing.T) {
	e := tinyProvince(t)
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.ReportedWeeks(cancelled, scopeOf("2025-03-03", "2025-03-23", "2025-03-24")); err == nil {
		t.Error("read although nobody waits any more")
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if _, err := e.Indicators(context.Background(), scopeOf("2025-03-03", "2025-03-23", "2025-03-24"), true); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}
