package question

import (
	"maps"
	"slices"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/queries/calendar"
)

// WeekCharts gives the judged weekly series of a measure: of the scope under "", and of its stations, by code. They do not
// depend on the period but for the points that lie in it.
func (r *Question) WeekCharts(scope analytics.Scope, measure string) (map[string]analytics.ProportionChart, error) {
	return r.weekChartsOf(scope, measure, r.Stream())
}

// weekChartsOf are those of the reports of a stream.
func (r *Question) weekChartsOf(scope analytics.Scope, measure string, stream analytics.Stream) (map[string]analytics.ProportionChart, error) {
	name := "week charts " + measure
	if measure == analytics.MeasureOnTime {
		name += " " + string(stream)
	}
	return Call(r, name, scope, func() (map[string]analytics.ProportionChart, error) {
		list, err := r.weekCharts(scope, measure, stream)
		byStation := map[string]analytics.ProportionChart{}
		for _, c := range list {
			byStation[c.Station] = c
		}
		return byStation, err
	})
}

func (r *Question) weekCharts(scope analytics.Scope, measure string, stream analytics.Stream) ([]analytics.ProportionChart, error) {
	if measure == analytics.MeasureReferrals {
		return r.Edition.ReferralCharts(r.Ctx, scope)
	}
	series, err := r.sinceStart(scope)
	if err != nil {
		return nil, err
	}
	if measure == analytics.MeasureOnTime {
		reports, err := r.Compliance(series, stream)
		if err != nil {
			return nil, err
		}
		return r.Edition.OnTimeCharts(r.Ctx, scope, reports)
	}
	weeks, err := r.Presence(series)
	if err != nil {
		return nil, err
	}
	return r.Edition.PresenceCharts(r.Ctx, scope, measure, weeks)
}

// signalSeries are the series that the attention list takes its signals from, by station code: those of the charts, of reports
// the workers' whatever the stream.
func (r *Question) signalSeries(scope analytics.Scope) attention.WeekSeries {
	scope.Specialty = ""
	return func(measure string) ([]analytics.ProportionChart, error) {
		charts, err := r.weekChartsOf(scope, measure, analytics.StreamRotation)
		var list []analytics.ProportionChart
		for _, code := range slices.Sorted(maps.Keys(charts)) {
			list = append(list, charts[code])
		}
		return list, err
	}
}

// sinceStart is the scope from the start of the rotation to the last complete week.
func (r *Question) sinceStart(scope analytics.Scope) (analytics.Scope, error) {
	def, err := r.DefaultScope(r.Now)
	last := calendar.WeekOf(calendar.LastFullDay(scope.AsOf).AddDate(0, 0, 1)).Add(-1)
	scope.From, scope.To = def.From, last.Sunday()
	if scope.To.Before(scope.From) {
		scope.From = last.Monday()
	}
	return scope, err
}
