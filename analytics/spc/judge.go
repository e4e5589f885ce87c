// Package spc judges a weekly series as charts, icons and lists do (methods CHT-4, CHT-5): its segments with their limits,
// the type of every point, the icons of variation and assurance, the weeks on target and the recent trend. It knows
// nothing of where a series comes from.
package spc

import (
	"cmp"
	"slices"
	"time"

	"luanphien/analytics/stats"
)

// Direction says which way is better.
type Direction string

// The directions.
const (
	Increase Direction = "increase" // a target is "at least"
	Decrease Direction = "decrease" // a target is "at most"
	Neutral  Direction = "neutral"  // more is neither good nor bad
)

// Icon names an icon of variation or assurance, or says why there is none. It is also the type of a point.
type Icon string

// The icons of variation. NoData to Coarse say why a series is not judged.
const (
	CommonCause     Icon = "common_cause"
	ImprovementHigh Icon = "improvement_high"
	ImprovementLow  Icon = "improvement_low"
	ConcernHigh     Icon = "concern_high"
	ConcernLow      Icon = "concern_low"
	NeutralHigh     Icon = "neutral_high"
	NeutralLow      Icon = "neutral_low"
	NoData          Icon = "no_data" // no point
	Stale           Icon = "stale"   // no point lately
	TooFew          Icon = "too_few" // the segment in force has fewer points than are judged
	Coarse          Icon = "coarse"  // the limits come from too few distinct values
)

// The icons of assurance, beside the reasons above.
const (
	Pass       Icon = "pass"
	HitAndMiss Icon = "hit_and_miss"
	Fail       Icon = "fail"
	Shifted    Icon = "shifted"   // the baseline no longer describes the process
	NoTarget   Icon = "no_target" // none is set
	NotJudged  Icon = "neutral"   // of a neutral series
)

// VariationIcons and AssuranceIcons are all of them, in the order of the methods document.
var (
	VariationIcons = []Icon{CommonCause, ImprovementHigh, ImprovementLow, ConcernHigh, ConcernLow, NeutralHigh, NeutralLow, TooFew, Stale, NoData, Coarse}
	AssuranceIcons = []Icon{Pass, HitAndMiss, Fail, Shifted, NoTarget, NotJudged}
)

// Judged tells whether an icon of variation judges the series.
func (i Icon) Judged() bool { return !slices.Contains([]Icon{TooFew, Stale, NoData, Coarse}, i) }

// High tells whether a type of a point is above: its name ends so.
func (i Icon) High() bool { return i == ImprovementHigh || i == ConcernHigh || i == NeutralHigh }

// Rules are the configurable numbers of a judgement.
type Rules struct {
	stats.XmRRules
	StaleWeeks  int // a series without a point in the last so many weeks is not judged
	CoarseAt    int // nor one whose limits come from so many distinct values or fewer
	TargetWeeks int // the latest so many points that are held against the target
	Recent      RecentRules
}

// DefaultRules are those of the methods document.
var DefaultRules = Rules{XmRRules: stats.DefaultXmR, StaleWeeks: 4, CoarseAt: 3, TargetWeeks: 12, Recent: DefaultRecent}

// Series is a weekly series with what it is judged by. Weeks without a value are no points.
type Series struct {
	Mondays []time.Time // ascending
	Values  []float64
	Counts  []Count   // the numbers behind the values; nil where they are not known
	Last    time.Time // Monday of the last week that counts at as-of
	// Baseline is the number of first points that set the limits; 0 = all.
	Baseline  int
	Rebased   []time.Time // Mondays of the weeks in which new limits begin
	Direction Direction
	Target    func(monday time.Time) (target float64, ok bool) // of a week; nil = none
}

// Count is so many of so many.
type Count struct{ X, N float64 }

// Point is what is said of a point: its type and the runs that flag it, the one that decides first.
type Point struct {
	Type     Icon
	Runs     []stats.XmRRun
	Disagree bool // the runs lie on different sides
}

// Judgement is what is said of a series.
type Judgement struct {
	Chart   stats.XmR
	InForce bool // the segment in force has limits
	Points  []Point
	// Segment is the number of points in the segment in force.
	Segment   int
	Variation Icon
	Rule      string // by which the latest point is special; "" = it is not, or is not judged
	Assurance Icon
	Target    *float64 // of the latest point's week
	Met, Of   int      // weeks on target among the latest points; Of 0 = nothing to hold against
	Recent    Recent
}

// Judge judges a series.
func Judge(s Series, rules Rules) Judgement {
	j := Judgement{}
	j.Chart, j.InForce = stats.NewXmR(s.Values, s.Baseline, s.starts(), rules.XmRRules)
	j.Points = pointsOf(&j.Chart, s.Direction, len(s.Values))
	j.Segment = s.inForce()
	j.Variation = j.variation(s, rules)
	j.Recent = recentTrend(s, rules.Recent)
	if n := len(s.Values); n > 0 {
		if runs := j.Points[n-1].Runs; j.Variation.Judged() && len(runs) > 0 {
			j.Rule = runs[0].Rule
		}
		j.hold(s, rules)
	}
	j.Assurance = j.assurance(s)
	return j
}

// starts are the points at which new limits begin: the first of the recorded week or later. A week after the last point
// begins a segment without any.
func (s Series) starts() (starts []int) {
	for _, week := range s.Rebased {
		at := slices.IndexFunc(s.Mondays, func(monday time.Time) bool { return !monday.Before(week) })
		if at < 0 {
			at = len(s.Mondays)
		}
		starts = append(starts, at)
	}
	return starts
}

// inForce counts the points of the last segment.
func (s Series) inForce() int {
	from := 0
	for _, at := range s.starts() {
		from = max(from, at)
	}
	return len(s.Values) - from
}

// gravest are the rules in the order in which they decide the type of a point.
var gravest = []string{stats.RuleOutside, stats.RuleTrend, stats.RuleTwo, stats.RuleShift}

// pointsOf gives each point its type by the runs that flag it. Where two of one rule meet in a point, the later decides.
func pointsOf(c *stats.XmR, d Direction, n int) []Point {
	points := make([]Point, n)
	for i := range points {
		points[i].Type = CommonCause
	}
	runs := slices.Clone(c.Runs)
	slices.SortStableFunc(runs, func(a, b stats.XmRRun) int {
		return cmp.Or(slices.Index(gravest, a.Rule)-slices.Index(gravest, b.Rule), b.From-a.From)
	})
	for _, run := range runs {
		for i := run.From; i <= run.To; i++ {
			p := &points[i]
			if len(p.Runs) > 0 && p.Runs[len(p.Runs)-1].Rule == run.Rule {
				continue // the earlier of two trends that meet in their turning point
			}
			if len(p.Runs) == 0 {
				p.Type = typeOf(d, run.High)
			}
			p.Disagree = p.Disagree || len(p.Runs) > 0 && p.Runs[0].High != run.High
			p.Runs = append(p.Runs, run)
		}
	}
	return points
}

func typeOf(d Direction, high bool) Icon {
	switch {
	case d == Neutral && high:
		return NeutralHigh
	case d == Neutral:
		return NeutralLow
	case d == Increase && high:
		return ImprovementHigh
	case d == Increase:
		return ConcernLow
	case high:
		return ConcernHigh
	}
	return ImprovementLow
}

// variation is the type of the latest point, unless the series cannot be judged.
func (j *Judgement) variation(s Series, rules Rules) Icon {
	n := len(s.Values)
	switch {
	case n == 0:
		return NoData
	case !s.Mondays[n-1].After(s.Last.AddDate(0, 0, -7*rules.StaleWeeks)):
		return Stale
	case !j.InForce:
		return TooFew
	}
	last := j.Chart.Segments[len(j.Chart.Segments)-1]
	if coarse(s.Values[last.From:last.From+last.Used], rules.CoarseAt) {
		return Coarse
	}
	return j.Points[n-1].Type
}

// coarse tells whether values are not all equal and either few are distinct or one is more than half of them.
func coarse(values []float64, few int) bool {
	sorted := slices.Sorted(slices.Values(values))
	distinct, most, from := 0, 0, 0
	for i := range sorted {
		if i == 0 || stats.Compare(sorted[i], sorted[i-1]) > 0 {
			distinct, from = distinct+1, i
		}
		most = max(most, i-from+1)
	}
	return distinct > 1 && (distinct <= few || 2*most > len(sorted))
}

// hold counts the latest points that meet the target of their own week.
func (j *Judgement) hold(s Series, rules Rules) {
	if s.Target == nil || s.Direction == Neutral {
		return
	}
	n := len(s.Values)
	if t, ok := s.Target(s.Mondays[n-1]); ok {
		j.Target = &t
	}
	for i := max(n-rules.TargetWeeks, 0); i < n; i++ {
		t, ok := s.Target(s.Mondays[i])
		if !ok {
			continue
		}
		j.Of++
		if Meets(s.Direction, s.Values[i], t) {
			j.Met++
		}
	}
}

// Meets tells whether a value meets a target.
func Meets(d Direction, value, target float64) bool {
	if d == Decrease {
		return stats.Compare(value, target) <= 0
	}
	return stats.Compare(value, target) >= 0
}

// assurance says whether the process as it runs can meet the target.
func (j *Judgement) assurance(s Series) Icon {
	switch {
	case !j.hasTarget(s):
		return NoTarget
	case s.Direction == Neutral:
		return NotJudged
	case !j.Variation.Judged():
		return j.Variation
	}
	icon := HitAndMiss
	upper, lower := stats.Compare(j.Chart.Upper, *j.Target), stats.Compare(j.Chart.Lower, *j.Target)
	switch {
	case s.Direction == Increase && lower >= 0, s.Direction == Decrease && upper <= 0:
		icon = Pass
	case s.Direction == Increase && upper < 0, s.Direction == Decrease && lower > 0:
		icon = Fail
	}
	for _, run := range j.Points[len(j.Points)-1].Runs {
		if run.Rule != stats.RuleShift {
			continue
		}
		better := run.High == (s.Direction == Increase)
		if icon == Pass && better || icon == Fail && !better {
			return icon
		}
		return Shifted
	}
	return icon
}

// hasTarget tells whether one is set: for the week of the latest point, or where there is no point for the last week.
func (j *Judgement) hasTarget(s Series) bool {
	if s.Target == nil {
		return false
	}
	week := s.Last
	if n := len(s.Mondays); n > 0 {
		week = s.Mondays[n-1]
	}
	_, ok := s.Target(week)
	return ok
}
