package demo

import (
	"cmp"
	"slices"
)

// An absence keeps a worker from every posting on those days, both ends included.
type absence struct {
	worker   int
	from, to int
	reason   string
}

// makeAbsences takes some workers away from their postings for a few days, and two while they are at home.
func (p *Province) makeAbsences(postings []posting) []absence {
	draw, days, firstWave := p.source(streamAbsences), p.days(), p.firstWave()
	reasons := []string{"việc riêng", "ốm", "tập huấn", "họp"}
	seen := map[[2]int]bool{}
	var list []absence
	add := func(worker, from, length int) {
		if key := [2]int{worker, from}; !seen[key] && from+length <= days {
			seen[key] = true
			list = append(list, absence{worker, from, from + length - 1, pick(draw, reasons)})
		}
	}
	for _, o := range postings {
		if o.cancelled || o.left < o.start || o.start >= days || !draw.chance(0.05) {
			continue
		}
		add(o.worker, o.start+draw.between(1, max(1, o.left-o.start-1)), draw.between(1, 4))
	}
	add(postings[0].worker, firstWave-20, 3)
	add(postings[60].worker, firstWave-11, 2)
	return list
}

func (p *Province) absenceTable(absences []absence, workers []worker) table {
	t := table{name: "vang-mat", header: []string{"Mã cán bộ", "Nghỉ từ ngày", "Nghỉ đến ngày", "Lý do"}}
	for _, a := range absences {
		t.add(workers[a.worker].code, writtenDate(p.day(a.from)), writtenDate(p.day(a.to)), a.reason)
	}
	return t
}

// presence tells where everybody was: one station a worker and day (nowhere = -1), by the rules of methods.md §2.
type presence struct {
	at [][]int // worker, day → station
}

const nowhere = -1

func (p *Province) makePresence(workers int, postings []posting, absences []absence) presence {
	there := presence{at: make([][]int, workers)}
	for w := range there.at {
		there.at[w] = slices.Repeat([]int{nowhere}, p.days())
	}
	// The later order supersedes: it is written over the earlier one.
	ordered := slices.Clone(postings)
	slices.SortStableFunc(ordered, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.decision, b.decision), cmp.Compare(a.station, b.station))
	})
	for _, o := range ordered {
		if o.cancelled {
			continue
		}
		for d := o.start; d <= min(o.left, p.days()-1); d++ {
			there.at[o.worker][d] = o.station
		}
	}
	for _, a := range absences {
		for d := a.from; d <= min(a.to, p.days()-1); d++ {
			there.at[a.worker][d] = nowhere
		}
	}
	return there
}

// supportDays counts, for each station and week, the days on which a worker of the role was there.
func (p presence) supportDays(workers []worker, role role, stations, weeks int) [][]int {
	days := make([][]int, stations)
	for s := range days {
		days[s] = make([]int, weeks)
	}
	for d := range 7 * weeks {
		seen := make([]bool, stations)
		for w := range workers {
			if at := p.at[w][d]; at != nowhere && workers[w].role() == role && !seen[at] {
				seen[at] = true
				days[at][d/7]++
			}
		}
	}
	return days
}

// daysThere counts the days of a week that a worker spent at a station.
func (p presence) daysThere(worker, station, week int) int {
	n := 0
	for d := 7 * week; d < 7*week+7; d++ {
		if p.at[worker][d] == station {
			n++
		}
	}
	return n
}
