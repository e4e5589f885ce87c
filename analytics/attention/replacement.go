package attention

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// PossibleReplacement is a pair of orders of one decision and station of which the later one came with another load, which
// no longer listed the earlier one (methods §2, DQ-5): the first may have been replaced. Until that is settled both count.
type PossibleReplacement struct {
	Station, Decision string
	Worker            string // of the order that was listed first
	From, To          time.Time
	NewWorker         string
	NewFrom, NewTo    time.Time
}

// PossibleReplacements lists the pairs of the scope's stations that nobody has settled, as of its moment (query
// possible_replacements).
func PossibleReplacements(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]PossibleReplacement, error) {
	var list []PossibleReplacement
	return list, e.Read(ctx, "possible_replacements", scope.Place(), func(r *statement.Row) {
		list = append(list, PossibleReplacement{Station: r.Text(), Decision: r.Text(), Worker: r.Text(), From: r.Date(), To: r.Date(),
			NewWorker: r.Text(), NewFrom: r.Date(), NewTo: r.Date()})
	})
}
