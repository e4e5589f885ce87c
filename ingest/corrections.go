package ingest

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// Corrections are the first rows of one kind that would correct what is in force.
type Corrections struct {
	Kind    string
	VI, EN  string // what people call the kind
	Columns []FirstColumn
	Rows    [][]CorrectedCell // one for each column
	More    int64             // rows that are not listed
}

// CorrectedCell is a value as it would stand and, where that is another one, as it stands now.
type CorrectedCell struct {
	Words
	Old     Words
	Changed bool
}

// listedCorrections is how many corrected rows of each kind a preview lists.
const listedCorrections = 20

// showCorrections keeps the first corrections for the preview, old beside new.
func (l *fileLoad) showCorrections(ctx context.Context, kind header.Kind, p *part, report *FileReport) error {
	shown := Corrections{Kind: kind.Name, VI: kind.VI, EN: kind.EN}
	query := strings.ReplaceAll(checks.Get("shared", "corrections"), "kind_history", kind.Name+"_history")
	var columns []int
	err := eachTexts(ctx, l.Conn, query, warehouse.Params{"shown": listedCorrections}, func(names []string, cells []sql.NullString) {
		if shown.Columns == nil {
			columns, shown.Columns = shownColumns(kind, names)
		}
		at := map[string]sql.NullString{}
		for i, name := range names {
			at[name] = cells[i]
		}
		row := make([]CorrectedCell, len(columns))
		for i, column := range columns {
			row[i] = correctedCell(shown.Columns[i].field, names[column], at)
		}
		shown.Rows = append(shown.Rows, row)
	})
	shown.dropSpare()
	shown.More = p.Corrected - int64(len(shown.Rows))
	report.Corrections = append(report.Corrections, shown)
	return err
}

// dropSpare leaves out the columns that no row needs.
func (c *Corrections) dropSpare() {
	for i := len(c.Columns) - 1; i >= 0; i-- {
		needed := slices.ContainsFunc(c.Rows, func(row []CorrectedCell) bool { return row[i] != CorrectedCell{} })
		if needed || !notFields[c.Columns[i].Name].spare {
			continue
		}
		c.Columns = slices.Delete(c.Columns, i, i+1)
		for n := range c.Rows {
			c.Rows[n] = slices.Delete(c.Rows[n], i, i+1)
		}
	}
}

// correctedCell compares a value of a row with the one in force, which stands in the query's column of the same name with
// «old_» before it. A column that the file does not have leaves the value as it is.
func correctedCell(field header.Field, name string, at map[string]sql.NullString) CorrectedCell {
	cell := CorrectedCell{Words: shownCell(field, at[name].String)}
	old, known := at["old_"+name]
	if !known {
		return cell
	}
	if has, optional := at["has_"+name]; optional && has.String != "true" {
		cell.Words = shownCell(field, old.String)
		return cell
	}
	cell.Changed = old != at[name]
	cell.Old = shownCell(field, old.String)
	return cell
}
