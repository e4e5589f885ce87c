// Package rowrole decides what a row of a table is: data, or one of the rows that a table made for the eye has between
// and below them. It looks at which cells are filled first, at the words that stand in them last: a row whose required
// cells are filled is data, whatever its words.
package rowrole

import (
	"luanphien/ingest/ledger"
)

// Data is what Of answers for a row of data; every other answer is why the row is passed over.
const Data ledger.Reason = ""

// Column is what the cells of a column hold.
type Column uint8

// The columns of a table.
const (
	Other  Column = iota // free text, or not understood
	Number               // running numbers, or without a title
	Name                 // codes, names and words of a list
	Typed                // dates, weeks and moments
	Figure               // counts and decimals
)

// Table is what is known of the table whose rows are judged.
type Table struct {
	Columns  []Column
	Required []int      // the columns that a row of data never leaves blank
	Label    int        // of them, the one that says what the row is about
	Measured bool       // rows of data bear figures; else dates and figures alike show that a row is data
	Own      bool       // the label names what the table itself defines: no row adds up others, however it is called
	Wide     bool       // each row holds the figures of several groups: with all of them blank it says that they are missing
	Exact    bool       // written by a program: a row without a figure is data that lacks something, not words
	Header   [][]string // the texts of the header's rows, which printed tables repeat

	Known func(text string) bool    // whether a text names what the label column names; nil where no list says
	Adds  func(cells [][]byte) bool // whether the figures of a row are the sum of rows above; may be nil
	Next  func() string             // the running number of the row below; may be nil
	Sums  func() int                // how many rows below the figures of the row are the sum of, 0 = of none; may be nil
}

// Roles judges the rows of one table, from the first to the last.
type Roles struct {
	table    Table
	evidence []int // columns whose figures show that a row is data
	number   int   // the column of running numbers, -1 = none
	ordinary map[string]bool

	rows     int // since the header
	data     int // since the header
	numbered bool
	signing  bool     // signatures stood above, and no row of data since
	headings []string // keys of the last headings
	label    string   // of the row last looked at
	repeated bool     // it is the header once more
}

// New prepares for the rows below a header.
func New(t Table) *Roles {
	r := &Roles{table: t, number: -1, ordinary: map[string]bool{}}
	for i, c := range t.Columns {
		switch {
		case c == Figure, c == Typed && !t.Measured:
			r.evidence = append(r.evidence, i)
		case c == Number && r.number < 0 && i < t.Label:
			r.number = i
		}
	}
	return r
}

// Label is what the row last judged as no data says that it is about.
func (t *Roles) Label() string { return t.label }

// Repeated tells whether the row last judged, a header, is the table's own once more.
func (t *Roles) Repeated() bool { return t.repeated }

// headRows is within how many rows of a header the numbers of its columns stand.
const headRows = 2

// mostOrdinary bounds the labels that are remembered as no total.
const mostOrdinary = 1 << 14

// Of tells what a row is. Cells are texts as they stand.
func (t *Roles) Of(cells [][]byte) ledger.Reason {
	t.rows++
	if t.plain(cells) {
		t.follow(Data, &row{})
		return Data
	}
	r := t.look(cells)
	t.label, t.repeated = r.label, t.repeats(&r)
	reason := t.decide(&r)
	t.follow(reason, &r)
	return reason
}

// plain tells, without a closer look, the rows that most files consist of: every required cell filled, a figure among
// those that show it, and a label that is a code or was looked at before.
func (t *Roles) plain(cells [][]byte) bool {
	if t.data == 0 && t.rows <= headRows {
		return false
	}
	for _, i := range t.table.Required {
		if i >= len(cells) || len(cells[i]) == 0 || cells[i][0] <= ' ' {
			return false
		}
	}
	shown := false
	for _, i := range t.evidence {
		if i < len(cells) && len(cells[i]) > 0 && isDigit(cells[i][0]) {
			shown = true
			break
		}
	}
	if !shown || t.number >= 0 && t.number < len(cells) && len(cells[t.number]) > 0 && !isDigit(cells[t.number][0]) {
		return false
	}
	if t.table.Label >= len(cells) || len(cells[t.table.Label]) == 0 {
		return false
	}
	label := cells[t.table.Label]
	return isDigit(label[0]) || t.ordinary[string(label)]
}

// follow keeps what later rows are judged by.
func (t *Roles) follow(reason ledger.Reason, r *row) {
	switch reason {
	case Data:
		t.data++
		t.signing = false
		t.numbered = t.numbered || isNumber(r.number)
		if r.labelled && len(t.ordinary) < mostOrdinary && totalOf(r.label) == noTotal && !isArea(r.key) {
			t.ordinary[r.texts[t.table.Label]] = true
		}
	case ledger.Header, ledger.Title:
		t.rows, t.data, t.signing = 0, 0, false
	case ledger.Signature:
		t.signing = true
	case ledger.Heading:
		t.signing = false
		t.headings = append(t.headings[max(0, len(t.headings)-3):], r.key)
	}
}

// decide goes from what cells show to what words say.
func (t *Roles) decide(r *row) ledger.Reason {
	switch {
	case r.filled == 0:
		return ledger.Empty
	case t.isPartedTitle(r):
		return ledger.Title
	case t.repeated || r.evidence == 0 && isHeader(r):
		return ledger.Header
	case t.data == 0 && t.rows <= headRows && IsColumnNumbers(r.texts):
		return ledger.ColumnNumbers
	}
	if t.mayTotal(r) {
		if total := t.total(r); total != Data {
			return total
		}
	}
	switch {
	case r.unsent:
		return ledger.NotReported
	case r.missing == 0 && r.evidence > 0:
		return Data
	case r.evidence == 0 && r.label != "" && (r.silent || t.table.Wide && r.missingWords > 0):
		return ledger.NotReported
	case r.evidence > 0 && r.label == "" && r.number == "" && t.adds(r):
		return ledger.Subtotal
	case r.evidence > 0:
		return Data // it will be refused for what it lacks
	}
	return t.wordsOnly(r)
}

// mayTotal tells whether a row can be a sum at all. In a list of its own a full row is an entry, however it is called; where
// the name is all that an entry must have, one that a program wrote, or that is numbered.
func (t *Roles) mayTotal(r *row) bool {
	switch {
	case !t.table.Own || r.missing > 0:
		return true
	case len(t.table.Required) > 1:
		return false
	}
	return len(t.evidence) > 0 || !t.table.Exact && !isNumber(r.number)
}

// total tells the rows that add up others.
func (t *Roles) total(r *row) ledger.Reason {
	kind := totalOf(r.label)
	counts := isNumber(r.number)
	switch {
	case kind == carried:
		return ledger.CarriedOver
	case kind == surely:
		return ledger.Subtotal
	case kind == likely && !counts && !t.known(r.label):
		return ledger.Subtotal
	case kind == maybe && !counts && !t.known(r.label) && (t.endsHeading(r.key) || t.adds(r)):
		return ledger.Subtotal
	case r.evidence > 0 && r.number == "" && isEnumerated(r.label) && isArea(r.key) && !t.known(r.label):
		return ledger.Heading // «II. Khu vực Mường Chà» with the sums of the rows below it
	case r.evidence > 0 && r.missing > 0 && levelOf(r.number) > arabic && isArea(r.key) && !t.known(r.label):
		return ledger.Heading // the same with its number in a cell of its own, above rows without numbers
	case r.evidence > 0 && r.number != "" && !isNumber(r.label) && t.headsNumbers(r):
		return t.numberedSum(r)
	}
	return Data
}

// headsNumbers tells a row with the sums of those below it, by its number: I above 1 2 3 or I.1, A above I, 2 above 2.1.
func (t *Roles) headsNumbers(r *row) bool {
	number, level := r.number, levelOf(r.number)
	if t.table.Next == nil || level == noLevel || level == arabic && !isArea(r.key) {
		return false
	}
	next := t.table.Next()
	if level == arabic {
		return !dotted(number) && isUnder(next, number)
	}
	below := levelOf(next)
	return below != noLevel && below < level || isUnder(next, number)
}

// wordsOnly judges rows without a figure.
func (t *Roles) wordsOnly(r *row) ledger.Reason {
	known := t.known(r.label)
	whole := r.missing == 0 && len(t.table.Required) > 1
	switch {
	case r.required <= 1 && isTitle(r):
		return ledger.Title
	case t.signing && t.table.Measured && r.number == "" && !known: // the names of those who sign
		return ledger.Signature
	case r.signs == r.filled, !whole && (r.signs > 0 || t.signing && r.number == "" && !(known && r.labelled)):
		return ledger.Signature
	case whole:
		return Data
	case r.filled <= 2 && isNote(r):
		return ledger.Note
	case t.table.Exact, r.required > 1 || r.required == 1 && !r.labelled:
		return Data
	case !r.labelled && !r.merged:
		return ledger.Note
	case t.isHeading(r, known):
		return ledger.Heading
	case t.table.Wide || !t.table.Measured:
		return Data
	}
	return ledger.Empty // a station without anything, where a row is about one group or one indicator
}

// isHeading tells whether a row with a label and no more heads others.
func (t *Roles) isHeading(r *row, known bool) bool {
	switch {
	case !known && t.headsNumbers(r): // 1 above 1.1, of an area
		return true
	case isNumber(r.number) || known && r.labelled:
		return false
	case r.number != "" && levelOf(r.number) != noLevel, r.merged, isEnumerated(r.label), isArea(r.key):
		return true
	case isStation(r.key):
		return false
	case t.numbered:
		return true
	}
	return t.table.Known != nil && r.filled == 1
}

func (t *Roles) known(label string) bool {
	return label != "" && t.table.Known != nil && t.table.Known(label)
}

func (t *Roles) adds(r *row) bool { return t.table.Adds != nil && t.data > 0 && t.table.Adds(r.cells) }

// endsHeading tells whether a sum is named after one of the headings above it.
func (t *Roles) endsHeading(key string) bool {
	for _, heading := range t.headings {
		if isSumOf(key, heading) {
			return true
		}
	}
	return false
}
