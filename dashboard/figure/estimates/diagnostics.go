package estimates

import (
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var Calibration = &figure.Figure{ID: "calibration_by_block", Rows: []string{"activity"}, Methods: []string{"RA-1", "CHT-2"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks"}, Analysts: true, Draw: drawCalibration}

var Estimates = &figure.Figure{ID: "referral_estimates", Rows: []string{"activity"}, Methods: []string{"RA-0", "RA-1", "RA-2", "RA-3", "RA-4"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks", "referral_series"}, Analysts: true, Draw: drawEstimates}

var Rates = &figure.Figure{ID: "referral_rates", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_baseline"}, Analysts: true, Draw: drawRates}

// κ within these limits speaks for parallel trends (methods §4.5).
const kappaLow, kappaHigh = 0.5, 2

// blockReason says why a block is not usable; "" when it is.
func blockReason(r *question.Question, b analytics.CalibrationBlock) string {
	if b.Usable {
		return ""
	}
	return r.Words.T("diagnostics.block_unusable", "stations", b.ControlStations, "expected", r.Words.Decimal(b.Expected, 1))
}

// kappaInterval is the 95 % interval of a block's observed over expected.
func kappaInterval(b analytics.CalibrationBlock) (low, high float64) {
	low, high = stats.PoissonInterval(b.Observed, 0.95)
	return low / b.Expected, high / b.Expected
}

func drawCalibration(r *question.Question) (*figure.Drawing, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(ra.Blocks) == 0 {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.calibration_by_block"), w.T("diagnostics.no_blocks")), nil
	}
	type block = analytics.CalibrationBlock
	t := table.Of(ra.Blocks, []table.For[block]{
		{Field: "from", Label: w.T("column.from"), Kind: table.KindDate, Cell: func(b block) any { return b.From }},
		{Field: "to", Label: w.T("column.to"), Kind: table.KindDate, Cell: func(b block) any { return b.To }},
		{Field: "kappa", Label: w.T("column.kappa"), Kind: table.KindRatio, Cell: func(b block) any { return table.If(b.Usable, b.Kappa) }},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindRatio, Cell: func(b block) any {
			low, _ := kappaInterval(b)
			return table.If(b.Usable, low)
		}},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindRatio, Cell: func(b block) any {
			_, high := kappaInterval(b)
			return table.If(b.Usable, high)
		}},
		{Field: "observed", Label: w.T("column.observed"), Kind: table.KindInt, Cell: func(b block) any { return b.Observed }},
		{Field: "expected", Label: w.T("column.expected"), Kind: table.KindDecimal, Cell: func(b block) any { return b.Expected }},
		{Field: "control_stations", Label: w.T("column.control_stations"), Kind: table.KindInt, Cell: func(b block) any { return b.ControlStations }},
		{Field: "reason", Label: w.T("column.reason"), Cell: func(b block) any { return blockReason(r, b) }},
	})
	var names []string
	var data []any
	usable, outside := 0, 0
	least, most := math.Inf(1), math.Inf(-1)
	for i, b := range ra.Blocks {
		name := w.ShortWeek(calendar.WeekOf(b.From)) + "–" + w.ShortWeek(calendar.WeekOf(b.To))
		names = append(names, name)
		if !b.Usable {
			data = append(data, map[string]any{"value": []any{nil, i, nil, nil, "withheld", blockReason(r, b)}, "tip": []string{name, blockReason(r, b)}})
			continue
		}
		usable++
		low, high := kappaInterval(b)
		least, most = math.Min(least, b.Kappa), math.Max(most, b.Kappa)
		style := "unclear"
		if b.Kappa < kappaLow || b.Kappa > kappaHigh {
			style, outside = "more", outside+1
		}
		data = append(data, map[string]any{"value": []any{b.Kappa, i, low, high, style, ""}, "tip": []string{w.Period(b.From, b.To),
			w.T("tip.kappa", "kappa", w.Decimal(b.Kappa, 2), "low", w.Decimal(low, 2), "high", w.Decimal(high, 2)),
			w.T("tip.o_e", "observed", w.Int(float64(b.Observed)), "expected", w.Int(b.Expected)), w.N("tip.controls", b.ControlStations), "RA-1"}})
	}
	chart, err := forestOf(names, data, 1, 0, math.Max(2, math.Ceil(most*1.2)), 0.5, "ratio", [2]string{w.T("axis.below_baseline"), w.T("axis.above_baseline")})
	if err != nil {
		return nil, err
	}
	d := &figure.Drawing{Chart: chart, Table: t, Title: w.T("calibration_by_block.none", "n", len(ra.Blocks)),
		Subtitle: w.T("calibration_by_block.subtitle", "n", len(ra.Blocks)), Notes: []string{w.T("calibration_by_block.note")}}
	if usable > 0 {
		d.Title = w.T("calibration_by_block.title", "low", w.Decimal(least, 2), "high", w.Decimal(most, 2), "usable", usable, "n", len(ra.Blocks), "outside", outside)
	}
	d.Alt = d.Title
	return d, nil
}

// forestOf draws rows of intervals around a centre.
func forestOf(names []string, data []any, centre, low, high, step float64, labels string, sides [2]string) (*chart.Chart, error) {
	p := chart.NewPlot()
	x := chart.ValueAxis(labels)
	chart.Merge(x, map[string]any{"position": "top", "min": low, "max": high, "interval": step})
	p.Set("xAxis", x)
	p.Set("yAxis", chart.RowAxis(names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": 24, "top": 64, "bottom": 8})
	zero := chart.Marker("xAxis", centre, "", "end")
	chart.Merge(zero, map[string]any{"label": map[string]any{"show": false}, "lineStyle": map[string]any{"color": chart.ColourInk, "type": "solid"}})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:interval", Data: data}, map[string]any{
		"encode": map[string]any{"x": []int{0, 2, 3}, "y": 1}, "clip": false, "z": 6, "animation": false, "markLine": zero})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: 28*len(names) + 84, Option: option, Meta: map[string]any{
		"left": sides[0], "right": sides[1], "centre": centre}}, nil
}

// drawRates lists the priors of the baseline rates, by diagnosis group.
func drawRates(r *question.Question) (*figure.Drawing, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(ra.Priors) == 0 {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.referral_rates"), w.T("empty.no_activity_at_all")), nil
	}
	byName := words.Collator()
	priors := slices.SortedFunc(slices.Values(ra.Priors), func(a, b analytics.GroupPrior) int { return byName(w.Named(a.Group), w.Named(b.Group)) })
	shrunk := 0
	for _, g := range priors {
		if g.A > 0 {
			shrunk++
		}
	}
	type prior = analytics.GroupPrior
	t := table.Of(priors, []table.For[prior]{
		{Field: "diagnosis_group", Label: w.T("column.group"), Cell: func(g prior) any { return w.Named(g.Group) }},
		{Field: "stations", Label: "K", Kind: table.KindInt, Cell: func(g prior) any { return g.K }},
		{Field: "visits", Label: w.T("column.baseline_visits"), Kind: table.KindInt, Cell: func(g prior) any { return g.N }},
		{Field: "referrals", Label: w.T("column.baseline_referrals"), Kind: table.KindInt, Cell: func(g prior) any { return g.Y }},
		{Field: "m", Label: "m", Kind: table.KindShare, Cell: func(g prior) any { return g.M }},
		{Field: "a", Label: "A", Kind: table.KindRatio, Cell: func(g prior) any { return w.Decimal(g.A, 6) }},
		{Field: "alpha", Label: "α", Kind: table.KindRatio, Cell: func(g prior) any { return table.If(g.A > 0, g.Alpha) }},
		{Field: "beta", Label: "β", Kind: table.KindRatio, Cell: func(g prior) any { return table.If(g.A > 0, g.Beta) }},
	})
	title := w.T("referral_rates.title", "phi", w.Decimal(ra.Dispersion.Cells, 2), "station", w.Decimal(ra.Dispersion.Stations, 2), "shrunk", shrunk, "n", len(ra.Priors))
	return &figure.Drawing{Title: title, Alt: title, Table: t, Notes: []string{w.T("referral_rates.note")},
		Subtitle: w.T("referral_rates.subtitle", "period", w.Period(ra.Baseline[0], ra.Baseline[1]), "chi", w.Decimal(ra.Dispersion.Chi2, 1), "df", w.Int(float64(ra.Dispersion.DF)), "weeks", w.Decimal(ra.Dispersion.StationWeeks, 2), "months", w.Decimal(ra.Dispersion.Months, 2))}, nil
}
