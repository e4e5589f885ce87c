package main

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"luanphien/analytics"
)

// What every province shares.
const (
	groups      = 10
	weeksBefore = 26
	weeksAfter  = 50
	weeks       = weeksBefore + weeksAfter
	missing     = 0.05 // share of station-weeks without a report
	spread      = 0.3  // coefficient of variation of base rates between stations
	persistence = 0.9  // of a station's level from week to week
)

// start is the Monday of T0.
var start = time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)

// province is drawn anew for each run.
type province struct {
	strata  []analytics.ReferralStratum
	doctors []analytics.DoctorWeek
	truth   float64 // Σ visits × rate without support × (1 − rate ratio) over the reported supported cells
	// The weeks from T0 on with support and without.
	supported, others reporting
}

// reporting are weeks, and how many of them were not reported.
type reporting struct{ weeks, silent int }

func (r *reporting) add(silent bool) {
	r.weeks++
	r.silent += count(silent)
}

// station is what moves a station's rates from week to week.
type station struct {
	level  []float64 // of the station by week, 1 on average
	noise  []float64 // of the week alone
	days   []int     // with a doctor
	silent []bool    // no report
	rates  []float64 // by group
	loads  []float64 // visits a week, by group
}

// draw makes a province.
func draw(s setting, random *rand.Rand) province {
	list := make([]station, s.stations)
	for i := range list {
		list[i] = drawStation(s, random)
	}
	visited := s.stations - s.neverVisited
	order := make([]int, s.stations)
	for i := range order {
		order[i] = i
	}
	if s.byBaseline { // those that refer most before the programme come first
		slices.SortFunc(order, func(a, b int) int { return cmp.Compare(list[b].before(), list[a].before()) })
		visited = s.stations / 2
	}
	for n, i := range order {
		if n < visited {
			list[i].days = support(s, list[i], random)
		}
	}
	var p province
	for i := range list {
		p.report(fmt.Sprint("S", i), s, &list[i], random)
	}
	return p
}

func drawStation(s setting, random *rand.Rand) station {
	t := station{level: make([]float64, weeks), noise: make([]float64, weeks), days: make([]int, weeks), silent: make([]bool, weeks)}
	x := s.drift * random.NormFloat64()
	for w := range weeks {
		t.level[w] = math.Exp(x - s.drift*s.drift/2)
		x = persistence*x + math.Sqrt(1-persistence*persistence)*s.drift*random.NormFloat64()
		t.noise[w] = 1
		if s.noise > 0 {
			t.noise[w] = gamma(random, 1/s.noise) * s.noise
		}
		t.silent[w] = random.Float64() < missing
	}
	for g := range groups {
		t.rates = append(t.rates, (0.06+0.02*float64(g))*gamma(random, 1/(spread*spread))*spread*spread)
		t.loads = append(t.loads, 4+10*random.Float64())
	}
	return t
}

// before is how much a station refers for its case mix before the programme.
func (t station) before() float64 {
	sum := 0.0
	for w := range weeksBefore {
		sum += t.level[w] * t.noise[w]
	}
	rate := 0.0
	for g, r := range t.rates {
		rate += r / (0.06 + 0.02*float64(g))
	}
	return sum * rate
}

// lately is how much the station referred in the last four weeks before one, for its usual.
func (t station) lately(week int) float64 {
	sum := 0.0
	for w := week - 4; w < week; w++ {
		sum += t.level[w] * t.noise[w] / 4
	}
	return sum
}

// report draws a station's visits and referrals and adds what is reported.
func (p *province) report(code string, s setting, t *station, random *rand.Rand) {
	for w := range weeks {
		if t.days[w] >= supportedFrom && t.level[w]*t.noise[w] > 1 && random.Float64() < s.unreported {
			t.silent[w] = true
		}
	}
	for w := weeksBefore; w < weeks; w++ {
		if t.days[w] > 0 {
			p.doctors = append(p.doctors, analytics.DoctorWeek{Station: code, Monday: monday(w), Days: t.days[w]})
		}
		if t.days[w] >= supportedFrom {
			p.supported.add(t.silent[w])
		} else {
			p.others.add(t.silent[w])
		}
	}
	for g := range groups {
		stratum := analytics.ReferralStratum{Station: code, Group: fmt.Sprint("g", g), Cells: make([]analytics.ReferralCell, 0, weeks)}
		for w, days := range t.days {
			visits := poisson(random, t.loads[g])
			base := float64(visits) * t.rates[g] * s.calendar(w) * t.level[w]
			referrals := poisson(random, base*t.noise[w]*s.effect(t, w))
			if t.silent[w] {
				continue
			}
			if w >= weeksBefore && days >= supportedFrom {
				p.truth += base * (1 - s.ratio)
			}
			// Of more referrals than visits a report would be refused; with these rates that is next to never.
			stratum.Cells = append(stratum.Cells, analytics.ReferralCell{Monday: monday(w),
				Visits: visits, Referrals: min(referrals, visits), DoctorDays: days})
		}
		p.strata = append(p.strata, stratum)
	}
}

func monday(week int) time.Time { return start.AddDate(0, 0, 7*(week-weeksBefore)) }

// keptWeeks are the weeks after support in which the local staff keep what they learned.
const keptWeeks = 8

// effect is what support makes of a station's rate in a week: the ratio while it lasts, and what is kept of it after.
func (s setting) effect(t *station, week int) float64 {
	if t.days[week] >= supportedFrom {
		return s.ratio
	}
	for w := max(week-keptWeeks, 0); w < week && s.kept > 0; w++ {
		if t.days[w] >= supportedFrom {
			return 1 - s.kept*(1-s.ratio)
		}
	}
	return 1
}

// supportedFrom is the number of days with a doctor from which a week is supported.
const supportedFrom = 4

// calendar is what season and trend make of a rate in a week, alike at all stations; 1 on average over the baseline.
func (s setting) calendar(week int) float64 {
	t := float64(week)
	return (1 + s.season*math.Sin(2*math.Pi*t/52.1775)) * (1 + s.trend*t/weeks)
}

// support gives the days with a doctor by week: none before T0, then turns, some of which begin with a partial week.
func support(s setting, t station, random *rand.Rand) []int {
	days := make([]int, weeks)
	on := random.IntN(2) == 0
	for w := weeksBefore; w < weeks; on = !on {
		length := 2 + random.IntN(5)
		switch {
		case s.few && on:
			length = 8 + random.IntN(7)
		case s.few:
			length = 1 + random.IntN(2)
		case s.byCurrent && on && t.lately(w) < 1.1:
			w++ // not now: look again next week
			on = false
			continue
		}
		for k := w; k < min(w+length, weeks) && on; k++ {
			days[k] = supportedFrom + random.IntN(8-supportedFrom)
		}
		if on && random.IntN(3) == 0 {
			days[w] = 1 + random.IntN(supportedFrom-1)
		}
		w += length
	}
	return days
}

// poisson draws a count.
func poisson(random *rand.Rand, mean float64) int {
	n := 0
	for product, limit := random.Float64(), math.Exp(-mean); product > limit; product *= random.Float64() {
		n++
	}
	return n
}

// gamma draws from the gamma distribution of that shape (at least 1) and scale 1 (Marsaglia & Tsang 2000).
func gamma(random *rand.Rand, shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := random.NormFloat64()
		v := math.Pow(1+c*x, 3)
		if v > 0 && math.Log(random.Float64()) < 0.5*x*x+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}
