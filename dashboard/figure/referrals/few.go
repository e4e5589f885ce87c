package referrals

import (
	"luanphien/analytics"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
)

// fewWeeks says of which weeks the counts of the supported stations are not told; the last is that of the sums. The chart of
// all stations stands beside them: what it leaves over must not be of a few patients either.
func fewWeeks(r *question.Question, ra *analytics.ReferralsAvoided) ([]bool, error) {
	counts := make([]analytics.Ratio, len(ra.Weeks))
	for n, week := range ra.Weeks {
		counts[n] = figure.Quotient(week.Observed, week.Visits)
	}
	few := figure.PatientsFew(r, counts)
	if !r.ForPress() {
		return few, nil
	}
	charts, err := r.WeekCharts(r.Scope, analytics.MeasureReferrals)
	if err != nil {
		return nil, err
	}
	of := charts[""]
	others := make([]analytics.Ratio, len(ra.Weeks))
	for i, monday := range of.Mondays {
		for n, week := range ra.Weeks {
			if week.Monday.Equal(monday) {
				others[n] = analytics.Ratio{Numerator: max(of.Counts[i].Numerator-counts[n].Numerator, 0), Denominator: max(of.Counts[i].Denominator-counts[n].Denominator, 0)}
			}
		}
	}
	for n, hidden := range figure.PatientsFew(r, others) {
		few[n] = few[n] || hidden
	}
	return few, nil
}
