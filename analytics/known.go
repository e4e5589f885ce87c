package analytics

import (
	"context"
	"time"

	"luanphien/analytics/statement"
	"luanphien/queries/calendar"
)

// LookingBack is the parameter of queries that know fewer returns and extensions when they look back (methods §2,
// presence). Where it is left empty the as-of moment says whether they do.
const LookingBack = "looking_back"

// LooksBack tells whether a moment, on the zone's wall clock as parameters have it, lies before the edition's own
// present: then ends and absences recorded of later days are not yet known.
func (e *Edition) LooksBack(asOf any) bool {
	moment, ok := asOf.(time.Time)
	return ok && moment.Before(calendar.Local(e.moment()))
}

// Complete fills in the parameters of a query that the edition decides, where they stand in the list and are empty.
func (e *Edition) Complete(params map[string]any) {
	if v, asked := params[LookingBack]; asked && v == nil {
		params[LookingBack] = e.LooksBack(params["as_of"])
	}
}

// moment is when the edition was made, or the moment that it stands for.
func (e *Edition) moment() time.Time {
	if !e.Manifest.AsOf.IsZero() {
		return e.Manifest.AsOf
	}
	return e.Manifest.PublishedAt
}

// knownCells are the valid cells of all weeks with the days with a doctor that were known at the scope's moment. What is
// handed out must not be changed.
func (e *Edition) knownCells(ctx context.Context, scope Scope) ([]stratumKey, []panelCell, error) {
	strata, cells, err := e.allCells(ctx)
	if err != nil || !e.LooksBack(calendar.Local(scope.AsOf)) {
		return strata, cells, err
	}
	type stationWeek struct {
		station string
		day     int
	}
	then := map[stationWeek]int32{}
	err = e.Read(ctx, "late_clinical_weeks", scope.At(), func(r *statement.Row) {
		key := stationWeek{r.Text(), dayOf(r.Date())}
		then[key] = int32(r.Count())
	})
	if err != nil || len(then) == 0 {
		return strata, cells, err
	}
	known := make([]panelCell, len(cells))
	for i, c := range cells {
		if days, late := then[stationWeek{strata[c.stratum].station, int(c.day)}]; late {
			c.covered = days
		}
		known[i] = c
	}
	return strata, known, nil
}
