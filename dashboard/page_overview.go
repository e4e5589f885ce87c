package dashboard

import (
	"cmp"
	"strings"

	"luanphien/analytics"
	"luanphien/queries/calendar"
)

// attentionShown is the most items that the overview lists; the figure's page has all.
const attentionShown = 12

// headline is one of the province's three figures.
type headline struct {
	*Shown
	Label  string
	Value  string // the figure itself; "" where it is not shown
	Beside string // its n or its interval, always with it
	Change string
	URL    string
}

type overviewBody struct {
	Sentence  string
	Headlines []headline
	Map       *Shown
	Choose    mapChoice
	Attention []followLine
	More      int // open ones that are not shown
	Closed    int
	Heading   string // of the list
	Part      string // what the list leaves out; "" = nothing
	List      *Shown
	Ahead     *aheadCard // nil where there is nothing to say
	Strips    []*Shown
}

func overview(r *request) (string, any, error) {
	b := &overviewBody{Sentence: r.said("overview", (*request).weekSentence)}
	b.Headlines = []headline{r.coverageHeadline(), r.referralsHeadline(), r.reportingHeadline()}
	if provinceOnly(r.roles) {
		for i := range b.Headlines {
			b.Headlines[i].URL = b.Headlines[i].PageURL
		}
		return r.words.T("nav.overview"), b, nil
	}
	current := cmp.Or(r.view.Map, mapGroups[0].Names[0])
	f, _ := r.mapFigure(current)
	b.Map = r.showIn(sizeHalf, f.ID)
	b.Choose = r.mapChoice(current)
	r.listAttention(b)
	var err error
	if b.Ahead, err = r.aheadCard(); err != nil { // the rest of the page stands
		r.without("the look ahead", r.view.Path, err)
	}
	b.Strips = []*Shown{r.showIn(sizeHalf, "presence_strip"), r.showIn(sizeHalf, "report_strip")}
	return r.words.T("nav.overview"), b, nil
}

// listAttention fills the list of what needs attention, or says that it failed.
func (r *request) listAttention(b *overviewBody) {
	b.List, b.Heading, b.Part = r.show("attention"), r.titled(r.words.T("attention.heading")), r.attentionPart()
	if b.List.Failed != "" {
		return
	}
	items, err := r.attention(r.scope)
	var lines []followLine
	if err == nil {
		lines, err = r.followLines(items)
	}
	if err != nil {
		r.without("the attention list", r.view.Path, err)
		b.List.Failed = r.words.T("figure.failed")
		return
	}
	b.Attention, b.More, b.Closed = openLines(lines, attentionShown)
}

// weekSentence says the last complete week in words: who is covered, who has no doctor, which reports are missing.
func (r *request) weekSentence() (string, error) {
	covered, err := r.coveredSentence()
	if err != nil {
		return "", err
	}
	if r.scope.Specialty != "" && !r.byWorkers() { // which no station's report has
		return covered, nil
	}
	missing, err := r.missingSentence()
	return strings.TrimSpace(covered + " " + missing), err
}

// coveredSentence says the last complete week's coverage in words.
func (r *request) coveredSentence() (string, error) {
	w := r.words
	week := calendar.WeekOf(r.scope.To)
	if week.Sunday().After(r.scope.To) {
		week = week.Add(-1)
	}
	list, err := r.presence(r.scope)
	if err != nil {
		return "", err
	}
	sum := sumByWeek(list, columnsOf(week.Monday(), week.Sunday()))[0]
	few, err := r.coverageFew()
	if err != nil {
		return "", err
	}
	parts := []string{w.T("sentence.covered", "week", w.Week(week), "n", sum.StationsCovered, "of", sum.Stations)}
	switch {
	case sum.Stations == 0:
		parts[0] = w.T("sentence.inactive", "week", w.Week(week))
	case few.weeks[week.Monday()]:
		parts[0] = w.T("sentence.covered.few", "week", w.Week(week))
	}
	if r.scope.Specialty != "" { // stations without a doctor are of all
		return r.titled(parts[0]), nil
	}
	items, err := r.attention(r.scope)
	if err != nil {
		return "", err
	}
	uncovered, longest := 0, r.attentionRules().NoDoctorDays
	for _, item := range items {
		if item.Findings[0].DoctorDays > longest {
			uncovered++
		}
	}
	if uncovered > 0 {
		parts = append(parts, w.N("sentence.no_doctor", uncovered, "days", w.Int(float64(longest))))
	}
	return strings.Join(parts, " "), nil
}

// missingSentence counts the missing reports of the latest week that is due.
func (r *request) missingSentence() (string, error) {
	c, err := r.compliance(r.scope, r.stream())
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
		if few := r.reportingFew(c)[week.Monday]; few.completeness() {
			return r.words.T("sentence.missing.few", "week", calendar.WeekOf(week.Monday).Number), nil
		}
		return r.words.N("sentence.missing", week.Missing, "due", r.words.Int(float64(week.Due)),
			"week", calendar.WeekOf(week.Monday).Number), nil
	}
	return "", nil
}

// showIn is show for a figure that has less room than a page: its picture without script is in a size of pictureSizes.
func (r *request) showIn(size, id string) *Shown {
	s := r.show(id)
	if s.Picture != nil {
		s.Picture = r.pictureOf(s.Figure, s.Drawing, size)
	}
	return s
}

func (r *request) coverageHeadline() headline {
	w := r.words
	h := headline{Shown: r.showIn(sizeSpark, "coverage_by_week"), Label: r.titled(w.T("headline.coverage")), URL: r.view.Link("/coverage")}
	c, err := r.coverage(r.scope)
	if err != nil || h.State != analytics.StateOK || h.Failed != "" {
		return h
	}
	h.Value = w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))
	h.Beside = w.T("headline.coverage.n", "covered", w.Int(float64(c.Province.CoveredDays)), "active", w.Int(float64(c.Province.ActiveDays)))
	if list, err := r.presence(r.scope); err == nil {
		if few, err := r.coverageFew(); err == nil {
			h.Change = r.changeInWords(list, few)
		}
	}
	return h
}

func (r *request) referralsHeadline() headline {
	w := r.words
	h := headline{Shown: r.showIn(sizeSpark, "referrals_by_week"), Label: w.T("headline.referrals"), URL: r.view.Link("/referrals")}
	ra, err := r.referrals(r.scope)
	if err != nil || h.State != analytics.StateOK || h.Failed != "" {
		return h
	}
	e := ra.Province
	h.Change = r.comparedWith(ra)
	if !e.Clear() { // no number stands alone: the words carry it with its interval
		h.Beside = r.estimateInWords(e)
		return h
	}
	say := func(v float64) string { return w.Estimate(v, e.Avoided, e.Low, e.High) }
	if e.Avoided > 0 {
		h.Value, h.Beside = say(e.Avoided), w.T("headline.interval.fewer", "low", say(e.Low), "high", say(e.High))
	} else {
		h.Value, h.Beside = say(-e.Avoided), w.T("headline.interval.more", "low", say(-e.High), "high", say(-e.Low))
	}
	return h
}

func (r *request) reportingHeadline() headline {
	w := r.words
	h := headline{Shown: r.showIn(sizeSpark, "reporting_by_week"), Label: r.ofStream().titled(w.T("headline.reporting", "stream", r.streamWords())), URL: r.view.Link("/reporting")}
	c, err := r.compliance(r.scope, r.stream())
	if err != nil || h.State != analytics.StateOK || h.Failed != "" {
		return h
	}
	h.Value = w.Percent(float64(c.Province.OnTime), float64(c.Province.Due))
	h.Beside = w.T("headline.reporting.n", "n", w.Int(float64(c.Province.OnTime)), "due", w.Int(float64(c.Province.Due)))
	h.Change = r.reportingChange(c)
	return h
}
