package demo

import (
	"cmp"
	"fmt"
	"slices"
)

// A posting sends a worker to a station, both given by their number; days are day numbers, both ends included.
type posting struct {
	decision        int
	worker, station int
	start, end      int
	left            int // the day of the actual return; as planned when equal to end
	cancelled       bool
}

// schedule invents the orders: the first wave sends everybody at once, later ones send those who are home, each for
// the time of the unit's level, to the stations that have waited longest.
type schedule struct {
	*Province
	stations []station
	workers  []worker
	needs    map[needKey]bool
	draw     source
	postings []posting
	// busyTo is the last planned day of each role at each station; freeOn the first Monday on which each worker may be
	// sent again.
	busyTo [roles][]int
	freeOn []int
}

type needKey struct {
	station   int
	specialty string
}

func (p *Province) makePostings(stations []station, workers []worker, needs []need) []posting {
	s := &schedule{
		Province: p, stations: stations, workers: workers, needs: map[needKey]bool{}, draw: p.source(streamPostings),
		freeOn: make([]int, len(workers)),
	}
	for _, n := range needs {
		s.needs[needKey{n.station, n.specialty}] = true
	}
	for role := range s.busyTo {
		s.busyTo[role] = slices.Repeat([]int{p.firstWave() - 1}, len(stations))
	}
	s.sendFirstWave()
	decision := 2
	for start := p.firstWave() + 7; start <= p.lastWave(); start += 7 {
		if start != p.newYearWeek() && s.sendWave(start, decision) {
			decision++
		}
	}
	return s.postings
}

// sendFirstWave sends everybody. Some stations get no doctor, so that there is something to compare the others with.
func (s *schedule) sendFirstWave() {
	var sent [roles][]int
	for role := range sent {
		sent[role] = make([]int, len(s.stations))
	}
	for _, i := range s.draw.Perm(len(s.stations))[:s.withoutDoctor] {
		sent[doctor][i] = len(s.workers) // never the least
	}
	for _, w := range s.draw.Perm(len(s.workers)) {
		role := s.workers[w].role()
		best, bestScore := 0, -1e9
		for i, at := range s.stations {
			if !s.receives(at, s.workers[w].unit) {
				continue
			}
			score := -10*float64(sent[role][i]) + s.fit(w, i) + s.draw.Float64()
			if score > bestScore {
				best, bestScore = i, score
			}
		}
		sent[role][best]++
		s.send(w, best, s.firstWave(), 1)
	}
	slices.SortStableFunc(s.postings, func(a, b posting) int { return cmp.Compare(a.worker, b.worker) })
}

// sendWave sends the workers who are free on that Monday, and tells whether there were any.
func (s *schedule) sendWave(start, decision int) bool {
	any := false
	for w := range s.workers {
		if s.freeOn[w] > start {
			continue
		}
		role := s.workers[w].role()
		best, bestScore := 0, -1e9
		for i, at := range s.stations {
			if !s.receives(at, s.workers[w].unit) {
				continue
			}
			waited := float64(start-s.busyTo[role][i]) / 7
			score := waited + s.fit(w, i) - at.remote + 4*s.draw.Float64()
			if waited <= 0 {
				score -= 12 // somebody of the role is still there
			}
			if score > bestScore {
				best, bestScore = i, score
			}
		}
		s.send(w, best, start, decision)
		any = true
	}
	return any
}

// fit is how well a worker suits a station: the own area, and a specialty that is needed there.
func (s *schedule) fit(w, i int) float64 {
	fit := 0.0
	if s.workers[w].unit.area == s.stations[i].area {
		fit += 3
	}
	if s.needs[needKey{i, s.workers[w].specialty}] {
		fit += 1.5
	}
	return fit
}

// send writes one order, by the terms of the unit, and says when the worker is free again. Rarely the next order comes
// before the end of this one: a double booking.
func (s *schedule) send(w, i, start, decision int) {
	days, home := s.district.draw(s.draw)
	if s.workers[w].unit.provincial {
		days, home = s.provincial.draw(s.draw)
	}
	if start == s.firstWave() {
		home = s.draw.between(0, 8) // else all would come back on one day ever after
	}
	if start > s.firstWave() && s.draw.chance(0.012) {
		home = -1
	}
	end := start + days - 1
	s.postings = append(s.postings, posting{decision: decision, worker: w, station: i, start: start, end: end, left: end})
	role := s.workers[w].role()
	s.busyTo[role][i] = max(s.busyTo[role][i], end)
	s.freeOn[w] = (end+7)/7*7 + 7*home
}

// draw draws the days of a stay and the weeks at home after it.
func (t terms) draw(draw source) (days, home int) {
	return pick(draw, t.stays), draw.between(t.home[0], t.home[1])
}

// applyFates makes some postings turn out otherwise than ordered. What is not yet known as of the last day stays as
// planned. The first wave reaches every station: nobody there is cancelled or fails to arrive.
func (p *Province) applyFates(postings []posting) {
	draw, days, firstWave := p.source(streamFates), p.days(), p.firstWave()
	for k := range postings {
		o := &postings[k]
		fate := draw.Float64()
		early := o.start + draw.between(3, max(4, (o.end-o.start)*3/4))
		longer := o.end + draw.between(2, 7)
		switch {
		case o.start >= days:
		case fate < 0.012 && o.start > firstWave:
			o.cancelled = true
		case fate < 0.020 && o.start > firstWave:
			o.left = o.start - 1 // never arrived
		case fate < 0.055 && early < o.end && early < days:
			o.left = early
		case fate >= 0.975 && longer < days:
			o.left = longer
		}
	}
}

func (p *Province) postingTable(postings []posting, stations []station, workers []worker) table {
	t := table{name: "luan-phien", header: []string{
		"Số quyết định", "Mã cán bộ", "Mã trạm", "Từ ngày", "Đến ngày", "Ngày về thực tế", "Trạng thái",
	}}
	for _, o := range postings {
		left, status := "", ""
		if o.left != o.end {
			left = writtenDate(p.day(o.left))
		}
		if o.cancelled {
			status = "đã hủy"
		}
		t.add(fmt.Sprintf("%03d/QĐ-SYT", o.decision), workers[o.worker].code, stations[o.station].code,
			writtenDate(p.day(o.start)), writtenDate(p.day(o.end)), left, status)
	}
	// Two orders as clerks mistype them: an end before the start, and a station code that does not exist.
	last := p.lastDay()
	from, before, to := writtenDate(last.AddDate(0, 0, -27)), writtenDate(last.AddDate(0, 0, -45)), writtenDate(last)
	t.add("050/QĐ-SYT", workers[7].code, stations[3].code, from, before, "", "")
	t.note(len(t.rows)-1, "Đến ngày")
	t.add("050/QĐ-SYT", workers[20].code, p.unknownStation, from, to, "", "")
	t.note(len(t.rows)-1, "Mã trạm")
	return t
}
