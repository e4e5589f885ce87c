// Package quality has the figures of data quality (DQ) and of orders that may have been replaced.
package quality

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var ByStation = &figure.Figure{ID: "quality_by_station", Rows: []string{"activity", "weekly_reports", "postings"},
	Methods: []string{"DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ", "CMP-1", "CMP-2"},
	Queries: []string{"station_weeks", "zero_runs", "posting_checks", "submission_checks", "compliance_by_station"}, Streamed: true, Specialised: true, OfReports: true,
	Draw: drawQualityByStation}

var Checks = &figure.Figure{ID: "quality_checks", Rows: []string{"activity", "weekly_reports", "postings", "absences"},
	Methods: []string{"DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ", "CMP-1", "CMP-2"},
	Queries: []string{"station_weeks", "zero_runs", "posting_checks", "submission_checks", "compliance_total"}, Streamed: true, Specialised: true, OfReports: true,
	Draw: drawQualityChecks}

// qualityFinding is what one check found: a share where it judged so many, else a count.
type qualityFinding struct {
	Check  string // message id after "quality."
	Method string
	Found  float64
	Of     *float64 // nil = a count
}

// known tells whether there was anything to judge.
func (f qualityFinding) known() bool { return f.Of == nil || *f.Of > 0 }

// judged is how many the check judged; nil = it counts, or there was nothing.
func (f qualityFinding) judged() *float64 {
	if !f.known() {
		return nil
	}
	return f.Of
}

func shareFound(check, method string, r analytics.Ratio) qualityFinding {
	return qualityFinding{check, method, r.Numerator, &r.Denominator}
}

func countFound(check, method string, n int) qualityFinding {
	return qualityFinding{Check: check, Method: method, Found: float64(n)}
}

// findings are the checks of a station, or of all pooled, in the order of the columns. counts is nil where the stream
// was never received.
func findings(q analytics.StationQuality, counts *analytics.ComplianceCounts, stream analytics.Stream) []qualityFinding {
	var missing, late analytics.Ratio
	if counts != nil {
		missing, late = figure.Quotient(counts.Missing, counts.Due), figure.Quotient(counts.Missing+counts.Late, counts.Due)
	}
	s := q.Submissions[stream]
	if counts == nil {
		s = analytics.SubmissionChecks{}
	}
	return []qualityFinding{
		shareFound("missing", "CMP-1", missing),
		shareFound("not_on_time", "CMP-2", late),
		shareFound("outliers", "DQ-1", q.OutlierShare),
		shareFound("inconsistent", "DQ-2", q.Inconsistent),
		shareFound("jumps", "DQ-3", q.Jumps),
		shareFound("blanks", "DQ-4", q.BlankCells),
		countFound("zero_runs", "DQ-4", q.ZeroRuns),
		countFound("double", "COV-DQ", q.Postings.DoubleBookings),
		countFound("postings", "DQ-5", q.Postings.Inactive+q.Postings.Overlapping+q.Postings.Replacements+q.Postings.AbsenceOutside),
		shareFound("ignored", "DQ-6", figure.Quotient(s.Premature+s.Unexpected+s.Implausible, s.Received)),
		shareFound("resent", "DQ-6", figure.Quotient(s.Resubmissions, s.Received)),
	}
}

// checksReports are the checks of reports, which a specialty narrows to those of its workers.
var checksReports = map[string]bool{"missing": true, "not_on_time": true, "ignored": true, "resent": true}

// findingsOf are those of the view: of one specialty the checks that it narrows, beside which the others would pass for
// narrowed ones.
func findingsOf(r *question.Question, q analytics.StationQuality, counts *analytics.ComplianceCounts) []qualityFinding {
	list := findings(q, counts, r.Stream())
	if r.Scope.Specialty != "" {
		list = slices.DeleteFunc(list, func(f qualityFinding) bool { return !checksReports[f.Check] })
	}
	return list
}

// qualityNotes are the sentences under the figures of checks.
func qualityNotes(r *question.Question, more ...string) []string {
	if r.Scope.Specialty != "" {
		more = append(more, r.Words.T("specialty.quality.note"))
	}
	return append(more, r.Words.T("quality.stays"))
}

func Of(r *question.Question, scope analytics.Scope) (*analytics.Quality, error) {
	return question.Call(r, "quality", scope, func() (*analytics.Quality, error) { return r.Edition.Quality(r.Ctx, scope) })
}

// received are the counts of the stream: pooled under "", else by station; nil where it was never received.
func received(r *question.Question, scope analytics.Scope) (map[string]analytics.ComplianceCounts, error) {
	c, err := r.Compliance(scope, r.Stream())
	if err != nil || c.State == analytics.StateNotCollected {
		return nil, err
	}
	counts := map[string]analytics.ComplianceCounts{"": c.Province}
	for _, s := range c.Stations {
		counts[s.Station.Code] = s.ComplianceCounts
	}
	return counts, nil
}

func countsOf(all map[string]analytics.ComplianceCounts, station string) *analytics.ComplianceCounts {
	if all == nil {
		return nil
	}
	c := all[station]
	return &c
}

// value writes what a check found: a share, or a count.
func found(w *words.Words, f qualityFinding) string {
	switch {
	case !f.known():
		return words.NoValue
	case f.Of != nil:
		return w.Percent(f.Found, *f.Of)
	}
	return w.Int(f.Found)
}

// qualityShade is the step of a cell: white with nothing found, hatched with nothing judged, darker the more was found.
func qualityShade(f qualityFinding) string {
	if !f.known() {
		return "absent"
	}
	limits := []float64{1, 2, 4, 8} // of a count
	v := f.Found
	if f.Of != nil {
		limits, v = []float64{0.05, 0.1, 0.2, 0.4}, f.Found / *f.Of
	}
	if v == 0 {
		return "zero"
	}
	for i, limit := range limits {
		if v <= limit {
			return "step" + string(rune('1'+i))
		}
	}
	return "step5"
}

// itemised are the checks whose findings are items to check one by one (figure_quality_items.go).
var itemised = map[string]bool{"outliers": true, "inconsistent": true, "jumps": true, "zero_runs": true, "double": true, "postings": true, "ignored": true}

func drawQualityByStation(r *question.Question) (*figure.Drawing, error) {
	q, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	counts, err := received(r, r.Scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(stations) == 0 {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.quality_by_station"), w.T("stations.none")), nil
	}
	type checked struct {
		station analytics.Station
		found   []qualityFinding // in the order of the checks
	}
	columns := []table.For[checked]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(c checked) any {
			return table.StationRef{Code: c.station.Code, Name: c.station.Name, Figure: "station_quality"}
		}},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(c checked) any { return c.station.HealthCenter }},
	}
	var checks []string
	for i, f := range findingsOf(r, analytics.StationQuality{}, nil) {
		kind := table.KindPercent
		if f.Of == nil {
			kind = table.KindInt
		}
		checks = append(checks, w.T("quality."+f.Check))
		columns = append(columns, table.For[checked]{Field: f.Check, Label: checks[i], Kind: kind, Cell: func(c checked) any { return findingCell(c.found[i]) }})
	}
	rows := chart.RowsOf(stations)
	var list []checked
	var cells []any
	flagged := 0
	for _, s := range stations {
		var own analytics.StationQuality
		if found := q.Stations[s.Code]; found != nil {
			own = *found
		}
		list = append(list, checked{s, findingsOf(r, own, countsOf(counts, s.Code))})
		something := false
		for i, f := range list[len(list)-1].found {
			cells = append(cells, map[string]any{"value": []any{i, rows.Row[s.Code], qualityShade(f), found(w, f)},
				"tip": []string{s.Name, w.T("quality." + f.Check), foundInWords(r, f), f.Method}})
			something = something || f.known() && f.Found > 0 && itemised[f.Check]
		}
		if something {
			flagged++
		}
	}
	chart, err := qualityGrid(r, rows, checks, cells)
	if err != nil {
		return nil, err
	}
	return &figure.Drawing{Title: w.N("quality_by_station.title", flagged, "of", len(stations), "stream", r.StreamWords()), Chart: chart, Table: table.Of(list, columns),
		Subtitle: w.T("quality_by_station.subtitle", "period", r.Period(), "stream", r.StreamWords(), "n", len(stations)),
		Alt:      w.T("quality_by_station.alt", "n", len(stations), "checks", len(checks), "flagged", flagged),
		Notes:    qualityNotes(r, w.T("quality_by_station.note"), flagsNote(r))}, nil
}

func findingCell(f qualityFinding) any {
	if f.Of == nil {
		return f.Found
	}
	return analytics.Ratio{Numerator: f.Found, Denominator: *f.Of}
}

func foundInWords(r *question.Question, f qualityFinding) string {
	w := r.Words
	switch {
	case !f.known():
		return w.T("quality.nothing_judged")
	case f.Of != nil:
		return w.T("quality.share", "share", w.Percent(f.Found, *f.Of), "n", w.Int(f.Found), "of", w.Int(*f.Of))
	}
	return w.T("quality.count", "n", w.Int(f.Found))
}

// flagsNote says what makes a flag, and why the list of items may name more stations.
func flagsNote(r *question.Question) string {
	w := r.Words
	return w.T("quality_by_station.flags", "first", w.T("quality.outliers"), "last", w.T("quality.ignored"), "blank", w.T("quality.blanks"))
}

// qualityTop is the room above the cells for the names of the checks, px.
const qualityTop = 60

// qualityGrid draws stations × checks, each cell with its number.
func qualityGrid(r *question.Question, rows *chart.StationRows, checks []string, cells []any) (*chart.Chart, error) {
	p := chart.NewPlot()
	axis := chart.CategoryAxis(checks, "sparse")
	chart.Merge(axis, map[string]any{"position": "top", "axisLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"interval": 0, "hideOverlap": false, "width": 79, "overflow": "break", "lineHeight": 16}})
	p.Set("xAxis", axis)
	p.Set("yAxis", chart.RowAxis(rows.Names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": 12, "top": qualityTop, "bottom": chart.GridBottom, "containLabel": false})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:number", Data: cells},
		map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": true, "animation": false})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: rows.Height(qualityTop + chart.GridBottom), MinWidth: 180 + 80*len(checks), Option: option,
		Meta: map[string]any{"fromLeft": true, "rows": rows.Names, "links": rows.Links(r.View), "fixedRows": map[string]any{"top": qualityTop, "height": chart.RowHeight}}}, nil
}

func drawQualityChecks(r *question.Question) (*figure.Drawing, error) {
	q, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	counts, err := received(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	list := findingsOf(r, q.Province, countsOf(counts, ""))
	t := table.Of(list, []table.For[qualityFinding]{
		{Field: "check", Label: w.T("column.check"), Kind: table.KindTerm, Prefix: "quality.", Cell: func(f qualityFinding) any { return f.Check }},
		{Field: "method", Label: w.T("column.methods"), Cell: func(f qualityFinding) any { return f.Method }},
		{Field: "found", Label: w.T("column.found"), Kind: table.KindInt, Cell: func(f qualityFinding) any { return table.If(f.known(), f.Found) }},
		{Field: "judged", Label: w.T("column.judged"), Kind: table.KindInt, Cell: func(f qualityFinding) any { return table.Known(f.judged()) }},
		{Field: "share", Label: w.T("column.share"), Kind: table.KindPercent, Cell: func(f qualityFinding) any {
			if f.judged() == nil {
				return nil
			}
			return findingCell(f)
		}},
		{Field: "rule", Label: w.T("column.rule"), Kind: table.KindTerm, Prefix: "quality.rule.", Cell: func(f qualityFinding) any { return f.Check }},
	})
	found := 0
	judged := slices.DeleteFunc(slices.Clone(list), func(f qualityFinding) bool { return !f.known() })
	for _, f := range judged {
		if f.Found > 0 {
			found++
		}
	}
	return &figure.Drawing{Title: w.T("quality_checks.title", "found", found, "n", len(judged)), Table: t,
		Subtitle: w.T("quality_checks.subtitle", "period", r.Period(), "stream", r.StreamWords()),
		Alt:      w.T("quality_checks.title", "found", found, "n", len(judged)), Notes: qualityNotes(r)}, nil
}
