package main

import (
	"context"
	"errors"
	"io"
	"net/http"

	"luanphien/dashboard"
	"luanphien/dashboard/problem"
	"luanphien/ingest"
	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/queries/edition"
)

// fileLoader lets the dashboard load files: the ingest behind the dashboard's own words.
type fileLoader struct {
	folder  edition.Folder
	options ingest.Options
}

// sentenceOf hands on what people can mend; the rest is the server's own trouble.
func sentenceOf(err error) error {
	var own *ingest.Error
	if errors.As(err, &own) {
		code := http.StatusUnprocessableEntity
		if errors.Is(err, ingest.ErrChanged) {
			code = http.StatusConflict
		}
		return &problem.Problem{Code: code, VI: own.VI, EN: own.EN, Err: own.Err}
	}
	return err
}

// watched hands on how far a run is; the words of the steps are the same.
func watched(o ingest.Options, watch func(dashboard.Progress)) ingest.Options {
	o.Progress = func(p ingest.Progress) {
		watch(dashboard.Progress{Path: p.Path, Step: dashboard.Step(p.Step), Done: p.Done})
	}
	return o
}

func (l *fileLoader) Preview(ctx context.Context, paths []string, watch func(dashboard.Progress)) (*dashboard.LoadReport, error) {
	report, err := ingest.Preview(ctx, l.folder, paths, watched(l.options, watch))
	if err != nil {
		return nil, sentenceOf(err)
	}
	return loadReport(report), nil
}

func (l *fileLoader) Load(ctx context.Context, paths []string, a dashboard.Agreed, watch func(dashboard.Progress)) (*dashboard.LoadReport, error) {
	o := watched(l.options, watch)
	o.LoadedBy, o.Seen, o.Accepted = a.User, a.Seen, map[string]bool{}
	for _, i := range a.Accepted {
		o.Accepted[paths[i]] = true
	}
	report, err := ingest.Run(ctx, l.folder, paths, o)
	if err != nil {
		return nil, sentenceOf(err)
	}
	return loadReport(report), nil
}

// loadReport is what became, or would become, of files that are loaded together, in the dashboard's words.
func loadReport(report *ingest.Report) *dashboard.LoadReport {
	shown := &dashboard.LoadReport{Resolved: report.Resolved, Published: report.Published, Seen: report.Seen}
	for i := range report.Files {
		shown.Files = append(shown.Files, fileReport(&report.Files[i]))
	}
	return shown
}

func (l *fileLoader) Loads(ctx context.Context) ([]dashboard.Load, error) {
	loads, err := ingest.Loads(ctx, l.folder)
	if err != nil {
		return nil, sentenceOf(err)
	}
	var shown []dashboard.Load
	for _, past := range loads {
		s := dashboard.Load{ID: past.ID, FileName: past.FileName, SHA256: past.SHA256, LoadedAt: past.LoadedAt, LoadedBy: past.LoadedBy,
			RowCounts: dashboard.RowCounts(past.Counts), Settles: past.FileName == ingest.SettlementFile, UndoneAt: past.UndoneAt, UndoneBy: past.UndoneBy}
		for _, p := range past.Parts {
			if kind, ok := header.KindNamed(p.Kind); ok { // the table of former names is none
				s.Kinds = append(s.Kinds, dashboard.Sentence{VI: kind.VI, EN: kind.EN})
			}
		}
		shown = append(shown, s)
	}
	return shown, nil
}

func (l *fileLoader) Refused(ctx context.Context, loadID int, w io.Writer) error {
	return sentenceOf(ingest.RefusedWorkbook(ctx, l.folder, loadID, w))
}

func (l *fileLoader) Kinds() []dashboard.TableKind {
	var kinds []dashboard.TableKind
	for _, k := range header.Kinds() {
		kinds = append(kinds, dashboard.TableKind{Name: k.Name, Sentence: dashboard.Sentence{VI: k.VI, EN: k.EN}})
	}
	return kinds
}

func (l *fileLoader) Template(ctx context.Context, kind string, w io.Writer) error {
	return sentenceOf(ingest.Template(ctx, l.folder, kind, w))
}

func (l *fileLoader) Undo(ctx context.Context, loadID int, user string) (int, error) {
	o := l.options
	o.LoadedBy = user
	report, err := ingest.Undo(ctx, l.folder, loadID, o)
	if err != nil {
		return 0, sentenceOf(err)
	}
	return report.Published, nil
}

func (l *fileLoader) Settle(ctx context.Context, of dashboard.Order, verdict, user string) (int, error) {
	o := l.options
	o.LoadedBy = user
	report, err := ingest.Settle(ctx, l.folder, ingest.Order(of), ingest.Verdict(verdict), o)
	if err != nil {
		return 0, sentenceOf(err)
	}
	return report.Published, nil
}

// fileReport is an ingest's report in the dashboard's words.
func fileReport(f *ingest.FileReport) dashboard.FileReport {
	shown := dashboard.FileReport{Name: f.Name, Container: f.Container, Status: string(f.Status), Mended: f.Mended, RowCounts: dashboard.RowCounts(f.Counts), LoadID: f.LoadID}
	for _, s := range f.Sheets {
		sheet := dashboard.SheetReport{Name: s.Name, Kind: dashboard.Sentence{VI: s.VI, EN: s.EN}, Header: s.Header}
		for _, c := range s.Columns {
			vi, en := c.Class.Words()
			sheet.Columns = append(sheet.Columns, dashboard.ColumnReport{Title: c.Title, Field: c.Field, Means: dashboard.Sentence(c.Means),
				Class: dashboard.Sentence{VI: vi, EN: en}, Compared: c.Described})
		}
		shown.Sheets = append(shown.Sheets, sheet)
	}
	for _, first := range f.FirstRows {
		shown.First = append(shown.First, firstRows(first))
	}
	shown.RowLedger = rowLedger(f.Ledger, f.Passed)
	for _, d := range f.Doubts {
		shown.Doubts = append(shown.Doubts, doubt(d))
	}
	for _, c := range f.Corrections {
		shown.Corrections = append(shown.Corrections, corrections(c))
	}
	for _, r := range f.Refusals {
		shown.Refusals = append(shown.Refusals, dashboard.RefusedRow{Sheet: r.Sheet, Line: r.Line, Column: r.Column, Value: r.Value,
			Sentence: dashboard.Sentence{VI: r.VI, EN: r.EN}, Nearest: r.Nearest})
	}
	for _, n := range f.Notices {
		shown.Notices = append(shown.Notices, dashboard.Sentence{VI: n.VI, EN: n.EN})
	}
	if f.Err != nil {
		shown.Problem, shown.Askable = &dashboard.Sentence{VI: f.Err.VI, EN: f.Err.EN}, f.TooMany
	}
	return shown
}

var changeWords = map[ingest.ChangeKind]dashboard.Sentence{
	ingest.Renamed: {VI: "đổi tên", EN: "renamed"},
	ingest.Moved:   {VI: "chuyển nơi", EN: "moved"},
	ingest.Closed:  {VI: "đóng", EN: "closed"},
}

func doubt(d ingest.Doubt) dashboard.Doubt {
	shown := dashboard.Doubt{Sentence: dashboard.Sentence{VI: d.VI, EN: d.EN}}
	for _, c := range d.Changes {
		shown.Changes = append(shown.Changes, dashboard.KnownChange{Code: c.Code, Sentence: changeWords[c.What], Before: c.Before, After: c.After})
	}
	shown.More = max(0, d.Count-len(d.Changes))
	return shown
}

// rowLedger accounts for the physical rows of a file.
func rowLedger(l ledger.Ledger, passed []ledger.Passed) dashboard.RowLedger {
	shown := dashboard.RowLedger{}
	if l.Content == 0 {
		return shown
	}
	shown.Ledger = &dashboard.RowSums{Content: l.Content, Header: l.Header, Loaded: l.Loaded, Quarantined: l.Quarantined, Passed: l.Passed}
	for _, p := range passed {
		vi, en := p.Reason.Words()
		shown.Passed = append(shown.Passed, dashboard.PassedRow{Sheet: p.Sheet, Line: p.Line, Rows: p.Rows, Text: p.Text,
			Sentence: dashboard.Sentence{VI: vi, EN: en}})
	}
	return shown
}

func corrections(c ingest.Corrections) dashboard.Corrections {
	shown := dashboard.Corrections{Kind: dashboard.Sentence{VI: c.VI, EN: c.EN}, More: c.More}
	for _, column := range c.Columns {
		shown.Columns = append(shown.Columns, dashboard.Sentence(column.Words))
	}
	for _, row := range c.Rows {
		var cells []dashboard.CorrectedCell
		for _, cell := range row {
			cells = append(cells, dashboard.CorrectedCell{Sentence: dashboard.Sentence(cell.Words), Old: dashboard.Sentence(cell.Old), Changed: cell.Changed})
		}
		shown.Rows = append(shown.Rows, cells)
	}
	return shown
}

func firstRows(first ingest.FirstRows) dashboard.FirstRows {
	shown := dashboard.FirstRows{Kind: dashboard.Sentence{VI: first.VI, EN: first.EN}}
	for _, c := range first.Columns {
		shown.Columns = append(shown.Columns, dashboard.Sentence(c.Words))
	}
	for _, row := range first.Rows {
		var cells []dashboard.Sentence
		for _, cell := range row {
			cells = append(cells, dashboard.Sentence(cell))
		}
		shown.Rows = append(shown.Rows, cells)
	}
	return shown
}
