package cells

import (
	"testing"

	"luanphien/ingest/header"
	"luanphien/ingest/rule"
)

// A date that the calendar does not hold is refused: the figures would pass over it without a word. A station may be
// older.
func TestDatesOfTheCalendar(t *testing.T) {
	r := &Resolver{}
	for _, c := range []struct {
		field header.Field
		text  string
		want  rule.Rule
	}{
		{header.Field{Name: "start_on", Class: header.Date}, "01/01/2000", rule.None},
		{header.Field{Name: "start_on", Class: header.Date}, "31/12/1999", rule.DateBeyond},
		{header.Field{Name: "end_on", Class: header.Date}, "31/12/2060", rule.None},
		{header.Field{Name: "end_on", Class: header.Date}, "01/01/2061", rule.DateBeyond},
		{header.Field{Name: "opened_on", Class: header.Date}, "01/01/1954", rule.None},
		{header.Field{Name: "closed_on", Class: header.Date}, "01/01/2154", rule.DateBeyond},
		{header.Field{Name: "week", Class: header.Week}, "2060-W52", rule.None},
		{header.Field{Name: "week", Class: header.Week}, "2061-W01", rule.DateBeyond},
		{header.Field{Name: "week", Class: header.Week}, "1999-W30", rule.DateBeyond},
		{header.Field{Name: "received_at", Class: header.DateTime}, "31/12/2060 23:59", rule.None},
		{header.Field{Name: "received_at", Class: header.DateTime}, "21/12/2091 16:05", rule.DateBeyond},
	} {
		var got Cell
		r.typedReading(c.field).Read(c.text, &got)
		if got.Rule != c.want {
			t.Errorf("%s %s: %q, want %q", c.field.Name, c.text, got.Rule, c.want)
		}
	}
}
