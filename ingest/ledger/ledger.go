// Package ledger accounts for the physical rows of a file: the rows of a sheet, the lines of a CSV, the values of DHIS2
// JSON. Every row with content is part of the header or a title, was loaded, went to the quarantine, or was passed over
// for a reason that is named.
package ledger

import "fmt"

// Ledger is the sum over the rows of a file. Content is counted by the container itself, the others by what became of
// the rows; a row of which any reading was refused counts as quarantined, and a row that gives several readings (a wide
// table) counts once. What became of the readings is another sum, of its own.
type Ledger struct {
	Content     int64 // rows that hold anything
	Header      int64 // of the header and of the titles above it
	Loaded      int64 // rows all of whose readings passed: loaded, unchanged or corrected
	Quarantined int64
	Passed      int64 // rows passed over

	// Reasons counts the rows passed over by their reason; all of them, however many are listed.
	Reasons map[Reason]int64
}

// Passed is one row that was passed over, or several of one sheet that were passed over together.
type Passed struct {
	Sheet  string // "" for a file without sheets; the name of the file before it in an archive
	Line   int    // 1-based line of the file or row of the sheet; the first of several
	Rows   int64  // how many rows this stands for, as a rule 1
	Text   string // what stands in the row, its cells parted by " | ", shortened; "" for several rows. It may name persons.
	Reason Reason
}

// Listed bounds the rows that are listed in Passed of one file. More are counted in Reasons.
const Listed = 1000

// Balanced tells whether the sum comes out.
func (l Ledger) Balanced() bool { return l.Content == l.Header+l.Loaded+l.Quarantined+l.Passed }

// Add adds the ledger of another part of the same file.
func (l *Ledger) Add(m Ledger) {
	l.Content += m.Content
	l.Header += m.Header
	l.Loaded += m.Loaded
	l.Quarantined += m.Quarantined
	l.Passed += m.Passed
	for reason, n := range m.Reasons {
		l.count(reason, n)
	}
}

// Pass counts rows that are passed over.
func (l *Ledger) Pass(reason Reason, rows int64) {
	l.Passed += rows
	l.count(reason, rows)
}

func (l *Ledger) count(reason Reason, rows int64) {
	if l.Reasons == nil {
		l.Reasons = map[Reason]int64{}
	}
	l.Reasons[reason] += rows
}

// Say writes the sum in one line of each language.
func (l Ledger) Say() (vi, en string) {
	return fmt.Sprintf("%d dòng có nội dung = %d tiêu đề + %d nạp + %d cách ly + %d bỏ qua", l.Content, l.Header, l.Loaded, l.Quarantined, l.Passed),
		fmt.Sprintf("%d rows with content = %d of header and titles + %d loaded + %d quarantined + %d passed over", l.Content, l.Header, l.Loaded, l.Quarantined, l.Passed)
}
