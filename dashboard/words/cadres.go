package words

import (
	"slices"
	"strings"
)

// CadreOrder is the order in which cadres are named.
var CadreOrder = []string{"doctor", "preventive_doctor", "preventive", "public_health", "nurse", "midwife", "technician", "other"}

// CadreRank is a cadre's place in that order; a code of another list comes last.
func CadreRank(cadre string) int {
	if i := slices.Index(CadreOrder, cadre); i >= 0 {
		return i
	}
	return len(CadreOrder)
}

// RoleOf is the role that a cadre plays in the tints of a chart, as table cadres has it.
func RoleOf(cadre string) string {
	switch cadre {
	case "doctor":
		return "doctor"
	case "preventive", "preventive_doctor", "public_health":
		return "preventive"
	}
	return "other"
}

// Cadre names a cadre; those of the role "other" by what they are.
func (w *Words) Cadre(code string) string {
	if code == "" {
		code = "other"
	}
	if key := "cadre." + code; w.Has(key) {
		return w.T(key)
	}
	return code
}

// CountCadres says how many workers there are of each cadre: "55 bác sĩ, 53 cán bộ dự phòng".
func (w *Words) CountCadres(workers map[string]int) string {
	var codes []string
	for code := range workers {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int { return CadreRank(a) - CadreRank(b) })
	var parts []string
	for _, code := range codes {
		key := "cadre.count." + code
		if !w.Has(key + ".other") {
			key = "cadre.count.other"
		}
		parts = append(parts, w.N(key, workers[code]))
	}
	return strings.Join(parts, ", ")
}

// shortNames are the abbreviations that the health service writes beside a row, where there is little room.
var shortNames = strings.NewReplacer("Trung tâm Kiểm soát bệnh tật", "CDC", "Trung tâm Y tế", "TTYT", "Bệnh viện Đa khoa", "BVĐK", "Bệnh viện", "BV")

func ShortName(name string) string { return shortNames.Replace(name) }
