package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
)

// A table becomes one CSV file. Its errors are kept until the file is written.
type table struct {
	name   string
	header []string
	rows   [][]string
	faults []Fault
	err    error
}

func (t *table) add(cells ...string) {
	if len(cells) != len(t.header) {
		t.err = fmt.Errorf("%s, row %d: %d cells for %d columns", t.name, len(t.rows), len(cells), len(t.header))
	}
	t.rows = append(t.rows, cells)
}

// fault spoils one cell of a row, so that the ingest refuses the row. Row numbers count from 0; a negative one counts
// from the end.
func (t *table) fault(row int, column, value string) {
	if row < 0 {
		row += len(t.rows)
	}
	i := slices.Index(t.header, column)
	if row < 0 || row >= len(t.rows) || i < 0 {
		t.err = fmt.Errorf("%s has no row %d or no column %q to spoil", t.name, row, column)
		return
	}
	t.rows[row] = slices.Clone(t.rows[row])
	t.rows[row][i] = value
	t.note(row, column)
}

// repeat adds a copy of a row at the end: the same key twice in one file, of which the ingest refuses the second.
func (t *table) repeat(row int) {
	t.add(t.rows[row]...)
	t.note(len(t.rows)-1, "")
}

// note lists a row as one that must be refused. Line 1 is the header; no cell holds a line break.
func (t *table) note(row int, column string) {
	t.faults = append(t.faults, Fault{File: t.fileName(), Line: row + 2, Column: column})
}

func (t *table) fileName() string { return filePrefix + t.name + ".csv" }

func (t *table) file() (File, error) {
	if t.err != nil {
		return File{}, t.err
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(t.header); err != nil {
		return File{}, err
	}
	if err := w.WriteAll(t.rows); err != nil {
		return File{}, fmt.Errorf("%s: %w", t.name, err)
	}
	slices.SortFunc(t.faults, func(a, b Fault) int { return a.Line - b.Line })
	return File{Name: t.fileName(), Bytes: b.Bytes(), Rows: len(t.rows), Faults: t.faults}, nil
}
