package cells

import (
	"io"
	"slices"

	"luanphien/ingest/appstore"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
)

// WaitingTable is the rows of one sheet of an earlier load that wait for a list to name what they refer to.
type WaitingTable struct {
	Heads []read.Column
	Rows  []appstore.Row
	next  int
}

func (t *WaitingTable) Columns() []read.Column { return t.Heads }

func (t *WaitingTable) Next() (*read.Row, error) {
	if t.next == len(t.Rows) {
		return nil, io.EOF
	}
	r := t.Rows[t.next]
	t.next++
	row := &read.Row{Line: r.Line, Rule: rule.None}
	for i, c := range r.Cells {
		row.Cells = append(row.Cells, []byte(c))
		row.Marks = append(row.Marks, r.Mark(i))
	}
	row.Gone = slices.Contains(row.Marks, read.Deleted) && !slices.Contains(row.Marks, read.Stored)
	return row, nil
}

// RowNo is the number that the row last read had in its own load.
func (t *WaitingTable) RowNo() int { return t.Rows[t.next-1].RowNo }
