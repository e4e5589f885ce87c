package attention

import (
	"context"

	"luanphien/analytics"
	"luanphien/analytics/spc"
)

// WeekSeries gives the judged weekly series of a measure: of the scope, and of its stations. The list of what needs attention
// takes its signals from the very series that the charts draw.
type WeekSeries func(measure string) ([]analytics.ProportionChart, error)

// signalRules are the rules of the signals of each measure.
var signalRules = map[string]Code{analytics.MeasureCoverage: CoverageSignal, analytics.MeasureDoctors: DoctorSignal,
	analytics.MeasureOnTime: OnTimeSignal, analytics.MeasureReferrals: ReferralSignal}

// SignalMeasure is the measure that a rule finds signals of; "" where it finds none.
func SignalMeasure(code Code) string {
	for measure, of := range signalRules {
		if of == code {
			return measure
		}
	}
	return ""
}

// weekSeries reads the series of a scope, those of reports of the rotated workers.
func weekSeries(ctx context.Context, e *analytics.Edition, scope analytics.Scope) WeekSeries {
	var weeks []analytics.StationWeek // of coverage and of doctors alike
	return func(measure string) ([]analytics.ProportionChart, error) {
		if measure == analytics.MeasureReferrals {
			return e.ReferralCharts(ctx, scope)
		}
		since, started, err := e.SinceT0(ctx, scope)
		if err != nil || !started {
			return nil, err
		}
		if measure == analytics.MeasureOnTime {
			reports, err := e.Compliance(ctx, since, analytics.StreamRotation)
			if err != nil {
				return nil, err
			}
			return e.OnTimeCharts(ctx, scope, reports)
		}
		if weeks == nil {
			if weeks, err = e.CoverageByWeek(ctx, since); err != nil {
				return nil, err
			}
		}
		return e.PresenceCharts(ctx, scope, measure, weeks)
	}
}

// signals adds the runs of special-cause variation that reach into the last weeks that count, each an item of its own.
func (a *gathering) signals() error {
	for _, measure := range analytics.Measures {
		charts, err := a.series(measure)
		if err != nil {
			return err
		}
		for _, c := range charts {
			a.runs(signalRules[measure], c)
		}
	}
	return nil
}

// runs adds the runs of one chart. A station's referrals are told on either side, as fewer are a question, too. Of all else
// there is something to do only on the side of concern: in the province, and where more staff or more reports in time are
// better. Series that have no icon (methods CHT-5) are not judged here either, and a station that is listed for having
// nobody, or no doctor, is not listed again for the weeks that this made.
func (a *gathering) runs(code Code, c analytics.ProportionChart) {
	ofReferrals := code == ReferralSignal && c.Station != ""
	switch {
	case c.Station == "" && !a.scope.Whole(), !ofReferrals && !c.Judged.Variation.Judged():
		return
	case code == CoverageSignal && a.listed(Nobody, c.Station):
		return
	case code == DoctorSignal && (a.listed(Nobody, c.Station) || a.listed(NoDoctor, c.Station)):
		return
	}
	after := c.Last.AddDate(0, 0, 6-7*a.rules.SignalWeeks)
	for _, r := range c.Signals() {
		f := Finding{Signal: r.Rule, High: r.High, Count: r.To - r.From + 1, From: c.Mondays[r.From], To: c.Mondays[r.To].AddDate(0, 0, 6),
			Value: c.Values[r.To]}
		if limits, ok := c.Chart.LimitsAt(r.To); ok {
			f.Usual = limits.Mean
		}
		if f.To.After(after) && (ofReferrals || r.High == (c.Direction == spc.Decrease)) {
			a.addRun(code, c.Station, float64(f.Count), f)
		}
	}
}
