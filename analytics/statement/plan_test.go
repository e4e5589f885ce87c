package statement

import (
	"testing"
	"time"

	"luanphien/queries"
)

// What stays a parameter and what is written into a statement.
func TestFixedParameters(t *testing.T) {
	empty, four := "", "4"
	plans := Plans{Names: []string{"station"}}
	for _, c := range []struct {
		param queries.Param
		value any
		want  string
	}{
		{queries.Param{Type: queries.Text, Default: &empty}, "", "''"},
		{queries.Param{Type: queries.Text, Default: &empty}, "03127", ""},
		{queries.Param{Type: queries.Text}, "station", "'station'"},
		{queries.Param{Type: queries.Integer, Default: &four}, int32(4), "4"},
		{queries.Param{Type: queries.Integer, Default: &four}, int32(5), ""},
		{queries.Param{Type: queries.Date}, nil, "NULL"},
		{queries.Param{Type: queries.Date, Required: true}, time.Now(), ""},
	} {
		if got := plans.fixed(c.param, c.value); got != c.want {
			t.Errorf("%v of %s: %q, want %q", c.value, c.param.Type, got, c.want)
		}
	}
}
