package analytics

import (
	"context"
	"time"
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
func (e *Edition) PossibleReplacements(ctx context.Context, scope Scope) ([]PossibleReplacement, error) {
	var list []PossibleReplacement
	return list, e.read(ctx, "possible_replacements", scope.place(), func(r *row) {
		list = append(list, PossibleReplacement{Station: r.text(), Decision: r.text(), Worker: r.text(), From: r.date(), To: r.date(),
			NewWorker: r.text(), NewFrom: r.date(), NewTo: r.date()})
	})
}
