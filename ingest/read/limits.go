package read

import (
	"cmp"

	"luanphien/ingest/read/ooxml"
)

// Limits bound what a file may cost, whatever its bytes. 0 = the default.
type Limits struct {
	Entries int `json:"entries,omitempty"` // of an archive
	Columns int `json:"columns,omitempty"` // of a table, that hold anything
	Cell    int `json:"cell,omitempty"`    // characters of a cell of a workbook
	Rows    int `json:"rows,omitempty"`    // the number of the last row of a sheet
	Book    int `json:"book,omitempty"`    // megabytes that a workbook may unpack to, where Options.Unpacked allows as much
}

// DefaultLimits are those of spreadsheet programs where they have some, and of columns what no report needs.
var DefaultLimits = Limits{Entries: 10_000, Columns: ooxml.Most.Columns, Cell: ooxml.Most.Cell, Rows: ooxml.Most.Rows, Book: 1 << 10}

// Filled gives each limit its value, the default where none was chosen.
func (l Limits) Filled() Limits {
	return Limits{
		Entries: cmp.Or(l.Entries, DefaultLimits.Entries), Columns: cmp.Or(l.Columns, DefaultLimits.Columns),
		Cell: cmp.Or(l.Cell, DefaultLimits.Cell), Rows: cmp.Or(l.Rows, DefaultLimits.Rows),
		Book: cmp.Or(l.Book, DefaultLimits.Book),
	}
}

// Chosen keeps those that are not the default.
func (l Limits) Chosen() Limits {
	for _, limit := range []struct{ chosen, usual *int }{
		{&l.Entries, &DefaultLimits.Entries}, {&l.Columns, &DefaultLimits.Columns}, {&l.Cell, &DefaultLimits.Cell}, {&l.Rows, &DefaultLimits.Rows},
		{&l.Book, &DefaultLimits.Book},
	} {
		if *limit.chosen == *limit.usual {
			*limit.chosen = 0
		}
	}
	return l
}

func (l Limits) workbook() ooxml.Limits {
	l = l.Filled()
	return ooxml.Limits{Rows: l.Rows, Columns: l.Columns, Cell: l.Cell}
}

// The limits of what a compressed file, and a workbook, may unpack to.
const (
	limitUnpacked ooxml.Limit = "unpacked"
	limitBook     ooxml.Limit = "book"
)

// beyond says of a file that passes a limit whether a setting can raise it, and which.
func (f *File) beyond(limit ooxml.Limit, e *Error) *Error {
	if limit != "" && limit != ooxml.LimitFixed {
		e.VI += " Người quản trị có thể nâng giới hạn này trong thiết lập."
		e.EN += " The administrator can raise this limit in the settings."
		e.Option = "--max-" + string(limit)
	}
	return e
}
