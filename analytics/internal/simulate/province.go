package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"luanphien/analytics"
)

// setting is one kind of province.
type setting struct {
	name          string
	ratio         float64 // true rate ratio while supported; 1 = no effect
	season        float64 // swing of the rate over a year, ± this share
	trend         float64 // change of the rate over the whole time, as a share
	overdispersed float64 // variance of a station-week's own factor
}

// settings are the rows of the table.
var settings = []setting{
	{"effect", 0.72, 0, 0, 0},
	{"effect, season", 0.72, 0.15, 0, 0},
	{"effect, season, rising trend", 0.72, 0.15, 0.3, 0},
	{"effect, season, falling trend", 0.72, 0.15, -0.3, 0},
	{"no effect", 1, 0, 0, 0},
	{"no effect, season", 1, 0.15, 0, 0},
	{"no effect, season, rising trend", 1, 0.15, 0.3, 0},
	{"no effect, season, falling trend", 1, 0.15, -0.3, 0},
	{"effect, season, rising trend, noisy weeks", 0.72, 0.15, 0.3, 0.05},
	{"no effect, season, rising trend, noisy weeks", 1, 0.15, 0.3, 0.05},
}

// The province that every setting shares.
const (
	stations     = 45
	groups       = 10
	weeksBefore  = 26
	weeksAfter   = 50
	neverVisited = 5    // stations without any support
	missing      = 0.05 // share of station-weeks without a report
	spread       = 0.3  // coefficient of variation of base rates between stations
)

// start is the Monday of T0.
var start = time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)

// province is drawn anew for each run.
type province struct {
	strata []analytics.ReferralStratum
	truth  float64 // Σ visits × base rate × (1 − rate ratio) over the supported cells
}

// draw makes a province.
func draw(s setting, random *rand.Rand) province {
	var p province
	for i := range stations {
		days := support(random, i >= stations-neverVisited)
		silent, noise := make([]bool, len(days)), make([]float64, len(days))
		for w := range days {
			silent[w] = random.Float64() < missing
			noise[w] = 1
			if v := s.overdispersed; v > 0 {
				noise[w] = gamma(random, 1/v) * v
			}
		}
		for g := range groups {
			rate := (0.06 + 0.02*float64(g)) * gamma(random, 1/(spread*spread)) * spread * spread
			load := 4 + 10*random.Float64()
			stratum := analytics.ReferralStratum{Station: fmt.Sprint("S", i), Group: fmt.Sprint("g", g)}
			for w, covered := range days {
				visits := poisson(random, load)
				base := float64(visits) * rate * s.calendar(w) * noise[w]
				mean := base
				if covered >= supportedFrom {
					mean *= s.ratio
				}
				referrals := poisson(random, mean)
				if silent[w] {
					continue
				}
				if w >= weeksBefore && covered >= supportedFrom {
					p.truth += base / noise[w] * (1 - s.ratio)
				}
				// Of more referrals than visits a report would be refused; with these rates that is next to never.
				stratum.Cells = append(stratum.Cells, analytics.ReferralCell{Monday: start.AddDate(0, 0, 7*(w-weeksBefore)),
					Visits: visits, Referrals: min(referrals, visits), DoctorDays: covered})
			}
			p.strata = append(p.strata, stratum)
		}
	}
	return p
}

// supportedFrom is the number of days with a doctor from which a week is supported.
const supportedFrom = 4

// calendar is what season and trend make of a rate in a week, alike at all stations; 1 on average over the baseline.
func (s setting) calendar(week int) float64 {
	t := float64(week)
	return (1 + s.season*math.Sin(2*math.Pi*t/52.1775)) * (1 + s.trend*t/(weeksBefore+weeksAfter))
}

// support gives the days with a doctor by week: none before T0, then turns of two to six weeks, some of which begin or
// end with a partial week.
func support(random *rand.Rand, never bool) []int {
	days := make([]int, weeksBefore+weeksAfter)
	if never {
		return days
	}
	on := random.IntN(2) == 0
	for w := weeksBefore; w < len(days); on = !on {
		length := 2 + random.IntN(5)
		for k := w; k < min(w+length, len(days)) && on; k++ {
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
