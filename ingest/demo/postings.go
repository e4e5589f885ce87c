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

// The days of the schedule.
var (
	firstWave   = dayNumber(ProgrammeStart)
	newYearWeek = dayNumber(newYear)
	lastWave    = daysTotal + 7 // orders are signed up to the second Monday after the as-of date
)

// schedule invents the orders: the first wave sends everybody at once, later ones send those who are home, each for
// the time of the unit's level, to the stations that have waited longest.
type schedule struct {
	stations []station
	workers  []worker
	needs    map[needKey]bool
	draw     source
	postings []posting
	// busyTo is the last planned day of either cadre (preventive, doctor) at each station; freeOn the first Monday on
	// which each worker may be sent again.
	busyTo [2][]int
	freeOn []int
}

type needKey struct {
	station   int
	specialty string
}

func makePostings(stations []station, workers []worker, needs []need) []posting {
	s := &schedule{
		stations: stations, workers: workers, needs: map[needKey]bool{}, draw: newSource(streamPostings),
		freeOn: make([]int, len(workers)),
	}
	for _, n := range needs {
		s.needs[needKey{n.station, n.specialty}] = true
	}
	for cadre := range s.busyTo {
		s.busyTo[cadre] = make([]int, len(stations))
		for i := range s.busyTo[cadre] {
			s.busyTo[cadre][i] = firstWave - 1
		}
	}
	s.sendFirstWave()
	decision := 2
	for start := firstWave + 7; start <= lastWave; start += 7 {
		if start != newYearWeek && s.sendWave(start, decision) {
			decision++
		}
	}
	return s.postings
}

func cadreIndex(w worker) int {
	if w.doctor {
		return 1
	}
	return 0
}

// sendFirstWave reaches every station with at least one worker; withoutDoctor stations get preventive workers only, so
// that there is something to compare the others with.
func (s *schedule) sendFirstWave() {
	const withoutDoctor = 9
	sent := [2][]int{make([]int, len(s.stations)), make([]int, len(s.stations))}
	for _, i := range s.draw.Perm(len(s.stations))[:withoutDoctor] {
		sent[1][i] = len(s.workers) // never the least
	}
	for _, w := range s.draw.Perm(len(s.workers)) {
		cadre := cadreIndex(s.workers[w])
		best, bestScore := 0, -1e9
		for i := range s.stations {
			score := -10*float64(sent[cadre][i]) + s.fit(w, i) + s.draw.Float64()
			if score > bestScore {
				best, bestScore = i, score
			}
		}
		sent[cadre][best]++
		s.send(w, best, firstWave, 1)
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
		cadre := cadreIndex(s.workers[w])
		best, bestScore := 0, -1e9
		for i, at := range s.stations {
			waited := float64(start-s.busyTo[cadre][i]) / 7
			score := waited + s.fit(w, i) - at.remote + 4*s.draw.Float64()
			if waited <= 0 {
				score -= 12 // somebody of the cadre is still there
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

// send writes one order and says when the worker is free again: provincial workers stay one week or two, those of the
// health centres about a month. Rarely the next order comes before the end of this one: a double booking.
func (s *schedule) send(w, i, start, decision int) {
	days := pick(s.draw, []int{28, 30, 31})
	home := s.draw.between(4, 8) // weeks
	if s.workers[w].unit.provincial {
		days = pick(s.draw, []int{7, 14})
		home = s.draw.between(3, 7)
	}
	if start == firstWave {
		home = s.draw.between(0, 8) // else all would come back on one day ever after
	}
	if start > firstWave && s.draw.chance(0.012) {
		home = -1
	}
	end := start + days - 1
	s.postings = append(s.postings, posting{decision: decision, worker: w, station: i, start: start, end: end, left: end})
	cadre := cadreIndex(s.workers[w])
	s.busyTo[cadre][i] = max(s.busyTo[cadre][i], end)
	s.freeOn[w] = (end+7)/7*7 + 7*home
}

// applyFates makes some postings turn out otherwise than ordered. What is not yet known as of the last day stays as
// planned. The first wave reaches every station: nobody there is cancelled or fails to arrive.
func applyFates(postings []posting) {
	draw := newSource(streamFates)
	for k := range postings {
		p := &postings[k]
		fate := draw.Float64()
		early := p.start + draw.between(3, max(4, (p.end-p.start)*3/4))
		longer := p.end + draw.between(2, 7)
		switch {
		case p.start >= daysTotal:
		case fate < 0.012 && p.start > firstWave:
			p.cancelled = true
		case fate < 0.020 && p.start > firstWave:
			p.left = p.start - 1 // never arrived
		case fate < 0.055 && early < p.end && early < daysTotal:
			p.left = early
		case fate >= 0.975 && longer < daysTotal:
			p.left = longer
		}
	}
}

func postingTable(postings []posting, stations []station, workers []worker) table {
	t := table{name: "luan-phien", header: []string{
		"Số quyết định", "Mã cán bộ", "Mã trạm", "Từ ngày", "Đến ngày", "Ngày về thực tế", "Trạng thái",
	}}
	for _, p := range postings {
		left, status := "", ""
		if p.left != p.end {
			left = writtenDate(day(p.left))
		}
		if p.cancelled {
			status = "đã hủy"
		}
		t.add(fmt.Sprintf("%03d/QĐ-SYT", p.decision), workers[p.worker].code, stations[p.station].code,
			writtenDate(day(p.start)), writtenDate(day(p.end)), left, status)
	}
	// Two orders as clerks mistype them: an end before the start, and a station code that does not exist.
	t.add("050/QĐ-SYT", workers[7].code, stations[3].code, "19/10/2026", "01/10/2026", "", "")
	t.note(len(t.rows)-1, "Đến ngày")
	t.add("050/QĐ-SYT", workers[20].code, "03999", "19/10/2026", "15/11/2026", "", "")
	t.note(len(t.rows)-1, "Mã trạm")
	return t
}
