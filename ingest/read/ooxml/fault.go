package ooxml

import (
	"errors"
	"fmt"
)

// Fault says what is wrong with a workbook and where.
type Fault struct {
	Part   string // in the archive
	Row    int    // of the sheet, the last that was begun; 0 = none
	Cell   string // such as B7; "" = none
	Limit  string // which limit was passed; "" = the part is damaged
	Before string // the row or cell that stands before one which must not follow it; "" = none
	Err    error
}

func (f *Fault) Error() string {
	text := f.Part
	if f.Row > 0 {
		text += fmt.Sprintf(", row %d", f.Row)
	}
	if f.Cell != "" {
		text += ", cell " + f.Cell
	}
	return text + ": " + f.Err.Error()
}

func (f *Fault) Unwrap() error { return f.Err }

// Limits of a sheet. The first two are those of spreadsheet programs.
const (
	MostRows    = 1_048_576
	MostColumns = 16_384
	MostText    = 32_767    // characters of a cell
	MostMerges  = 200_000   // merged areas of a sheet
	MostStrings = 256 << 20 // bytes of all shared strings
	MostParts   = 10_000    // files in the archive
)

// Names of limits, for the sentence about them.
const (
	LimitRows    = "rows"
	LimitColumns = "columns"
	LimitText    = "text"
	LimitMerges  = "merges"
	LimitStrings = "strings"
	LimitParts   = "parts"
)

var (
	errOrder   = errors.New("it does not follow the one before it")
	errRef     = errors.New("a place that is none")
	errTooMany = errors.New("more than a limit allows")
	errRoot    = errors.New("not the root element of such a part")
	errMissing = errors.New("a part that is referred to is missing")
	errDouble  = errors.New("a part stands twice in the archive")
	errShared  = errors.New("two sheets are one part")
	errPlace   = errors.New("an element where none of its kind may stand")
	errLarger  = errors.New("larger than it says")
)
