package referrals

import (
	"strings"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var XmR = &figure.Figure{ID: "referral_xmr", Rows: []string{"activity"}, Methods: []string{"CHT-4", "CHT-1"},
	Queries: []string{"station_weeks"}, Province: true, Draw: drawReferralXmR}

var WithheldList = &figure.Figure{ID: "referrals_withheld", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks"}, Draw: drawReferralsWithheld}

// Charts gives the XmR charts of the scope (under "") and of its stations, by code.
func Charts(r *question.Question, scope analytics.Scope) (map[string]analytics.ProportionChart, error) {
	return question.Call(r, "referral charts", scope, func() (map[string]analytics.ProportionChart, error) {
		list, err := r.Edition.ReferralCharts(r.Ctx, scope)
		byStation := map[string]analytics.ProportionChart{}
		for _, c := range list {
			byStation[c.Station] = c
		}
		return byStation, err
	})
}

func drawReferralXmR(r *question.Question) (*figure.Drawing, error) {
	charts, err := Charts(r, r.Scope)
	if err != nil {
		return nil, err
	}
	return XmrDrawing(r, charts[""], "referral_xmr")
}

// hideFew marks the points whose counts are not told to the reader, and tells whether any or all are.
func hideFew(r *question.Question, c analytics.ProportionChart, looks []chart.PointLook) (some, all bool) {
	few := figure.PatientsFew(r, c.Counts)
	all = len(looks) > 0
	for i := range looks {
		looks[i].Hidden = few[i]
		some, all = some || few[i], all && few[i]
	}
	return some, all || few[len(looks)]
}

// XmrDrawing is the figure of one XmR chart of the referral proportion.
func XmrDrawing(r *question.Question, c analytics.ProportionChart, id string) (*figure.Drawing, error) {
	w := r.Words
	if len(c.Values) == 0 {
		d := figure.Withheld(analytics.StateNotCollected, w.T("figure."+id), w.T("empty.no_proportion"))
		d.Table = xmrTable(r, c, nil)
		return d, nil
	}
	if c.Chart == nil {
		d := figure.Withheld(analytics.StateNotApplicable, w.T("figure."+id),
			w.N("xmr.too_short", len(c.Values), "least", stats.DefaultXmR.MinPoints))
		looks := make([]chart.PointLook, len(c.Values))
		some, _ := hideFew(r, c, looks)
		d.Table = xmrTable(r, c, looks)
		figure.ExplainFew(r, d, some)
		return d, nil
	}
	list, looks, columns := chart.SignalsOf(c), chart.LooksOf(r, c.Chart, len(c.Values)), chart.XmrWeeks(r, c)
	some, all := hideFew(r, c, looks)
	if all {
		return figure.TooFew(r, id, xmrTable(r, c, looks)), nil
	}
	picture, err := chart.XmrChart(r, c, columns, looks)
	if err != nil {
		return nil, err
	}
	d := &figure.Drawing{Title: w.T("referral_xmr.common", "mean", w.Share(c.Chart.Mean)), Chart: picture, Table: xmrTable(r, c, looks),
		Subtitle: w.T("referral_xmr.subtitle", "period", r.Period(), "n", len(c.Values), "low", w.Share(max(c.Chart.Lower, 0)), "high", w.Share(min(c.Chart.Upper, 1)), "from", chart.LimitsFrom(r, c))}
	if len(list) > 0 {
		d.Title = w.N("referral_xmr.special", len(list), "mean", w.Share(c.Chart.Mean))
	}
	for _, s := range list {
		d.Notes = append(d.Notes, chart.SignalWords(r, s, c.Mondays))
	}
	for _, b := range c.Rebased {
		d.Notes = append(d.Notes, w.T("xmr.rebased", "week", w.Week(calendar.WeekOf(b.Week)), "reason", b.Reason, "by", b.By))
	}
	d.Alt = strings.Join(append([]string{w.T("referral_xmr.alt", "title", d.Title)}, d.Notes...), " ")
	d.Notes = append(d.Notes, w.T("xmr.note"))
	figure.ExplainFew(r, d, some)
	return d, nil
}

func xmrTable(r *question.Question, c analytics.ProportionChart, looks []chart.PointLook) *table.Table {
	w := r.Words
	t := &table.Table{Columns: []table.Column{
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek},
		{Field: "proportion", Label: w.T("column.proportion"), Kind: table.KindPercent},
		{Field: "referrals", Label: w.T("column.referrals"), Kind: table.KindInt},
		{Field: "visits", Label: w.T("column.visits"), Kind: table.KindInt},
		{Field: "low", Label: w.T("column.wilson_low"), Kind: table.KindShare},
		{Field: "high", Label: w.T("column.wilson_high"), Kind: table.KindShare},
		{Field: "signal", Label: w.T("column.signal")},
	}}
	for i, monday := range c.Mondays {
		counts := c.Counts[i]
		hidden := looks[i].Hidden
		row := []any{monday, r.OrFew(hidden, counts), r.OrFew(hidden, counts.Numerator), r.OrFew(hidden, counts.Denominator), r.OrFew(hidden, nil), r.OrFew(hidden, nil),
			strings.Join(looks[i].Rules, "; ")}
		if hidden {
			t.Rows = append(t.Rows, row)
			continue
		}
		if low, high, ok := stats.Wilson(counts.Numerator, counts.Denominator, 0.95); ok {
			row[4], row[5] = low, high
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// drawReferralsWithheld lists the stations that have no figure of their own, each with its reasons and the counts that
// may be shown.
func drawReferralsWithheld(r *question.Question) (*figure.Drawing, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	t := &table.Table{Columns: []table.Column{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "reason", Label: w.T("column.reason"), Kind: table.KindTerm, Prefix: "reason."},
		{Field: "baseline_weeks", Label: w.T("column.baseline_weeks"), Kind: table.KindInt},
		{Field: "baseline_visits", Label: w.T("column.baseline_visits"), Kind: table.KindInt},
		{Field: "supported_weeks", Label: w.T("column.supported_weeks"), Kind: table.KindInt},
		{Field: "supported_visits", Label: w.T("column.supported_visits"), Kind: table.KindInt},
	}}
	if ra.Province.State == analytics.StateNotCollected {
		return figure.Withheld(ra.Province.State, w.T("figure.referrals_withheld"), w.T("empty.no_activity_at_all")), nil
	}
	reasons := map[analytics.Reason]int{}
	for _, s := range ra.Stations {
		if s.State == analytics.StateOK {
			continue
		}
		for _, reason := range s.Reasons {
			reasons[reason]++
		}
		t.Rows = append(t.Rows, []any{table.StationRef{Code: s.Station.Code, Name: s.Station.Name}, s.Station.HealthCenter, ReasonCodes(s.Reasons),
			s.BaselineWeeks, s.BaselineVisits, s.SupportedWeeks, s.SupportedVisits})
	}
	if len(t.Rows) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.referrals_withheld"), w.T("referrals_withheld.none")), nil
	}
	var parts []string
	for reason, n := range reasons {
		parts = append(parts, w.T("referrals_withheld.reason", "reason", w.T("reason."+string(reason)), "n", n))
	}
	words.SortVietnamese(parts)
	return &figure.Drawing{Title: w.N("referrals_withheld.title", len(t.Rows), "of", len(ra.Stations)),
		Subtitle: w.T("referrals_withheld.subtitle", "period", r.Period(), "reasons", strings.Join(parts, "; ")),
		Alt:      w.N("referrals_withheld.title", len(t.Rows), "of", len(ra.Stations)), Table: t, Notes: []string{w.T("referrals_withheld.note")}}, nil
}
