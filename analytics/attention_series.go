package analytics

import (
	"math"
	"slices"
	"time"
)

// activity looks at the stations' last weeks: outliers and inconsistent counts.
func (a *attention) activity() error {
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
	data := scope.To.AddDate(0, 0, -7*a.rules.DataWeeks)
	for _, code := range codes {
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
