package analytics

import (
	"math"
	"slices"
	"time"

	"luanphien/analytics/stats"
)

// series looks at the stations' last weeks: signals of the referral proportion, outliers, inconsistent counts.
func (a *attention) series() error {
	scope := a.scope
	scope.To = scope.lastWeek().Sunday()
	scope.From = scope.To.AddDate(0, 0, 1-7*seriesWeeks)
	weeks, err := a.e.ReportedWeeks(a.ctx, scope)
	if err != nil {
		return err
	}
	parts := byStation(weeks)
	var codes []string
	for code := range parts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	signals, data := scope.To.AddDate(0, 0, -7*a.rules.SignalWeeks), scope.To.AddDate(0, 0, -7*a.rules.DataWeeks)
	for _, code := range codes {
		if signal, ok := latestSignal(proportionChart(code, parts[code])); ok && signal.To.After(signals) {
			a.add(AttentionReferralSignal, code, float64(signal.Count), signal)
		}
		a.outliers(code, parts[code], data)
		a.inconsistent(code, parts[code], data)
	}
	return nil
}

// outliers adds those of a station's weeks after a day, judged by the whole series.
func (a *attention) outliers(station string, weeks []ReportedWeek, after time.Time) {
	rules := DefaultQuality.Outliers
	rules.Threshold = a.rules.OutlierScore
	for _, variable := range []string{"visits", "referrals"} {
		found, _ := findOutliersBy(rules, station, variable, weeks)
		for _, o := range found {
			if o.Monday.After(after) {
				a.add(AttentionOutlier, station, math.Abs(o.Score), AttentionFinding{Variable: variable, From: o.Monday,
					To: o.Monday.AddDate(0, 0, 6), Value: o.Value, Usual: o.Median})
			}
		}
	}
}

// inconsistent sums a station's contradictory cells of the weeks after a day, as they stand in the latest reports.
func (a *attention) inconsistent(station string, weeks []ReportedWeek, after time.Time) {
	var f AttentionFinding
	for _, w := range weeks {
		if w.GroupsInconsistent == 0 || !w.Monday.After(after) {
			continue
		}
		if f.Count == 0 {
			f.From = w.Monday
		}
		f.Count += w.GroupsInconsistent
		f.To = w.Monday.AddDate(0, 0, 6)
	}
	if f.Count >= a.rules.InconsistentCells {
		a.add(AttentionInconsistent, station, float64(f.Count), f)
	}
}

// latestSignal is the latest special-cause signal of a chart, with the weeks of its run; ok is false without any.
func latestSignal(c ProportionChart) (f AttentionFinding, ok bool) {
	if c.Chart == nil {
		return f, false
	}
	last := len(c.Values) - 1
	for last >= 0 && !c.Chart.Special(last) {
		last--
	}
	if last < 0 {
		return f, false
	}
	marks, name := signalOf(c.Chart, last)
	first := last
	for first > 0 && marks[first-1] {
		first--
	}
	return AttentionFinding{Signal: name, Count: last - first + 1, From: c.Mondays[first], To: c.Mondays[last].AddDate(0, 0, 6),
		Value: c.Values[last], Usual: c.Chart.Mean}, true
}

// signalOf names the gravest flag of a point.
func signalOf(c *stats.XmR, point int) (marks []bool, name string) {
	switch {
	case c.Outside[point]:
		return c.Outside, "outside"
	case c.Shift[point]:
		return c.Shift, "shift"
	case c.Trend[point]:
		return c.Trend, "trend"
	}
	return c.Two, "two_of_three"
}
