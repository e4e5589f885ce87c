package ingest

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"sync/atomic"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/queries/engine"
)

// The columns of staged_rows that stand before the cells.
var placeColumns = []string{"row_no", "line", "sheet_no", "titles_no", "fault"}

// table is one table of a file on its way into staging: a sheet, or the rows that waited since an earlier load.
type table interface {
	Columns() []read.Column
	Next() (*read.Row, error) // io.EOF at the end
}

// numbered is a row that keeps the number it had in an earlier load.
type numbered interface{ RowNo() int }

// stage feeds the tables of one kind, one after the other, to the engine as rows of integers.
type stage struct {
	kind     header.Kind
	resolver *resolver
	words    *dictionary
	tables   []table
	columns  []string // of staged_rows, after placeColumns
	titles   [][]string
	rows     int32
	batches  chan *batch
	spare    chan *batch
	err      error
	stop     atomic.Bool
}

// batch is a block of rows, column by column.
type batch struct {
	columns [][]int32
	rows    int
}

// newStage prepares the columns: those of the kind by name, then the columns that were not understood, then the
// original of a row whose length does not fit.
func newStage(kind header.Kind, r *resolver, words *dictionary, tables []table) *stage {
	s := &stage{kind: kind, resolver: r, words: words, tables: tables, batches: make(chan *batch, 4), spare: make(chan *batch, 6)}
	for _, f := range kind.Fields {
		s.columns = append(s.columns, f.Name)
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
		s.columns = append(s.columns, extraColumn(i))
	}
	s.columns = append(s.columns, originalColumn)
	for range cap(s.spare) {
		s.spare <- newBatch(len(placeColumns) + len(s.columns))
	}
	return s
}

func newBatch(columns int) *batch {
	b := &batch{columns: make([][]int32, columns)}
	for i := range b.columns {
		b.columns[i] = make([]int32, engine.ChunkRows())
	}
	return b
}

// names are the columns of staged_rows.
func (s *stage) names() []string { return append(append([]string{}, placeColumns...), s.columns...) }

// run reads every table. It is the producer's half; Fill is the engine's.
func (s *stage) run() {
	defer close(s.batches)
	w := &rowWriter{stage: s, batch: <-s.spare}
	for i, t := range s.tables {
		if s.err = w.table(int32(i), t); s.err != nil {
			return
		}
	}
	w.flush()
}

// abandon ends run after the engine has failed, and gives the reader's error if that was the cause.
func (s *stage) abandon() error {
	s.stop.Store(true)
	for b := range s.batches { // let the producer run to its next look at stop
		s.spare <- b
	}
	if errors.Is(s.err, errStopped) {
		return nil
	}
	return s.err
}

// Fill implements engine.ChunkSource.
func (s *stage) Fill(c engine.Chunk) (int, error) {
	b, ok := <-s.batches
	if !ok {
		return 0, s.err
	}
	for i, column := range b.columns {
		for row, v := range column[:b.rows] {
			if err := c.Set(i, row, v); err != nil {
				return 0, err
			}
		}
	}
	n := b.rows
	s.spare <- b
	return n, nil
}

// rowWriter turns rows of text into rows of numbers.
type rowWriter struct {
	stage *stage
	batch *batch
	cells []columnWriter
}

type columnWriter struct {
	reading reading
	texts   map[string]int32
	column  int // in the batch
}

var errStopped = errors.New("the load was stopped")

func (w *rowWriter) table(sheet int32, t table) error {
	w.prepare(t.Columns())
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
		if w.stage.stop.Load() {
			return errStopped
		}
		if row.Titles == nil {
			titles = -1
		} else if lastTitles == nil || &row.Titles[0] != &lastTitles[0] {
			titles, lastTitles = w.stage.addTitles(row.Titles), row.Titles
		}
		if err := w.row(sheet, titles, row, t); err != nil {
			return err
		}
	}
}

// addTitles numbers a set of titles; sets that a reader reuses are found again by the caller.
func (s *stage) addTitles(titles []string) int32 {
	for i, known := range s.titles {
		if &known[0] == &titles[0] {
			return int32(i)
		}
	}
	s.titles = append(s.titles, titles)
	return int32(len(s.titles) - 1)
}

// prepare decides how each column of a table is read and where it goes.
func (w *rowWriter) prepare(columns []read.Column) {
	w.cells = w.cells[:0]
	for i, name := range w.stage.namesOf(columns) {
		field, _ := w.stage.kind.Field(columns[i].Field)
		r := w.stage.resolver.readingOf(field)
		w.cells = append(w.cells, columnWriter{reading: r, texts: w.stage.words.texts(r.name), column: w.stage.position(name)})
	}
}

// namesOf gives the column of staged_rows in which each column of a table stands.
func (s *stage) namesOf(columns []read.Column) []string {
	names := make([]string, len(columns))
	extra := 0
	for i, c := range columns {
		names[i] = c.Field
		if _, known := s.kind.Field(c.Field); !known {
			names[i] = extraColumn(extra)
			extra++
		}
	}
	return names
}

func (s *stage) position(name string) int {
	for i, c := range s.columns {
		if c == name {
			return len(placeColumns) + i
		}
	}
	panic("staging has no column " + name)
}

func (w *rowWriter) row(sheet, titles int32, row *read.Row, t table) error {
	b, i := w.batch, w.batch.rows
	w.stage.rows++
	number := w.stage.rows
	if n, ok := t.(numbered); ok {
		number = int32(n.RowNo())
	}
	fault := int32(0)
	if row.Rule != rule.None {
		fault = 1
	}
	for k, v := range [...]int32{number, int32(row.Line), sheet, titles, fault} {
		b.columns[k][i] = v
	}
	for k := len(placeColumns); k < len(b.columns); k++ {
		b.columns[k][i] = 0
	}
	for k, text := range row.Cells {
		c := &w.cells[k]
		n, ok := c.texts[string(text)]
		if !ok {
			var err error
			if n, err = w.stage.words.add(c.reading, string(text)); err != nil {
				return err
			}
		}
		b.columns[c.column][i] = n
	}
	if fault != 0 && row.Original != nil {
		n, err := w.stage.words.add(reading{"original", readText}, joinOriginal(row.Original))
		if err != nil {
			return err
		}
		b.columns[len(b.columns)-1][i] = n
	}
	if b.rows++; b.rows == engine.ChunkRows() {
		w.flush()
	}
	return nil
}

func (w *rowWriter) flush() {
	if w.batch.rows == 0 {
		return
	}
	w.stage.batches <- w.batch
	w.batch = <-w.stage.spare
	w.batch.rows = 0
}

func extraColumn(i int) string { return "extra_" + strconv.Itoa(i+1) }

// originalColumn holds, for a row whose length does not fit the header, its cells as they stood.
const originalColumn = "original_row"

func joinOriginal(cells [][]byte) string { return string(bytes.Join(cells, []byte(" | "))) }
