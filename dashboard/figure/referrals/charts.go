package referrals

import (
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var XmR = &figure.Figure{ID: "referral_xmr", Rows: []string{"activity"}, Methods: []string{"CHT-4", "CHT-5", "CHT-1"},
	Queries: []string{"station_weeks", "referral_window", "rebasings", "targets"}, Province: true, Draw: drawReferralXmR}

var WithheldList = &figure.Figure{ID: "referrals_withheld", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks"}, Draw: drawReferralsWithheld}

// Charts gives the XmR charts of the scope (under "") and of its stations, by code.
func Charts(r *question.Question, scope analytics.Scope) (map[string]analytics.ProportionChart, error) {
	return r.WeekCharts(scope, analytics.MeasureReferrals)
}

func drawReferralXmR(r *question.Question) (*figure.Drawing, error) {
	charts, err := Charts(r, r.Scope)
	if err != nil {
		return nil, err
	}
	return variation.Drawing(r, charts[""], "referral_xmr")
}

// drawReferralsWithheld lists the stations that have no figure of their own, each with its reasons and the counts that
// may be shown.
func drawReferralsWithheld(r *question.Question) (*figure.Drawing, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if ra.Province.State == analytics.StateNotCollected {
		return figure.Withheld(ra.Province.State, w.T("figure.referrals_withheld"), w.T("empty.no_activity_at_all")), nil
	}
	var withheld []analytics.StationReferrals
	reasons := map[analytics.Reason]int{}
	for _, s := range ra.Stations {
		if s.State == analytics.StateOK {
			continue
		}
		for _, reason := range s.Reasons {
			reasons[reason]++
		}
		withheld = append(withheld, s)
	}
	if len(withheld) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.referrals_withheld"), w.T("referrals_withheld.none")), nil
	}
	type station = analytics.StationReferrals
	t := table.Of(withheld, []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s.Station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.Station.HealthCenter }},
		{Field: "reason", Label: w.T("column.reason"), Kind: table.KindTerm, Prefix: "reason.", Cell: func(s station) any { return ReasonCodes(s.Reasons) }},
		{Field: "baseline_weeks", Label: w.T("column.baseline_weeks"), Kind: table.KindInt, Cell: func(s station) any { return s.BaselineWeeks }},
		{Field: "baseline_visits", Label: w.T("column.baseline_visits"), Kind: table.KindInt, Cell: func(s station) any { return s.BaselineVisits }},
		{Field: "supported_weeks", Label: w.T("column.supported_weeks"), Kind: table.KindInt, Cell: func(s station) any { return s.SupportedWeeks }},
		{Field: "supported_visits", Label: w.T("column.supported_visits"), Kind: table.KindInt, Cell: func(s station) any { return s.SupportedVisits }},
	})
	var parts []string
	for reason, n := range reasons {
		parts = append(parts, w.T("referrals_withheld.reason", "reason", w.T("reason."+string(reason)), "n", n))
	}
	words.SortVietnamese(parts)
	return &figure.Drawing{Title: w.N("referrals_withheld.title", len(withheld), "of", len(ra.Stations)),
		Subtitle: w.T("referrals_withheld.subtitle", "period", r.Period(), "reasons", strings.Join(parts, "; ")),
		Alt:      w.N("referrals_withheld.title", len(withheld), "of", len(ra.Stations)), Table: t, Notes: []string{w.T("referrals_withheld.note")}}, nil
}
