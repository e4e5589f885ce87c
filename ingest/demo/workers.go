package demo

import (
	"fmt"
	"strconv"
)

// The public record: 108 workers, of whom 55 doctors and 53 in preventive medicine, with these specialties.
const (
	doctorCount     = 55
	preventiveCount = 53
)

var (
	doctorSpecialties     = []string{"nội khoa", "nhi khoa", "chẩn đoán hình ảnh", "hồi sức cấp cứu"}
	preventiveSpecialties = []string{"giám sát dịch bệnh", "tiêm chủng mở rộng", "an toàn thực phẩm"}
)

// A unit sends workers.
type unit struct {
	code, name string
	provincial bool
	area       string // of a health centre
}

// A worker is a code; the name is invented and says so.
type worker struct {
	code, name    string
	unit          unit
	qualification string
	specialty     string
	doctor        bool
	fte           string
}

func (w worker) cadre() string {
	if w.doctor {
		return "bác sĩ"
	}
	return "dự phòng"
}

// How many of each cadre the provincial units send; the health centres share the rest evenly.
const (
	generalHospitalDoctors = 12
	lungHospitalDoctors    = 3
	cdcPreventive          = 13
)

func makeUnits(stations []station) []unit {
	units := []unit{
		{code: "BVDK", name: "Bệnh viện Đa khoa tỉnh", provincial: true},
		{code: "BVPHOI", name: "Bệnh viện Phổi tỉnh", provincial: true},
		{code: "CDC", name: "Trung tâm Kiểm soát bệnh tật tỉnh", provincial: true},
	}
	for i, area := range areas(stations) {
		units = append(units, unit{code: fmt.Sprintf("TTYT%02d", i+1), name: "Trung tâm Y tế " + area, area: area})
	}
	return units
}

func makeWorkers(units []unit) []worker {
	draw := newSource(streamWorkers)
	hospital, lung, cdc, centers := units[0], units[1], units[2], units[3:]
	var workers []worker
	add := func(w worker) {
		w.code = fmt.Sprintf("CB%03d", len(workers)+1)
		title := "Cán bộ minh họa"
		if w.doctor {
			title = "Bác sĩ minh họa"
		}
		w.name = fmt.Sprintf("%s %03d", title, len(workers)+1)
		w.fte = "1"
		if !w.unit.provincial && draw.chance(0.06) {
			w.fte = "0.5"
		}
		workers = append(workers, w)
	}
	for i := range doctorCount {
		w := worker{doctor: true, specialty: doctorSpecialties[i%len(doctorSpecialties)]}
		switch {
		case i < generalHospitalDoctors:
			w.unit, w.qualification = hospital, pick(draw, []string{"BSCKII", "BSCKI", "BSCKI", "ThS.BS"})
		case i < generalHospitalDoctors+lungHospitalDoctors:
			w.unit, w.qualification = lung, pick(draw, []string{"BSCKI", "BS"})
		default:
			w.unit = centers[i%len(centers)]
			w.qualification = pick(draw, []string{"BSCKI", "BS", "BS", "BS"})
		}
		add(w)
	}
	for i := range preventiveCount {
		w := worker{specialty: preventiveSpecialties[i%len(preventiveSpecialties)]}
		if i < cdcPreventive {
			w.unit, w.qualification = cdc, pick(draw, []string{"BSYHDP", "BSYHDP", "CNYTCC"})
		} else {
			w.unit = centers[i%len(centers)]
			w.qualification = pick(draw, []string{"BSYHDP", "CNYTCC", "YS", "YS"})
		}
		add(w)
	}
	return workers
}

func unitTable(units []unit) table {
	t := table{name: "don-vi-cu", header: []string{"Mã đơn vị", "Tên đơn vị", "Tuyến"}}
	for _, u := range units {
		level := "huyện"
		if u.provincial {
			level = "tỉnh"
		}
		t.add(u.code, u.name, level)
	}
	return t
}

func workerTable(workers []worker) table {
	t := table{name: "can-bo", header: []string{
		"Mã cán bộ", "Họ tên", "Mã đơn vị", "Trình độ", "Chuyên khoa", "Nhóm", "Tỷ lệ thời gian",
	}}
	for _, w := range workers {
		t.add(w.code, w.name, w.unit.code, w.qualification, w.specialty, w.cadre(), w.fte)
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

func makeNeeds(stations []station) []need {
	draw := newSource(streamNeeds)
	all := append(append([]string{}, doctorSpecialties...), preventiveSpecialties...)
	weights := []float64{27, 19, 29, 15, 14, 14, 17}
	var needs []need
	for s := range stations {
		left := append([]float64{}, weights...)
		for range 3 {
			k := draw.weighted(left)
			left[k] = 0
			n := need{station: s, specialty: all[k], headcount: 1, to: -1}
			if draw.chance(0.05) {
				n.headcount = 2
			}
			if draw.chance(0.06) { // a need that was filled for good
				n.to = draw.between(daysTotal/2, daysTotal-30)
			}
			needs = append(needs, n)
		}
	}
	return needs
}

func needTable(needs []need, stations []station) table {
	t := table{name: "nhu-cau", header: []string{"Mã trạm", "Chuyên khoa", "Số lượng", "Từ ngày", "Đến ngày"}}
	for _, n := range needs {
		to := ""
		if n.to >= 0 {
			to = writtenDate(day(n.to))
		}
		t.add(stations[n.station].code, n.specialty, strconv.Itoa(n.headcount), writtenDate(day(n.from)), to)
	}
	t.fault(61, "Chuyên khoa", "thiên văn học") // in no code list
	return t
}
