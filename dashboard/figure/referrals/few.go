package referrals

import (
	"luanphien/analytics"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
)

// weeksFew says what of the weeks of an estimate is not told; the last entry of each is that of the sums.
type weeksFew struct {
	counts []bool // visits and observed referrals
	all    []bool // those, and the expected referrals, which tell which station it was where there are few
}

// fewWeeks decides for the press. Counts are of patients, of whom the chart of all stations stands beside them: what it
// leaves over must not be of a few patients either. A week with few stations is not told at all, nor is one that would
// with the sums leave over the number of such a week (methods §6).
func fewWeeks(r *question.Question, ra *analytics.ReferralsAvoided) (weeksFew, error) {
	counts := make([]analytics.Ratio, len(ra.Weeks))
	for n, week := range ra.Weeks {
		counts[n] = figure.Quotient(week.Observed, week.Visits)
	}
	few := weeksFew{counts: figure.PatientsFew(r, counts), all: make([]bool, len(ra.Weeks)+1)}
	if !r.ForPress() {
		return few, nil
	}
	charts, err := r.WeekCharts(r.Scope, analytics.MeasureReferrals)
	if err != nil {
		return few, err
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
	few.all = fewStations(ra)
	for n, hidden := range figure.PatientsFew(r, others) {
		few.counts[n] = few.counts[n] || hidden || few.all[n]
	}
	return few, nil
}

// fewStations says which weeks rest on fewer than K stations, or would tell of weeks that do. A week is supported by four
// days and more, which one worker has for one station only: so many stations are so many workers.
func fewStations(ra *analytics.ReferralsAvoided) []bool {
	crowd := disclosure.NewCrowd(ra.Scope.From, ra.Scope.To)
	for _, week := range ra.StationWeeks {
		crowd.Add("supported", week.Monday, week.Station)
	}
	spans := crowd.Spans([]string{"supported"})[0]
	few := make([]bool, 0, len(ra.Weeks)+1)
	for _, week := range ra.Weeks {
		few = append(few, !spans.TellsWeek(week.Monday))
	}
	return append(few, !spans.Tells(ra.Scope.From, ra.Scope.To))
}
