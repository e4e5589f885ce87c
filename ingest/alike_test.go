package ingest

import (
	"fmt"
	"testing"
)

// Few tables are described one by one, of many those that are alike as one, and every table is counted.
func TestShapes(t *testing.T) {
	table := func(n, header int, kind string) SheetShape {
		return SheetShape{Name: fmt.Sprint(n), Kind: kind, Header: header, Columns: []ColumnShape{{Title: "Mã trạm"}}}
	}
	of := func(tables, headers int) (f FileReport) {
		for n := range tables {
			f.Sheets = append(f.Sheets, table(n, 1+n%headers, "activity"))
		}
		return f
	}
	for _, c := range []struct{ tables, headers, shapes, alike, more int }{
		{0, 1, 0, 0, 0}, {1, 1, 1, 0, 0}, {shownShapes, 1, shownShapes, 0, 0}, {9999, 1, 1, 9998, 0}, {9999, 3, 3, 9996, 0},
		{200, 50, shownShapes, 90, 80},
	} {
		f := of(c.tables, c.headers)
		shapes, more := f.Shapes()
		alike := 0
		for _, s := range shapes {
			alike += s.Alike
		}
		if len(shapes) != c.shapes || alike != c.alike || more != c.more || len(shapes)+alike+more != c.tables {
			t.Errorf("%+v: %d shapes, %d alike, %d more", c, len(shapes), alike, more)
		}
	}
}
