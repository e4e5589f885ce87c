package read

import (
	"io"

	"luanphien/ingest/read/ooxml"
)

// Limits bound what a file may cost, whatever its bytes. 0 = the default.
type Limits struct {
	Entries int `json:"entries,omitempty"` // of an archive
	Columns int `json:"columns,omitempty"` // of a table, that hold anything
	Cell    int `json:"cell,omitempty"`    // characters of a cell of a workbook
	Rows    int `json:"rows,omitempty"`    // the number of the last row of a sheet
}

// DefaultLimits are those of spreadsheet programs where they have some, and of columns what no report needs.
var DefaultLimits = Limits{Entries: 10_000, Columns: ooxml.Most.Columns, Cell: ooxml.Most.Cell, Rows: ooxml.Most.Rows}

func (l Limits) entries() int { return orDefault(l.Entries, DefaultLimits.Entries) }
func (l Limits) columns() int { return orDefault(l.Columns, DefaultLimits.Columns) }

func (l Limits) workbook() ooxml.Limits {
	return ooxml.Limits{Rows: orDefault(l.Rows, DefaultLimits.Rows), Columns: l.columns(), Cell: orDefault(l.Cell, DefaultLimits.Cell)}
}

func orDefault(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// endingReader and endingReaderAt end once check says why: every loop over a file reads from one of them.
type endingReader struct {
	check func() error
	src   io.Reader
}

func (r *endingReader) Read(p []byte) (int, error) {
	if err := r.check(); err != nil {
		return 0, err
	}
	return r.src.Read(p)
}

type endingReaderAt struct {
	check func() error
	src   io.ReaderAt
}

func (r *endingReaderAt) ReadAt(p []byte, at int64) (int, error) {
	if err := r.check(); err != nil {
		return 0, err
	}
	return r.src.ReadAt(p, at)
}
