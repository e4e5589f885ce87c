// Package referrals has the figures of visits and referrals, with the charts of single stations.
package referrals

import (
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Trend = &figure.Figure{ID: "referrals_by_week", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks", "referral_weeks"}, Province: true, Native: &figure.Native{Kind: figure.NativeLine, By: "week", Values: []string{"observed", "expected", "low", "high"}},
	Draw: drawReferralsTrend}

var ByStation = &figure.Figure{ID: "referrals_by_station", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks"}, Draw: drawReferralsByStation}

// EstimateInWords words an estimate of RA-1 as methods.md §4.6 asks: always with its interval, never a bare number,
// "no clear difference" where the interval includes 0.
func EstimateInWords(r *question.Question, e analytics.Estimate) string {
	w := r.Words
	say := func(v float64) string { return w.Estimate(v, e.Avoided, e.Low, e.High) }
	switch {
	case e.State != analytics.StateOK:
		return ReasonsInWords(r, e)
	case !e.Clear():
		return w.T("ra.unclear", "estimate", say(e.Avoided), "low", say(e.Low), "high", say(e.High))
	case e.Avoided > 0:
		return w.T("ra.fewer", "estimate", say(e.Avoided), "low", say(e.Low), "high", say(e.High))
	}
	return w.T("ra.more", "estimate", say(-e.Avoided), "low", say(-e.High), "high", say(-e.Low))
}

// measured is the estimate as EstimateInWords says it.
func measured(e analytics.Estimate) *figure.Measured {
	say := func(v float64) *float64 { return figure.Rounded(words.EstimateTold(v, e.Avoided, e.Low, e.High), 1) }
	return &figure.Measured{Method: "RA-1", Unit: figure.UnitReferrals, Value: say(e.Avoided), Low: say(e.Low), High: say(e.High), Interval: figure.IntervalConfidence}
}

// StationInWords words the estimate of one station, with the verdict that it has among all of them (methods §4.1 step 9):
// an interval of one station alone is none.
func StationInWords(r *question.Question, s analytics.StationReferrals) string {
	words := EstimateInWords(r, s.Estimate)
	switch {
	case s.State != analytics.StateOK || !s.Clear():
		return words
	case s.Differs == nil:
		return words + "; " + r.Words.T("reason.stations_lt_10")
	case !*s.Differs:
		return words + "; " + r.Words.T("ra.not_among_all")
	}
	return words
}

// FindingOf is the look of a station's estimate: fewer or more only where it differs clearly among all.
func FindingOf(s analytics.StationReferrals) string {
	switch {
	case s.State != analytics.StateOK:
		return "withheld"
	case s.Differs == nil || !*s.Differs:
		return "unclear"
	case s.Avoided > 0:
		return "fewer"
	}
	return "more"
}

// ReasonsInWords says why an estimate is not shown.
func ReasonsInWords(r *question.Question, e analytics.Estimate) string {
	if len(e.Reasons) == 0 {
		return r.Words.T("state." + string(e.State))
	}
	return r.Words.Reasons(e.Reasons)
}

// ComparedWith is the part of every statement of RA-1 that says where, when and compared with what.
func ComparedWith(r *question.Question, ra *analytics.ReferralsAvoided) string {
	if ra.StationsSupported == 0 {
		return r.Words.T("ra.unsupported", "period", r.Period())
	}
	return r.Words.T("ra.compared", "used", len(ra.StationsUsed), "supported", ra.StationsSupported, "period", r.Period())
}

func drawReferralsTrend(r *question.Question) (*figure.Drawing, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if ra.Province.State != analytics.StateOK {
		return Withheld(r, ra, "referrals_by_week"), nil
	}
	columns := chart.WeeksOf(r.Scope)
	observed, expected, band := make([]any, len(columns.Weeks)), make([]any, len(columns.Weeks)), make([]chart.BandPoint, len(columns.Weeks))
	for i := range observed {
		observed[i], expected[i] = map[string]any{"value": nil}, map[string]any{"value": nil}
	}
	few, err := fewWeeks(r, ra)
	if err != nil {
		return nil, err
	}
	type ofWeek struct {
		analytics.ReferralWeek
		few, all bool // that its counts are not told, and that nothing is
	}
	weeks := make([]ofWeek, len(ra.Weeks))
	for n, week := range ra.Weeks {
		weeks[n] = ofWeek{week, few.counts[n], few.all[n]}
		i, ok := columns.Index[week.Monday]
		if !ok || few.all[n] {
			continue
		}
		observed[i] = map[string]any{"value": question.ShownOr(few.counts[n], nil, week.Observed), "tip": []string{w.Week(columns.Weeks[i]),
			w.T("tip.observed", "n", r.Told(week.Observed, few.counts[n])),
			w.T("tip.expected_interval", "n", w.Decimal(week.Expected, 1), "low", w.Int(week.Low), "high", w.Int(week.High)),
			w.T("tip.visits", "n", r.Told(week.Visits, few.counts[n])), "RA-1"}}
		expected[i] = map[string]any{"value": week.Expected}
		band[i] = chart.BandPoint{Low: &week.Low, High: &week.High}
	}
	if few.counts[len(ra.Weeks)] || r.Hiding(ra.Province.Observed) {
		return figure.TooFew(r, "referrals_by_week", nil), nil
	}
	t := table.Of(weeks, []table.For[ofWeek]{
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(v ofWeek) any { return v.Monday }},
		{Field: "visits", Label: w.T("column.supported_visits"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(v.few, v.Visits) }},
		{Field: "observed", Label: w.T("column.observed"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(v.few, v.Observed) }},
		{Field: "expected", Label: w.T("column.expected"), Kind: table.KindDecimal, Cell: func(v ofWeek) any { return r.OrFew(v.all, v.Expected) }},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(v.all, v.Low) }},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(v.all, v.High) }},
	})
	p := chart.NewPlot()
	p.Weeks(columns, w)
	p.Set("yAxis", chart.ValueAxis("count"))
	p.Set("grid", map[string]any{"left": 56, "right": chart.ByWidth(68, 96), "top": 24, "bottom": 36})
	p.Band("interval", chart.ColourMuted, band)
	nameE, nameO := chart.EndLabel(w.T("series.expected"), chart.ColourMuted), chart.EndLabel(w.T("series.observed"), chart.ColourFewer)
	chart.PartEnds(nameE, nameO, expected, observed)
	look := chart.TrendLine(chart.ColourMuted)
	chart.Merge(look, map[string]any{"lineStyle": map[string]any{"type": "dashed"}, "endLabel": nameE})
	p.Series(charts.SingleSeries{Name: w.T("series.expected"), Type: "line", Data: expected}, look)
	look = chart.TrendLine(chart.ColourFewer)
	chart.Merge(look, map[string]any{"endLabel": nameO})
	p.Series(charts.SingleSeries{Name: w.T("series.observed"), Type: "line", Data: observed}, look)
	chart, err := p.Trend(columns, w)
	if err != nil {
		return nil, err
	}
	d := &figure.Drawing{
		Title: EstimateInWords(r, ra.Province), Subtitle: ComparedWith(r, ra),
		Alt:   w.T("referrals_by_week.alt", "observed", w.Int(float64(ra.Province.Observed)), "expected", w.Int(ra.Province.Expected)),
		Notes: append([]string{w.T("referrals_by_week.band")}, referralNotes(r, ra)...), Chart: chart, Table: t, Measured: measured(ra.Province),
	}
	figure.ExplainFew(r, d, slices.Contains(few.counts, true))
	return d, nil
}

// Withheld says why there is no figure and shows what may be shown: the observed proportion.
func Withheld(r *question.Question, ra *analytics.ReferralsAvoided, id string) *figure.Drawing {
	w := r.Words
	d := figure.Withheld(ra.Province.State, w.T("figure."+id), words.Sentence(ReasonsInWords(r, ra.Province)))
	if d.State == analytics.StateNotCollected {
		d.Reason = w.T("empty.no_activity_at_all")
		return d
	}
	d.Subtitle = ComparedWith(r, ra)
	switch _, ok := ra.Proportion.Value(); {
	case ok && !r.ForPress(): // to whom referral_xmr tells it of all stations; the difference could be of few patients
		d.Notes = append(d.Notes, w.T("ra.proportion", "share", w.Percent(ra.Proportion.Numerator, ra.Proportion.Denominator),
			"referrals", w.Int(ra.Proportion.Numerator), "visits", w.Int(ra.Proportion.Denominator)))
	}
	return d
}

// Threats are what may make the estimate wrong (methods §4.5), each in a message of its own.
var Threats = []string{"trends", "regression", "demand", "coding", "bypass", "carry_over", "missing", "outcome"}

// visitsInWords says how many visits a week the stations of the figure had before the programme and when supported: the
// estimate is per visit.
func visitsInWords(r *question.Question, ra *analytics.ReferralsAvoided) string {
	before, during := analytics.Ratio{}, analytics.Ratio{}
	for _, s := range ra.Stations {
		if s.Analysable {
			before = before.Plus(analytics.Ratio{Numerator: float64(s.BaselineVisits), Denominator: float64(s.BaselineWeeks)})
			during = during.Plus(analytics.Ratio{Numerator: float64(s.SupportedVisits), Denominator: float64(s.SupportedWeeks)})
		}
	}
	old, hadBefore := before.Value()
	now, has := during.Value()
	if !hadBefore || !has || old == 0 {
		return ""
	}
	w := r.Words
	return w.T("ra.visits", "before", w.Decimal(old, 1), "during", w.Decimal(now, 1), "change", w.Signed(100*(now/old-1), 1))
}

// referralNotes are who may not see the estimate, the assumptions and threats of §4.5, and what was left out.
func referralNotes(r *question.Question, ra *analytics.ReferralsAvoided) []string {
	w := r.Words
	var notes []string
	if reasons := r.NotForPress(ra); len(reasons) > 0 {
		notes = append(notes, w.T("ra.not_for_press", "reason", w.Reasons(reasons)))
	}
	for _, threat := range Threats {
		notes = append(notes, w.T("ra.threat."+threat))
	}
	if visits := visitsInWords(r, ra); visits != "" {
		notes = append(notes, visits)
	}
	if ra.InvalidCells > 0 {
		notes = append(notes, w.N("ra.invalid_cells", ra.InvalidCells))
	}
	if ra.UnusableVisits > 0 {
		notes = append(notes, r.CountedFew("ra.unusable_visits", ra.UnusableVisits))
	}
	if ra.UnestimableVisits > 0 {
		notes = append(notes, r.CountedFew("ra.unestimable_visits", ra.UnestimableVisits))
	}
	return notes
}

func drawReferralsByStation(r *question.Question) (*figure.Drawing, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	t, shown := referralsTable(r, ra)
	if shown == 0 {
		d := Withheld(r, ra, "referrals_by_station")
		if d.State == analytics.StateOK || d.State == analytics.StateWithheld {
			d.State, d.Reason = analytics.StateWithheld, w.T("ra.no_station")
		}
		d.Table = t
		return d, nil
	}
	chart, err := forest(r, ra)
	if err != nil {
		return nil, err
	}
	clear := 0
	for _, s := range ra.Stations {
		if s.Differs != nil && *s.Differs {
			clear++
		}
	}
	title := w.T("referrals_by_station.title", "clear", clear, "shown", shown)
	if ra.PhiBetween == 0 {
		title = w.N("referrals_by_station.no_verdict", shown)
	}
	return &figure.Drawing{
		Title:    title,
		Subtitle: w.T("referrals_by_station.subtitle", "period", r.Period(), "shown", shown, "n", len(ra.Stations)),
		Alt:      w.T("referrals_by_station.alt", "all", EstimateInWords(r, ra.Province), "shown", shown, "withheld", len(ra.Stations)-shown),
		Notes: append([]string{w.T("referrals_by_station.all", "estimate", EstimateInWords(r, ra.Province)),
			w.T("referrals_by_station.note", "judged", ra.Judged)},
			referralNotes(r, ra)...),
		Chart: chart, Table: t,
	}, nil
}

func referralsTable(r *question.Question, ra *analytics.ReferralsAvoided) (t *table.Table, shown int) {
	w := r.Words
	for _, s := range ra.Stations {
		if s.State == analytics.StateOK {
			shown++
		}
	}
	type station = analytics.StationReferrals
	estimate := func(s station, v float64) any {
		return table.If(s.State == analytics.StateOK, table.EstimateCell{Value: v, Of: s.Estimate})
	}
	t = table.Of(ra.Stations, []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s.Station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.Station.HealthCenter }},
		{Field: "avoided", Label: w.T("column.avoided"), Kind: table.KindInt, Cell: func(s station) any { return estimate(s, s.Estimate.Avoided) }},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindInt, Cell: func(s station) any { return estimate(s, s.Estimate.Low) }},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindInt, Cell: func(s station) any { return estimate(s, s.Estimate.High) }},
		{Field: "observed", Label: w.T("column.observed"), Kind: table.KindInt, Cell: func(s station) any { return table.If(s.State == analytics.StateOK, s.Estimate.Observed) }},
		{Field: "expected", Label: w.T("column.expected"), Kind: table.KindInt, Cell: func(s station) any { return table.If(s.State == analytics.StateOK, s.Estimate.Expected) }},
		{Field: "supported_visits", Label: w.T("column.supported_visits"), Kind: table.KindInt, Cell: func(s station) any { return s.SupportedVisits }},
		{Field: "supported_weeks", Label: w.T("column.supported_weeks"), Kind: table.KindInt, Cell: func(s station) any { return s.SupportedWeeks }},
		{Field: "finding", Label: w.T("column.finding"), Kind: table.KindTerm, Prefix: "ra.state.", Cell: func(s station) any { return FindingOf(s) }},
		{Field: "state", Label: w.T("column.state"), Kind: table.KindTerm, Prefix: "state.", Cell: func(s station) any { return string(s.State) }},
		{Field: "reason", Label: w.T("column.reason"), Kind: table.KindTerm, Prefix: "reason.", Cell: func(s station) any { return ReasonCodes(s.Reasons) }},
	})
	return t, shown
}

func ReasonCodes(reasons []analytics.Reason) string {
	codes := make([]string, len(reasons))
	for i, reason := range reasons {
		codes[i] = string(reason)
	}
	return strings.Join(codes, ",")
}

// forest draws each station's estimate with its interval in the default order; a withheld one says so in words.
func forest(r *question.Question, ra *analytics.ReferralsAvoided) (*chart.Chart, error) {
	w := r.Words
	stations := make([]analytics.Station, len(ra.Stations))
	for i, s := range ra.Stations {
		stations[i] = s.Station
	}
	rows := chart.RowsOf(stations)
	var data []any
	for _, s := range ra.Stations {
		data = append(data, forestDatum(r, s, rows.Row[s.Station.Code]))
	}
	low, high, step := forestRange(ra)
	p := chart.NewPlot()
	x := chart.ValueAxis("count")
	chart.Merge(x, map[string]any{"position": "top", "min": low, "max": high, "interval": chart.ByWidth(2*step, step)})
	p.Set("xAxis", x)
	p.Set("yAxis", chart.RowAxis(rows.Names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": 24, "top": 64, "bottom": 8})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:interval", Data: data}, map[string]any{
		"encode": map[string]any{"x": []int{0, 2, 3}, "y": 1}, "clip": false, "z": 6, "animation": false,
		"markLine": map[string]any{"silent": true, "z": 1, "symbol": "none", "animation": false, "label": map[string]any{"show": false},
			"lineStyle": map[string]any{"color": chart.ColourInk, "width": 1, "type": "solid"}, "data": []any{map[string]any{"xAxis": 0}}},
	})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: rows.Height(84), Option: option, Meta: map[string]any{
		"links": rows.Links(r.View), "left": w.T("axis.more"), "right": w.T("axis.fewer")}}, nil
}

// forestDatum is one row: estimate, row, limits, style, words where there is nothing to draw.
func forestDatum(r *question.Question, s analytics.StationReferrals, row int) map[string]any {
	w, e, name := r.Words, s.Estimate, s.Station.Name
	if e.State != analytics.StateOK {
		return map[string]any{"value": []any{nil, row, nil, nil, "withheld", shortReason(r, e)},
			"tip": []string{name, ReasonsInWords(r, e)}}
	}
	return map[string]any{"value": []any{e.Avoided, row, e.Low, e.High, FindingOf(s), ""}, "tip": []string{name, StationInWords(r, s),
		w.T("tip.o_e", "observed", w.Int(float64(e.Observed)), "expected", w.Int(e.Expected)),
		w.T("tip.supported", "visits", w.Int(float64(e.SupportedVisits)), "weeks", e.SupportedWeeks), "RA-1"}}
}

// shortReason is the first reason in a few words, to stand in the row.
func shortReason(r *question.Question, e analytics.Estimate) string {
	if len(e.Reasons) == 0 {
		return r.Words.T("state." + string(e.State))
	}
	return r.Words.ReasonShort(e.Reasons[0])
}

// forestRange is the axis that holds every station's interval, in whole steps to both sides of 0.
func forestRange(ra *analytics.ReferralsAvoided) (low, high, step float64) {
	for _, s := range ra.Stations {
		if s.State == analytics.StateOK {
			low, high = math.Min(low, s.Low), math.Max(high, s.High)
		}
	}
	size := math.Max(high-low, 1)
	step = math.Pow(10, math.Floor(math.Log10(size)))
	if size/step < 5 {
		step /= 2
	}
	// At least two steps to each side, so that the words about the sides have room.
	return math.Min(math.Floor(low/step), -2) * step, math.Max(math.Ceil(high/step), 2) * step, step
}
