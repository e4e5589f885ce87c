package dashboard

import (
	"math"
	"strings"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
	"luanphien/queries/calendar"
)

// headline is one of the three large figures: of the last four weeks, or of the period that was chosen.
type headline struct {
	*exhibit.Shown
	Label  string
	Value  string // the figure itself; "" where it is not shown
	Beside string // its n or its interval, always with it
	Marks  []variation.Mark
	Change string // against the four weeks before, with the judgement of the latest week
	Target string // "" = none is set
	Since  string // the figure since the start of the rotation, or of the period
	URL    string
}

// recentHeadline makes the figure of the last four weeks the large one, and leaves the period's, which h has, below it. A
// chosen period stays the large one. The press is told no four weeks of their own: they could be told apart from the rest.
func recentHeadline(r *question.Question, h headline, measure string) headline {
	if r.ForPress() || h.Failed != "" {
		return h
	}
	w := r.Words
	scope := r.Scope
	if measure == analytics.MeasureReferrals {
		scope.Specialty = ""
	}
	charts, err := r.WeekCharts(scope, measure)
	if err != nil {
		r.Without("the judgement of a headline", measure, err)
		return h
	}
	c := charts[""]
	if len(c.Values) == 0 {
		return h
	}
	h.Marks = []variation.Mark{variation.VariationOf(r, c)}
	if a := variation.AssuranceOf(r, c); a.Icon != spc.NoTarget {
		h.Marks = append(h.Marks, a)
	}
	if r.PeriodAsked() { // its figure and its change stand; the icons are of the latest week all the same
		h.Change = strings.TrimSpace(h.Change + " " + judgedSaid(r, c))
		return h
	}
	h.Change = changeSaid(r, c)
	h.Target = variation.AgainstTarget(r, c, c.Recent)
	if h.Target != "" && c.Judged.Of > 0 {
		h.Target = w.T("headline.target", "target", h.Target, "met", c.Judged.Met, "of", c.Judged.Of)
	}
	if _, known := c.Recent.Value(); !known {
		return h
	}
	if h.Value != "" || h.Beside != "" {
		h.Since = w.T("headline.since", "period", r.Period(), "value", h.Value, "beside", h.Beside)
	}
	if measure == analytics.MeasureReferrals {
		h.Label = w.T("headline.proportion")
		if h.Reason != "" {
			h.Since = w.T("headline.since.withheld", "reason", h.Reason)
		}
	}
	h.Value = figure.Written(w, c.Recent)
	h.Beside = w.T("headline.recent."+measure, "x", w.Int(c.Recent.Numerator), "n", w.Int(c.Recent.Denominator), "weeks", w.Period(c.Since, c.Last.AddDate(0, 0, 6)))
	return h
}

// changeSaid says the last four weeks against the four before, and how unusual the latest week is.
func changeSaid(r *question.Question, c analytics.ProportionChart) string {
	w := r.Words
	now, known := c.Recent.Value()
	before, ok := c.Before.Value()
	if !known || !ok {
		return judgedSaid(r, c)
	}
	move := "same"
	gap := w.Decimal(100*math.Abs(now-before), 1)
	switch {
	case gap == w.Decimal(0, 1):
	case now > before:
		move = "up"
	default:
		move = "down"
	}
	key := "headline.change"
	if c.Measure == analytics.MeasureOnTime {
		key = "headline.change.due"
	}
	return w.T(key, "now", figure.Written(w, c.Recent), "before", figure.Written(w, c.Before), "move", w.T("headline.move."+move, "gap", gap), "judged", variation.Said(r, c))
}

// judgedSaid says how unusual the latest week is, and which it is: the period may have ended long before.
func judgedSaid(r *question.Question, c analytics.ProportionChart) string {
	return r.Words.T("headline.judged", "week", r.Words.Week(calendar.WeekOf(c.Last)), "judged", variation.Said(r, c))
}

// referralsHeadline has the referral proportion of the last four weeks, and the estimate of the period below it.
func referralsHeadline(r *question.Question) headline {
	r, err := figure.As(r, catalogue.All.ByID["referrals_by_week"])
	if err != nil {
		r.Without("a headline", "referrals_by_week", err)
	}
	w := r.Words
	h := headline{Shown: showIn(r, export.SizeSpark, "referrals_by_week"), Label: w.T("headline.referrals"), URL: r.View.Link("/referrals")}
	ra, err := r.Referrals(r.Scope)
	if err != nil || h.State != analytics.StateOK || h.Failed != "" {
		return h
	}
	e := ra.Province
	h.Change = referrals.ComparedWith(r, ra)
	if !e.Clear() { // no number stands alone: the words carry it with its interval
		h.Beside = referrals.EstimateInWords(r, e)
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
