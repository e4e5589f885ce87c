package demo

import "strconv"

// The seven indicators of the stations' weekly activity: what is done in a week, and the two stocks of patients under
// management.
const (
	vaccineDoses = iota
	watchedCases
	foodInspections
	trainings
	techniques
	hypertensionPatients
	diabetesPatients
)

var indicatorNames = [7]string{
	vaccineDoses:         "liều vắc xin tiêm chủng",
	watchedCases:         "ca bệnh truyền nhiễm giám sát",
	foodInspections:      "cơ sở thực phẩm được kiểm tra",
	trainings:            "buổi tập huấn tại chỗ",
	techniques:           "kỹ thuật được chuyển giao",
	hypertensionPatients: "người bệnh tăng huyết áp đang quản lý",
	diabetesPatients:     "người bệnh đái tháo đường đang quản lý",
}

// indicatorTable draws the values: preventive workers bring more doses, inspections and cases found; doctors more
// training and techniques; the stocks grow slowly.
func (p *Province) indicatorTable(stations []station, doctorDays, preventiveDays [][]int, silent outage) table {
	draw := p.source(streamIndicators)
	stocks := make([][2]int, len(stations))
	for s, at := range stations {
		stocks[s] = [2]int{int(at.visits * 1.1 * draw.factor(0.2)), int(at.visits * 0.35 * draw.factor(0.2))}
	}
	t := table{name: "chi-so", header: []string{"Mã trạm", "Tuần", "Chỉ số", "Giá trị"}}
	for w := range p.weeks() {
		for s, at := range stations {
			doctor, preventive := float64(doctorDays[s][w])/7, float64(preventiveDays[s][w])/7
			stocks[s][0] += draw.poisson(0.35+0.5*doctor) - draw.poisson(0.25)
			stocks[s][1] += draw.poisson(0.15+0.2*doctor) - draw.poisson(0.1)
			values := [len(indicatorNames)]int{
				vaccineDoses:         draw.poisson(at.visits * 0.2 * (1 + 0.2*preventive)),
				watchedCases:         draw.poisson(1.2 + 0.6*preventive),
				foodInspections:      draw.poisson(1.5 + 1.0*preventive),
				trainings:            draw.poisson(0.2 + 0.6*doctor + 0.3*preventive),
				techniques:           draw.poisson(0.02 + 0.3*doctor),
				hypertensionPatients: max(0, stocks[s][0]),
				diabetesPatients:     max(0, stocks[s][1]),
			}
			unfilled := draw.chance(0.02)
			which := draw.IntN(len(values))
			if silent[s][w] {
				continue
			}
			for k, v := range values {
				text := strconv.Itoa(v)
				if unfilled && k == which {
					text = ""
				}
				t.add(at.code, p.weekOf(w).String(), indicatorNames[k], text)
			}
		}
	}
	t.fault(10304, "Chỉ số", "chỉ số lạ") // in no code list
	t.fault(17778, "Giá trị", "nhiều")
	return t
}
