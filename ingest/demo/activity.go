package demo

import (
	"math"
	"strconv"
)

// The built-in effect: where a doctor is present on at least supportedDays days of a week (methods.md §4), a visit
// ends in a referral effectRatio times as often as it would have; with fewer days, partialRatio times.
const (
	supportedDays = 4
	effectRatio   = 0.75
	partialRatio  = 0.88
	demandRatio   = 1.06 // a visiting doctor attracts patients
)

// The diagnosis groups, their shares of the visits and their referral rates in the province.
var (
	groupNames = [10]string{
		"hô hấp", "tiêu hóa", "tim mạch - tăng huyết áp", "đái tháo đường", "nhi khoa",
		"sản phụ khoa", "chấn thương", "truyền nhiễm", "da liễu", "khác",
	}
	groupShare    = [10]float64{0.24, 0.13, 0.16, 0.06, 0.15, 0.07, 0.07, 0.05, 0.03, 0.04}
	groupReferral = [10]float64{0.045, 0.050, 0.090, 0.100, 0.080, 0.140, 0.160, 0.115, 0.030, 0.065}
)

// cell is a station's week in one diagnosis group; a negative count is a blank cell.
type cell struct{ visits, referrals int }

const blank = -1

// outage marks the station-weeks of which nothing came in: no activity, no indicators, no station report.
type outage [][]bool // station, week

// lateWeeks is how many of the first weeks are lost at one station: too many for a baseline of its own.
const lateWeeks = 16

// makeOutages silences a few stations for a week or three, two of them at the very end, so that the last week has
// something that needs attention, and the smallest one for most of the baseline, so that one figure is withheld.
func (p *Province) makeOutages(stations []station) outage {
	draw, weeks := p.source(streamOutages), p.weeks()
	silent := make(outage, len(stations))
	smallest := 0
	for s := range silent {
		silent[s] = make([]bool, weeks)
		for w := range weeks {
			if draw.chance(0.012) {
				silence(silent[s], w, min(w+draw.between(1, 3), weeks-2))
			}
		}
		if stations[s].visits < stations[smallest].visits {
			smallest = s
		}
	}
	silence(silent[smallest], 0, lateWeeks)
	for _, s := range draw.Perm(len(stations))[:2] {
		silence(silent[s], weeks-3, weeks)
	}
	return silent
}

func silence(weeks []bool, from, to int) {
	for w := from; w < to; w++ {
		weeks[w] = true
	}
}

// season is the yearly swing of the visits and of the referral rate, which is the same for all stations. It is counted
// from the ISO week seasonStart.
func (p *Province) season(week int) (visits, referral float64) {
	const seasonStart = 23
	year := 2 * math.Pi * float64(week+p.weekOf(0).Number-seasonStart) / 52.1775
	visits = 1 + 0.12*math.Cos(year-2*math.Pi*44/52)
	referral = 1 + 0.13*math.Sin(year+0.6)
	if 7*week == p.newYearWeek() {
		visits *= 0.55
	}
	return visits, referral
}

// effectOf is what the doctor's days at a station in a week do to its referral rate and to its visits.
func effectOf(doctorDays int) (referral, visits float64) {
	switch {
	case doctorDays >= supportedDays:
		return effectRatio, demandRatio
	case doctorDays > 0:
		return partialRatio, 1
	}
	return 1, 1
}

// makeActivity draws visits and referrals for every station, week and group: station → week → group.
func (p *Province) makeActivity(stations []station, doctorDays [][]int) [][][]cell {
	draw := p.source(streamActivity)
	all := make([][][]cell, len(stations))
	for s, at := range stations {
		all[s] = make([][]cell, p.weeks())
		for w := range p.weeks() {
			seasonVisits, seasonReferral := p.season(w)
			effect, demand := effectOf(doctorDays[s][w])
			crowd := draw.factor(0.10) // a good or a bad week for the whole station
			for g := range groupNames {
				mean := at.visits * groupShare[g] * seasonVisits * demand * crowd * draw.factor(0.10)
				rate := groupReferral[g] * at.referral * at.groupReferral[g] * seasonReferral * effect * draw.factor(0.08)
				c := cell{visits: draw.poisson(mean)}
				c.referrals = draw.binomial(c.visits, min(rate, 0.9))
				all[s][w] = append(all[s][w], withBlanks(draw, c))
			}
		}
	}
	return all
}

// withBlanks leaves a few cells unfilled: missing, which is not zero.
func withBlanks(draw source, c cell) cell {
	switch x := draw.Float64(); {
	case x < 0.002:
		return cell{blank, blank}
	case x < 0.006:
		c.referrals = blank
	}
	return c
}

func written(count int) string {
	if count == blank {
		return ""
	}
	return strconv.Itoa(count)
}

func (p *Province) activityTable(stations []station, activity [][][]cell, silent outage) table {
	t := table{name: "hoat-dong", header: []string{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}}
	for w := range p.weeks() {
		for s, at := range stations {
			if silent[s][w] {
				continue
			}
			for g, c := range activity[s][w] {
				t.add(at.code, p.weekOf(w).String(), groupNames[g], written(c.visits), written(c.referrals))
			}
		}
	}
	t.fault(2117, "Mã trạm", p.unknownStation)
	t.fault(4480, "Lượt khám", "-4")
	t.fault(7002, "Chuyển tuyến", "310") // more referrals than visits
	t.fault(9333, "Tuần", "2025-W54")
	t.fault(12871, "Lượt khám", "mười hai")
	t.fault(15260, "Nhóm bệnh", "không rõ nhóm")
	t.fault(18044, "Lượt khám", "2,5")
	t.fault(21911, "Tuần", "")
	t.fault(25706, "Lượt khám", "250000") // above the plausibility limit
	t.fault(29580, "Tuần", "2031-W10")    // in the future
	t.fault(31002, "Chuyển tuyến", "#REF!")
	t.repeat(len(t.rows) - 8) // the same station, week and group twice
	return t
}
