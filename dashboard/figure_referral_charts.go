package dashboard

import (
	"strings"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/words"
)

var referralXmR = &Figure{ID: "referral_xmr", Rows: []string{"activity"}, Methods: []string{"CHT-4", "CHT-1"},
	Queries: []string{"station_weeks"}, Province: true, build: drawReferralXmR}

var referralsWithheldList = &Figure{ID: "referrals_withheld", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks"}, build: drawReferralsWithheld}

// charts gives the XmR charts of the scope (under "") and of its stations, by code.
func (r *request) charts(scope analytics.Scope) (map[string]analytics.ProportionChart, error) {
	return call(r, "referral charts", scope, func() (map[string]analytics.ProportionChart, error) {
		list, err := r.edition.ReferralCharts(r.ctx, scope)
		byStation := map[string]analytics.ProportionChart{}
		for _, c := range list {
			byStation[c.Station] = c
		}
		return byStation, err
	})
}

func drawReferralXmR(r *request) (*Drawing, error) {
	charts, err := r.charts(r.scope)
	if err != nil {
		return nil, err
	}
	return r.xmrDrawing(charts[""], "referral_xmr")
}

// hideFew marks the points whose counts are not told to the reader, and tells whether any or all are.
func (r *request) hideFew(c analytics.ProportionChart, looks []pointLook) (some, all bool) {
	few := r.patientsFew(c.Counts)
	all = len(looks) > 0
	for i := range looks {
		looks[i].Hidden = few[i]
		some, all = some || few[i], all && few[i]
	}
	return some, all || few[len(looks)]
}

// xmrDrawing is the figure of one XmR chart of the referral proportion.
func (r *request) xmrDrawing(c analytics.ProportionChart, id string) (*Drawing, error) {
	w := r.words
	if len(c.Values) == 0 {
		d := withheld(analytics.StateNotCollected, w.T("figure."+id), w.T("empty.no_proportion"))
		d.Table = r.xmrTable(c, nil)
		return d, nil
	}
	if c.Chart == nil {
		d := withheld(analytics.StateNotApplicable, w.T("figure."+id),
			w.N("xmr.too_short", len(c.Values), "least", stats.DefaultXmR.MinPoints))
		looks := make([]pointLook, len(c.Values))
		some, _ := r.hideFew(c, looks)
		d.Table = r.xmrTable(c, looks)
		r.explainFew(d, some)
		return d, nil
	}
	list, looks, columns := signalsOf(c), r.looksOf(c.Chart, len(c.Values)), r.xmrWeeks(c)
	some, all := r.hideFew(c, looks)
	if all {
		return r.tooFew(id, r.xmrTable(c, looks)), nil
	}
	chart, err := r.xmrChart(c, columns, looks)
	if err != nil {
		return nil, err
	}
	d := &Drawing{Title: w.T("referral_xmr.common", "mean", w.Share(c.Chart.Mean)), Chart: chart, Table: r.xmrTable(c, looks),
		Subtitle: w.T("referral_xmr.subtitle", "period", r.period(), "n", len(c.Values), "low", w.Share(max(c.Chart.Lower, 0)), "high", w.Share(min(c.Chart.Upper, 1)), "from", r.limitsFrom(c))}
	if len(list) > 0 {
		d.Title = w.N("referral_xmr.special", len(list), "mean", w.Share(c.Chart.Mean))
	}
	for _, s := range list {
		d.Notes = append(d.Notes, r.signalWords(s, c.Mondays))
	}
	d.Alt = strings.Join(append([]string{w.T("referral_xmr.alt", "title", d.Title)}, d.Notes...), " ")
	d.Notes = append(d.Notes, w.T("xmr.note"))
	r.explainFew(d, some)
	return d, nil
}

func (r *request) xmrTable(c analytics.ProportionChart, looks []pointLook) *Table {
	w := r.words
	t := &Table{Columns: []Column{
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "proportion", Label: w.T("column.proportion"), Kind: KindPercent},
		{Field: "referrals", Label: w.T("column.referrals"), Kind: KindInt},
		{Field: "visits", Label: w.T("column.visits"), Kind: KindInt},
		{Field: "low", Label: w.T("column.wilson_low"), Kind: KindShare},
		{Field: "high", Label: w.T("column.wilson_high"), Kind: KindShare},
		{Field: "signal", Label: w.T("column.signal")},
	}}
	for i, monday := range c.Mondays {
		counts := c.Counts[i]
		hidden := looks[i].Hidden
		row := []any{monday, r.orFew(hidden, counts), r.orFew(hidden, counts.Numerator), r.orFew(hidden, counts.Denominator), r.orFew(hidden, nil), r.orFew(hidden, nil),
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
func drawReferralsWithheld(r *request) (*Drawing, error) {
	ra, err := r.referrals(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "reason", Label: w.T("column.reason"), Kind: KindTerm, Prefix: "reason."},
		{Field: "baseline_weeks", Label: w.T("column.baseline_weeks"), Kind: KindInt},
		{Field: "baseline_visits", Label: w.T("column.baseline_visits"), Kind: KindInt},
		{Field: "supported_weeks", Label: w.T("column.supported_weeks"), Kind: KindInt},
		{Field: "supported_visits", Label: w.T("column.supported_visits"), Kind: KindInt},
	}}
	if ra.Province.State == analytics.StateNotCollected {
		return withheld(ra.Province.State, w.T("figure.referrals_withheld"), w.T("empty.no_activity_at_all")), nil
	}
	reasons := map[analytics.Reason]int{}
	for _, s := range ra.Stations {
		if s.State == analytics.StateOK {
			continue
		}
		for _, reason := range s.Reasons {
			reasons[reason]++
		}
		t.Rows = append(t.Rows, []any{stationRef{Code: s.Station.Code, Name: s.Station.Name}, s.Station.HealthCenter, reasonCodes(s.Reasons),
			s.BaselineWeeks, s.BaselineVisits, s.SupportedWeeks, s.SupportedVisits})
	}
	if len(t.Rows) == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.referrals_withheld"), w.T("referrals_withheld.none")), nil
	}
	var parts []string
	for reason, n := range reasons {
		parts = append(parts, w.T("referrals_withheld.reason", "reason", w.T("reason."+string(reason)), "n", n))
	}
	words.SortVietnamese(parts)
	return &Drawing{Title: w.N("referrals_withheld.title", len(t.Rows), "of", len(ra.Stations)),
		Subtitle: w.T("referrals_withheld.subtitle", "period", r.period(), "reasons", strings.Join(parts, "; ")),
		Alt:      w.N("referrals_withheld.title", len(t.Rows), "of", len(ra.Stations)), Table: t, Notes: []string{w.T("referrals_withheld.note")}}, nil
}
