package estimates

import (
	"math"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Checks = &figure.Figure{ID: "referral_checks", Rows: []string{"activity"}, Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks", "clinical_presence_week"}, Analysts: true, Draw: drawChecks}

// drawChecks shows what the estimate finds in weeks without support (methods §4.7), where it should find nothing, whether
// support went where many were referred to begin with, and whether its weeks go unreported more often.
func drawChecks(r *question.Question) (*figure.Drawing, error) {
	s, err := r.Sensitivity(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if s.Placebo.State == analytics.StateNotCollected {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.referral_checks"), w.T("empty.no_activity_at_all")), nil
	}
	lines := []checkLine{}
	var names []string
	var data []any
	low, high, failed := -10.0, 10.0, []string(nil)
	for i, of := range []struct {
		name  string
		check analytics.Check
	}{{"placebo", s.Placebo}, {"carry_over", s.CarryOver}} {
		name, c := w.T("check."+of.name), of.check
		names = append(names, name)
		if c.State != analytics.StateOK {
			lines = append(lines, checkLine{name: of.name, result: "none", check: &c})
			data = append(data, map[string]any{"value": []any{nil, i, nil, nil, "withheld", w.T("check.result.none")}, "tip": []string{name, w.T("check.result.none")}})
			continue
		}
		result, style := "holds", "unclear"
		if c.ExcludesZero() {
			result, style, failed = "fails", "more", append(failed, name)
		}
		v := ofEstimate("RA-1", c.Estimate, "")
		lines = append(lines, checkLine{name: of.name, result: result, check: &c})
		bottom := math.Max(v.PLow, -100)
		low, high = math.Min(low, bottom), math.Max(high, v.PTop)
		data = append(data, map[string]any{"value": []any{v.Percent, i, bottom, v.PTop, style, ""}, "tip": []string{name,
			w.T("tip.percent", "percent", w.Decimal(v.Percent, 1), "low", w.Decimal(v.PLow, 1), "high", w.Decimal(v.PTop, 1)),
			w.N("check.weeks", c.StationWeeks), w.T("check.result." + result), "RA-1"}})
	}
	lines = append(lines, allocationLine(s.Allocation), silenceLine(s.Silence))
	chart, err := forestOf(names, data, 0, math.Floor(low/10)*10, math.Ceil(high/10)*10, 10, "count", [2]string{"", ""})
	if err != nil {
		return nil, err
	}
	title := checksInWords(r, s, failed)
	return &figure.Drawing{Title: title, Alt: title, Chart: chart, Table: checksTable(w, lines), Subtitle: w.T("referral_checks.subtitle", "period", r.Period()),
		Notes: []string{w.T("referral_checks.placebo"), w.T("referral_checks.carry_over"), words.Sentence(allocationInWords(r, s.Allocation)), words.Sentence(silenceInWords(r, s.Silence)), w.T("referral_checks.note")}}, nil
}

// checksInWords says what the two checks of time found.
func checksInWords(r *question.Question, s *analytics.Sensitivity, failed []string) string {
	w := r.Words
	switch {
	case len(failed) > 0:
		return w.T("referral_checks.fails", "checks", strings.Join(failed, "; "))
	case s.Placebo.State != analytics.StateOK && s.CarryOver.State != analytics.StateOK:
		return w.T("referral_checks.none")
	}
	return w.T("referral_checks.holds")
}

// checkLine is what one check found.
type checkLine struct {
	name, result string
	check        *analytics.Check // nil = it is not one of weeks
	rho          *float64         // of the allocation
}

func checksTable(w *words.Words, lines []checkLine) *table.Table {
	estimated := func(of func(analytics.Estimate) any) func(checkLine) any {
		return func(l checkLine) any {
			if l.check == nil || l.check.State != analytics.StateOK {
				return nil
			}
			return of(l.check.Estimate)
		}
	}
	return table.Of(lines, []table.For[checkLine]{
		{Field: "check", Label: w.T("column.check"), Kind: table.KindTerm, Prefix: "check.", Cell: func(l checkLine) any { return l.name }},
		{Field: "result", Label: w.T("column.finding"), Kind: table.KindTerm, Prefix: "check.result.", Cell: func(l checkLine) any { return l.result }},
		{Field: "station_weeks", Label: w.T("column.station_weeks"), Kind: table.KindInt, Cell: func(l checkLine) any {
			if l.check == nil {
				return nil
			}
			return l.check.StationWeeks
		}},
		{Field: "observed", Label: w.T("column.observed"), Kind: table.KindInt, Cell: estimated(func(e analytics.Estimate) any { return e.Observed })},
		{Field: "expected", Label: w.T("column.expected"), Kind: table.KindDecimal, Cell: estimated(func(e analytics.Estimate) any { return e.Expected })},
		{Field: "avoided", Label: w.T("column.avoided"), Kind: table.KindInt, Cell: estimated(func(e analytics.Estimate) any { return e.Avoided })},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindInt, Cell: estimated(func(e analytics.Estimate) any { return e.Low })},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindInt, Cell: estimated(func(e analytics.Estimate) any { return e.High })},
		{Field: "rho", Label: w.T("column.rho"), Kind: table.KindRatio, Cell: func(l checkLine) any { return table.Known(l.rho) }},
	})
}

func allocationLine(a analytics.Allocation) checkLine {
	l := checkLine{name: "allocation", result: "none", rho: a.Rho}
	if a.Rho != nil {
		l.result = "small"
		if a.Told() {
			l.result = "large"
		}
	}
	return l
}

// allocationInWords says whether doctors were sent where many, or few, were referred to begin with.
func allocationInWords(r *question.Question, a analytics.Allocation) string {
	w := r.Words
	if a.Rho == nil {
		return w.N("allocation.none", a.Stations)
	}
	key := "allocation.even"
	if a.Told() {
		key = "allocation.high"
		if *a.Rho < 0 {
			key = "allocation.low"
		}
	}
	return w.T(key, "rho", w.Decimal(*a.Rho, 2), "n", a.Stations)
}
