// Package upload holds files on their way into an edition: what the browser sends, where it waits, the load that runs, and
// what is told of it.
package upload

import (
	"context"
	"fmt"
	"io"
	"time"

	"luanphien/dashboard/problem"
)

// Loader loads files into the data folder. What people can mend is told by a *Problem; watch is told how far it is, from
// any goroutine.
type Loader interface {
	// Within is the loader for who works for the stations of those codes: it loads their rows only, and knows no loads of others.
	Within(stations []string) Loader
	// OfProvince is the loader of files of the province of that code, where they do not name theirs.
	OfProvince(code string) Loader
	// Provinces says of which provinces the folder is.
	Provinces(ctx context.Context) (Provinces, error)
	// Preview says what loading the files together would do. Nothing of it is kept.
	Preview(ctx context.Context, paths []string, watch func(Progress)) (*LoadReport, error)
	// Load loads files as a person has agreed to and publishes an edition if anything changed. Where something else was
	// loaded since the preview it loads nothing, and the *Problem has the code 409.
	Load(ctx context.Context, paths []string, a Agreed, watch func(Progress)) (*LoadReport, error)
	// Loads is the history, by number.
	Loads(ctx context.Context) ([]Load, error)
	// Rows accounts for the physical rows of a load.
	Rows(ctx context.Context, loadID int) (RowLedger, error)
	// Refusals is the list of refused rows of a load or (0) of all, with the first rows of it.
	Refusals(ctx context.Context, loadID, most int) (*RefusalList, error)
	// Dismiss takes rows off that list in the name of a user, and gives those that were on it.
	Dismiss(ctx context.Context, rows []RefusedKey, reason, user string) ([]OpenRefusal, error)
	// Restore puts a row back on it.
	Restore(ctx context.Context, row RefusedKey) error
	// Refused writes the refused rows of a load as an XLSX.
	Refused(ctx context.Context, loadID int, w io.Writer) error
	// Kinds are the tables of which there is a template.
	Kinds() []TableKind
	// Template writes an empty XLSX of a kind of table.
	Template(ctx context.Context, kind string, w io.Writer) error
	// Undo takes a load back as a whole, in the name of a user, and gives the number of the edition it published.
	Undo(ctx context.Context, loadID int, user string) (published int, err error)
	// Settle says of an order that may have been replaced what a user has found (replaced, cancelled, both), as a load of its
	// own, and gives the number of the edition it published.
	Settle(ctx context.Context, of Order, verdict, user string) (published int, err error)
}

// Provinces says of which provinces a folder is.
type Provinces struct {
	Several bool
	Own     string   // code of the folder's own; "" = nobody has said which
	Held    []string // codes of those that it holds anything of, in order
}

// Agreed is what a person has agreed to who loads files.
type Agreed struct {
	User     string
	Seen     string // LoadReport.Seen of the preview
	Accepted []int  // files, by place, that load in spite of what the preview holds against them
}

// Order names a posting in force by its key.
type Order struct {
	Worker, Station string // codes
	Start           time.Time
}

// TableKind is a kind of table that loads.
type TableKind struct {
	Name string // canonical, such as activity
	problem.Sentence
}

// RowCounts are rows of a file. Read = Loaded + Unchanged + Corrected + Quarantined.
type RowCounts struct{ Read, Loaded, Unchanged, Corrected, Quarantined int64 }

// Load is one load of the history.
type Load struct {
	ID       int
	FileName string
	SHA256   string // hexadecimal
	LoadedAt time.Time
	LoadedBy string
	RowCounts
	Kinds    []problem.Sentence
	Province string    // code of the province that it was said to be of; "" = the folder's own
	Settles  bool      // it settles a possible replacement
	UndoneAt time.Time // zero = in force
	UndoneBy string
}

// LoadReport is what became of files that were loaded together.
type LoadReport struct {
	Files     []FileReport
	Resolved  int64  // rows that waited since earlier loads and have passed now
	Published int    // number of the new edition; 0 = nothing changed
	Seen      string // in a preview: what the data folder held
}

// FileReport is what became, or would become, of one file.
type FileReport struct {
	Name      string
	Container string // csv, xlsx, zip or json; "" where it could not be opened
	Status    string // loaded, unchanged or refused
	RowCounts
	RowLedger
	Sheets     []SheetReport
	MoreSheets int // that are not described
	First      []FirstRows
	Refusals   []RefusedRow // the first of them
	Notices    []problem.Sentence
	Problem    *problem.Sentence // why the file was refused
	Mended     int64             // rows that earlier loads refused, and that this one settles
	Askable    bool              // what is held against the file may be accepted
	Doubts     []Doubt           // what must be accepted for it to load
	LoadID     int               // 0 in a preview

	MoreRefusals int64         // that are not listed
	Corrections  []Corrections // in a preview
}

// Corrections are the first rows of one kind that would correct what is in force.
type Corrections struct {
	Kind    problem.Sentence
	Columns []problem.Sentence
	Rows    [][]CorrectedCell
	More    int64 // rows that are not listed
}

// Fold says what a phone shows of a column: the first that changes, and beside it the one after the line, which names what
// is corrected.
func (c Corrections) Fold(column int) string {
	first := 0
	for i := range c.Columns {
		for _, row := range c.Rows {
			if row[i].Changed && first == 0 {
				first = i
			}
		}
	}
	switch column {
	case first:
		return "key"
	case 1:
		return "also"
	}
	return ""
}

// CorrectedCell is a value as it would stand and, where that is another one, as it stands now.
type CorrectedCell struct {
	problem.Sentence
	Old     problem.Sentence
	Changed bool
}

// RowLedger accounts for the physical rows of a file, each of which counts once: a wide row gives several readings.
type RowLedger struct {
	Ledger     *RowSums    // nil where no account was kept
	Passed     []PassedRow // the first of the rows passed over
	MorePassed int64       // rows passed over that are not listed
}

// RowSums are the terms of the account. Content = Header + Loaded + Quarantined + Passed.
type RowSums struct{ Content, Header, Loaded, Quarantined, Passed int64 }

// PassedOver is how many rows were passed over.
func (l RowLedger) PassedOver() int64 {
	if l.Ledger == nil {
		return 0
	}
	return l.Ledger.Passed
}

// PassedRow is a row that was passed over, or several together.
type PassedRow struct {
	Sheet            string
	Line             int   // the first of several
	Rows             int64 // as a rule 1
	Text             string
	problem.Sentence // why
}

// Doubt is what loading a list would do to much of what is known.
type Doubt struct {
	problem.Sentence
	Changes []KnownChange
	More    int // changes that are not listed
}

// KnownChange is one entry of a list that would change.
type KnownChange struct {
	Code string
	problem.Sentence
	Before, After string
}

// SheetReport is how a table of a file was understood.
type SheetReport struct {
	Name    string // "" for a file without sheets
	Alike   int    // sheets that were understood just so and are not described
	Kind    problem.Sentence
	Header  int // line of the header
	Columns []ColumnReport
}

// ColumnReport is how a column was understood.
type ColumnReport struct {
	Title    string           // in the file
	Field    string           // canonical name; "" where the column is passed over
	Means    problem.Sentence // what people call the field
	Class    problem.Sentence // how its cells are read
	Compared bool             // it repeats what another table says, and is only compared with it
	Beside   problem.Sentence // what a column without a field is for; blank where it is passed over
}

// FirstRows are the first rows of one kind as they would load.
type FirstRows struct {
	Kind    problem.Sentence
	Columns []problem.Sentence
	Rows    [][]problem.Sentence // blank = missing
}

// RefusedKey names a row that a load refused.
type RefusedKey struct {
	LoadID int
	Kind   string // canonical
	RowNo  int
}

// RefusalList is the list of refused rows that are still to be mended.
type RefusalList struct {
	Open      int64
	First     []OpenRefusal
	Dismissed []DismissedRow // the last first
}

// OpenRefusal is a row on that list.
type OpenRefusal struct {
	RefusedKey
	FileName, Sheet string
	Line            int
	Column          string // "" where the whole row is at fault
	Waits           bool   // tried again at each later load
	problem.Sentence
}

// DismissedRow is a row that a person has taken off the list.
type DismissedRow struct {
	RefusedKey
	Sheet         string
	Line          int
	Reason, Login string
	At            time.Time
}

// RefusedRow is one row that did not pass.
type RefusedRow struct {
	Sheet  string
	Line   int
	Column string // "" where the whole row is at fault
	Value  string // of the cell at fault
	problem.Sentence
	Nearest []string // names that come nearest to one that is in no list; none was taken
}

// Step is what is being done with an upload.
type Step string

// Progress is how far the loader is with a file.
type Progress struct {
	Path string
	Step Step
	Done int64 // bytes of the file read so far, in the step of reading
}

// The steps of an upload, in their order. A preview ends with the checking.
const (
	StepWait    Step = "wait" // for the turn: a folder takes one load at a time
	StepRead    Step = "read"
	StepCheck   Step = "check"
	StepWrite   Step = "write"
	StepPublish Step = "publish"
)

// Key names the row in a form.
func (k RefusedKey) Key() string { return fmt.Sprintf("%d:%s:%d", k.LoadID, k.Kind, k.RowNo) }
