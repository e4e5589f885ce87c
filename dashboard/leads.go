package dashboard

import (
	"luanphien/analytics"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// The first sentences of pages, made from the data. A page whose data cannot be read says what it is about instead.

// coverageLead says the last week, and the longest gap of the period.
func coverageLead(r *request) (string, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return "", err
	}
	if c.Province.ActiveDays == 0 {
		return r.titled(r.words.T("lead.coverage")), nil
	}
	week, err := r.coveredSentence()
	return week + " " + words.Sentence(r.gapInWords(c.LongestGap, c.Stations)), err
}

// reportingLead says the latest week that is due, and who has been missing for long.
func reportingLead(r *request) (string, error) {
	w := r.words
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return "", err
	}
	if c.State != analytics.StateOK || c.Province.Due == 0 {
		return r.titled(w.T("lead.reporting")), nil
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
	items, err := r.attention(r.scope)
	if err != nil {
		return "", err
	}
	silent := map[string]bool{}
	for _, item := range items {
		for _, f := range item.Findings {
			if item.Code == analytics.AttentionReportsMissing && f.Stream == r.stream() {
				silent[item.Station] = true
			}
		}
	}
	if len(silent) > 0 {
		text += " " + w.N("reporting.lead.silent", len(silent))
	}
	return r.titled(text), nil
}

// stationsLead says how many stations there are and how many have somebody today.
func (r *request) stationsLead(stations []analytics.Station) (string, error) {
	w := r.words
	areas := map[string]bool{}
	for _, s := range stations {
		areas[s.HealthCenter] = true
	}
	list, err := r.presence(r.today())
	if err != nil {
		return "", err
	}
	there := map[string]bool{}
	for _, s := range list {
		if s.CoveredDays > 0 {
			there[s.Station] = true
		}
	}
	return r.titled(w.T("stations.lead", "n", len(stations), "areas", len(areas), "date", w.Date(r.today().To), "there", len(there))), nil
}
