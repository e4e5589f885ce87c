package dashboard

import (
	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/figure/rotation"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// The first sentences of pages, made from the data. A page whose data cannot be read says what it is about instead.

// coverageLead says the last week, and the longest gap of the period.
func coverageLead(r *question.Question) (string, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return "", err
	}
	if c.Province.ActiveDays == 0 {
		return r.Titled(r.Words.T("lead.coverage")), nil
	}
	week, err := coveredSentence(r)
	return week + " " + words.Sentence(coverage.GapInWords(r, c.LongestGap, c.Stations)), err
}

// reportingLead says the latest week that is due, and who has been missing for long.
func reportingLead(r *question.Question) (string, error) {
	w := r.Words
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return "", err
	}
	if c.State != analytics.StateOK || c.Province.Due == 0 {
		return r.Titled(w.T("lead.reporting")), nil
	}
	text := ""
	for i := len(c.Weeks) - 1; i >= 0; i-- {
		if week := c.Weeks[i]; week.Due > 0 {
			text = w.T("reporting.lead.week", "week", w.Week(calendar.WeekOf(week.Monday)), "received", w.Int(float64(week.OnTime+week.Late)),
				"due", w.Int(float64(week.Due)), "on_time", w.Int(float64(week.OnTime))) + " "
			break
		}
	}
	text += w.T("reporting.lead.period", "share", w.Percent(float64(c.Province.OnTime), float64(c.Province.Due)),
		"missing", w.Int(float64(c.Province.Missing)))
	items, err := r.Attention(r.Scope)
	if err != nil {
		return "", err
	}
	silent := map[string]bool{}
	for _, item := range items {
		for _, f := range item.Findings {
			if item.Code == attention.ReportsMissing && f.Stream == r.Stream() {
				silent[item.Station] = true
			}
		}
	}
	if len(silent) > 0 {
		text += " " + w.N("reporting.lead.silent", len(silent), "day", w.Date(r.Today().To))
	}
	return r.Titled(text), nil
}

// stationsLead says how many stations there are and how many have somebody today.
func stationsLead(r *question.Question, stations []analytics.Station) (string, error) {
	w := r.Words
	areas := map[string]bool{}
	for _, s := range stations {
		areas[s.HealthCenter] = true
	}
	list, err := r.Presence(r.Today())
	if err != nil {
		return "", err
	}
	there := map[string]bool{}
	for _, s := range list {
		if s.CoveredDays > 0 {
			there[s.Station] = true
		}
	}
	return r.Titled(w.T("stations.lead", "n", len(stations), "areas", len(areas), "date", w.Date(r.Today().To), "there", len(there))), nil
}

// rotationLead says who sent whom, and how much of what was ordered was done.
func rotationLead(r *question.Question) (string, error) {
	list, err := rotation.Of(r, r.Scope)
	if err != nil {
		return "", err
	}
	w := r.Words
	s := rotation.SumRotation(w, list)
	if s.Planned == 0 && s.Present == 0 {
		return r.Titled(w.T("rotation.lead.none", "period", r.Period())), nil
	}
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return "", err
	}
	share := s.Fulfilment()
	text := w.T("rotation.lead", "period", r.Period(), "workers", w.N("count.workers", s.Workers), "units", w.N("count.units", s.Sending()),
		"stations", w.N("count.stations", len(s.Stations)), "done", w.Int(share.Numerator), "share", w.Percent(share.Numerator, share.Denominator))
	if n := c.Province.DoubleBooked; n > 0 {
		text += " " + w.N("rotation.lead.double", n)
	}
	return r.Titled(text), nil
}
