// Package variation has what is said of weekly proportions as they go up and down: their charts, and the words and icons of
// variation and assurance.
package variation

import (
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/queries/calendar"
)

// The charts of the scope. That of referrals stands with the other figures of referrals.
var (
	Coverage = ofScope("coverage_xmr", analytics.MeasureCoverage, "coverage_by_week", "postings", "absences")
	Doctors  = ofScope("doctor_xmr", analytics.MeasureDoctors, "coverage_by_week", "postings", "absences")
	OnTime   = ofScope("on_time_xmr", analytics.MeasureOnTime, "report_states", "weekly_reports")
)

// The charts of one station.
var (
	StationCoverage = ofStation(Coverage, "station_coverage_xmr", analytics.MeasureCoverage)
	StationDoctors  = ofStation(Doctors, "station_doctor_xmr", analytics.MeasureDoctors)
	StationOnTime   = ofStation(OnTime, "station_on_time_xmr", analytics.MeasureOnTime)
)

func ofScope(id, measure, query string, rows ...string) *figure.Figure {
	f := &figure.Figure{ID: id, Rows: rows, Methods: []string{"CHT-4", "CHT-5", measure}, Specialised: true,
		Queries: []string{query, "referral_window", "rebasings", "targets"}}
	if measure == analytics.MeasureOnTime {
		f.Streamed, f.OfReports = true, true
	}
	f.Draw = func(r *question.Question) (*figure.Drawing, error) {
		charts, err := r.WeekCharts(r.Scope, measure)
		if err != nil {
			return nil, err
		}
		return Drawing(r, charts[""], id)
	}
	return f
}

func ofStation(of *figure.Figure, id, measure string) *figure.Figure {
	f := *of
	f.ID, f.OfStation, f.Weekly = id, true, true
	f.Draw = func(r *question.Question) (*figure.Drawing, error) {
		detail, err := r.Station()
		if err != nil {
			return nil, err
		}
		charts, err := r.WeekCharts(r.StationScope(), measure)
		if err != nil {
			return nil, err
		}
		c := charts[detail.Station.Code]
		c.Measure = measure // of a station without a week, too
		return Drawing(r, c, id)
	}
	return &f
}

// hideFew marks the points whose counts are not told to the reader, and tells whether any or all are.
func hideFew(r *question.Question, c analytics.ProportionChart, looks []chart.PointLook) (some, all bool) {
	if c.Measure != analytics.MeasureReferrals {
		return false, false // no figure for the press
	}
	few := figure.PatientsFew(r, c.Counts)
	all = len(looks) > 0
	for i := range looks {
		looks[i].Hidden = few[i]
		some, all = some || few[i], all && few[i]
	}
	return some, all || few[len(looks)]
}

// Drawing is the figure of one XmR chart.
func Drawing(r *question.Question, c analytics.ProportionChart, id string) (*figure.Drawing, error) {
	w := r.Words
	if len(c.Values) == 0 {
		d := figure.Withheld(analytics.StateNotCollected, w.T("figure."+id), w.T("empty.series."+c.Measure))
		if reports, err := r.Compliance(r.Scope, r.Stream()); c.Measure == analytics.MeasureOnTime && err == nil && reports.State == analytics.StateNotCollected {
			d.Reason = w.T("empty.not_collected", "stream", r.StreamWords())
		}
		d.Table = xmrTable(r, c, nil)
		return d, nil
	}
	looks := chart.LooksOf(r, c)
	some, all := hideFew(r, c, looks)
	if c.Chart == nil {
		d := figure.Withheld(analytics.StateNotApplicable, w.T("figure."+id), w.N("xmr.too_short", len(c.Values), "least", stats.DefaultXmR.MinPoints))
		if c.Judged.Segment < len(c.Values) {
			d.Reason = w.N("xmr.too_short_since", c.Judged.Segment, "least", stats.DefaultXmR.MinPoints)
		}
		d.Table = xmrTable(r, c, looks)
		d.Notes = rebasedInWords(r, c)
		figure.ExplainFew(r, d, some)
		return d, nil
	}
	if all {
		return figure.TooFew(r, id, xmrTable(r, c, looks)), nil
	}
	picture, err := chart.XmrChart(r, c, chart.XmrWeeks(r, c), looks)
	if err != nil {
		return nil, err
	}
	d := &figure.Drawing{Title: TitleOf(r, c), Chart: picture, Table: xmrTable(r, c, looks),
		Subtitle: w.T("xmr.subtitle", "measured", w.T("measured."+c.Measure), "period", r.Period(), "n", len(c.Values),
			"low", w.Share(max(c.Chart.Lower, 0)), "high", w.Share(min(c.Chart.Upper, 1)), "from", chart.LimitsFrom(r, c))}
	d.Measured = &figure.Measured{Method: "CHT-4", Unit: figure.UnitShare, Value: figure.Rounded(c.Chart.Mean, 1000), Interval: figure.IntervalLimits,
		Low: figure.Rounded(max(c.Chart.Lower, 0), 1000), High: figure.Rounded(min(c.Chart.Upper, 1), 1000)}
	d.Notes = signalsInWords(r, c)
	d.Alt = strings.Join(append([]string{w.T("xmr.alt", "series", w.T("series."+c.Measure), "title", d.Title)}, d.Notes...), " ")
	if !some && !r.ForPress() {
		d.Notes = append([]string{w.T("xmr.judged", "variation", Said(r, c), "assurance", Assured(r, c))}, d.Notes...)
	}
	d.Notes = append(append(d.Notes, rebasedInWords(r, c)...), w.T("xmr.note."+string(c.Direction)))
	figure.ExplainFew(r, d, some)
	return d, nil
}

// TitleOf says the baseline of a series and how often it varied unusually in the period.
func TitleOf(r *question.Question, c analytics.ProportionChart) string {
	w, of := r.Words, r.Words.T("of."+c.Measure)
	if n := len(chart.SignalsOf(c)); n > 0 {
		return w.N("xmr.special", n, "of", of, "mean", w.Share(c.Chart.Mean))
	}
	return w.T("xmr.common", "of", of, "mean", w.Share(c.Chart.Mean))
}

// signalsInWords says the signals of the period, each with its weeks.
func signalsInWords(r *question.Question, c analytics.ProportionChart) (list []string) {
	for _, s := range chart.SignalsOf(c) {
		list = append(list, chart.SignalWords(r, s, c.Mondays))
	}
	return list
}

func rebasedInWords(r *question.Question, c analytics.ProportionChart) (list []string) {
	for _, b := range c.Rebased {
		list = append(list, r.Words.T("xmr.rebased", "week", r.Words.Week(calendar.WeekOf(b.Week)), "reason", b.Reason, "by", b.By))
	}
	return list
}

func xmrTable(r *question.Question, c analytics.ProportionChart, looks []chart.PointLook) *table.Table {
	w := r.Words
	value, x, n := "share", "numerator", "denominator"
	if c.Measure == analytics.MeasureReferrals {
		value, x, n = "proportion", "referrals", "visits"
	}
	type week struct {
		monday time.Time
		counts analytics.Ratio
		look   chart.PointLook
	}
	weeks := make([]week, len(c.Mondays))
	for i, monday := range c.Mondays {
		weeks[i] = week{monday, c.Counts[i], looks[i]}
	}
	columns := []table.For[week]{
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(v week) any { return v.monday }},
		{Field: value, Label: w.T("series." + c.Measure), Kind: table.KindPercent, Cell: func(v week) any { return r.OrFew(v.look.Hidden, v.counts) }},
		{Field: x, Label: w.T("column.x." + c.Measure), Kind: table.KindInt, Cell: func(v week) any { return r.OrFew(v.look.Hidden, v.counts.Numerator) }},
		{Field: n, Label: w.T("column.n." + c.Measure), Kind: table.KindInt, Cell: func(v week) any { return r.OrFew(v.look.Hidden, v.counts.Denominator) }},
	}
	if c.Measure == analytics.MeasureReferrals {
		columns = append(columns, []table.For[week]{
			{Field: "low", Label: w.T("column.wilson_low"), Kind: table.KindShare, Cell: func(v week) any {
				low, _, ok := stats.Wilson(v.counts.Numerator, v.counts.Denominator, 0.95)
				return r.OrFew(v.look.Hidden, table.If(ok, low))
			}},
			{Field: "high", Label: w.T("column.wilson_high"), Kind: table.KindShare, Cell: func(v week) any {
				_, high, ok := stats.Wilson(v.counts.Numerator, v.counts.Denominator, 0.95)
				return r.OrFew(v.look.Hidden, table.If(ok, high))
			}},
		}...)
	}
	return table.Of(weeks, append(columns, []table.For[week]{
		{Field: "signal", Label: w.T("column.signal"), Cell: func(v week) any { return strings.Join(v.look.Rules, "; ") }},
		{Field: "target", Label: w.T("column.target"), Kind: table.KindShare, Cell: func(v week) any {
			target, ok := c.TargetAt(v.monday)
			return table.If(ok, target)
		}},
	}...))
}
