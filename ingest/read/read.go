// Package read turns a file, whatever its container, into rows of text cells with their place in the file. It finds
// the header and says what each column is; it does not judge what the cells say.
package read

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/ingest/read/aside"
	"luanphien/ingest/rowrole"
	"luanphien/ingest/rule"
	"luanphien/ingest/title"
)

// Options say how a file is to be read.
type Options struct {
	Kind     string                // the kind it must be, or "" to recognise it from the header
	Set      map[string]string     // values for fields that no column has, such as decision_no
	Progress func(bytesRead int64) // called now and then with the bytes of the file read so far; may be nil
	Unpacked int64                 // bytes that a compressed file may unpack to; 0 = DefaultUnpacked
	Mapping  *Mapping              // of the codes in DHIS2 files; may be nil
	Limits   Limits                // of what the file may cost
	Check    func() error          // asked now and then whether to go on, at the rows too; its error ends the reading. May be nil
	TempDir  string                // where large spreadsheets are unpacked; "" = the system's folder
}

// DefaultUnpacked is what a compressed file may unpack to, in bytes, unless told otherwise.
const DefaultUnpacked = 4 << 30

func (o Options) unpacked() int64 {
	if o.Unpacked > 0 {
		return o.Unpacked
	}
	return DefaultUnpacked
}

// stopped tells why the reading is to end, nil while it may go on.
func (o Options) stopped() error {
	if o.Check == nil {
		return nil
	}
	return o.Check()
}

// Message is a sentence in both languages.
type Message struct {
	VI, EN string
}

func (m *Message) Error() string { return m.EN }

// Error says what is wrong with a file, where, and how to mend it.
type Error struct {
	VI, EN string
	Err    error  // the cause, for the log; may be nil
	Option string // of the command line that would do instead of what the sentence asks for; "" = none
}

func (e *Error) Error() string { return e.EN }
func (e *Error) Unwrap() error { return e.Err }

// File is an open file. Its sheets are read one after the other; notices may grow until the last row is read.
type File struct {
	Name      string // base name
	Size      int64  // bytes
	Container string // what it is: ContainerCSV …
	Sheets    []*Sheet
	Notices   []Message

	ledger ledger.Ledger // of what stands outside the sheets that are read
	passed []ledger.Passed

	whole   *File // the archive that this file is a part of, or nil
	opened  bool  // its sheets bear its name, so that notices need not
	closers []func() error
	meter   meter
	held    int // files of an archive that stay open
}

// What a file may be.
const (
	ContainerCSV  = "csv"
	ContainerXLSX = "xlsx"
	ContainerZIP  = "zip"
	ContainerJSON = "json" // DHIS2 dataValueSets
)

// Column is one column of a sheet.
type Column struct {
	Title string // as in the file; the field's own title where the value is given from outside the table
	Field string // canonical name, or "" when not understood
}

// Sheet is one table of a file.
type Sheet struct {
	Name    string // "" for a file without sheets
	Kind    header.Kind
	Columns []Column
	Header  int // line of the header's first row

	file     *File
	src      records
	pending  []record // records read while looking for the header
	failed   error    // what ended the reading of pending
	spans    spans
	layout   layout
	strict   bool // a row must be as long as the header
	options  Options
	current  record // the row that is being judged
	roles    *rowrole.Roles
	totals   totals
	since    title.Block // the lines since the last row of data
	about    int         // the column that says what a row is about
	required []int       // the columns of names, weeks and dates that a row must fill
	untitled []untitledColumn
	aside    aside.Columns
	units    []int                // the columns that tell the unit of the figures beside them
	numbered func(column int) int // the number of a column in the file; nil = the next of its index
	form     form
	silent   silent
	row      Row
	cells    [][]byte

	ledger ledger.Ledger
	passed []ledger.Passed
	given  int64 // physical rows that Next gave readings of
	hidden int   // of them, those that the sheet does not show

	parked  *parked      // of an archive's file that is closed: opened by the first call of Next
	release func() error // of what was opened for it alone
	ended   error        // what the last call of Next gave, once the table is over

	// Parts are the parts of which the figures are sums (DHIS2): for what a figure is of and its field, parted by FigurePart,
	// the data elements and categories in their order, so parted too. nil for other tables.
	Parts map[string]string
	// OwnParts are the parts of a figure at one station in one period, which stand behind what names it, where they are not all
	// of Parts. They are known once the rows are read.
	OwnParts map[string]string
	// GoneParts are likewise the parts that the file says are deleted, by the figure and, behind it, the station and period.
	GoneParts map[string]string

	// Known gives what tells whether a text names something that a list knows: a station, a unit or a worker, by the class
	// of the column; nil where no such list is known. It may be set before the first call of Next.
	Known func(about header.Field) func(text string) bool
	// Meaning gives what tells which place a text names, "" where no list knows it. It may be set as Known.
	Meaning func(about header.Field) func(text string) string
	// Standing gives the groups or indicators of which figures of a station and a week are known, in the words of their list.
	// It may be set before the first call of Next; where it is nil no row takes back what is known by saying that nothing was
	// reported.
	Standing func(Silence) ([]string, error)
}

// Row is one row of a sheet. It and its cells are valid until the next call of Next.
type Row struct {
	Line     int       // 1-based physical line of the file, or row of the sheet
	Cells    [][]byte  // one per Column, in order
	Marks    []Mark    // one per cell, or nil where every cell is text as typed; shorter where the last cells are
	Titles   []string  // nil, or the title of each cell where the table was turned from wide to long
	Original [][]byte  // the row as in the file; nil when the same as Cells
	Gone     bool      // what is known under its key stands no longer: every figure that it gives is deleted (DHIS2)
	Rule     rule.Rule // rule.RowLength when longer or shorter than the header, else empty
	More     int       // physical rows that it stands for beside its first: lines of quoted cells, further values of DHIS2
	Again    bool      // it is a further reading of the row given before
}

// Open opens a file for reading. What it holds is told from its content, never from its name. Every error that is
// about the file is an *Error.
func Open(path string, opts Options) (*File, error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	info, err := source.Stat()
	if err == nil && info.IsDir() {
		err = os.ErrInvalid
	}
	if err != nil {
		source.Close()
		return nil, cannotOpen(path, err)
	}
	file := &File{Name: filepath.Base(path), Size: info.Size()}
	file.closers = append(file.closers, source.Close)
	if err := file.open(source, opts); err != nil {
		file.Close()
		return nil, cmp.Or(opts.stopped(), err)
	}
	return file, nil
}

// OpenReader opens what a stream holds, such as standard input. It is first copied to a temporary file, because a
// spreadsheet cannot be read from its beginning to its end, and because the copy keeps memory bounded.
func OpenReader(name string, r io.Reader, opts Options) (*File, error) {
	copied, err := os.CreateTemp(opts.TempDir, "luanphien-stream-")
	if err != nil {
		return nil, cannotOpen(name, err)
	}
	file := &File{Name: filepath.Base(name)}
	file.closers = append(file.closers, func() error { return os.Remove(copied.Name()) }, copied.Close)
	if file.Size, err = io.Copy(copied, r); err == nil {
		_, err = copied.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, cannotOpen(name, err)
	}
	if err := file.open(copied, opts); err != nil {
		file.Close()
		return nil, cmp.Or(opts.stopped(), err)
	}
	return file, nil
}

// Close releases the file and what was unpacked from it.
func (f *File) Close() error {
	var first error
	for _, s := range f.Sheets {
		if err := s.end(); err != nil && first == nil {
			first = err
		}
	}
	for i := len(f.closers) - 1; i >= 0; i-- {
		if err := f.closers[i](); err != nil && first == nil {
			first = err
		}
	}
	f.closers = nil
	return first
}

// notice adds a remark that does not keep the file from loading.
func (f *File) notice(vi, en string) {
	if f.whole != nil {
		if !f.opened {
			vi, en = "«"+f.Name+"»: "+vi, "“"+f.Name+"”: "+en
		}
		f.whole.notice(vi, en)
		return
	}
	f.Notices = append(f.Notices, Message{VI: vi, EN: en})
}

// record is one row as it stands in the file.
type record struct {
	line   int
	cells  [][]byte
	marks  []Mark // one a cell, or nil where every cell is text as typed
	hidden bool   // the sheet does not show it
	gone   bool   // what is known under its key stands no longer (DHIS2)
	more   int    // physical rows beside the first: the further lines of quoted cells, the further values of DHIS2
}

// rows is how many physical rows the record takes.
func (r record) rows() int64 { return int64(1 + r.more) }

// clone copies a record, which is valid only until the next.
func (r record) clone() record {
	cells := make([][]byte, len(r.cells))
	for i, cell := range r.cells {
		cells[i] = slices.Clone(cell)
	}
	r.cells, r.marks = cells, slices.Clone(r.marks)
	return r
}

// mark gives the mark of one cell.
func (r record) mark(column int) Mark { return markAt(r.marks, column) }

// records is what each container gives. The cells are valid until the next call; the end is io.EOF.
type records interface {
	next() (record, error)

	// count is the number of physical rows with content, as the container itself counts them: it says what should have
	// been given, whatever next gave. It is asked for after the end.
	count() int64
}

func cannotOpen(path string, err error) *Error {
	name := filepath.Base(path)
	return &Error{
		VI:  "Không mở được tệp " + name + ". Hãy kiểm tra đường dẫn và quyền đọc.",
		EN:  "The file " + name + " cannot be opened. Check its path and that it may be read.",
		Err: err,
	}
}
