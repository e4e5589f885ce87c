package chart

import (
	"time"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/analytics/stats"
	"luanphien/dashboard/question"
	"luanphien/queries/calendar"
)

// SignalsOf lists the signals of a chart that reach into the period.
func SignalsOf(c analytics.ProportionChart) (list []stats.XmRRun) {
	for _, s := range c.Signals() {
		if s.To >= c.From && s.From < c.To {
			list = append(list, s)
		}
	}
	return list
}

// SignalWords says a signal with its weeks: «T12–T18 (23/03–10/05/2026): 7 tuần liền thấp hơn mức nền».
func SignalWords(r *question.Question, s stats.XmRRun, mondays []time.Time) string {
	w := r.Words
	first, last := calendar.WeekOf(mondays[s.From]), calendar.WeekOf(mondays[s.To])
	weeks := w.ShortWeek(first)
	if s.To > s.From {
		weeks += "–" + w.ShortWeek(last)
	}
	return w.T("xmr.signal", "weeks", weeks, "dates", w.Period(first.Monday(), last.Sunday()), "what", ruleWords(r, s))
}

// PointLook is how a point of an XmR chart is marked: by its type, which its gravest signal decides.
type PointLook struct {
	Type          spc.Icon
	Special, High bool
	Rules         []string // in words
	Hidden        bool     // its counts are not told to the reader
}

// LooksOf gives each point its look, by all rules that flag it.
func LooksOf(r *question.Question, c analytics.ProportionChart) []PointLook {
	looks := make([]PointLook, len(c.Values))
	for i, p := range c.Judged.Points {
		looks[i] = PointLook{Type: p.Type, Special: len(p.Runs) > 0}
		for n, run := range p.Runs {
			if n == 0 {
				looks[i].High = run.High
			}
			looks[i].Rules = append(looks[i].Rules, ruleWords(r, run))
		}
	}
	return looks
}

// ruleWords says what a run is, without its weeks.
func ruleWords(r *question.Question, s stats.XmRRun) string {
	return RunWords(r, s.Rule, s.High, s.To-s.From+1)
}

// RunWords says a run by its rule, its side and its length in weeks.
func RunWords(r *question.Question, rule string, high bool, weeks int) string {
	key := "xmr." + rule + ".low"
	if high {
		key = "xmr." + rule + ".high"
	}
	return r.Words.N(key, weeks)
}

// XmrWeeks are the weeks that a chart shows: from its first point, or the period's first week, to the period's end.
func XmrWeeks(r *question.Question, c analytics.ProportionChart) *WeekColumns {
	first, last, _ := calendar.WeeksOf(r.Scope.From, r.Scope.To)
	if len(c.Mondays) > 0 && c.Mondays[0].Before(first.Monday()) {
		first = calendar.WeekOf(c.Mondays[0])
	}
	return columnsFrom(first, last)
}

// LimitsFrom says what the limits come from.
func LimitsFrom(r *question.Question, c analytics.ProportionChart) string {
	s := c.Chart.Segments[len(c.Chart.Segments)-1]
	if s.Fixed && (c.Measure != analytics.MeasureReferrals || len(c.Chart.Segments) > 1) {
		return r.Words.N("xmr.from.first", s.Used)
	}
	if s.Fixed {
		return r.Words.N("xmr.from.baseline", s.Used)
	}
	return r.Words.N("xmr.from.all", s.Used)
}
