package variation

import (
	"math"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// Mark is an icon with its words: an icon never stands without.
type Mark struct {
	Icon spc.Icon
	Name string // what the icon means
	Said string // and what it says here
}

// Shape names the picture of the icon; those that say why there is none share one.
func (m Mark) Shape() string {
	if !m.Icon.Judged() || m.Icon == spc.NoTarget || m.Icon == spc.NotJudged {
		return "none"
	}
	return string(m.Icon)
}

// Class is the kind of colour of the icon: better, worse, or neither.
func (m Mark) Class() string {
	switch m.Icon {
	case spc.ImprovementHigh, spc.ImprovementLow, spc.Pass:
		return "better"
	case spc.ConcernHigh, spc.ConcernLow, spc.Fail:
		return "worse"
	case spc.NeutralHigh, spc.NeutralLow:
		return "plain"
	}
	return "quiet"
}

// Legend are the icons that have a picture, each with what it means.
func Legend(w *words.Words) (list []Mark) {
	for _, m := range AllMarks(w) {
		if m.Shape() != "none" {
			list = append(list, m)
		}
	}
	return list
}

// AllMarks are all icons, and what stands for one, in the order of the methods document.
func AllMarks(w *words.Words) (list []Mark) {
	for _, i := range spc.VariationIcons {
		list = append(list, Mark{i, Name(w, "variation", i), Name(w, "variation", i)})
	}
	for _, i := range spc.AssuranceIcons {
		list = append(list, Mark{i, Name(w, "assurance", i), Name(w, "assurance", i)})
	}
	return list
}

// VariationOf is the icon of variation of a series.
func VariationOf(r *question.Question, c analytics.ProportionChart) Mark {
	i := c.Judged.Variation
	return Mark{i, Name(r.Words, "variation", i), Said(r, c)}
}

// AssuranceOf is its icon of assurance.
func AssuranceOf(r *question.Question, c analytics.ProportionChart) Mark {
	i := c.Judged.Assurance
	return Mark{i, Name(r.Words, "assurance", i), Assured(r, c)}
}

// Name is what an icon means.
func Name(w *words.Words, of string, i spc.Icon) string {
	if of == "assurance" && !i.Judged() {
		of = "variation" // why there is none
	}
	return w.T(of+"."+string(i), "least", stats.DefaultXmR.MinPoints)
}

// Said says the variation of a series as it stands at as-of: «dao động thường», «thấp bất thường: 3 tuần dưới giới hạn dưới».
// Where signals contradict each other both are said.
func Said(r *question.Question, c analytics.ProportionChart) string {
	w, j := r.Words, c.Judged
	switch j.Variation {
	case spc.TooFew:
		return w.T("said.too_few", "least", stats.DefaultXmR.MinPoints, "n", j.Segment)
	case spc.Stale:
		return w.T("said.stale", "week", w.ShortWeek(calendar.WeekOf(c.Mondays[len(c.Mondays)-1])))
	case spc.NoData, spc.Coarse, spc.CommonCause:
		return w.T("said." + string(j.Variation))
	}
	p := j.Points[len(j.Points)-1]
	first := p.Runs[0]
	side := "low"
	if first.High {
		side = "high"
	}
	key := "said.unusual." + side
	if first.Rule == stats.RuleTrend {
		key = "said.trend." + side
	}
	text := w.T(key, "run", runSaid(r, first))
	for _, run := range p.Runs[1:] {
		if run.High != first.High {
			return w.T("said.but", "first", text, "then", runSaid(r, run))
		}
	}
	return text
}

func runSaid(r *question.Question, run stats.XmRRun) string {
	return chart.RunWords(r, run.Rule, run.High, run.To-run.From+1)
}

// Assured says whether the process can meet its target, and in how many of the latest weeks it did: «Lúc đạt, lúc không;
// đạt 9/12 tuần».
func Assured(r *question.Question, c analytics.ProportionChart) string {
	w, j := r.Words, c.Judged
	text := Name(w, "assurance", j.Assurance)
	if j.Of > 0 {
		text = w.T("said.assured", "icon", text, "met", j.Met, "of", j.Of)
	}
	return text
}

// AgainstTarget says whether a figure meets the target that holds for the last week, and what is lacking; "" = there is
// none.
func AgainstTarget(r *question.Question, c analytics.ProportionChart, figure analytics.Ratio) string {
	w := r.Words
	target, ok := c.TargetAt(c.Last)
	value, known := figure.Value()
	if !ok || !known {
		return ""
	}
	gap := w.Decimal(100*math.Abs(value-target), 1)
	switch {
	case spc.Meets(c.Direction, value, target):
		return w.T("target.met", "target", w.Share(target))
	case c.Direction == spc.Decrease:
		return w.T("target.above", "target", w.Share(target), "gap", gap)
	}
	return w.T("target.below", "target", w.Share(target), "gap", gap)
}

// RecentTrend says the trend of the last twenty weeks.
func RecentTrend(r *question.Question, c analytics.ProportionChart) string {
	t := c.Judged.Recent
	if t.Result == spc.TrendNotApplicable || t.Result == "" {
		return ""
	}
	key := "recent." + t.Result
	if t.Judgement != "" && t.Judgement != t.Result {
		key += "." + t.Judgement
	}
	return r.Words.T(key)
}
