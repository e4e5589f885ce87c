// Package figure is the unit of everything shown: one analytics call with its chart, its table and its words. Its topics
// are the packages below it; package catalogue holds them all.
package figure

import (
	"fmt"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/table"
)

// Figure is the unit of everything shown: one analytics call with its chart, its table and its words. A page, the
// figure's own page, its JSON and its CSV all take it from build, so they cannot differ.
type Figure struct {
	ID string
	// Methods are the ids of methods.md that the figure follows.
	Methods []string
	// Queries are the named queries it rests on; their SQL is shown on its page.
	Queries []string
	// OfStation says that the figure is about one station, named by ?station=.
	OfStation bool
	// Streamed says that ?stream= changes the figure.
	Streamed bool
	// Specialised says that ?specialty= changes the figure.
	Specialised bool
	// OfReports says that it shows the reports of the stream and nothing else: a specialty narrows those of the rotated
	// workers only, as the stations' own are nobody's.
	OfReports bool
	// Province says that the figure holds nothing below the province, so that the press office may take it away.
	Province bool
	// Parts says that the press may ask it of parts of the whole period: what is told of them is decided for all at once
	// (disclosure.Spans).
	Parts bool
	// Asked are the parameters of its own that change it, beside those that all figures share.
	Asked []string
	// Ruled says that the thresholds of the attention list change it, so that a citation names them.
	Ruled bool
	// Rows are the kinds of rows behind it (analytics.FactKinds), to which its page leads.
	Rows []string
	// Weekly says that it shows single weeks of stations, so that the remarks on those weeks stand with it on a page.
	Weekly bool
	// DaysByWeek says that it shows days by the week they lie in, the first and the last cut by the period.
	DaysByWeek bool
	// Analysts says that only those who ask in their own words see it: a diagnostic, not a finding.
	Analysts bool
	// Others says that it tells of single other stations, so that it is not for those who work for an area.
	Others bool
	// Native is the chart that a workbook holds beside the table; nil where no kind of a spreadsheet's charts tells the same.
	Native *Native
	Draw   func(*question.Question) (*Drawing, error)
}

// Drawing is a figure made for one request.
type Drawing struct {
	State analytics.State
	// Reason says in a sentence why there is no chart, and what to do; "" when there is one.
	Reason string
	// Title is the finding in words; Subtitle the measure, unit, period and n; Alt what the chart shows, for those who
	// do not see it.
	Title, Subtitle, Alt string
	// Notes are sentences under the figure: assumptions, what was left out.
	Notes []string
	Chart *chart.Chart // nil = a list: the table is the figure
	// Measured is the number that the title tells; nil where it tells none, or several.
	Measured *Measured
	Table    *table.Table
	// Scope is what the figure was computed over, where it differs from the request's.
	Scope analytics.Scope
	// Periods are those of a comparison of two: what is looked at, and what it is held against.
	Periods []analytics.Scope
}

// Drawn tells whether there is a chart to see.
func (d *Drawing) Drawn() bool { return d.Chart != nil && d.Reason == "" }

type Set struct {
	Order []*Figure
	More  []*Figure // further maps, drawn as those in order are
	ByID  map[string]*Figure
}

func NewSet(list ...*Figure) *Set {
	s := &Set{Order: list, ByID: map[string]*Figure{}}
	for _, f := range list {
		if s.ByID[f.ID] != nil {
			panic("two figures are called " + f.ID)
		}
		s.ByID[f.ID] = f
	}
	return s
}

// And adds figures that differ from others in the numbers alone.
func (s *Set) And(more []*Figure) *Set {
	s.More = more
	for id, f := range NewSet(more...).ByID {
		s.ByID[id] = f
	}
	return s
}

// Draw makes a figure. Before the first edition its state is "not collected" with the sentence that says what to do.
func Draw(r *question.Question, f *Figure) (*Drawing, error) {
	if err := Refused(r, f); err != nil {
		return nil, err
	}
	if r.Edition == nil {
		return &Drawing{State: analytics.StateNotCollected, Title: r.Words.T("figure." + f.ID), Reason: r.Words.T("empty.no_edition")}, nil
	}
	r, err := As(r, f)
	if err != nil {
		return nil, err
	}
	d, err := f.Draw(r)
	if err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.ID, err)
	}
	nameScope(r, f, d)
	if r.ForPress() && !f.Parts {
		d.Notes = append(d.Notes, r.Words.T("disclosure.whole"))
	}
	if d.State == "" {
		d.State = analytics.StateOK
	}
	if d.Scope.From.IsZero() {
		d.Scope = r.Scope
	}
	nameWeeks(r, f, d)
	return d, nil
}

// As is the question as the figure answers it: of all specialties where it knows none, and for the press of the whole period
// where parts of it could be taken from each other.
func As(r *question.Question, f *Figure) (*question.Question, error) {
	if !Specialises(r, f) {
		r = r.OfAllSpecialties()
	}
	if r.ForPress() && !f.Parts {
		return r.WholePeriod()
	}
	return r, nil
}

func May(r *question.Question, f *Figure) bool {
	return (f.Province || !roles.ProvinceOnly(r.Roles)) && (!f.Analysts || roles.Analysts.Admits(r.Roles)) && (r.Area == "" || f.OfAreas())
}

func URL(r *question.Question, f *Figure, ext string) string {
	return AddressOf(r, "/figures/"+f.ID+ext, f)
}

// AddressOf is a path about a figure with the parameters that matter to it, and further pairs of name and value.
func AddressOf(r *question.Question, path string, f *Figure, pairs ...string) string {
	if f.OfStation {
		pairs = append(pairs, "station", r.StationCode())
	}
	if !f.Streamed {
		pairs = append(pairs, "stream", "")
	}
	if !Specialises(r, f) {
		pairs = append(pairs, "specialty", "")
	}
	for _, name := range f.Asked {
		pairs = append(pairs, name, r.View.All.Get(name))
	}
	return r.View.Link(path, pairs...)
}

// Source is the last line of every figure: edition, as-of moment, and whether the data are invented.
func Source(r *question.Question, scope analytics.Scope) string {
	if r.Edition == nil {
		return ""
	}
	m := r.Edition.Manifest
	var line []string
	if r.Publisher != "" {
		line = append(line, r.Words.T("source.publisher", "name", r.Publisher))
	}
	line = append(line, r.Words.T("source.edition", "number", m.Number), r.Words.T("source.as_of", "moment", r.Words.Moment(scope.AsOf)))
	if m.Illustrative {
		line = append(line, r.Words.T("illustrative"))
	}
	return strings.Join(line, " · ")
}

// Withheld makes a drawing that says why there is no figure; the table may still hold what can be shown.
func Withheld(state analytics.State, title, reason string) *Drawing {
	return &Drawing{State: state, Title: title, Reason: reason}
}
