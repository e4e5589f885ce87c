package dashboard

import (
	"cmp"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure/attention"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/figure/maps"
	"luanphien/dashboard/figure/reporting"
	"luanphien/dashboard/figure/scorecard"
	"luanphien/dashboard/following"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/queries/calendar"
)

type overviewBody struct {
	Sentence  string
	Headlines []headline
	Map       *exhibit.Shown
	Choose    maps.Choice
	Work      *following.Worklist // whom to call; nil where the list failed
	Heading   string              // of the list
	Part      string              // what the list leaves out; "" = nothing
	Scores    []scorecard.TallyLine
	List      *exhibit.Shown
	Ahead     *coverage.AheadCard // nil where there is nothing to say
	Strips    []*exhibit.Shown
	Briefs    []briefLink // of the week
	Meeting   string      // address of the slides
}

func overview(r *question.Question) (string, any, error) {
	b := &overviewBody{Sentence: leadOf(r, "overview", weekSentence), Headlines: overviewHeadlines(r), Meeting: r.View.Link(meetingPath)}
	if roles.ProvinceOnly(r.Roles) {
		for i := range b.Headlines {
			b.Headlines[i].URL = b.Headlines[i].PageURL
		}
		return r.Words.T("nav.overview"), b, nil
	}
	current := cmp.Or(r.View.Map, maps.Groups[0].Names[0])
	f, _ := maps.Named(r, current)
	b.Map = showIn(r, export.SizeHalf, f.ID)
	b.Choose = maps.ChoiceOf(r, current)
	listAttention(r, b)
	b.Briefs = briefLinks(r)
	var err error
	if b.Scores, err = scorecard.Tallies(r); err != nil {
		r.Without("the scorecard", r.View.Path, err)
	}
	if b.Ahead, err = coverage.CardAhead(r); err != nil { // the rest of the page stands
		r.Without("the look ahead", r.View.Path, err)
	}
	b.Strips = []*exhibit.Shown{showIn(r, export.SizeHalf, "presence_strip"), showIn(r, export.SizeHalf, "report_strip")}
	return r.Words.T("nav.overview"), b, nil
}

// overviewHeadlines are the three large figures.
func overviewHeadlines(r *question.Question) []headline {
	return []headline{recentHeadline(r, coverageHeadline(r), analytics.MeasureCoverage), recentHeadline(r, referralsHeadline(r), analytics.MeasureReferrals),
		recentHeadline(r, reportingHeadline(r), analytics.MeasureOnTime)}
}

// listAttention fills the list of what needs attention, or says that it failed.
func listAttention(r *question.Question, b *overviewBody) {
	b.List, b.Heading, b.Part = exhibit.Show(r, "attention"), r.Titled(r.Words.T("attention.heading")), attention.Part(r)
	if b.List.Failed != "" {
		return
	}
	var err error
	if b.Work, err = following.WorklistOf(r); err != nil {
		r.Without("the attention list", r.View.Path, err)
		b.List.Failed = r.Words.T("figure.failed")
	}
}

// weekSentence says the last complete week in words: who is covered, who has no doctor, which reports are missing.
func weekSentence(r *question.Question) (string, error) {
	covered, err := coveredSentence(r)
	if err != nil {
		return "", err
	}
	if r.Scope.Specialty != "" && !r.ByWorkers() { // which no station's report has
		return covered, nil
	}
	missing, err := missingSentence(r)
	return strings.TrimSpace(covered + " " + missing), err
}

// coveredSentence says in words the coverage of the period's last week that is over.
func coveredSentence(r *question.Question) (string, error) {
	w := r.Words
	week := r.LastWeek()
	whole := r.Scope // the week of a month may end after it
	whole.From, whole.To = week.Monday(), week.Sunday()
	list, err := r.Presence(whole)
	if err != nil {
		return "", err
	}
	sum := coverage.SumByWeek(list, chart.ColumnsOf(week.Monday(), week.Sunday()))[0]
	few, err := coverage.FewWeeks(r)
	if err != nil {
		return "", err
	}
	parts := []string{w.T("sentence.covered", "week", w.Week(week), "n", sum.StationsCovered, "of", sum.Stations)}
	switch {
	case sum.Stations == 0:
		parts[0] = w.T("sentence.inactive", "week", w.Week(week))
	case few.Weeks[week.Monday()]:
		parts[0] = w.T("sentence.covered.few", "week", w.Week(week))
	}
	if r.Scope.Specialty != "" { // stations without a doctor are of all
		return r.Titled(parts[0]), nil
	}
	if r.ForPress() { // all stations less those without a doctor may be the places of a few doctors, today's in every period
		return parts[0], nil
	}
	items, err := r.Attention(r.Scope)
	if err != nil {
		return "", err
	}
	uncovered, longest := 0, r.AttentionRules().NoDoctorDays
	for _, item := range items {
		if item.Findings[0].DoctorDays > longest {
			uncovered++
		}
	}
	if uncovered > 0 {
		parts = append(parts, w.N("sentence.no_doctor", uncovered, "days", w.Int(float64(longest)), "day", w.Date(r.Today().To)))
	}
	return strings.Join(parts, " "), nil
}

// missingSentence counts the missing reports of the latest week that is due.
func missingSentence(r *question.Question) (string, error) {
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return "", err
	}
	if c.State != analytics.StateOK { // a stream that was never received is not missing
		return "", nil
	}
	for i := len(c.Weeks) - 1; i >= 0; i-- {
		week := c.Weeks[i]
		if week.Due == 0 {
			continue
		}
		few, err := reporting.Few(r, c)
		if err != nil {
			return "", err
		}
		if few[week.Monday].Completeness() {
			return r.Words.T("sentence.missing.few", "week", calendar.WeekOf(week.Monday).Number), nil
		}
		return r.Words.N("sentence.missing", week.Missing, "due", r.Words.Int(float64(week.Due)),
			"week", calendar.WeekOf(week.Monday).Number), nil
	}
	return "", nil
}

// showIn is show for a figure that has less room than a page: its picture without script is in a size of pictureSizes.
func showIn(r *question.Question, size, id string) *exhibit.Shown {
	s := exhibit.Show(r, id)
	if s.Picture != nil {
		s.Picture = exhibit.PictureOf(r, s.Figure, s.Drawing, size)
	}
	return s
}

func coverageHeadline(r *question.Question) headline {
	w := r.Words
	h := headline{Shown: showIn(r, export.SizeSpark, "coverage_by_week"), Label: r.Titled(w.T("headline.coverage")), URL: r.View.Link("/coverage")}
	c, err := r.Coverage(r.Scope)
	if err != nil || h.State != analytics.StateOK || h.Failed != "" {
		return h
	}
	h.Value = w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))
	h.Beside = w.T("headline.coverage.n", "covered", w.Int(float64(c.Province.CoveredDays)), "active", w.Int(float64(c.Province.ActiveDays)))
	if list, err := r.Presence(r.Scope); err == nil {
		if few, err := coverage.FewWeeks(r); err == nil {
			h.Change = coverage.ChangeInWords(r, list, few)
		}
	}
	return h
}

func reportingHeadline(r *question.Question) headline {
	w := r.Words
	h := headline{Shown: showIn(r, export.SizeSpark, "reporting_by_week"), Label: r.OfStream().Titled(w.T("headline.reporting", "stream", r.StreamWords())), URL: r.View.Link("/reporting")}
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil || h.State != analytics.StateOK || h.Failed != "" {
		return h
	}
	h.Value = w.Percent(float64(c.Province.OnTime), float64(c.Province.Due))
	h.Beside = w.T("headline.reporting.n", "n", w.Int(float64(c.Province.OnTime)), "due", w.Int(float64(c.Province.Due)))
	h.Change = reporting.Change(r, c)
	return h
}
