package attention

import (
	"math"
	"slices"
	"time"

	"luanphien/analytics"
)

// activity looks at the stations' last weeks: outliers and inconsistent counts.
func (a *gathering) activity() error {
	scope := a.scope
	scope.To = scope.LastWeek().Sunday()
	scope.From = scope.To.AddDate(0, 0, 1-7*seriesWeeks)
	weeks, err := a.e.ReportedWeeks(a.ctx, scope)
	if err != nil {
		return err
	}
	parts := analytics.ByStation(weeks)
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
func (a *gathering) outliers(station string, weeks []analytics.ReportedWeek, after time.Time) {
	rules := analytics.DefaultQuality.Outliers
	rules.Threshold = a.rules.OutlierScore
	for _, variable := range []string{"visits", "referrals"} {
		found, _ := analytics.FindOutliersBy(rules, station, variable, weeks)
		for _, o := range found {
			if o.Monday.After(after) {
				a.add(Outlier, station, math.Abs(o.Score), Finding{Variable: variable, From: o.Monday,
					To: o.Monday.AddDate(0, 0, 6), Value: o.Value, Usual: o.Median})
			}
		}
	}
}

// inconsistent sums a station's contradictory cells of the weeks after a day, as they stand in the latest reports.
func (a *gathering) inconsistent(station string, weeks []analytics.ReportedWeek, after time.Time) {
	var f Finding
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
		a.add(Inconsistent, station, float64(f.Count), f)
	}
}
