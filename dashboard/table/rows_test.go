package table

import (
	"slices"
	"testing"
)

// A cell is found by its column, wherever that stands; what a pointer does not lead to is missing.
func TestCellsAreFoundByTheirColumn(t *testing.T) {
	type item struct {
		name string
		n    *int
	}
	two := 2
	table := Of([]item{{"a", &two}, {"b", nil}}, []For[item]{
		{Field: "n", Label: "N", Kind: KindInt, Key: true, Cell: func(i item) any { return Known(i.n) }},
		{Field: "name", Cell: func(i item) any { return i.name }},
	})
	rows := table.Rows()
	if len(rows) != 2 || rows[0].At("n") != 2 || rows[0].At("name") != "a" || rows[1].At("n") != nil || rows[1].At("nothing") != nil {
		t.Errorf("the rows are %v", rows)
	}
	var fields []string
	for c, v := range rows[1].Cells {
		if fields = append(fields, c.Field); c.Field == "name" && v != "b" {
			t.Errorf("the name is %v", v)
		}
	}
	if !slices.Equal(fields, []string{"n", "name"}) {
		t.Errorf("the columns are %v", fields)
	}
	if c, ok := table.Column("n"); !ok || c.Label != "N" || c.Kind != KindInt || !c.Key {
		t.Errorf("the column is %+v, %v", c, ok)
	}
}
