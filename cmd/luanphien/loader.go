package main

import (
	"context"
	"errors"
	"io"
	"net/http"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
	"luanphien/ingest"
	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/ingest/mend"
	"luanphien/ingest/refusedbook"
	"luanphien/ingest/template"
	"luanphien/queries/edition"
)

// fileLoader lets the dashboard load files: the ingest behind the dashboard's own words.
type fileLoader struct {
	folder  edition.Folder
	options ingest.Options
}

// sentenceOf hands on what people can mend; the rest is the server's own trouble.
func sentenceOf(err error) error {
	var own *mend.Error
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
func watched(o ingest.Options, watch func(upload.Progress)) ingest.Options {
	o.Progress = func(p ingest.Progress) {
		watch(upload.Progress{Path: p.Path, Step: upload.Step(p.Step), Done: p.Done})
	}
	return o
}

// OfProvince is the loader of files of a province.
func (l *fileLoader) OfProvince(code string) upload.Loader {
	of := *l
	of.options.Province = code
	return &of
}

func (l *fileLoader) Provinces(ctx context.Context) (upload.Provinces, error) {
	p, err := ingest.ProvincesOf(ctx, l.folder)
	return upload.Provinces(p), sentenceOf(err)
}

func (l *fileLoader) Preview(ctx context.Context, paths []string, watch func(upload.Progress)) (*upload.LoadReport, error) {
	report, err := ingest.Preview(ctx, l.folder, paths, watched(l.options, watch))
	if err != nil {
		return nil, sentenceOf(err)
	}
	return loadReport(report), nil
}

func (l *fileLoader) Load(ctx context.Context, paths []string, a upload.Agreed, watch func(upload.Progress)) (*upload.LoadReport, error) {
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
func loadReport(report *ingest.Report) *upload.LoadReport {
	shown := &upload.LoadReport{Resolved: report.Resolved, Published: report.Published, Seen: report.Seen}
	for i := range report.Files {
		shown.Files = append(shown.Files, fileReport(&report.Files[i]))
	}
	return shown
}

func (l *fileLoader) Loads(ctx context.Context) ([]upload.Load, error) {
	loads, err := ingest.Loads(ctx, l.folder)
	if err != nil {
		return nil, sentenceOf(err)
	}
	var shown []upload.Load
	for _, past := range loads {
		s := upload.Load{ID: past.ID, FileName: past.FileName, SHA256: past.SHA256, LoadedAt: past.LoadedAt, LoadedBy: past.LoadedBy,
			RowCounts: upload.RowCounts(past.Counts), Province: past.Province(), Settles: past.FileName == ingest.SettlementFile, UndoneAt: past.UndoneAt, UndoneBy: past.UndoneBy}
		for _, p := range past.Parts {
			if kind, ok := header.KindNamed(p.Kind); ok { // the table of former names is none
				s.Kinds = append(s.Kinds, problem.Sentence{VI: kind.VI, EN: kind.EN})
			}
		}
		shown = append(shown, s)
	}
	return shown, nil
}

func (l *fileLoader) Refused(ctx context.Context, loadID int, w io.Writer) error {
	return sentenceOf(refusedbook.RefusedWorkbook(ctx, l.folder, loadID, w))
}

func (l *fileLoader) Kinds() []upload.TableKind {
	var kinds []upload.TableKind
	for _, k := range header.Kinds() {
		kinds = append(kinds, upload.TableKind{Name: k.Name, Sentence: problem.Sentence{VI: k.VI, EN: k.EN}})
	}
	return kinds
}

func (l *fileLoader) Template(ctx context.Context, kind string, w io.Writer) error {
	return sentenceOf(template.Template(ctx, l.folder, kind, l.options.Area, w))
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

func (l *fileLoader) Settle(ctx context.Context, of upload.Order, verdict, user string) (int, error) {
	o := l.options
	o.LoadedBy = user
	report, err := ingest.Settle(ctx, l.folder, ingest.Order(of), ingest.Verdict(verdict), o)
	if err != nil {
		return 0, sentenceOf(err)
	}
	return report.Published, nil
}

// fileReport is an ingest's report in the dashboard's words.
func fileReport(f *ingest.FileReport) upload.FileReport {
	shown := upload.FileReport{Name: f.Name, Container: f.Container, Status: string(f.Status), Mended: f.Mended, RowCounts: upload.RowCounts(f.Counts), LoadID: f.LoadID}
	shapes, more := f.Shapes()
	shown.MoreSheets = more
	for _, s := range shapes {
		sheet := upload.SheetReport{Name: s.Name, Alike: s.Alike, Kind: problem.Sentence{VI: s.VI, EN: s.EN}, Header: s.Header}
		for _, c := range s.Columns {
			vi, en := c.Class.Words()
			sheet.Columns = append(sheet.Columns, upload.ColumnReport{Title: c.Title, Field: c.Field, Means: problem.Sentence(c.Means),
				Class: problem.Sentence{VI: vi, EN: en}, Compared: c.Described, Beside: problem.Sentence(c.Beside)})
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
		shown.Refusals = append(shown.Refusals, upload.RefusedRow{Sheet: r.Sheet, Line: r.Line, Column: r.Column, Value: r.Value,
			Sentence: problem.Sentence{VI: r.VI, EN: r.EN}, Nearest: r.Nearest})
	}
	for _, n := range f.Notices {
		shown.Notices = append(shown.Notices, problem.Sentence{VI: n.VI, EN: n.EN})
	}
	if f.Err != nil {
		shown.Problem, shown.Askable = &problem.Sentence{VI: f.Err.VI, EN: f.Err.EN}, f.TooMany
	}
	return shown
}

var changeWords = map[ingest.ChangeKind]problem.Sentence{
	ingest.Renamed: {VI: "đổi tên", EN: "renamed"},
	ingest.Moved:   {VI: "chuyển nơi", EN: "moved"},
	ingest.Closed:  {VI: "đóng", EN: "closed"},
}

func doubt(d ingest.Doubt) upload.Doubt {
	shown := upload.Doubt{Sentence: problem.Sentence{VI: d.VI, EN: d.EN}}
	for _, c := range d.Changes {
		shown.Changes = append(shown.Changes, upload.KnownChange{Code: c.Code, Sentence: changeWords[c.What], Before: c.Before, After: c.After})
	}
	shown.More = max(0, d.Count-len(d.Changes))
	return shown
}

// rowLedger accounts for the physical rows of a file.
func rowLedger(l ledger.Ledger, passed []ledger.Passed) upload.RowLedger {
	shown := upload.RowLedger{}
	if l.Content == 0 {
		return shown
	}
	shown.Ledger = &upload.RowSums{Content: l.Content, Header: l.Header, Loaded: l.Loaded, Quarantined: l.Quarantined, Passed: l.Passed}
	for _, p := range passed {
		vi, en := p.Reason.Words()
		shown.Passed = append(shown.Passed, upload.PassedRow{Sheet: p.Sheet, Line: p.Line, Rows: p.Rows, Text: p.Text,
			Sentence: problem.Sentence{VI: vi, EN: en}})
	}
	return shown
}

func corrections(c ingest.Corrections) upload.Corrections {
	shown := upload.Corrections{Kind: problem.Sentence{VI: c.VI, EN: c.EN}, More: c.More}
	for _, column := range c.Columns {
		shown.Columns = append(shown.Columns, problem.Sentence(column.Words))
	}
	for _, row := range c.Rows {
		var cells []upload.CorrectedCell
		for _, cell := range row {
			cells = append(cells, upload.CorrectedCell{Sentence: problem.Sentence(cell.Words), Old: problem.Sentence(cell.Old), Changed: cell.Changed})
		}
		shown.Rows = append(shown.Rows, cells)
	}
	return shown
}

func firstRows(first ingest.FirstRows) upload.FirstRows {
	shown := upload.FirstRows{Kind: problem.Sentence{VI: first.VI, EN: first.EN}}
	for _, c := range first.Columns {
		shown.Columns = append(shown.Columns, problem.Sentence(c.Words))
	}
	for _, row := range first.Rows {
		var cells []problem.Sentence
		for _, cell := range row {
			cells = append(cells, problem.Sentence(cell))
		}
		shown.Rows = append(shown.Rows, cells)
	}
	return shown
}
