package question

import (
	"time"

	"luanphien/analytics"
	"luanphien/analytics/lists"
)

// Presence is a worker at a station, by their codes.
type Presence struct{ Station, Worker string }

// ActiveOn tells whether a station is active on a day: both its first and its last count.
func ActiveOn(s analytics.Station, day time.Time) bool {
	return !day.Before(s.OpenedOn) && (s.ClosedOn == nil || !day.After(*s.ClosedOn))
}

// PresentToday tells who is at which of a scope's stations today, as coverage and the map count it (methods §2): one whose
// order covers the day may be absent, be given to another station, or be sent to one that is not active.
func (r *Question) PresentToday(scope analytics.Scope) (map[Presence]bool, error) {
	today := r.Today()
	scope.From, scope.To = today.From, today.To
	return Call(r, "present", scope, func() (map[Presence]bool, error) {
		days, err := lists.Rotation(r.Ctx, r.Edition, scope)
		there := map[Presence]bool{}
		for _, d := range days {
			if d.Present > 0 {
				there[Presence{d.Station, d.Worker}] = true
			}
		}
		return there, err
	})
}
