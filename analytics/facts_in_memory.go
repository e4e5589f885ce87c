package analytics

import (
	"context"
	"slices"
	"sync"
	"time"

	"luanphien/analytics/statement"
	"luanphien/queries"
)

// kept is what an open edition keeps in memory once it has been asked for: facts that depend on no parameter, so that
// as-of, period and place only choose among them. An edition never changes. A province takes about a megabyte, a
// country some forty.
type kept struct {
	mu       sync.Mutex
	catalog  *queries.Catalog // with which the rest was read
	stations []Station
	strata   []stratumKey
	cells    []panelCell // of all weeks, by stratum and week
	weeks    []ReportedWeek
	holidays []time.Time
}

// keep reads something unless it is there, one reader at a time, and hands it out. What it gives must not be changed.
func keep[T any](e *Edition, of func(*kept) *[]T, read func() error) ([]T, error) {
	k := &e.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.catalog != e.catalog { // a test has replaced a query
		k.catalog, k.stations, k.strata, k.cells, k.weeks, k.holidays = e.catalog, nil, nil, nil, nil, nil
	}
	if list := of(k); *list == nil {
		*list = []T{} // nothing to read is read, too
		if err := read(); err != nil {
			*list = nil
			return nil, err
		}
	}
	return *of(k), nil
}

// allStations are the stations in default order.
func (e *Edition) allStations(ctx context.Context) ([]Station, error) {
	return keep(e, func(k *kept) *[]Station { return &k.stations }, func() error {
		stations := []Station{}
		err := e.Read(ctx, "station_list", nil, func(r *statement.Row) {
			stations = append(stations, Station{
				Code: r.Text(), Name: r.Text(), Type: r.Text(), HealthCenter: r.Text(), CenterName: r.Text(), Province: r.Text(),
				Lat: r.RealOrNil(), Lon: r.RealOrNil(), Population: r.CountOrNil(),
				OpenedOn: r.Date(), ClosedOn: r.DateOrNil(),
			})
		})
		sortStations(stations)
		e.kept.stations = stations
		return err
	})
}

// allCells are the valid cells of all weeks, and the strata that they are numbered by.
func (e *Edition) allCells(ctx context.Context) ([]stratumKey, []panelCell, error) {
	cells, err := keep(e, func(k *kept) *[]panelCell { return &k.cells }, func() error {
		strata, cells := []stratumKey{}, []panelCell{}
		err := e.Read(ctx, "referral_strata", nil, func(r *statement.Row) {
			n := int32(len(strata))
			strata = append(strata, stratumKey{r.Text(), r.Text()})
			eachCell(r.Text(), func(day, visits, referrals, covered int) {
				cells = append(cells, panelCell{n, int32(day), int32(visits), int32(referrals), int32(covered)})
			})
		})
		e.kept.strata, e.kept.cells = strata, slices.Clip(cells)
		return err
	})
	return e.kept.strata, cells, err
}

// allWeeks are the reported weeks of all stations, by station code and week.
func (e *Edition) allWeeks(ctx context.Context) ([]ReportedWeek, error) {
	return keep(e, func(k *kept) *[]ReportedWeek { return &k.weeks }, func() error {
		weeks := []ReportedWeek{}
		err := e.Read(ctx, "reported_weeks", nil, func(r *statement.Row) {
			weeks = append(weeks, ReportedWeek{r.Text(), r.Date(), r.CountOrNil(), r.CountOrNil(), r.Count(), r.Count(), r.Count(),
				int64(r.Count()), int64(r.Count())})
		})
		e.kept.weeks = weeks
		return err
	})
}
