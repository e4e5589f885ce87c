package analytics

import (
	"context"

	"luanphien/analytics/statement"
)

// Read runs a named query of the program's own and hands over its rows.
func (e *Edition) Read(ctx context.Context, name string, params map[string]any, take func(r *statement.Row)) error {
	q, ok := e.catalog.Get(name)
	if !ok {
		return &UnknownQueryError{name}
	}
	var r statement.Row
	return e.Each(ctx, q, params, func(values []any) {
		r = statement.Row{Values: values}
		take(&r)
	})
}

// At are the parameters of queries that look at one moment.
func (s Scope) At() map[string]any { return map[string]any{"as_of": s.AsOf} }

// Place are the parameters of queries that look at the stations of the scope at its moment.
func (s Scope) Place() map[string]any {
	p := s.At()
	p["health_center"], p["facility_type"], p["facility"] = s.HealthCenter, s.FacilityType, s.Facility
	p["province"] = s.Province
	p["stations"] = string(s.Stations)
	return p
}

// PlaceOf are those of place for queries that can look at one specialty.
func (s Scope) PlaceOf() map[string]any {
	p := s.Place()
	p["specialty"] = s.Specialty
	return p
}

// PeriodOf are those of period for queries that can look at one specialty.
func (s Scope) PeriodOf() map[string]any {
	p := s.Period()
	p["specialty"] = s.Specialty
	return p
}

// Period are the parameters of queries that look at the stations of the scope over its period.
func (s Scope) Period() map[string]any {
	p := s.Place()
	p["from_day"], p["to_day"] = s.From, s.To
	return p
}

// Stream are the parameters of queries about one reporting stream; only the rotated workers' knows specialties.
func (s Scope) Stream(stream Stream) map[string]any {
	p := s.PeriodOf()
	p["stream"] = string(stream)
	return p
}
