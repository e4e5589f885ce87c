package demo

import (
	_ "embed"
	"time"

	"luanphien/queries/calendar"
)

// dienBienCSV holds the 45 communes and wards of Điện Biên: codes and names are official, coordinates approximate, the
// health-centre areas unconfirmed (docs/data-sources.md).
//
//go:embed dien_bien.csv
var dienBienCSV string

var (
	dienBienClinical   = []string{"nội khoa", "nhi khoa", "chẩn đoán hình ảnh", "hồi sức cấp cứu"}
	dienBienPreventive = []string{"giám sát dịch bệnh", "tiêm chủng mở rộng", "an toàn thực phẩm"}
)

// DienBien is Điện Biên from the first wave on 15 December 2025. On the public record are the 45 stations, 108 workers,
// of whom 55 doctors and 53 in preventive medicine with these specialties, the first wave, and how long the two levels
// stay. Who sends how many is invented.
var DienBien = &Province{
	Key: "dien-bien", Name: "Điện Biên", Code: "11", seed: 20251215, stationsCSV: dienBienCSV,
	span: span{
		start: calendar.Day(2025, time.December, 15), weeksAfter: 48,
		newYear: calendar.Day(2026, time.February, 16), // Tết is on 17 February
	},
	provincialUnits: []unit{
		{group: "BVDK", code: "BVDK", name: "Bệnh viện Đa khoa tỉnh"},
		{group: "BVPHOI", code: "BVPHOI", name: "Bệnh viện Phổi tỉnh"},
		{group: "CDC", code: "CDC", name: "Trung tâm Kiểm soát bệnh tật tỉnh"},
	},
	areaUnits: []areaUnit{{"TTYT", "TTYT%02d", "Trung tâm Y tế"}},
	contingents: []contingent{
		{"BVDK", 12, "bác sĩ", []string{"BSCKII", "BSCKI", "BSCKI", "ThS.BS"}, dienBienClinical},
		{"BVPHOI", 3, "bác sĩ", []string{"BSCKI", "BS"}, dienBienClinical},
		{"TTYT", 40, "bác sĩ", []string{"BSCKI", "BS", "BS", "BS"}, dienBienClinical},
		{"CDC", 13, "dự phòng", []string{"BSYHDP", "BSYHDP", "CNYTCC"}, dienBienPreventive},
		{"TTYT", 40, "dự phòng", []string{"BSYHDP", "CNYTCC", "YS", "YS"}, dienBienPreventive},
	},
	demands: []demand{
		{specialty: "nội khoa", station: 27}, {specialty: "nhi khoa", station: 19},
		{specialty: "chẩn đoán hình ảnh", station: 29}, {specialty: "hồi sức cấp cứu", station: 15},
		{specialty: "giám sát dịch bệnh", station: 14}, {specialty: "tiêm chủng mở rộng", station: 14},
		{specialty: "an toàn thực phẩm", station: 17},
	},
	provincial:     terms{stays: []int{7, 14}, home: [2]int{3, 7}, to: []string{commune, ward}},
	district:       terms{stays: []int{28, 30, 31}, home: [2]int{4, 8}, to: []string{commune, ward}},
	withoutDoctor:  9,
	unknownStation: "03999",
}
