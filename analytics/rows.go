package analytics

import (
	"context"
	"strconv"
	"time"
)

// row hands out the columns of a query's row from left to right, in the types that the header of the query promises.
// A blank is the zero value, or nil from the methods that say so.
type row struct {
	values []any
	next   int
}

func (r *row) take() any {
	v := r.values[r.next]
	r.next++
	return v
}

func (r *row) skip() { r.next++ }

func (r *row) text() string {
	v, _ := r.take().(string)
	return v
}

func (r *row) count() int {
	v, _ := r.take().(int64)
	return int(v)
}

func (r *row) countOrNil() *int64 {
	if v, ok := r.take().(int64); ok {
		return &v
	}
	return nil
}

func (r *row) real() float64 {
	v, _ := r.take().(float64)
	return v
}

func (r *row) realOrNil() *float64 {
	if v, ok := r.take().(float64); ok {
		return &v
	}
	return nil
}

func (r *row) flag() bool {
	v, _ := r.take().(bool)
	return v
}

func (r *row) date() time.Time {
	v, _ := r.take().(time.Time)
	return v
}

func (r *row) dateOrNil() *time.Time {
	if v, ok := r.take().(time.Time); ok {
		return &v
	}
	return nil
}

// read runs a named query of the program's own and hands over its rows.
func (e *Edition) read(ctx context.Context, name string, params map[string]any, take func(r *row)) error {
	q, ok := e.catalog.Get(name)
	if !ok {
		return &UnknownQueryError{name}
	}
	var r row
	return e.each(ctx, q, params, func(values []any) {
		r = row{values: values}
		take(&r)
	})
}

// at are the parameters of queries that look at one moment.
func (s Scope) at() map[string]any { return map[string]any{"as_of": s.AsOf} }

// place are the parameters of queries that look at the stations of the scope at its moment.
func (s Scope) place() map[string]any {
	p := s.at()
	p["health_center"], p["facility_type"], p["facility"] = s.HealthCenter, s.FacilityType, s.Facility
	p["province"] = s.Province
	p["stations"] = string(s.Stations)
	return p
}

// placeOf are those of place for queries that can look at one specialty.
func (s Scope) placeOf() map[string]any {
	p := s.place()
	p["specialty"] = s.Specialty
	return p
}

// periodOf are those of period for queries that can look at one specialty.
func (s Scope) periodOf() map[string]any {
	p := s.period()
	p["specialty"] = s.Specialty
	return p
}

// period are the parameters of queries that look at the stations of the scope over its period.
func (s Scope) period() map[string]any {
	p := s.place()
	p["from_day"], p["to_day"] = s.From, s.To
	return p
}

// stream are the parameters of queries about one reporting stream; only the rotated workers' knows specialties.
func (s Scope) stream(stream Stream) map[string]any {
	p := s.periodOf()
	p["stream"] = string(stream)
	return p
}

// defaultInt is the default of a query's parameter: the one place where a configurable number of the methods stands.
func (e *Edition) defaultInt(query, param string) int {
	q, ok := e.catalog.Get(query)
	if !ok {
		return 0
	}
	for _, p := range q.All {
		if p.Name == param && p.Default != nil {
			n, _ := strconv.Atoi(*p.Default) // the header's parser has read it as an integer
			return n
		}
	}
	return 0
}
