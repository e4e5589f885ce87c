// Package ingest loads files into the warehouse and publishes editions: source → rows → staging → checks → facts and
// quarantine → edition. Everything of one file happens in one transaction.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"luanphien/ingest/cells"
	"luanphien/ingest/ledger"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/fault"
)

// Options of a run. The zero value of each has the stated meaning.
type Options struct {
	Now       time.Time         // the moment against which «future» is judged; zero = now
	MaxReject float64           // share of rejected rows, 0 to 1, above which a file loads nothing; negative = no limit
	MaxCount  int64             // plausibility limit of a weekly count; 0 = DefaultMaxCount
	Kind      string            // forced kind of table; "" = recognised from the header
	Confirm   bool              // a person has seen what gives doubt (FileReport.Doubts) and wants it loaded
	Aliases   bool              // the files are not tables of facts but of former names of stations
	Unpacked  int64             // bytes that a compressed file may unpack to; 0 = read.DefaultUnpacked
	Limits    read.Limits       // of what a file may cost
	Patience  time.Duration     // how long a preview may take; 0 = DefaultPatience
	Mapping   *read.Mapping     // of the codes in DHIS2 files
	Accepted  map[string]bool   // paths of files that a person wants loaded in spite of what a preview holds against them: their share of refused rows, their doubts
	Seen      string            // Report.Seen of the preview that a person has agreed to; "" = none. Where more was loaded since, Run loads nothing
	Province  string            // code of the province that the files are of; "" = the folder's own
	Area      string            // codes of the stations that who loads works for, with commas between; "" = all. Rows of others are refused
	Set       map[string]string // values given for the whole file, such as decision_no
	LoadedBy  string            // who loads, for the history
	Keep      int               // newest editions kept; 0 = DefaultKeep
	KeepCited time.Duration     // editions that a file cites, since it was taken; 0 = DefaultKeepCited
	Meta      warehouse.Meta    // marks of the data folder, set with the load
	Progress  func(Progress)    // told how far the run is, from any goroutine; may be nil
	Scratch   string            // folder for what is needed for a while only, beside the data folder; "" = the system's
	Log       *slog.Logger
}

// Defaults of the configurable numbers.
const (
	DefaultMaxReject = 0.20
	DefaultMaxCount  = 20_000
	DefaultKeep      = 20
	DefaultPatience  = 10 * time.Minute
	DefaultKeepCited = 2 * 365 * 24 * time.Hour
	maxPostingDays   = 366
)

// Counts of rows. Read = Loaded + Unchanged + Corrected + Quarantined.
type Counts struct {
	Read, Loaded, Unchanged, Corrected, Quarantined int64
}

func (c *Counts) add(d Counts) {
	c.Read += d.Read
	c.Loaded += d.Loaded
	c.Unchanged += d.Unchanged
	c.Corrected += d.Corrected
	c.Quarantined += d.Quarantined
}

// Status tells how a file ended.
type Status string

// A file's end.
const (
	Loaded    Status = "loaded"
	Unchanged Status = "unchanged" // the very file was loaded before, or all of its rows are in force already
	Refused   Status = "refused"   // nothing of it was loaded
)

// Refusal is one row that went to the quarantine.
type Refusal struct {
	Sheet  string
	Line   int
	Column string // title in the file; "" where the whole row is at fault
	Value  string // of the cell at fault, as it stood
	Rule   rule.Rule
	VI, EN string
	Waits  bool // tried again at each later load
	// Nearest are the names that come nearest to a station or unit that is in no list. None was taken.
	Nearest []string
}

// FileReport is what became of one file.
type FileReport struct {
	Name      string
	Container string       // csv, xlsx, zip or json; "" where it could not be opened
	Sheets    []SheetShape // how it was understood
	Kinds     []string
	Status    Status
	Counts    Counts          // of the readings: a wide row gives several
	Ledger    ledger.Ledger   // of the physical rows
	Passed    []ledger.Passed // the first of the rows passed over, at most ledger.Listed
	Waiting   int64           // of the quarantined rows, those that are tried again at each later load
	Refusals  []Refusal       // the first of them, at most shownRefusals
	Mended    int64           // rows that earlier loads refused, and that this one settles
	Notices   []read.Message
	Err       *mend.Error // why a file was refused; an *Unconfirmed is its cause where Options.Confirm would load it
	Doubts    []Doubt     // what a person has to confirm; in a preview too
	TooMany   bool        // it was refused for the share of its refused rows alone: Options.Accepted would load the others
	LoadID    int
	// Only in a preview: what would load, and what it would correct.
	FirstRows   []FirstRows
	Corrections []Corrections
}

// shownRefusals bounds the refused rows listed in a report; all of them are in the quarantine.
const shownRefusals = 1000

// Report is what became of a run.
type Report struct {
	Files     []FileReport
	Resolved  int64  // rows that waited since earlier loads and have passed now
	Published int    // number of the new edition; 0 = nothing changed
	Seen      string // in a preview: what the folder held, for Options.Seen
}

// Failed tells whether any file was refused.
func (r *Report) Failed() bool {
	for _, f := range r.Files {
		if f.Status == Refused {
			return true
		}
	}
	return false
}

// Run loads the files into the folder, in an order in which lists come before what refers to them, and publishes an
// edition if anything changed. A file that cannot be loaded is reported and does not keep the others out; an error is
// returned where the folder itself cannot be used.
func Run(ctx context.Context, folder edition.Folder, paths []string, o Options) (report *Report, err error) {
	defer fault.Catch(&err)
	o.Fill()
	report, err = runAll(ctx, folder, paths, o)
	return report, mend.Stopped(ctx, err)
}

func runAll(ctx context.Context, folder edition.Folder, paths []string, o Options) (*Report, error) {
	w, err := openFolder(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	if err := mustBe(ctx, w, o.Seen); err != nil {
		return nil, err
	}
	if err := w.TakeAllThreads(ctx, paths); err != nil {
		return nil, err
	}
	r := &runner{Warehouse: w, options: o, now: o.Now}
	report, err := r.run(ctx, paths)
	if err == nil {
		err = r.putInOrder(ctx, report)
	}
	if err != nil {
		return nil, err
	}
	r.enter(Publishing)
	report.Published, err = w.Publish(ctx, o.publication())
	return report, mend.DiskError(folder, err)
}

func (o *Options) Fill() {
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	if o.MaxCount == 0 {
		o.MaxCount = DefaultMaxCount
	}
	if o.Keep == 0 {
		o.Keep = DefaultKeep
	}
	if o.Patience == 0 {
		o.Patience = DefaultPatience
	}
	if o.KeepCited == 0 {
		o.KeepCited = DefaultKeepCited
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
}

// runner is one run over the open warehouse.
type runner struct {
	*warehouse.Warehouse
	options  Options
	now      time.Time
	staging  engine.Integers // the rows that the engine reads
	runID    int
	path     string    // of the file that is being loaded
	again    *pastLoad // the load that is made once more, after an undo
	dry      bool      // nothing is to be kept: everything happens in one transaction of the caller
	wrote    bool      // the file that is being loaded has changed the warehouse
	ordered  bool      // the loads are made again in the order of order.go
	changed  entriesOf // what the files of the run before this one changed of lists, and nobody was asked about
	changing entriesOf // what the file that is being loaded changes
}

func (r *runner) run(ctx context.Context, paths []string) (*Report, error) {
	if err := r.setUp(ctx); err != nil {
		return nil, err
	}
	if err := warehouse.One(ctx, r.Conn, checks.Get("history", "next_run"), nil, &r.runID); err != nil {
		return nil, err
	}
	report := &Report{Files: make([]FileReport, len(paths))}
	order := r.orderByKind(ctx, paths)
	for _, i := range order {
		f, err := r.file(ctx, paths[i])
		if err != nil {
			return nil, mend.DiskError(r.Folder, err)
		}
		report.Files[i] = *f
		r.remember(f)
	}
	var err error
	report.Resolved, err = r.retryWaiting(ctx)
	return report, mend.DiskError(r.Folder, err)
}

// setUp makes the temporary macros of the connection and marks the folder.
func (r *runner) setUp(ctx context.Context) error {
	for _, step := range []string{"fault_macro", "optional_macro", "station_macro", "source_macro", "station_fault_macro"} {
		if _, err := r.Conn.ExecContext(ctx, checks.Get("stage", step)); err != nil {
			return fmt.Errorf("make the macro %s: %w", step, err)
		}
	}
	err := engine.RegisterIntegers(r.Conn, "ingest_rows", func() engine.Integers { return r.staging })
	if err != nil {
		return err
	}
	return r.Mark(ctx, r.options.Meta)
}

// params are the values that the checks are given.
func (r *runner) params() warehouse.Params {
	now := calendar.Local(r.now)
	return warehouse.Params{
		"now": now, "this_week": calendar.WeekOf(r.now).Monday(), "max_count": r.options.MaxCount,
		"max_posting_days": maxPostingDays, "today": calendar.Date(r.now),
	}
}

// file loads one file. What people can mend is in the report; an error means that the warehouse itself failed.
func (r *runner) file(ctx context.Context, path string) (*FileReport, error) {
	report := &FileReport{Name: filepath.Base(path), Status: Refused}
	r.path, r.wrote = path, false
	if r.again == nil { // a load that is made again is within one
		r.changing = entriesOf{}
	}
	l, err := r.begin(ctx, path)
	if err != nil {
		return report, report.refuse(err)
	}
	l.takeIn(path)
	defer l.close()
	report.Sheets = describe(l.file)
	report.Container = l.file.Container
	if l.before, err = l.knownBefore(ctx); err != nil {
		return report, err
	}
	if l.before != nil && l.again == nil {
		if same, err := l.untouched(ctx, l.before); err != nil || same {
			return l.unchanged(), err
		}
	}
	err = r.transaction(ctx, func() error { return l.load(ctx, report) })
	if r.dry {
		report.LoadID = 0
	}
	switch {
	case errors.Is(err, errKnown):
		return l.unchanged(), nil
	case err != nil:
		report.LoadID = 0
		return report, report.refuse(err)
	}
	if report.Counts.Loaded+report.Counts.Corrected+report.Counts.Quarantined == 0 {
		report.Status = Unchanged
		told := read.Message{
			VI: "Mọi dòng của tệp đã có hiệu lực từ trước: không có gì thay đổi.",
			EN: "All rows of the file are in force already: nothing changes.",
		}
		if report.Counts.Unchanged == 0 && report.Ledger.Passed > 0 {
			told = read.Message{
				VI: "Tệp không có dòng số liệu nào, các dòng bị bỏ qua nêu ở trên: không có gì thay đổi. Để ghi một số là thiếu, hãy để trống ô hoặc ghi KBC.",
				EN: "The file has no row of data, the rows passed over are named above: nothing changes. To set a figure to missing, leave its cell blank or write KBC.",
			}
		}
		report.Notices = append(report.Notices, told)
	} else {
		report.Status = Loaded
	}
	return report, nil
}

// refuse keeps an error that people can mend; any other is handed back.
func (f *FileReport) refuse(err error) error {
	var own *mend.Error
	var reading *read.Error
	switch {
	case errors.As(err, &own):
		f.Err = own
		f.TooMany = errors.Is(err, errTooMany)
	case errors.As(err, &reading):
		f.Err = &mend.Error{VI: reading.VI, EN: reading.EN, Option: reading.Option, Err: reading.Err}
	default:
		return fmt.Errorf("load %s: %w", f.Name, err)
	}
	f.Status = Refused
	return nil
}

// openFolder opens the warehouse of a folder for a load, if the program's own lists can be read.
func openFolder(ctx context.Context, folder edition.Folder) (*warehouse.Warehouse, error) {
	if _, err := cells.ReadValues(); err != nil {
		return nil, err
	}
	return warehouse.Open(ctx, folder)
}

func (o Options) publication() warehouse.Publication {
	return warehouse.Publication{Now: o.Now, Keep: o.Keep, KeepCited: o.KeepCited}
}
