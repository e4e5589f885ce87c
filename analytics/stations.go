package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"luanphien/analytics/statement"
	"luanphien/queries/calendar"
)

// Station is a receiving facility.
type Station struct {
	Code, Name   string
	Type         string // commune, ward, district_hospital, health_center
	HealthCenter string // with its province's code after a name that two provinces have
	CenterName   string // of the health centre, as its file names it
	Province     string // code; "" = the folder's own, which nobody has named
	Lat, Lon     *float64
	Population   *int64
	OpenedOn     time.Time
	ClosedOn     *time.Time
}

// Stations lists all stations (query station_list) in the default order: province, health-centre area, then name, the
// latter two by Vietnamese collation.
func (e *Edition) Stations(ctx context.Context) ([]Station, error) {
	stations, err := e.allStations(ctx)
	return slices.Clone(stations), err
}

func sortStations(stations []Station) {
	vietnamese := collate.New(language.Vietnamese) // not safe for concurrent use, hence one a call
	slices.SortStableFunc(stations, func(a, b Station) int {
		return cmp.Or(
			cmp.Compare(a.Province, b.Province),
			vietnamese.CompareString(a.HealthCenter, b.HealthCenter),
			vietnamese.CompareString(a.Name, b.Name),
			cmp.Compare(a.Code, b.Code))
	})
}

// StationsIn lists the stations of a scope in default order. ErrNoStation when the scope names a facility that is not
// there, or not in its set of stations or its province.
func (e *Edition) StationsIn(ctx context.Context, scope Scope) ([]Station, error) {
	all, err := e.Stations(ctx)
	if err != nil {
		return nil, err
	}
	if scope.Facility != "" && !slices.ContainsFunc(all, func(s Station) bool {
		return s.Code == scope.Facility && scope.Stations.Holds(s.Code) && (scope.Province == "" || s.Province == scope.Province)
	}) {
		return nil, ErrNoStation
	}
	return slices.DeleteFunc(all, func(s Station) bool { return !scope.Holds(s) }), nil
}

// StationOrder gives each station of a scope its place in the default order.
func (e *Edition) StationOrder(ctx context.Context, scope Scope) (map[string]int, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	order := map[string]int{}
	for i, s := range stations {
		order[s.Code] = i
	}
	return order, nil
}

// DefaultScope is the whole province from the first week of the rotation (the programme's start where it is set, else
// the first week in which anybody was present) to the last complete week, as of the edition's own moment (the demo's)
// or now. Before any rotation it is the last complete week.
func (e *Edition) DefaultScope(ctx context.Context, now time.Time) (Scope, error) {
	if !e.Manifest.AsOf.IsZero() {
		now = e.Manifest.AsOf
	}
	return e.DefaultScopeAsOf(ctx, now)
}

// DefaultScopeAsOf is the default scope as of a moment that was asked for.
func (e *Edition) DefaultScopeAsOf(ctx context.Context, asOf time.Time) (Scope, error) {
	last := calendar.WeekOf(asOf)
	if last.Sunday().After(calendar.LastFullDay(asOf)) {
		last = last.Add(-1)
	}
	scope := Scope{From: last.Monday(), To: last.Sunday(), AsOf: asOf}
	start, err := e.rotationStart(ctx, asOf)
	if err != nil {
		return Scope{}, err
	}
	if !start.IsZero() && start.Before(scope.From) {
		scope.From = start
	}
	return scope, nil
}

// rotationStart is the Monday of the first week of the rotation; zero when there was none by asOf.
func (e *Edition) rotationStart(ctx context.Context, asOf time.Time) (time.Time, error) {
	if start, ok, err := e.programmeStart(); err != nil || ok {
		return start, err
	}
	var first time.Time
	err := e.Read(ctx, "presence_span", Scope{AsOf: asOf}.At(), func(r *statement.Row) { first = r.Date() })
	if err != nil || first.IsZero() {
		return time.Time{}, err
	}
	year, number := first.ISOWeek()
	return calendar.Week{Year: year, Number: number}.Monday(), nil
}

// programmeStart is the Monday of the programme's first week, where the department has set it.
func (e *Edition) programmeStart() (monday time.Time, set bool, err error) {
	if e.Manifest.ProgrammeStart == "" {
		return time.Time{}, false, nil
	}
	w, err := calendar.ParseWeek(e.Manifest.ProgrammeStart)
	if err != nil {
		return time.Time{}, false, err
	}
	return w.Monday(), true, nil
}

// Unit is a unit that sends workers.
type Unit struct{ Name, Province string }

// Units gives the units that send workers, by code (query units).
func (e *Edition) Units(ctx context.Context) (map[string]Unit, error) {
	units := map[string]Unit{}
	err := e.Read(ctx, "units", nil, func(r *statement.Row) {
		code, name, _ := r.Text(), r.Text(), r.Text()
		units[code] = Unit{name, r.Text()}
	})
	return units, err
}
