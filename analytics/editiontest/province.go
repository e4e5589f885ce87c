package editiontest

import (
	"database/sql/driver"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"luanphien/queries/edition"
)

// Size says how large a generated province is: its weeks end with 2026-W46, the rotation begins after a third of them.
type Size struct{ Stations, Groups, Weeks int }

// Generate builds a seeded province of that size, with everything that the indicators read: postings that take turns
// between stations, absences, double bookings, needs, activity with gaps, both streams of reports, incidents, other
// indicators.
func Generate(t testing.TB, folder edition.Folder, size Size) *Builder {
	g := &generator{Builder: In(t, folder), size: size, random: rand.New(rand.NewPCG(1, uint64(size.Stations)))}
	g.first = Day("2026-11-09").AddDate(0, 0, -7*(size.Weeks-1))
	g.start = g.first.AddDate(0, 0, 7*(size.Weeks/3))
	g.Manifest.AsOf = time.Date(2026, 11, 18, 0, 0, 0, 0, time.FixedZone("ICT", 7*3600))
	for i := range size.Stations {
		g.station(i)
	}
	for i, name := range []string{"vaccine", "training", "hypertension", "diabetes"} {
		g.Add("indicator_catalogue_history", name, []string{"flow", "flow", "stock", "stock"}[i], "n", "whole")
	}
	return g.Builder
}

type generator struct {
	*Builder
	size         Size
	random       *rand.Rand
	first, start time.Time // Mondays of the first week, of the rotation
}

func (g *generator) station(i int) {
	code := fmt.Sprintf("S%04d", i)
	g.Add("stations_history", code, "Trạm "+code, []string{"commune", "commune", "ward"}[i%3], fmt.Sprintf("TTYT %d", i/20), nil, nil, nil, Day("2020-01-01"), nil)
	g.Need(code, "nội khoa", 1, "2025-01-01", "")
	g.Need(code, "nhi khoa", 1, "2025-01-01", "")
	doctor := make([]bool, g.size.Weeks)
	for n, cadre := range []string{"doctor", "nurse", "public_health"} {
		g.worker(i, n, code, cadre, doctor)
	}
	for w := range g.size.Weeks {
		monday := g.first.AddDate(0, 0, 7*w)
		g.week(code, monday, w, doctor[w])
		g.report(code, "", monday)
		for k, name := range []string{"vaccine", "training", "hypertension", "diabetes"} {
			if g.random.IntN(10) > 0 {
				g.Add("indicators_history", code, monday, name, float64(10*k+g.random.IntN(30)))
			}
		}
	}
	for range g.random.IntN(4) {
		at := g.start.Add(time.Duration(g.random.IntN(7*24*g.size.Weeks/2)) * time.Hour)
		var responded, resolved driver.Value
		if g.random.IntN(5) > 0 {
			responded = at.Add(time.Duration(1+g.random.IntN(120)) * time.Hour)
			resolved = at.Add(time.Duration(121+g.random.IntN(300)) * time.Hour)
		}
		g.Add("incident_reports_history", code, fmt.Sprintf("W%05d", 3*i), at, "…", []string{"normal", "urgent"}[g.random.IntN(2)], responded, resolved)
	}
}

// worker posts one worker for some weeks at a time, now and then called to the next station while still at this one.
func (g *generator) worker(station, n int, code, cadre string, doctor []bool) {
	worker := fmt.Sprintf("W%05d", 3*station+n)
	g.Worker(worker, cadre, []string{"nội khoa", "nhi khoa", ""}[n], []float64{1, 0.5, 1}[n])
	for w := g.size.Weeks/3 + g.random.IntN(4); w < g.size.Weeks; w += 1 + g.random.IntN(5) {
		length := min(2+g.random.IntN(5), g.size.Weeks-w)
		from := g.first.AddDate(0, 0, 7*w)
		var left driver.Value
		if g.random.IntN(12) == 0 {
			left = from.AddDate(0, 0, 7*length-4)
		}
		decision := fmt.Sprintf("%d/%s/%d", w, worker, length)
		g.Add("postings_history", decision, worker, code, from, from.AddDate(0, 0, 7*length-1), left, "active")
		if g.random.IntN(25) == 0 {
			next := fmt.Sprintf("S%04d", (station+1)%g.size.Stations)
			g.Add("postings_history", decision+"b", worker, next, from.AddDate(0, 0, 2), from.AddDate(0, 0, 3), nil, "active")
		}
		if g.random.IntN(8) == 0 {
			g.Add("absences_history", worker, from.AddDate(0, 0, 1), from.AddDate(0, 0, 2), nil)
		}
		for k := w; k < w+length; k++ {
			g.report(code, worker, g.first.AddDate(0, 0, 7*k))
			doctor[k] = doctor[k] || cadre == "doctor"
		}
		w += length
	}
}

func (g *generator) week(code string, monday time.Time, w int, doctor bool) {
	if g.random.IntN(25) == 0 {
		return // no report
	}
	for k := range g.size.Groups {
		visits := int64(4 + g.random.IntN(12+4*k))
		mean := float64(visits) * (0.08 + 0.02*float64(k)) * (1 + 0.15*math.Sin(2*math.Pi*float64(w)/52))
		if doctor {
			mean *= 0.75
		}
		referrals := min(visits, int64(poissonCount(g.random, mean)))
		var r driver.Value = referrals
		if g.random.IntN(200) == 0 {
			r = nil
		}
		g.Add("activity_history", code, "", monday, fmt.Sprintf("g%02d", k), visits, r)
	}
}

func poissonCount(random *rand.Rand, mean float64) int {
	n := 0
	for product, limit := random.Float64(), math.Exp(-mean); product > limit; product *= random.Float64() {
		n++
	}
	return n
}

// report sends a weekly report: mostly on time, now and then late, not at all, or twice.
func (g *generator) report(code, worker string, monday time.Time) {
	if g.random.IntN(12) == 0 {
		return
	}
	at := monday.AddDate(0, 0, 7).Add(time.Duration(g.random.IntN(60)) * time.Hour)
	if g.random.IntN(8) == 0 {
		at = at.AddDate(0, 0, g.random.IntN(9))
	}
	for range 1 + g.random.IntN(12)/11 {
		g.Add("weekly_reports_history", code, worker, monday, at, int64(20), int64(20-g.random.IntN(3)))
		at = at.Add(26 * time.Hour)
	}
}
