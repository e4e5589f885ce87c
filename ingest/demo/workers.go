package demo

import (
	"fmt"
	"strconv"
	"strings"
)

// A unit sends workers. Group ties it to the contingents that it takes part in.
type unit struct {
	group, code, name string
	provincial        bool
	area              string // of a unit of the district level
}

// A worker is a code; the name is invented and says so.
type worker struct {
	code, name    string
	unit          unit
	qualification string
	specialty     string
	cadre         string
	fte           string
}

// role is what a cadre counts as.
type role int

// The roles, and how many there are.
const (
	preventive role = iota
	doctor
	otherRole
	roles
)

func (w worker) role() role {
	switch w.cadre {
	case "bác sĩ":
		return doctor
	case "dự phòng", "bác sĩ dự phòng", "y tế công cộng":
		return preventive
	}
	return otherRole
}

func (p *Province) makeUnits(stations []station) []unit {
	var units []unit
	for _, u := range p.provincialUnits {
		u.provincial = true
		units = append(units, u)
	}
	for _, kind := range p.areaUnits {
		for i, area := range areas(stations) {
			units = append(units, unit{group: kind.group, code: fmt.Sprintf(kind.code, i+1), name: kind.name + " " + area, area: area})
		}
	}
	return units
}

// makeWorkers fills the contingents. Within a cadre the senders and the specialties take turns.
func (p *Province) makeWorkers(units []unit) []worker {
	draw := p.source(streamWorkers)
	byGroup := map[string][]unit{}
	for _, u := range units {
		byGroup[u.group] = append(byGroup[u.group], u)
	}
	turns := map[string]int{}
	var workers []worker
	for _, c := range p.contingents {
		senders := byGroup[c.group]
		for range c.count {
			turn := turns[c.cadre]
			turns[c.cadre]++
			workers = append(workers, newWorker(draw, len(workers)+1, worker{
				unit: senders[turn%len(senders)], qualification: pick(draw, c.qualifications),
				specialty: c.specialties[turn%len(c.specialties)], cadre: c.cadre,
			}))
		}
	}
	return workers
}

// newWorker gives a worker the code and the name of a number. A few from the districts are sent for half their time.
func newWorker(draw source, number int, w worker) worker {
	title := "Cán bộ minh họa"
	if strings.HasPrefix(w.cadre, "bác sĩ") {
		title = "Bác sĩ minh họa"
	}
	w.code, w.name = fmt.Sprintf("CB%03d", number), fmt.Sprintf("%s %03d", title, number)
	w.fte = "1"
	if !w.unit.provincial && draw.chance(0.06) {
		w.fte = "0.5"
	}
	return w
}

func (p *Province) unitTable(units []unit) table {
	t := table{name: "don-vi-cu", header: []string{"Mã đơn vị", "Tên đơn vị", "Tuyến", "Mã tỉnh"}}
	for _, u := range units {
		level := "huyện"
		if u.provincial {
			level = "tỉnh"
		}
		t.add(u.code, u.name, level, p.Code)
	}
	return t
}

func (p *Province) workerTable(workers []worker) table {
	t := table{name: "can-bo", header: []string{
		"Mã cán bộ", "Họ tên", "Mã đơn vị", "Trình độ", "Chuyên khoa", "Nhóm", "Tỷ lệ thời gian", "Mã tỉnh",
	}}
	for _, w := range workers {
		t.add(w.code, w.name, w.unit.code, w.qualification, w.specialty, w.cadre, w.fte, p.Code)
	}
	return t
}

// A need is a specialty that a station lacks.
type need struct {
	station   int
	specialty string
	headcount int
	from, to  int // day numbers; to = -1: open
}

// needsAStation is how many specialties each station lacks.
const needsAStation = 3

func (p *Province) makeNeeds(stations []station) []need {
	draw := p.source(streamNeeds)
	var needs []need
	for s, at := range stations {
		left := p.demandAt(at)
		for range needsAStation {
			k := draw.weighted(left)
			left[k] = 0
			n := need{station: s, specialty: p.demands[k].specialty, headcount: 1, to: -1}
			if draw.chance(0.05) {
				n.headcount = 2
			}
			if draw.chance(0.06) { // a need that was filled for good
				n.to = draw.between(p.days()/2, p.days()-30)
			}
			needs = append(needs, n)
		}
	}
	return needs
}

// demandAt are the weights of the province's demands at a station.
func (p *Province) demandAt(s station) []float64 {
	weights := make([]float64, len(p.demands))
	for k, d := range p.demands {
		weights[k] = d.station
		if s.kind == hospital {
			weights[k] = d.hospital
		}
	}
	return weights
}

func (p *Province) needTable(needs []need, stations []station) table {
	t := table{name: "nhu-cau", header: []string{"Mã trạm", "Chuyên khoa", "Số lượng", "Từ ngày", "Đến ngày"}}
	for _, n := range needs {
		to := ""
		if n.to >= 0 {
			to = writtenDate(p.day(n.to))
		}
		t.add(stations[n.station].code, n.specialty, strconv.Itoa(n.headcount), writtenDate(p.day(n.from)), to)
	}
	t.fault(61, "Chuyên khoa", "thiên văn học") // in no code list
	return t
}
