package template

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest"
	"luanphien/ingest/header"
	"luanphien/ingest/ingesttest"
	"luanphien/ingest/mend"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// filledIn are the cells of one row of each kind, by field; a field that is not here is left blank. Dates are typed as
// dates, as a spreadsheet makes them of what people type.
var filledIn = map[string]map[string]any{
	"stations": {"station_code": "00158", "station_name": "Mường Một", "type": "xã", "health_center": "TTYT A", "lat": 21.5, "lon": 103.1,
		"population": 4200, "opened_on": time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)},
	"units":               {"unit_code": "BV1", "unit_name": "Bệnh viện Một", "level": "tỉnh"},
	"workers":             {"worker_code": "CB1", "full_name": "Lò Thị Mẫu", "unit_code": "BV1", "qualification": "BS", "specialty": "nội khoa", "cadre": "bác sĩ", "fte": 0.5},
	"postings":            {"decision_no": "1/QĐ-SYT", "worker_code": "CB1", "station_code": "00158", "start_on": time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), "end_on": time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), "status": "hiệu lực"},
	"absences":            {"worker_code": "CB1", "absent_from": time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), "absent_to": time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC), "reason": "ốm"},
	"needs":               {"station_code": "00158", "specialty": "nội khoa", "headcount": 1, "start_on": time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
	"activity":            {"station_code": "00158", "week": "2026-W10", "diagnosis_group": "hô hấp", "visits": 12, "referrals": 0},
	"indicators":          {"station_code": "00158", "week": "2026-W10", "indicator": "buổi tập huấn tại chỗ", "value": 2},
	"weekly_reports":      {"station_code": "00158", "worker_code": "CB1", "week": "2026-W10", "received_at": time.Date(2026, 3, 9, 16, 5, 0, 0, time.UTC), "required_fields": 10, "filled_fields": 9},
	"incident_reports":    {"station_code": "00158", "worker_code": "CB1", "reported_at": time.Date(2026, 3, 9, 16, 5, 0, 0, time.UTC), "content": "Mất điện", "severity": "khẩn"},
	"diagnosis_groups":    {"diagnosis_group": "mắt", "icd10": "H00-H59"},
	"indicator_catalogue": {"indicator": "ca đẻ tại trạm", "nature": "lưu lượng", "unit": "ca", "number_type": "số nguyên"},
	"specialties":         {"specialty": "mắt", "cadre": "bác sĩ"},
	"monthly_indicators":  {"station_code": "00158", "month": "2026-02", "indicator": "buổi tập huấn tại chỗ", "value": 4},
	"targets":             {"measure": "tỷ lệ báo cáo đúng hạn", "year": 2026, "target": 90, "station_code": "00158", "direction": "cao"},
	"rebases":             {"measure": "tỷ lệ chuyển tuyến", "week": "2026-W10", "reason": "thêm máy siêu âm", "station_code": "00158"},
	"holidays":            {"day": time.Date(2026, 2, 17, 0, 0, 0, 0, time.UTC), "reason": "Tết"},
	"contacts":            {"station_code": "00158", "phone": "0912 000 111", "person": "Lò Thị Mẫu"},
}

func templateBook(t *testing.T, folder edition.Folder, kind string) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := Template(context.Background(), folder, kind, "", &b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func load(t *testing.T, folder edition.Folder, paths ...string) *ingest.Report {
	t.Helper()
	o := ingest.Options{Now: time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC), MaxReject: ingest.DefaultMaxReject, LoadedBy: "test"}
	report, err := ingest.Run(t.Context(), folder, paths, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestTemplatesLoadWithoutARemark(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	kinds := header.Kinds()
	slices.SortStableFunc(kinds, func(a, b header.Kind) int { return ingest.Rank(a.Name) - ingest.Rank(b.Name) })
	for _, kind := range kinds {
		// The stations and workers of the folder are in the lists once they are known.
		book := templateBook(t, folder, kind.Name)
		titles, err := book.GetRows(dataSheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, title := range titles[0] {
			at, _ := excelize.CoordinatesToCellName(i+1, 2)
			value, ok := filledIn[kind.Name][kind.Means(title)]
			if !ok {
				continue
			}
			style, err := book.GetCellStyle(dataSheet, at) // setting a date would set its own
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellValue(dataSheet, at, value); err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellStyle(dataSheet, at, at, style); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(t.TempDir(), kind.Name+".xlsx")
		if err := book.SaveAs(path); err != nil {
			t.Fatal(err)
		}
		f := load(t, folder, path).Files[0]
		remarks := 0
		if kind.Name == "contacts" { // that they make no edition
			remarks = 1
		}
		if f.Status != ingest.Loaded || f.Counts != (ingest.Counts{Read: 1, Loaded: 1}) || len(f.Notices) != remarks || f.Kinds[0] != kind.Name {
			t.Errorf("%s: %s %v %+v %v %+v %v", kind.Name, f.Status, f.Kinds, f.Counts, f.Notices, f.Refusals, f.Err)
		}
	}
	if got := ingesttest.Rows(t, folder, "SELECT station_code, received_at FROM weekly_reports"); got[0] != "00158|2026-03-09T16:05:00Z" {
		t.Errorf("the report came out as %v", got)
	}
}

func TestTemplateChecksWhatIsTyped(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	load(t, folder, "../testdata/sample/tram-y-te.csv", "../testdata/sample/don-vi-cu.csv", "../testdata/sample/can-bo.csv")
	for kind, want := range map[string][]string{
		"activity": {"list A2:A5001", "list C2:C5001", "whole D2:D5001", "whole E2:E5001"},
		"postings": {"list B2:B5001", "list C2:C5001", "date D2:D5001", "date E2:E5001", "date F2:F5001", "list G2:G5001"},
	} {
		book := templateBook(t, folder, kind)
		validations, err := book.GetDataValidations(dataSheet)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range validations {
			if v.Type != "" && v.Type != "none" {
				got = append(got, v.Type+" "+v.Sqref)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", kind, got)
		}
		lists, err := book.GetRows("Danh mục – lists")
		if err != nil || len(lists) < 46 || !slices.ContainsFunc(lists, func(r []string) bool { return strings.Contains(strings.Join(r, "|"), "03158") }) {
			t.Errorf("%s: %d rows of lists, %v", kind, len(lists), err)
		}
	}
	var own *mend.Error
	if err := Template(context.Background(), "", "people", "", nil); !errors.As(err, &own) {
		t.Errorf("unknown kind: %v", err)
	}
}
