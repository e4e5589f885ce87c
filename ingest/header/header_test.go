package header

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"luanphien/ingest/lex"
)

func TestKindsAreSound(t *testing.T) {
	if len(kinds) != 18 {
		t.Fatalf("%d kinds", len(kinds))
	}
	classes := map[Class]bool{CodeStation: true, CodeUnit: true, CodeWorker: true, CodeList: true, Count: true, Decimal: true,
		Week: true, Date: true, DateTime: true, Text: true, PersonName: true, Month: true, Private: true, Province: true, Goal: true, Replaced: true}
	for _, kind := range kinds {
		if len(kind.Fields) == 0 {
			t.Errorf("%s has no fields", kind.Name)
		}
		for _, field := range kind.Fields {
			if !classes[field.Class] || (field.Class == CodeList) != (field.List != "") {
				t.Errorf("%s.%s: class %q, list %q", kind.Name, field.Name, field.Class, field.List)
			}
			if kind.Means(field.Title) != field.Name || kind.Means(field.Name) != field.Name {
				t.Errorf("%s.%s is not found by its own names", kind.Name, field.Name)
			}
		}
	}
}

// Every field that is stored must be a column of the view that gives the facts in force.
func TestFieldsAreTheColumnsOfTheViews(t *testing.T) {
	text, err := os.ReadFile("../../queries/schema/views.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		_, rest, ok := strings.Cut(string(text), "VIEW "+kind.Name+" AS")
		if !ok {
			t.Errorf("no view %s", kind.Name)
			continue
		}
		columns, _, _ := strings.Cut(rest, "FROM")
		for _, field := range kind.Fields {
			if field.Described || field.Aside || field.Class == PersonName || field.Class == Private {
				continue
			}
			if !strings.Contains("_"+lex.Key(strings.ReplaceAll(columns, ",", " . "))+"_", "_"+field.Name+"_") {
				t.Errorf("view %s lacks %s", kind.Name, field.Name)
			}
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		titles string
		given  string
		forced string
		kind   string
		fields string
	}{
		{"Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến", "", "", "activity", "station_code;week;diagnosis_group;visits;referrals"},
		{"ma_tram;tuan;nhom_benh;luot_kham;chuyen_tuyen", "", "", "activity", "station_code;week;diagnosis_group;visits;referrals"},
		{"station_code;week;week_start;diagnosis_group;visits;referrals", "", "", "activity", "station_code;week;;diagnosis_group;visits;referrals"},
		{"TT;Tên trạm;Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến", "", "", "activity", ";;station_code;week;diagnosis_group;visits;referrals"},
		{"Trạm y tế;Nhóm bệnh;Lượt khám;Chuyển tuyến", "week", "", "activity", "station_code;diagnosis_group;visits;referrals"},
		{"Mã trạm;Tên trạm;Loại;Trung tâm y tế;Vĩ độ;Kinh độ;Dân số;Ngày mở;Ngày đóng", "", "", "stations", "station_code;station_name;type;health_center;lat;lon;population;opened_on;closed_on"},
		{"Mã cán bộ;Họ tên;Mã đơn vị;Trình độ;Chuyên khoa;Nhóm", "", "", "workers", "worker_code;full_name;unit_code;qualification;specialty;cadre"},
		{"Mã cán bộ;Họ tên;Mã đơn vị;Trình độ;Chuyên khoa;Nhóm;Từ ngày;Đến ngày", "", "", "workers", "worker_code;full_name;unit_code;qualification;specialty;cadre;;"},
		{"STT;Mã CB;Họ và tên;Đơn vị công tác;Trình độ;Chuyên khoa;Trạm y tế nơi đến;Từ ngày;Đến ngày", "decision_no", "", "postings", ";worker_code;full_name;unit_code;qualification;specialty;station_code;start_on;end_on"},
		{"Mã trạm;Mã cán bộ;Tuần;Nộp lúc;Số mục bắt buộc;Số mục đã điền", "", "", "weekly_reports", "station_code;worker_code;week;received_at;required_fields;filled_fields"},
		{"Nhóm bệnh;Mã ICD-10", "", "", "diagnosis_groups", "diagnosis_group;icd10"},
		{"Chuyên khoa;Nhóm", "", "", "specialties", "specialty;cadre"},
		{"Chỉ số;Tính chất;Đơn vị tính", "", "", "indicator_catalogue", "indicator;nature;unit"},
		{"Mã trạm;Chuyên khoa;Số lượng;Từ ngày;Đến ngày", "", "", "needs", "station_code;specialty;headcount;start_on;end_on"},
		{"Nhóm bệnh;Mã trạm;Lượt khám", "", "diagnosis_groups", "diagnosis_groups", "diagnosis_group;;"},
	} {
		match, err := Recognise(strings.Split(c.titles, ";"), map[string]bool{c.given: true}, c.forced)
		if err != nil {
			t.Errorf("%s: %v", c.titles, err)
			continue
		}
		if got := strings.Join(match.Fields, ";"); match.Kind.Name != c.kind || got != c.fields {
			t.Errorf("%s: %s %s, want %s %s", c.titles, match.Kind.Name, got, c.kind, c.fields)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		titles, forced string
		missing        []string
		personal       bool
		says           string
	}{
		{"Mã trạm;Nhóm bệnh;Lượt khám;Chuyển tuyến", "", []string{"week"}, false, "Tuần"},
		{"Mã cán bộ;Mã trạm;Từ ngày;Đến ngày", "", []string{"decision_no"}, false, "Quyết định số 001/QĐ-SYT"},
		{"a;b;c", "", nil, false, "Không nhận ra cột nào"},
		{"Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến", "wards", nil, false, "wards"},
		{"Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến;luot kham", "", nil, false, "cùng chỉ một mục"},
		{"Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến;Số CCCD", "", nil, true, "CCCD"},
		{"Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến;Mã thẻ BHYT", "", nil, true, "BHYT"},
		{"Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến;Họ và tên", "", nil, true, "Họ và tên"},
		{"Họ tên người bệnh;Mã trạm", "", nil, true, "người bệnh"},
	} {
		_, err := Recognise(strings.Split(c.titles, ";"), nil, c.forced)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", c.titles, err)
			continue
		}
		if len(c.missing) > 0 && !strings.Contains(e.Option, "--set "+c.missing[0]) {
			t.Errorf("%s: the command line is told %q", c.titles, e.Option)
		}
		if !reflect.DeepEqual(e.Missing, c.missing) || e.Personal != c.personal || !strings.Contains(e.VI, c.says) || e.EN == "" {
			t.Errorf("%s: %+v", c.titles, e)
		}
	}
}

func TestPersonalColumns(t *testing.T) {
	for _, title := range []string{"CCCD", "Số CCCD", "CCCD/CMND", "Căn cước công dân", "Số căn cước", "CMT", "Số CMND", "Số BHYT", "Mã BHYT", "Số thẻ BHYT", "Mã thẻ BHYT",
		"Họ tên bệnh nhân", "Tên bệnh nhân", "Họ và tên người bệnh", "Họ tên BN", "Patient name", "Số thẻ bảo hiểm y tế", "BHYT", "Mã định danh cá nhân"} {
		if CheckPersonal([]string{"Tuần", title}) == nil {
			t.Errorf("%s passes", title)
		}
	}
	for _, title := range []string{"Lượt khám BHYT", "Số bệnh nhân", "Số lượt có thẻ BHYT", "Số bệnh nhân có BHYT", "Nhóm bệnh", "Họ tên", "Trung tâm y tế", "Số quyết định", "Lượt khám bệnh nhân"} {
		if err := CheckPersonal([]string{title}); err != nil {
			t.Errorf("%s is refused: %v", title, err)
		}
	}
}

func TestTieNamesItsCandidates(t *testing.T) {
	err := tie(kinds[:2])
	if !reflect.DeepEqual(err.Candidates, []string{"stations", "units"}) || err.Option != "--kind" || !strings.Contains(err.VI, "danh mục trạm") {
		t.Errorf("%+v", err)
	}
}

func FuzzRecognise(f *testing.F) {
	f.Add("Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến", "")
	f.Add("Mã CB;Họ và tên;Trình độ", "workers")
	f.Fuzz(func(t *testing.T, titles, forced string) {
		list := strings.Split(titles, ";")
		match, err := Recognise(list, nil, forced)
		var e *Error
		if err != nil {
			if !errors.As(err, &e) || e.VI == "" || e.EN == "" {
				t.Fatalf("%q: %v", titles, err)
			}
			return
		}
		if len(match.Fields) != len(list) {
			t.Fatalf("%q: %d fields", titles, len(match.Fields))
		}
	})
}
