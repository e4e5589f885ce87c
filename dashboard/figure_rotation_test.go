package dashboard

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// rowsOfCSV are the lines of a figure's CSV as maps by field.
func (s *site) rowsOfCSV(address string) []map[string]string {
	s.t.Helper()
	return readRows(s.t, strings.NewReader(strings.TrimPrefix(s.see(address), "\ufeff")))
}

func readRows(t testing.TB, from interface{ Read([]byte) (int, error) }) []map[string]string {
	t.Helper()
	reader := csv.NewReader(from)
	reader.FieldsPerRecord = -1
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for len(lines) > 0 && len(lines[0]) < 2 { // lines above the header
		lines = lines[1:]
	}
	if len(lines) == 0 {
		t.Fatal("no table was answered")
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, field := range lines[0] {
			if i < len(line) {
				row[field] = line[i]
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// inputFile is a file that the demo was loaded from.
func inputFile(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(string(demoFolder(t)), "files", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return readRows(t, f)
}

func dayOf(t testing.TB, text string) time.Time {
	t.Helper()
	d, err := time.Parse("02/01/2006", text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The planned staff-days of each unit, counted day by day in the input files, are those of the figure; 55 doctors and 53
// preventive workers are those of the plan.
func TestRotationAgainstTheInputFiles(t *testing.T) {
	s := openDemo(t)
	unit := map[string]string{}
	for _, w := range inputFile(t, "minh-hoa-can-bo.csv") {
		unit[w["Mã cán bộ"]] = w["Mã đơn vị"]
	}
	stations := map[string]bool{}
	for _, st := range inputFile(t, "minh-hoa-tram-y-te.csv") {
		stations[st["Mã trạm"]] = true
	}
	from, to := day("2026-02-02"), day("2026-03-29")
	days := map[string]bool{}
	planned := map[string]int{}
	for _, p := range inputFile(t, "minh-hoa-luan-phien.csv") {
		start, end := dayOf(t, p["Từ ngày"]), dayOf(t, p["Đến ngày"])
		if !stations[p["Mã trạm"]] || unit[p["Mã cán bộ"]] == "" || end.Before(start) {
			continue // refused at ingest
		}
		for d := start; !d.After(end); d = d.AddDate(0, 0, 1) {
			key := p["Mã cán bộ"] + p["Mã trạm"] + d.String()
			if !d.Before(from) && !d.After(to) && !days[key] {
				days[key] = true
				planned[unit[p["Mã cán bộ"]]]++
			}
		}
	}
	rows := s.rowsOfCSV("/figures/rotation_planned.csv?from=2026-W06&to=2026-W13")
	for _, row := range rows {
		if want := strconv.Itoa(planned[row["unit_code"]]); row["planned_staff_days"] != want {
			t.Errorf("%s: %s staff-days planned, %s in the files", row["unit"], row["planned_staff_days"], want)
		}
	}
	if len(rows) != 13 || len(planned) != 13 {
		t.Errorf("%d units, %d in the files", len(rows), len(planned))
	}
	s.see("/rotation", "55 bác sĩ, 53 cán bộ dự phòng", "13 đơn vị", "45 trạm")
}

// The flows, the units and the stations are three views of the same days.
func TestRotationFiguresAgree(t *testing.T) {
	s := openDemo(t)
	for _, query := range []string{"", "?from=2026-W06&to=2026-W09", "?area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay"} {
		sums := map[string]int{}
		for _, id := range []string{"rotation_flows", "rotation_planned", "rotation_stations"} {
			for _, row := range s.rowsOfCSV("/figures/" + id + ".csv" + query) {
				for _, field := range []string{"staff_days", "planned_staff_days"} {
					n, err := strconv.Atoi(row[field])
					if err != nil {
						t.Fatal(id, row, err)
					}
					sums[id+" "+field] += n
				}
			}
		}
		if sums["rotation_flows staff_days"] == 0 || sums["rotation_flows staff_days"] != sums["rotation_stations staff_days"] ||
			sums["rotation_planned staff_days"] != sums["rotation_stations staff_days"] ||
			sums["rotation_flows planned_staff_days"] != sums["rotation_stations planned_staff_days"] ||
			sums["rotation_planned planned_staff_days"] != sums["rotation_stations planned_staff_days"] {
			t.Errorf("%s: %v", query, sums)
		}
	}
}

// mixedStaff is a small province as Lào Cai's: a nurse and a midwife of the district hospital at a commune, a doctor of
// the province, and a worker of a unit that is not in the list. Seen on Sunday 9 March 2025.
func mixedStaff(t testing.TB, folder edition.Folder) {
	t.Helper()
	b := editiontest.In(t, folder).Station("X1", "Trung tâm Y tế huyện A", "2025-01-01", "").Station("X2", "Trung tâm Y tế huyện B", "2025-01-01", "").
		Add("units_history", "BVT", "Bệnh viện Đa khoa tỉnh", "province").Add("units_history", "BVH", "Bệnh viện Đa khoa huyện A", "district").
		Add("workers_history", "N", "BVH", "CKI", "điều dưỡng", "nurse", 1.0).Add("workers_history", "M", "BVH", "CKI", "hộ sinh", "midwife", 1.0).
		Add("workers_history", "D", "BVT", "CKII", "nội khoa", "doctor", 1.0).Worker("Q", "technician", "xét nghiệm", 1).
		Posting("1", "N", "X1", "2025-03-03", "2025-03-09", "2025-03-07").
		Posting("2", "M", "X1", "2025-03-05", "2025-03-06", "").Absence("M", "2025-03-06", "2025-03-06").
		Posting("3", "D", "X2", "2025-03-03", "2025-03-09", "").
		Cancelled("4", "Q", "X2", "2025-03-03", "2025-03-04")
	b.Manifest.AsOf = calendar.EndOf(day("2025-03-09"))
	b.Publish()
}

func TestRotationNamesEveryCadre(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mixedStaff(t, folder)
	s := open(t, folder, day("2025-03-10"))
	body := s.see("/rotation", "1 bác sĩ, 1 điều dưỡng, 1 hộ sinh", "3 cán bộ của 2 đơn vị đã làm 13 ngày công ở 2 trạm, bằng 72", "Không có ngày công nào bị trùng")
	if strings.Contains(body, ">Khác<") {
		t.Error("a cadre that the data name is called other")
	}
	var got []string
	for _, row := range s.rowsOfCSV("/figures/rotation_flows.csv") {
		got = append(got, fmt.Sprint(row["unit"], " ", row["station_code"], " ", row["cadre"], " ", row["workers"], " ", row["staff_days"], "/", row["planned_staff_days"]))
	}
	want := []string{"Bệnh viện Đa khoa tỉnh X2 doctor 1 7/7", "Bệnh viện Đa khoa huyện A X1 nurse 1 5/7", "Bệnh viện Đa khoa huyện A X1 midwife 1 1/2", "U1 X2 technician 0 0/2"}
	if !slices.Equal(got, want) {
		t.Errorf("flows\n%q, want\n%q", got, want)
	}
	s.see("/stations/X1", "Điều dưỡng")
	s.see("/rotation?lang=en", "1 doctor, 1 nurse, 1 midwife", "2 units sent")
}

// A day on which the one posted is absent is a day with nobody, on the time line as in the indicators.
func TestGapsRespectAbsences(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder).Station("S", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).
		Posting("1", "A", "S", "2025-03-03", "2025-03-09", "").Absence("A", "2025-03-05", "2025-03-06")
	b.Manifest.AsOf = calendar.EndOf(day("2025-03-09"))
	b.Publish()
	s := open(t, folder, day("2025-03-10"))
	for _, address := range []string{"/figures/station_postings.json?station=S", "/figures/postings_all.json"} {
		body := s.see(address, `"gap"`, "Trống 2 ngày (05/03–06/03/2025)")
		if n := strings.Count(body, `"gap"`); n != 1 {
			t.Errorf("%s draws %d gaps", address, n)
		}
	}
}
