package dashboard

import (
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

var referralsTrend = &Figure{ID: "referrals_by_week", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks", "referral_weeks"}, Province: true, build: drawReferralsTrend}

var referralsByStation = &Figure{ID: "referrals_by_station", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks"}, build: drawReferralsByStation}

// estimateCell is a value of an estimate in a table: rounded by the estimate's interval on pages, unrounded in a CSV.
type estimateCell struct {
	Value float64
	Of    analytics.Estimate
}

// estimateInWords words an estimate of RA-1 as methods.md §4.6 asks: always with its interval, never a bare number,
// "no clear difference" where the interval includes 0.
func (r *request) estimateInWords(e analytics.Estimate) string {
	w := r.words
	say := func(v float64) string { return w.Estimate(v, e.Avoided, e.Low, e.High) }
	switch {
	case e.State != analytics.StateOK:
		return r.reasonsInWords(e)
	case !e.Clear():
		return w.T("ra.unclear", "estimate", say(e.Avoided), "low", say(e.Low), "high", say(e.High))
	case e.Avoided > 0:
		return w.T("ra.fewer", "estimate", say(e.Avoided), "low", say(e.Low), "high", say(e.High))
	}
	return w.T("ra.more", "estimate", say(-e.Avoided), "low", say(-e.High), "high", say(-e.Low))
}

// stationInWords words the estimate of one station, with the verdict that it has among all of them (methods §4.1 step 9):
// an interval of one station alone is none.
func (r *request) stationInWords(s analytics.StationReferrals) string {
	words := r.estimateInWords(s.Estimate)
	switch {
	case s.State != analytics.StateOK || !s.Clear():
		return words
	case s.Differs == nil:
		return words + "; " + r.words.T("reason.stations_lt_10")
	case !*s.Differs:
		return words + "; " + r.words.T("ra.not_among_all")
	}
	return words
}

// findingOf is the look of a station's estimate: fewer or more only where it differs clearly among all.
func findingOf(s analytics.StationReferrals) string {
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

// reasonsInWords says why an estimate is not shown.
func (r *request) reasonsInWords(e analytics.Estimate) string {
	if len(e.Reasons) == 0 {
		return r.words.T("state." + string(e.State))
	}
	return r.words.Reasons(e.Reasons)
}

// comparedWith is the part of every statement of RA-1 that says where, when and compared with what.
func (r *request) comparedWith(ra *analytics.ReferralsAvoided) string {
	return r.words.T("ra.compared", "used", len(ra.StationsUsed), "supported", ra.StationsSupported, "period", r.period())
}

func drawReferralsTrend(r *request) (*Drawing, error) {
	ra, err := r.referrals(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if ra.Province.State != analytics.StateOK {
		return r.referralsWithheld(ra, "referrals_by_week"), nil
	}
	columns := weeksOf(r.scope)
	observed, expected, band := make([]any, len(columns.weeks)), make([]any, len(columns.weeks)), make([]bandPoint, len(columns.weeks))
	for i := range observed {
		observed[i], expected[i] = map[string]any{"value": nil}, map[string]any{"value": nil}
	}
	counts := make([]analytics.Ratio, len(ra.Weeks))
	for n, week := range ra.Weeks {
		counts[n] = quotient(week.Observed, week.Visits)
	}
	few := r.patientsFew(counts)
	t := &Table{Columns: []Column{
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "visits", Label: w.T("column.supported_visits"), Kind: KindInt},
		{Field: "observed", Label: w.T("column.observed"), Kind: KindInt},
		{Field: "expected", Label: w.T("column.expected"), Kind: KindDecimal},
		{Field: "low", Label: w.T("column.low"), Kind: KindInt},
		{Field: "high", Label: w.T("column.high"), Kind: KindInt},
	}}
	for n, week := range ra.Weeks {
		t.Rows = append(t.Rows, []any{week.Monday, r.orFew(few[n], week.Visits), r.orFew(few[n], week.Observed), week.Expected, week.Low, week.High})
		i, ok := columns.index[week.Monday]
		if !ok {
			continue
		}
		observed[i] = map[string]any{"value": shownOr(few[n], nil, week.Observed), "tip": []string{w.Week(columns.weeks[i]),
			w.T("tip.observed", "n", r.told(week.Observed, few[n])),
			w.T("tip.expected_interval", "n", w.Decimal(week.Expected, 1), "low", w.Int(week.Low), "high", w.Int(week.High)),
			w.T("tip.visits", "n", r.told(week.Visits, few[n])), "RA-1"}}
		expected[i] = map[string]any{"value": week.Expected}
		band[i] = bandPoint{&week.Low, &week.High}
	}
	if few[len(counts)] || r.hiding(ra.Province.Observed) {
		return r.tooFew("referrals_by_week", nil), nil
	}
	p := newPlot()
	p.weeks(columns, w)
	p.set("yAxis", valueAxis("count"))
	p.set("grid", map[string]any{"left": 56, "right": byRoom(68, 96), "top": 24, "bottom": 36})
	p.band("interval", colourMuted, band)
	nameE, nameO := endLabel(w.T("series.expected"), colourMuted), endLabel(w.T("series.observed"), colourFewer)
	partEnds(nameE, nameO, expected, observed)
	look := trendLine(colourMuted)
	merge(look, map[string]any{"lineStyle": map[string]any{"type": "dashed"}, "endLabel": nameE})
	p.series(charts.SingleSeries{Name: w.T("series.expected"), Type: "line", Data: expected}, look)
	look = trendLine(colourFewer)
	merge(look, map[string]any{"endLabel": nameO})
	p.series(charts.SingleSeries{Name: w.T("series.observed"), Type: "line", Data: observed}, look)
	chart, err := p.trend(columns, w)
	if err != nil {
		return nil, err
	}
	d := &Drawing{
		Title: r.estimateInWords(ra.Province), Subtitle: r.comparedWith(ra),
		Alt:   w.T("referrals_by_week.alt", "observed", w.Int(float64(ra.Province.Observed)), "expected", w.Int(ra.Province.Expected)),
		Notes: append([]string{w.T("referrals_by_week.band")}, r.referralNotes(ra)...), Chart: chart, Table: t,
	}
	r.explainFew(d, slices.Contains(few, true))
	return d, nil
}

// referralsWithheld says why there is no figure and shows what may be shown: the observed proportion.
func (r *request) referralsWithheld(ra *analytics.ReferralsAvoided, id string) *Drawing {
	w := r.words
	d := withheld(ra.Province.State, w.T("figure."+id), words.Sentence(r.reasonsInWords(ra.Province)))
	if d.State == analytics.StateNotCollected {
		d.Reason = w.T("empty.no_activity_at_all")
		return d
	}
	d.Subtitle = r.comparedWith(ra)
	switch _, ok := ra.Proportion.Value(); {
	case ok && r.patientsFew([]analytics.Ratio{ra.Proportion})[0]:
		r.explainFew(d, true)
	case ok:
		d.Notes = append(d.Notes, w.T("ra.proportion", "share", w.Percent(ra.Proportion.Numerator, ra.Proportion.Denominator),
			"referrals", w.Int(ra.Proportion.Numerator), "visits", w.Int(ra.Proportion.Denominator)))
	}
	return d
}

// threats are what may make the estimate wrong (methods §4.5), each in a message of its own.
var threats = []string{"trends", "regression", "demand", "coding", "bypass", "carry_over", "missing", "outcome"}

// visitsInWords says how many visits a week the stations of the figure had before the programme and when supported: the
// estimate is per visit.
func (r *request) visitsInWords(ra *analytics.ReferralsAvoided) string {
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
	w := r.words
	return w.T("ra.visits", "before", w.Decimal(old, 1), "during", w.Decimal(now, 1), "change", w.Signed(100*(now/old-1), 1))
}

// referralNotes are who may not see the estimate, the assumptions and threats of §4.5, and what was left out.
func (r *request) referralNotes(ra *analytics.ReferralsAvoided) []string {
	w := r.words
	var notes []string
	if reasons := r.notForPress(ra); len(reasons) > 0 {
		notes = append(notes, w.T("ra.not_for_press", "reason", w.Reasons(reasons)))
	}
	for _, threat := range threats {
		notes = append(notes, w.T("ra.threat."+threat))
	}
	if visits := r.visitsInWords(ra); visits != "" {
		notes = append(notes, visits)
	}
	if ra.InvalidCells > 0 {
		notes = append(notes, w.N("ra.invalid_cells", ra.InvalidCells))
	}
	if ra.UnusableVisits > 0 {
		notes = append(notes, r.countedFew("ra.unusable_visits", ra.UnusableVisits))
	}
	if ra.UnestimableVisits > 0 {
		notes = append(notes, r.countedFew("ra.unestimable_visits", ra.UnestimableVisits))
	}
	return notes
}

func drawReferralsByStation(r *request) (*Drawing, error) {
	ra, err := r.referrals(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	t, shown := r.referralsTable(ra)
	if shown == 0 {
		d := r.referralsWithheld(ra, "referrals_by_station")
		if d.State == analytics.StateOK || d.State == analytics.StateWithheld {
			d.State, d.Reason = analytics.StateWithheld, w.T("ra.no_station")
		}
		d.Table = t
		return d, nil
	}
	chart, err := r.forest(ra)
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
	return &Drawing{
		Title:    title,
		Subtitle: w.T("referrals_by_station.subtitle", "period", r.period(), "shown", shown, "n", len(ra.Stations)),
		Alt:      w.T("referrals_by_station.alt", "all", r.estimateInWords(ra.Province), "shown", shown, "withheld", len(ra.Stations)-shown),
		Notes: append([]string{w.T("referrals_by_station.all", "estimate", r.estimateInWords(ra.Province)),
			w.T("referrals_by_station.note", "judged", ra.Judged)},
			r.referralNotes(ra)...),
		Chart: chart, Table: t,
	}, nil
}

func (r *request) referralsTable(ra *analytics.ReferralsAvoided) (t *Table, shown int) {
	w := r.words
	t = &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "avoided", Label: w.T("column.avoided"), Kind: KindInt},
		{Field: "low", Label: w.T("column.low"), Kind: KindInt},
		{Field: "high", Label: w.T("column.high"), Kind: KindInt},
		{Field: "observed", Label: w.T("column.observed"), Kind: KindInt},
		{Field: "expected", Label: w.T("column.expected"), Kind: KindInt},
		{Field: "supported_visits", Label: w.T("column.supported_visits"), Kind: KindInt},
		{Field: "supported_weeks", Label: w.T("column.supported_weeks"), Kind: KindInt},
		{Field: "finding", Label: w.T("column.finding"), Kind: KindTerm, Prefix: "ra.state."},
		{Field: "state", Label: w.T("column.state"), Kind: KindTerm, Prefix: "state."},
		{Field: "reason", Label: w.T("column.reason"), Kind: KindTerm, Prefix: "reason."},
	}}
	for _, s := range ra.Stations {
		row := []any{stationRef{Code: s.Station.Code, Name: s.Station.Name}, s.Station.HealthCenter, nil, nil, nil, nil, nil,
			s.SupportedVisits, s.SupportedWeeks, findingOf(s), string(s.State), reasonCodes(s.Reasons)}
		if s.State == analytics.StateOK {
			shown++
			e := s.Estimate
			row[2], row[3], row[4] = estimateCell{e.Avoided, e}, estimateCell{e.Low, e}, estimateCell{e.High, e}
			row[5], row[6] = e.Observed, e.Expected
		}
		t.Rows = append(t.Rows, row)
	}
	return t, shown
}

func reasonCodes(reasons []analytics.Reason) string {
	codes := make([]string, len(reasons))
	for i, reason := range reasons {
		codes[i] = string(reason)
	}
	return strings.Join(codes, ",")
}

// forest draws each station's estimate with its interval in the default order; a withheld one says so in words.
func (r *request) forest(ra *analytics.ReferralsAvoided) (*Chart, error) {
	w := r.words
	stations := make([]analytics.Station, len(ra.Stations))
	for i, s := range ra.Stations {
		stations[i] = s.Station
	}
	rows := rowsOf(stations)
	var data []any
	for _, s := range ra.Stations {
		data = append(data, r.forestDatum(s, rows.row[s.Station.Code]))
	}
	low, high, step := forestRange(ra)
	p := newPlot()
	x := valueAxis("count")
	merge(x, map[string]any{"position": "top", "min": low, "max": high, "interval": byRoom(2*step, step)})
	p.set("xAxis", x)
	p.set("yAxis", rowAxis(rows.names))
	p.set("grid", map[string]any{"left": "fn:left", "right": 24, "top": 64, "bottom": 8})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:interval", Data: data}, map[string]any{
		"encode": map[string]any{"x": []int{0, 2, 3}, "y": 1}, "clip": false, "z": 6, "animation": false,
		"markLine": map[string]any{"silent": true, "z": 1, "symbol": "none", "animation": false, "label": map[string]any{"show": false},
			"lineStyle": map[string]any{"color": colourInk, "width": 1, "type": "solid"}, "data": []any{map[string]any{"xAxis": 0}}},
	})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: rows.height(84), Option: option, Meta: map[string]any{
		"links": rows.links(r.view), "left": w.T("axis.more"), "right": w.T("axis.fewer")}}, nil
}

// forestDatum is one row: estimate, row, limits, style, words where there is nothing to draw.
func (r *request) forestDatum(s analytics.StationReferrals, row int) map[string]any {
	w, e, name := r.words, s.Estimate, s.Station.Name
	if e.State != analytics.StateOK {
		return map[string]any{"value": []any{nil, row, nil, nil, "withheld", r.shortReason(e)},
			"tip": []string{name, r.reasonsInWords(e)}}
	}
	return map[string]any{"value": []any{e.Avoided, row, e.Low, e.High, findingOf(s), ""}, "tip": []string{name, r.stationInWords(s),
		w.T("tip.o_e", "observed", w.Int(float64(e.Observed)), "expected", w.Int(e.Expected)),
		w.T("tip.supported", "visits", w.Int(float64(e.SupportedVisits)), "weeks", e.SupportedWeeks), "RA-1"}}
}

// shortReason is the first reason in a few words, to stand in the row.
func (r *request) shortReason(e analytics.Estimate) string {
	if len(e.Reasons) == 0 {
		return r.words.T("state." + string(e.State))
	}
	return r.words.ReasonShort(e.Reasons[0])
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
