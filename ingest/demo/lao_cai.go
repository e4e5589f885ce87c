package demo

import (
	_ "embed"
	"time"

	"luanphien/queries/calendar"
)

// laoCaiCSV holds nine district general hospitals, and eight communes and wards a district, which are invented and
// named so. None has coordinates.
//
//go:embed lao_cai.csv
var laoCaiCSV string

// The qualifications as the plan names them.
const (
	specialistII         = "bác sĩ chuyên khoa II"
	specialistI          = "bác sĩ chuyên khoa I"
	master               = "thạc sĩ"
	specialistTechnician = "kỹ thuật viên chuyên khoa I"
	physician            = "bác sĩ"
	nurse                = "điều dưỡng"
	technician           = "kỹ thuật viên"
	midwife              = "cử nhân hộ sinh/phụ sản"
)

var (
	laoCaiProvincial = []string{"nội khoa", "ngoại khoa", "chẩn đoán hình ảnh", "hồi sức cấp cứu"}
	laoCaiHospital   = []string{"nội khoa", "nhi khoa", "sản phụ khoa", "ngoại khoa", "y học cổ truyền", "phục hồi chức năng"}
	laoCaiCenter     = []string{"nội khoa", "nhi khoa", "sản phụ khoa", "y học cổ truyền"}
)

// LaoCai is Lào Cai before its merger, by plan 57/KH-UBND of 5 February 2025. On the public record are 139 workers by
// qualification and by kind of sender, 22 sending units, and the two directions: 22 workers from the province to the
// district hospitals, 117 from the districts to the communes. Invented are who of them has which qualification and
// specialty, the dates, and the communes. The last week is the last before the merger of 1 July 2025.
var LaoCai = &Province{
	Key: "lao-cai", Name: "Lào Cai", Code: "15", seed: 57, stationsCSV: laoCaiCSV,
	span: span{
		start: calendar.Day(2025, time.February, 10), weeksAfter: 20,
		newYear: calendar.Day(2025, time.January, 27), // Tết is on 29 January
	},
	provincialUnits: []unit{
		{group: "BVDK", code: "BVDK", name: "Bệnh viện Đa khoa tỉnh"},
		{group: "BVSN", code: "BVSN", name: "Bệnh viện Sản – Nhi"},
		{group: "BVPHCN", code: "BVPHCN", name: "Bệnh viện Phục hồi chức năng"},
		{group: "BVYHCT", code: "BVYHCT", name: "Bệnh viện Y học cổ truyền"},
	},
	areaUnits: []areaUnit{{"BVH", "BVH%02d", "Bệnh viện Đa khoa"}, {"TTYT", "TTYT%02d", "Trung tâm Y tế"}},
	contingents: []contingent{
		// Bệnh viện Đa khoa tỉnh: 13.
		{"BVDK", 2, "bác sĩ", []string{specialistII}, laoCaiProvincial},
		{"BVDK", 8, "bác sĩ", []string{specialistI}, laoCaiProvincial},
		{"BVDK", 1, "bác sĩ", []string{master}, laoCaiProvincial},
		{"BVDK", 1, "bác sĩ", []string{physician}, laoCaiProvincial},
		{"BVDK", 1, "điều dưỡng", []string{nurse}, []string{"điều dưỡng"}},
		// The three specialist hospitals: 9.
		{"BVSN", 1, "bác sĩ", []string{specialistII}, []string{"sản phụ khoa"}},
		{"BVSN", 2, "bác sĩ", []string{specialistI}, []string{"sản phụ khoa", "nhi khoa"}},
		{"BVSN", 1, "hộ sinh", []string{midwife}, []string{"hộ sinh"}},
		{"BVPHCN", 1, "bác sĩ", []string{specialistI}, []string{"phục hồi chức năng"}},
		{"BVPHCN", 1, "kỹ thuật viên", []string{specialistTechnician}, []string{"phục hồi chức năng"}},
		{"BVYHCT", 2, "bác sĩ", []string{specialistI}, []string{"y học cổ truyền"}},
		{"BVYHCT", 1, "bác sĩ", []string{master}, []string{"y học cổ truyền"}},
		// The nine district general hospitals: 62.
		{"BVH", 1, "bác sĩ", []string{specialistII}, laoCaiHospital},
		{"BVH", 30, "bác sĩ", []string{specialistI}, laoCaiHospital},
		{"BVH", 1, "bác sĩ", []string{master}, laoCaiHospital},
		{"BVH", 20, "bác sĩ", []string{physician}, laoCaiHospital},
		{"BVH", 6, "điều dưỡng", []string{nurse}, []string{"điều dưỡng"}},
		{"BVH", 1, "kỹ thuật viên", []string{technician}, []string{"xét nghiệm"}},
		{"BVH", 3, "hộ sinh", []string{midwife}, []string{"hộ sinh"}},
		// The health centres: 55.
		{"TTYT", 13, "bác sĩ", []string{specialistI}, laoCaiCenter},
		{"TTYT", 14, "bác sĩ", []string{physician}, laoCaiCenter},
		{"TTYT", 14, "bác sĩ dự phòng", []string{physician}, []string{"y học dự phòng"}},
		{"TTYT", 1, "y tế công cộng", []string{master}, []string{"y tế công cộng"}},
		{"TTYT", 7, "điều dưỡng", []string{nurse}, []string{"điều dưỡng"}},
		{"TTYT", 6, "hộ sinh", []string{midwife}, []string{"hộ sinh"}},
	},
	demands: []demand{
		{"nội khoa", 25, 8}, {"nhi khoa", 20, 12}, {"sản phụ khoa", 20, 12}, {"ngoại khoa", 6, 14},
		{"y học cổ truyền", 16, 10}, {"phục hồi chức năng", 8, 12}, {"chẩn đoán hình ảnh", 0, 16},
		{"hồi sức cấp cứu", 0, 16}, {"điều dưỡng", 10, 3}, {"hộ sinh", 9, 3}, {"xét nghiệm", 3, 0},
		{"y học dự phòng", 14, 0}, {"y tế công cộng", 2, 0},
	},
	provincial:     terms{stays: []int{14, 28}, home: [2]int{4, 7}, to: []string{hospital}},
	district:       terms{stays: []int{28, 42}, home: [2]int{4, 8}, to: []string{commune, ward}},
	withoutDoctor:  24,
	unknownStation: "LC9999",
}
