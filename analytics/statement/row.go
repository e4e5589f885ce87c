package statement

import "time"

// Row hands out the columns of a query's row from left to right, in the types that the header of the query promises.
// A blank is the zero value, or nil from the methods that say so.
type Row struct {
	Values []any
	next   int
}

func (r *Row) take() any {
	v := r.Values[r.next]
	r.next++
	return v
}

func (r *Row) Skip() { r.next++ }

func (r *Row) Text() string {
	v, _ := r.take().(string)
	return v
}

func (r *Row) Count() int {
	v, _ := r.take().(int64)
	return int(v)
}

func (r *Row) CountOrNil() *int64 {
	if v, ok := r.take().(int64); ok {
		return &v
	}
	return nil
}

func (r *Row) Real() float64 {
	v, _ := r.take().(float64)
	return v
}

func (r *Row) RealOrNil() *float64 {
	if v, ok := r.take().(float64); ok {
		return &v
	}
	return nil
}

func (r *Row) Flag() bool {
	v, _ := r.take().(bool)
	return v
}

func (r *Row) Date() time.Time {
	v, _ := r.take().(time.Time)
	return v
}

func (r *Row) DateOrNil() *time.Time {
	if v, ok := r.take().(time.Time); ok {
		return &v
	}
	return nil
}
