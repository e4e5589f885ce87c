package analytics

import (
	"slices"

	"luanphien/analytics/stats"
	"luanphien/queries/calendar"
)

// needs lists the declared needs that have not been met for long, one item a need.
func (a *attention) needs() error {
	return a.e.read(a.ctx, "attention_needs", a.scope.place(), func(r *row) {
		i := AttentionItem{Code: AttentionNeedUnmet, Severity: severityWeek, Station: r.text(), Specialty: r.text(), Count: r.count()}
		i.From, i.Days = r.date(), r.count()
		i.To = i.From.AddDate(0, 0, i.Days-1)
		if i.Days > a.rules.UnmetNeedDays {
			a.add(i)
		}
	})
}

// series looks at the stations' last weeks: signals of the referral proportion, outliers, inconsistent counts.
func (a *attention) series() error {
	scope := a.scope
	scope.To = calendar.WeekOf(scope.AsOf).Sunday()
	scope.From = scope.To.AddDate(0, 0, 1-7*a.rules.SeriesWeeks)
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
	recent := scope.To.AddDate(0, 0, -7*a.rules.SignalWeeks)
	for _, code := range codes {
		signal := a.signal(proportionChart(code, parts[code]))
		if signal != nil && signal.To.After(recent) {
			a.add(*signal)
		}
		for _, variable := range []string{"visits", "referrals"} {
			found, _ := findOutliers(code, variable, parts[code])
			for _, o := range found {
				if o.Monday.After(recent) {
					a.add(AttentionItem{Code: AttentionOutlier, Severity: severityInspect, Station: code, Variable: variable,
						From: o.Monday, To: o.Monday.AddDate(0, 0, 6), Value: o.Value, Usual: o.Median})
				}
			}
		}
		for _, w := range parts[code] {
			if w.GroupsInconsistent > 0 && w.Monday.After(recent) {
				a.add(AttentionItem{Code: AttentionInconsistent, Severity: severityInspect, Station: code, Count: w.GroupsInconsistent,
					From: w.Monday, To: w.Monday.AddDate(0, 0, 6)})
			}
		}
	}
	return nil
}

// signal is the latest special-cause signal of a chart, with the days of its run; nil without any.
func (a *attention) signal(c ProportionChart) *AttentionItem {
	if c.Chart == nil {
		return nil
	}
	last := len(c.Values) - 1
	for last >= 0 && !c.Chart.Special(last) {
		last--
	}
	if last < 0 {
		return nil
	}
	marks, name := signalOf(c.Chart, last)
	first := last
	for first > 0 && marks[first-1] {
		first--
	}
	return &AttentionItem{Code: AttentionReferralSignal, Severity: severityWeek, Station: c.Station, Signal: name, Count: last - first + 1,
		From: c.Mondays[first], To: c.Mondays[last].AddDate(0, 0, 6), Value: c.Values[last], Usual: c.Chart.Mean}
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
