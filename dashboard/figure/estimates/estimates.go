// Package estimates has the figures of referrals avoided (RA) and of the checks that the estimate must pass.
package estimates

import (
	"math"

	"luanphien/analytics"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

// rival is one of the estimates of the same effect, as a share: 100·(E − O)/E with its interval, percent.
type rival struct {
	ID                  string
	State               analytics.State
	Reasons             []analytics.Reason
	Observed            *float64
	Avoided, Low, High  float64
	Percent, PLow, PTop float64
	Detail              string // what else an analyst asks of it; "" = nothing was fitted
}

// Rivals are RA-0 to RA-4. A fit that exists but must not be reported keeps its detail, never its number.
func Rivals(r *question.Question) ([]rival, bool, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, false, err
	}
	s, err := r.Sensitivity(r.Scope)
	if err != nil {
		return nil, false, err
	}
	w := r.Words
	list := []rival{ofEstimate("RA-0", ra.Uncalibrated, w.T("diagnostics.phi", "phi", w.Decimal(ra.Uncalibrated.PhiUsed, 2))),
		ofEstimate("RA-1", ra.Province, primaryDetail(r, ra.Province))}
	two := rival{ID: "RA-2", State: s.TwoWayState, Reasons: s.TwoWayReasons}
	if f := s.TwoWay; f != nil {
		two.Detail = w.T("diagnostics.two_way", "delta", w.Decimal(f.Delta, 3), "se", w.Decimal(f.SE, 3), "clusters", f.Clusters, "supported", f.SupportedClusters)
		two.of(f.Observed, f.Avoided, f.Low, f.High)
	}
	three := rival{ID: "RA-3", State: s.SeriesState, Reasons: s.SeriesReasons}
	if f := s.Series; f != nil {
		three.Detail = w.T("diagnostics.series", "before", f.Before, "after", f.After, "lag", w.Decimal(f.Lag1, 2))
		three.Avoided, three.Low, three.High = f.Avoided, f.Low, f.High
		share := func(avoided float64) float64 { return 100 * avoided / f.Without }
		three.Percent, three.PLow, three.PTop = share(f.Avoided), share(f.Low), share(f.High)
	}
	four := rival{ID: "RA-4", State: s.ImputationState, Reasons: s.ImputationReasons}
	if f := s.Imputation; f != nil {
		four.Detail = w.T("diagnostics.imputation", "cells", w.Int(float64(f.Cells)), "stations", f.Between.Stations, "left", f.LeftOut)
		four.of(float64(f.Observed), f.Avoided, f.Low, f.High)
	}
	return append(list, two, three, four), s.Disagrees, nil
}

// of fills what follows from O and the interval of E − O.
func (v *rival) of(observed, avoided, low, high float64) {
	v.Observed, v.Avoided, v.Low, v.High = &observed, avoided, low, high
	share := func(avoided float64) float64 {
		if avoided+observed <= 0 {
			return math.Inf(-1)
		}
		return 100 * avoided / (avoided + observed)
	}
	v.Percent, v.PLow, v.PTop = share(avoided), share(low), share(high)
}

// primaryDetail says which interval of RA-1 is shown.
func primaryDetail(r *question.Question, e analytics.Estimate) string {
	w := r.Words
	text := w.T("diagnostics.phi", "phi", w.Decimal(e.PhiUsed, 2))
	if e.Between != nil {
		text += w.T("diagnostics.between", "stations", e.Between.Stations, "low", w.Int(e.Between.Low), "high", w.Int(e.Between.High))
		if e.Between.Concentrated() {
			text += w.T("diagnostics.concentrated", "effective", w.Decimal(e.Between.Effective, 1), "t", w.Decimal(e.Between.TQuantile, 2))
		}
	}
	return text
}

func ofEstimate(id string, e analytics.Estimate, detail string) rival {
	v := rival{ID: id, State: e.State, Reasons: e.Reasons, Avoided: e.Avoided, Low: e.Low, High: e.High}
	if e.State != analytics.StateOK {
		return v
	}
	observed := float64(e.Observed)
	v.Observed, v.Detail = &observed, detail
	v.Percent, v.PTop, v.PLow = e.Percent, e.PercentHigh, math.Inf(-1)
	if e.PercentLow != nil {
		v.PLow = *e.PercentLow
	}
	return v
}

func drawEstimates(r *question.Question) (*figure.Drawing, error) {
	list, disagrees, err := Rivals(r)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if list[1].State == analytics.StateNotCollected {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.referral_estimates"), w.T("empty.no_activity_at_all")), nil
	}
	t := table.Of(list, []table.For[rival]{
		{Field: "estimate", Label: w.T("column.estimate"), Cell: func(v rival) any { return v.ID }},
		{Field: "name", Label: w.T("column.what"), Cell: func(v rival) any { return w.T("diagnostics." + v.ID) }},
		{Field: "state", Label: w.T("column.state"), Kind: table.KindTerm, Prefix: "state.", Cell: func(v rival) any { return string(v.State) }},
		{Field: "reason", Label: w.T("column.reason"), Kind: table.KindTerm, Prefix: "reason.", Cell: func(v rival) any { return referrals.ReasonCodes(v.Reasons) }},
		{Field: "observed", Label: w.T("column.observed"), Kind: table.KindInt, Cell: func(v rival) any {
			if v.State != analytics.StateOK {
				return nil
			}
			return table.Known(v.Observed)
		}},
		{Field: "avoided", Label: w.T("column.avoided"), Kind: table.KindInt, Cell: func(v rival) any { return table.If(v.State == analytics.StateOK, v.Avoided) }},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindInt, Cell: func(v rival) any { return table.If(v.State == analytics.StateOK, v.Low) }},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindInt, Cell: func(v rival) any { return table.If(v.State == analytics.StateOK, v.High) }},
		{Field: "percent", Label: w.T("column.percent"), Kind: table.KindDecimal, Key: true, Cell: func(v rival) any { return table.If(v.State == analytics.StateOK, v.Percent) }},
		{Field: "detail", Label: w.T("column.detail"), Cell: func(v rival) any { return v.Detail }},
	})
	var names []string
	var data []any
	low, high := -10.0, 10.0
	for i, v := range list {
		name := v.ID + " " + w.T("diagnostics."+v.ID)
		names = append(names, name)
		if v.State != analytics.StateOK {
			why := w.Reasons(v.Reasons)
			data = append(data, map[string]any{"value": []any{nil, i, nil, nil, "withheld", why}, "tip": []string{name, why, v.Detail}})
			continue
		}
		if math.IsInf(v.PLow, -1) {
			v.PLow = -100
		}
		low, high = math.Min(low, v.PLow), math.Max(high, v.PTop)
		style := "unclear"
		if v.PLow > 0 {
			style = "fewer"
		} else if v.PTop < 0 {
			style = "more"
		}
		data = append(data, map[string]any{"value": []any{v.Percent, i, v.PLow, v.PTop, style, ""}, "tip": []string{name,
			w.T("tip.percent", "percent", w.Decimal(v.Percent, 1), "low", w.Decimal(v.PLow, 1), "high", w.Decimal(v.PTop, 1)), v.Detail}})
	}
	chart, err := forestOf(names, data, 0, math.Floor(low/10)*10, math.Ceil(high/10)*10, 10, "count", [2]string{w.T("axis.more"), w.T("axis.fewer")})
	if err != nil {
		return nil, err
	}
	title := AgreementInWords(r, list, disagrees)
	return &figure.Drawing{Title: title, Alt: title, Chart: chart, Table: t, Notes: []string{w.T("referral_estimates.note")},
		Subtitle: w.T("referral_estimates.subtitle", "period", r.Period())}, nil
}

// AgreementInWords holds RA-1 against RA-4, which handles support that comes and goes, and RA-2 (methods §4.4).
func AgreementInWords(r *question.Question, list []rival, disagrees bool) string {
	w := r.Words
	switch {
	case list[1].State == analytics.StateNotCollected:
		return w.T("agreement.no_data")
	case list[1].State != analytics.StateOK:
		return w.T("agreement.no_primary", "reason", w.Reasons(list[1].Reasons))
	case disagrees:
		return w.T("agreement.disagrees")
	case list[4].State != analytics.StateOK:
		return w.T("agreement.no_second", "reason", w.Reasons(list[4].Reasons))
	}
	return w.T("agreement.agrees", "first", w.Decimal(list[1].Percent, 1), "second", w.Decimal(list[4].Percent, 1))
}
