package cells

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/queries/engine"
)

// The columns of staged_rows that stand before the cells.
var placeColumns = []string{"row_no", "line", "sheet_no", "titles_no", "fault"}

// What staged_rows says in its column fault.
const (
	faultLength int32 = 1 // longer or shorter than the header
	faultGone   int32 = 2 // what is known under the row's key stands no longer
)

// Table is one table of a file on its way into staging: a sheet, or the rows that waited since an earlier load.
type Table interface {
	Columns() []read.Column
	Next() (*read.Row, error) // io.EOF at the end
}

// numbered is a row that keeps the number it had in an earlier load.
type numbered interface{ RowNo() int }

// Stage turns the tables of one kind, one after the other, into rows of integers for the engine.
type Stage struct {
	Kind     header.Kind
	Resolver *Resolver
	words    *Dictionary
	tables   []Table
	Columns  []string // of staged_rows, after placeColumns
	Titles   [][]string
	Rows     *RowFile
	Physical int64      // rows of the files that the rows stand for
	more     []moreRows // of the rows that stand for more or fewer than one, in their order
	Key      []keyColumn
	Gone     bool // some row takes out of force what is known under its key
}

// moreRows says how many physical rows a row stands for beside its first.
type moreRows struct{ rowNo, more int32 }

// PhysicalRows is how many physical rows a row stands for.
func (s *Stage) PhysicalRows(rowNo int32) int64 {
	i, found := slices.BinarySearchFunc(s.more, rowNo, func(m moreRows, n int32) int { return cmp.Compare(m.rowNo, n) })
	if !found {
		return 1
	}
	return int64(1 + s.more[i].more)
}

// NewStage prepares the columns: those of the kind by name, then the columns that were not understood, then the
// original of a row whose length does not fit.
func NewStage(kind header.Kind, r *Resolver, words *Dictionary, tables []Table) (*Stage, error) {
	s := &Stage{Kind: kind, Resolver: r, words: words, tables: tables}
	for _, f := range kind.Fields {
		if f.Aside && !HasColumn(tables, f.Name) {
			continue // the files of millions of rows are spared it
		}
		s.Columns = append(s.Columns, f.Name)
	}
	extra := 0
	for _, t := range tables {
		n := 0
		for _, c := range t.Columns() {
			if c.Field == "" {
				n++
			}
		}
		extra = max(extra, n)
	}
	for i := range extra {
		s.Columns = append(s.Columns, extraColumn(i))
	}
	s.Columns = append(s.Columns, OriginalColumn)
	return s, s.prepareKey()
}

func HasColumn(tables []Table, field string) bool {
	return slices.ContainsFunc(tables, func(t Table) bool {
		return slices.ContainsFunc(t.Columns(), func(c read.Column) bool { return c.Field == field })
	})
}

// names are the columns of staged_rows.
func (s *Stage) names() []string { return append(append([]string{}, placeColumns...), s.Columns...) }

// Run reads every table into a row file in the folder; close removes it.
func (s *Stage) Run(ctx context.Context, folder string) error {
	var err error
	if s.Rows, err = newRowFile(folder, s.names()); err != nil {
		return err
	}
	w := &rowWriter{stage: s, block: newBlock(len(s.Rows.names))}
	for i, t := range s.tables {
		if err := w.table(ctx, int32(i), t); err != nil {
			return err
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	return s.Rows.done()
}

func (s *Stage) Close() {
	if s.Rows != nil {
		s.Rows.close()
	}
}

// rowWriter turns rows of text into rows of numbers.
type rowWriter struct {
	stage *Stage
	block *block
	cells []columnWriter
	pairs []pair
	rows  int32
}

// columnWriter numbers the cells of one column. A text is read by its mark: 1.234 typed is not 1.234 stored.
type columnWriter struct {
	reading reading
	texts   map[string]int32
	marked  [read.Marks]*columnWriter // for cells that are not text as typed
	column  int                       // in the block
}

// number gives the number of a cell in the dictionary.
func (c *columnWriter) number(words *Dictionary, text []byte) (int32, error) {
	if n, ok := c.texts[string(text)]; ok {
		return n, nil
	}
	return words.add(c.reading, string(text))
}

func (w *rowWriter) table(ctx context.Context, sheet int32, t Table) error {
	if err := w.prepare(t.Columns()); err != nil {
		return err
	}
	titles := int32(-1)
	var lastTitles []string
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if row.Titles == nil {
			titles = -1
		} else if lastTitles == nil || &row.Titles[0] != &lastTitles[0] {
			titles, lastTitles = w.stage.addTitles(row.Titles), row.Titles
		}
		if err := w.row(sheet, titles, row, t); err != nil {
			return err
		}
		if w.block.rows < engine.BlockRows() {
			continue
		}
		if err := errors.Join(ctx.Err(), w.flush()); err != nil {
			return err
		}
	}
}

// addTitles numbers a set of titles; sets that a reader reuses are found again by the caller.
func (s *Stage) addTitles(titles []string) int32 {
	for i, known := range s.Titles {
		if &known[0] == &titles[0] {
			return int32(i)
		}
	}
	s.Titles = append(s.Titles, titles)
	return int32(len(s.Titles) - 1)
}

// prepare decides how each column of a table is read and where it goes.
func (w *rowWriter) prepare(columns []read.Column) (err error) {
	w.cells = w.cells[:0]
	for i, name := range w.stage.NamesOf(columns) {
		field, _ := w.stage.Kind.Field(columns[i].Field)
		c := w.stage.columnOf(w.stage.Resolver.ReadingOf(field, read.Typed))
		if c.column, err = w.stage.position(name); err != nil {
			return err
		}
		for mark := read.Typed + 1; mark < read.Marks; mark++ {
			marked := w.stage.columnOf(w.stage.Resolver.ReadingOf(field, mark))
			c.marked[mark] = &marked
		}
		w.cells = append(w.cells, c)
	}
	w.pairs, err = w.stage.pairs(columns)
	return err
}

func (s *Stage) columnOf(r reading) columnWriter {
	return columnWriter{reading: r, texts: s.words.texts(r.name)}
}

// NamesOf gives the column of staged_rows in which each column of a table stands.
func (s *Stage) NamesOf(columns []read.Column) []string {
	names := make([]string, len(columns))
	extra := 0
	for i, c := range columns {
		names[i] = c.Field
		if _, known := s.Kind.Field(c.Field); !known {
			names[i] = extraColumn(extra)
			extra++
		}
	}
	return names
}

func (s *Stage) position(name string) (int, error) {
	for i, c := range s.Columns {
		if c == name {
			return len(placeColumns) + i, nil
		}
	}
	return 0, fmt.Errorf("staging has no column %q", name)
}

func (w *rowWriter) row(sheet, titles int32, row *read.Row, t Table) error {
	b, i := w.block, w.block.rows
	w.rows++
	number := w.rows
	if n, ok := t.(numbered); ok {
		number = int32(n.RowNo())
	}
	if row.More != 0 {
		w.stage.more = append(w.stage.more, moreRows{number, int32(row.More)})
	}
	if !row.Again {
		w.stage.Physical += int64(1 + row.More)
	}
	fault := int32(0)
	switch {
	case row.Rule != rule.None:
		fault = faultLength
	case row.Gone:
		fault = faultGone
		w.stage.Gone = true
	}
	for k, v := range [...]int32{number, int32(row.Line), sheet, titles, fault} {
		b.columns[k][i] = v
	}
	for k := len(placeColumns); k < len(b.columns); k++ {
		b.columns[k][i] = 0
	}
	for k, text := range row.Cells {
		c := &w.cells[k]
		column := b.columns[c.column]
		if mark := markOf(row, k); mark == read.Untold {
			continue // as where the file has no such column
		} else if mark != read.Typed {
			c = c.marked[mark]
		}
		n, err := c.number(w.stage.words, text)
		if err != nil {
			return err
		}
		column[i] = n
	}
	for k := range w.pairs {
		if err := w.compare(&w.pairs[k], row); err != nil {
			return err
		}
	}
	if fault == faultLength && row.Original != nil {
		n, err := w.stage.words.add(reading{name: "original", Read: readText}, joinOriginal(row.Original))
		if err != nil {
			return err
		}
		b.columns[len(b.columns)-1][i] = n
	}
	b.rows++
	return nil
}

func (w *rowWriter) flush() error {
	if w.block.rows == 0 {
		return nil
	}
	err := w.stage.Rows.add(w.block)
	w.block.rows = 0
	return err
}

func extraColumn(i int) string { return "extra_" + strconv.Itoa(i+1) }

// OriginalColumn holds, for a row whose length does not fit the header, its cells as they stood.
const OriginalColumn = "original_row"

func joinOriginal(cells [][]byte) string { return string(bytes.Join(cells, []byte(" | "))) }
