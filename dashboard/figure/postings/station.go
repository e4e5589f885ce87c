package postings

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var OfStation = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "station_postings", Specialised: true, Weekly: true, Methods: []string{"COV-1", "COV-8"},
	Queries: []string{"station_postings", "station_gaps", "coverage_by_station"}, OfStation: true, Draw: drawPostings}

// Ended is the last day of a posting as it happened.
func Ended(p lists.Posting) time.Time {
	if p.Left != nil {
		return *p.Left
	}
	return p.End
}

// lane is a row of the Gantt: its role and the day its last bar ends.
type lane struct {
	role string
	last time.Time
}

// lanes puts the postings into as few rows as hold them without overlap, doctors first.
func lanes(postings []lists.Posting) (rows []lane, of []int) {
	of = make([]int, len(postings))
	for _, role := range []string{"doctor", "preventive", "other"} {
		first := len(rows)
		for i, p := range postings {
			if p.Role != role {
				continue
			}
			end := p.End
			if e := Ended(p); e.After(end) {
				end = e
			}
			row := first
			for row < len(rows) && !rows[row].last.Before(p.Start) {
				row++
			}
			if row == len(rows) {
				rows = append(rows, lane{role: role})
			}
			rows[row].last, of[i] = end, row
		}
	}
	return rows, of
}

func drawPostings(r *question.Question) (*figure.Drawing, error) {
	detail, err := r.Station()
	if err != nil {
		return nil, err
	}
	c, err := r.Coverage(r.StationScope())
	if err != nil {
		return nil, err
	}
	w := r.Words
	visible, _ := visiblePostings(r, detail.Postings)
	t := table.Of(visible, columns(w))
	if len(detail.Postings) == 0 {
		d := figure.Withheld(analytics.StateNotApplicable, w.T("figure.station_postings"), w.T("empty.no_postings"))
		d.Table = t
		return d, nil
	}
	chart, err := gantt(r, detail)
	if err != nil {
		return nil, err
	}
	share := c.Province.Coverage()
	n := 0 // of the period; those to come are drawn and listed, not counted
	for _, p := range visible {
		if !p.Start.After(r.Scope.To) {
			n++
		}
	}
	return &figure.Drawing{
		Title: w.T("station_postings.title", "share", w.Percent(share.Numerator, share.Denominator), "gap", coverage.GapInWords(r, c.LongestGap, c.Stations)),
		Subtitle: w.N("station_postings.subtitle", n, "period", r.Period(), "covered", w.Int(share.Numerator),
			"active", w.Int(share.Denominator)),
		Alt:   w.T("station_postings.alt", "n", n, "share", w.Percent(share.Numerator, share.Denominator)),
		Chart: chart, Table: t, Notes: []string{w.T("station_postings.note")},
	}, nil
}

func gantt(r *question.Question, detail *lists.StationDetail) (*chart.Chart, error) {
	w := r.Words
	today := r.Today().To
	visible, period := visiblePostings(r, detail.Postings)
	from, to := period.From, period.To
	rows, of := lanes(visible)
	names := make([]string, len(rows), len(rows)+1)
	for i, l := range rows {
		if i == 0 || rows[i-1].role != l.role {
			names[i] = roleOfLane(r, l.role, visible)
		}
	}
	nobody := w.T("gantt.nobody")
	if r.Scope.Specialty != "" {
		nobody = w.T("gantt.nobody_of", "specialty", w.Named(r.Scope.Specialty))
	}
	names = append(names, nobody)
	var data []any
	for i, p := range visible {
		data = append(data, map[string]any{"value": []any{millis(p.Start), of[i], millis(Ended(p).AddDate(0, 0, 1)), spanStyle(p, today), p.Worker},
			"tip": postingTip(r, p)})
	}
	uncovered, err := gaps(r, r.StationScope())
	if err != nil {
		return nil, err
	}
	for _, g := range uncovered {
		data = append(data, map[string]any{"value": []any{millis(g.From), len(names) - 1, millis(g.To.AddDate(0, 0, 1)), "gap", ""},
			"tip": []string{w.N("tip.gap", g.Days, "period", w.Period(g.From, g.To)), "COV-8"}})
	}
	p := chart.NewPlot()
	axis := chart.TimeAxis(millis(from), millis(to.AddDate(0, 0, 1)))
	chart.Merge(axis, map[string]any{"position": "top", "splitLine": map[string]any{"show": true}})
	p.Set("xAxis", axis)
	p.Set("yAxis", chart.RowAxis(names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": 24, "top": 32, "bottom": 8})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:span", Data: data}, map[string]any{
		"encode": map[string]any{"x": []int{0, 2}, "y": 1}, "clip": true, "animation": false,
		"markLine": chart.Marker("xAxis", millis(today.AddDate(0, 0, 1)), "", "end"),
	})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: 26*len(names) + 48, Option: option, Meta: map[string]any{"gantt": true}}, nil
}

func millis(d time.Time) int64 { return d.UnixMilli() }

// roleOfLane names a role; "other" by the cadres that the data name.
func roleOfLane(r *question.Question, role string, postings []lists.Posting) string {
	if role != "other" {
		return r.Words.T("role." + role)
	}
	var cadres []string
	for _, p := range postings {
		if name := r.Words.Cadre(p.Cadre); p.Role == role && !slices.Contains(cadres, name) {
			cadres = append(cadres, name)
		}
	}
	return strings.Join(cadres, ", ")
}

// spanStyle is the look of a posting's bar: its role in two tints, outline when planned but not begun, open end for
// an early return, crossed for a cancelled order.
func spanStyle(p lists.Posting, today time.Time) string {
	role := p.Role
	switch {
	case p.Status == "cancelled":
		return "cancelled"
	case p.Start.After(today):
		return role + " planned"
	case p.Left != nil && p.Left.Before(p.End):
		return role + " early"
	}
	return role
}

func postingTip(r *question.Question, p lists.Posting) []string {
	w := r.Words
	tip := []string{w.T("tip.posting", "worker", p.Worker, "role", w.Cadre(p.Cadre), "specialty", w.Named(p.Specialty)), w.Period(p.Start, p.End)}
	if p.Left != nil && !p.Left.Equal(p.End) {
		key := "tip.left_early"
		if p.Left.After(p.End) {
			key = "tip.left_late"
		}
		tip = append(tip, w.T(key, "date", w.Date(*p.Left)))
	}
	if p.Status == "cancelled" {
		tip = append(tip, w.T("posting.cancelled"))
	}
	return append(tip, w.N("tip.present_days", p.PresentDays), p.Decision)
}

// columns are those of a table of postings at one station.
func columns(w *words.Words) []table.For[lists.Posting] {
	type posting = lists.Posting
	return []table.For[posting]{
		{Field: "worker_code", Label: w.T("column.worker"), Cell: func(p posting) any { return p.Worker }},
		{Field: "role", Label: w.T("column.role"), Kind: table.KindTerm, Prefix: "role.", Hidden: true, Cell: func(p posting) any { return p.Role }},
		{Field: "cadre", Label: w.T("column.cadre"), Kind: table.KindTerm, Prefix: "cadre.", Cell: func(p posting) any { return cmp.Or(p.Cadre, "other") }},
		{Field: "specialty", Label: w.T("column.specialty"), Cell: func(p posting) any { return w.Named(p.Specialty) }},
		{Field: "start_on", Label: w.T("column.from"), Kind: table.KindDate, Key: true, Cell: func(p posting) any { return p.Start }},
		{Field: "end_on", Label: w.T("column.to"), Kind: table.KindDate, Cell: func(p posting) any { return p.End }},
		{Field: "left_on", Label: w.T("column.left"), Kind: table.KindDate, Cell: func(p posting) any { return table.Known(p.Left) }},
		{Field: "status", Label: w.T("column.status"), Kind: table.KindTerm, Prefix: "posting.", Cell: func(p posting) any { return p.Status }},
		{Field: "present_days", Label: w.T("column.present_days"), Kind: table.KindInt, Cell: func(p posting) any { return p.PresentDays }},
		{Field: "absent_days", Label: w.T("column.absent_days"), Kind: table.KindInt, Cell: func(p posting) any { return p.AbsentDays }},
		{Field: "decision_no", Label: w.T("column.decision"), Cell: func(p posting) any { return p.Decision }},
	}
}
