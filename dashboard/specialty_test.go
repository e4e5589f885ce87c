package dashboard

import (
	"encoding/csv"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/address"
	"luanphien/dashboard/export"
)

// specialtyOfWorkers reads the demo's own file of workers.
func specialtyOfWorkers(t *testing.T) map[string]string {
	t.Helper()
	of := map[string]string{}
	demoRows(t, "minh-hoa-can-bo.csv", func(row map[string]string) bool {
		of[row["Mã cán bộ"]] = row["Chuyên khoa"]
		return true
	})
	if len(of) < 100 {
		t.Fatal("the file of workers is not read:", of)
	}
	return of
}

// column adds up a column of a figure's CSV.
func (s *site) column(address, field string) (sum int) {
	s.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.see(address), export.ByteOrderMark))).ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	for i, name := range rows[0] {
		if name != field {
			continue
		}
		for _, row := range rows[1:] {
			n, err := strconv.Atoi(row[i])
			if err != nil {
				s.t.Fatal(address, err)
			}
			sum += n
		}
		return sum
	}
	s.t.Fatalf("%s has no %s", address, field)
	return 0
}

// The staff-days of the specialties, done and planned, add up to all of them; so do the rows of postings, as many as the
// file that was loaded has for workers of the specialty.
func TestSpecialtiesAddUpOnThePages(t *testing.T) {
	s := openDemo(t)
	of := specialtyOfWorkers(t)
	specialties := map[string]int{}
	for _, name := range of {
		specialties[name]++
	}
	done, planned := 0, 0
	for name := range specialties {
		query := "?specialty=" + url.QueryEscape(name)
		done += s.column("/figures/rotation_stations.csv"+query, "staff_days")
		planned += s.column("/figures/rotation_planned.csv"+query, "planned_staff_days")
	}
	if d, p := s.column("/figures/rotation_stations.csv", "staff_days"), s.column("/figures/rotation_planned.csv", "planned_staff_days"); len(specialties) < 5 || done != d || planned != p || p == 0 {
		t.Errorf("%d specialties hold %d of %d staff-days, %d of %d planned", len(specialties), done, d, planned, p)
	}
	for _, address := range []string{"/figures/reporting_by_station.csv", "/figures/reporting_by_week.csv"} {
		for _, field := range []string{"on_time", "late", "missing", "due"} {
			sum, all := 0, s.column(address, field)
			for name := range specialties {
				sum += s.column(address+"?specialty="+url.QueryEscape(name), field)
			}
			if sum != all || all == 0 {
				t.Errorf("%s: the specialties have %d of %d %s", address, sum, all, field)
			}
		}
	}
	reports := demoRows(t, "minh-hoa-bao-cao-tuan.csv", func(row map[string]string) bool { return of[row["Mã cán bộ"]] == "nhi khoa" })
	s.see("/rows/weekly_reports?from=2025-01-06&to=2027-12-26&specialty=nhi+khoa", "Nhi khoa – "+strconv.Itoa(reports)+" báo cáo tuần đã nộp của cán bộ,")
	if whole := demoRows(t, "minh-hoa-bao-cao-tuan.csv", func(map[string]string) bool { return true }); reports == 0 || reports*2 > whole {
		t.Errorf("%d of %d lines are a paediatrician's: nothing to tell apart", reports, whole)
	}
	sent := map[string]bool{} // stations with an order for a paediatrician that had begun
	inFile := demoRows(t, "minh-hoa-luan-phien.csv", func(row map[string]string) bool {
		if of[row["Mã cán bộ"]] != "nhi khoa" || row["Mã trạm"] == "03999" { // a code that the demo gets wrong on purpose
			return false
		}
		if start, err := time.Parse(address.VietnameseDate, row["Từ ngày"]); err == nil && !start.After(day("2026-11-15")) {
			sent[row["Mã trạm"]] = true
		}
		return true
	})
	s.see("/figures/rotation_stations?to=2026-11-15&specialty=nhi+khoa", "Nhi khoa – "+strconv.Itoa(len(sent))+" trạm nhận")
	body := s.see("/rows/postings?from=2025-01-06&to=2027-12-26&specialty=nhi+khoa", "Nhi khoa – "+strconv.Itoa(inFile)+" lượt luân phiên")
	if shown := strings.Count(body, "<tr><td>"); shown != inFile || inFile == 0 {
		t.Errorf("%d rows, %d in the file", shown, inFile)
	}
}

// A specialty narrows what it can, says so, and stays in every link; where it means nothing the page and the figure say
// that, and the address keeps it.
func TestSpecialtyOfTheAddress(t *testing.T) {
	s := openDemo(t)
	const q = "specialty=nhi+khoa"
	for path, words := range map[string][]string{
		"/":                                {`<h1 class="sentence">Nhi khoa – Tuần 46`, "Nhi khoa – Độ bao phủ", "chỉ tính nhi khoa", "Nhi khoa – Đúng hạn", ">Nhi khoa – Cần chú ý<", "Chỉ gồm việc về cán bộ nhi khoa", "Tính chung mọi chuyên khoa"},
		"/attention":                       {`<p class="lead">Nhi khoa – `, "Chỉ gồm việc về cán bộ nhi khoa", `<option value="nhi khoa" selected>`, `href="/figures/attention?specialty=nhi&#43;khoa"`},
		"/figures/attention":               {"chỉ tính nhi khoa", "Chỉ gồm việc về cán bộ nhi khoa", "specialty=nhi%20khoa"},
		"/figures/reporting_funnel":        {"chỉ tính nhi khoa", "specialty=nhi%20khoa"},
		"/quality":                         {"chỉ tính nhi khoa", "chỉ các kiểm tra về báo cáo", "Tính chung mọi chuyên khoa"},
		"/figures/referral_funnel":         {"số liệu ở đây không tách theo chuyên khoa"},
		"/coverage":                        {`<p class="lead">Nhi khoa – Tuần 46`, `<option value="nhi khoa" selected>nhi khoa</option>`, "· nhi khoa ·", `href="/reporting?specialty=nhi&#43;khoa"`},
		"/rotation":                        {`<p class="lead">Nhi khoa – Kỳ`, "Nhi khoa – Đã làm", "chỉ tính nhi khoa"},
		"/needs":                           {`<p class="lead">Nhi khoa – Kỳ`, "20 trạm nêu 20 nhu cầu"},
		"/stations":                        {"Nhi khoa – 45 trạm"},
		"/stations/03127":                  {"Nhi khoa – Không có cán bộ luân phiên nào", "Đang chỉ xem nhi khoa", "Tính chung mọi chuyên khoa"},
		"/reporting":                       {`<p class="lead">Nhi khoa – Tuần 4`, "chỉ tính nhi khoa", `<option value="nhi khoa" selected>`, `href="/rows/weekly_reports?from=2025-12-15&amp;specialty=nhi&#43;khoa&amp;stream=rotation&amp;to=2026-11-15"`},
		"/reporting?stream=station":        {"nhi khoa: số liệu ở đây không tách theo chuyên khoa", `<input type="hidden" name="specialty" value="nhi khoa">`, "Tính chung mọi chuyên khoa", "báo cáo tuần đã nộp của trạm"},
		"/?stream=station":                 {"Nhi khoa – Độ bao phủ", ">Đúng hạn: báo cáo của trạm"},
		"/compare?period=2026-Q3":          {`<p class="lead">Nhi khoa – 01/07–30/09/2026 so với`, "chỉ tính nhi khoa", `<option value="nhi khoa" selected>`, "Báo cáo đúng hạn", "không tách theo chuyên khoa nên không có ở đây"},
		"/compare?stream=station":          {"chỉ tính nhi khoa", "Báo cáo của trạm, tỷ lệ chuyển tuyến"},
		"/figures/coverage_by_station":     {"chỉ tính nhi khoa", "specialty=nhi%20khoa", `href="/figures/coverage_by_station.xlsx?specialty=nhi&#43;khoa"`},
		"/figures/reporting_by_station":    {"chỉ tính nhi khoa", "specialty=nhi%20khoa"},
		"/figures/map_reporting":           {"chỉ tính nhi khoa"},
		"/figures/map_content":             {"chỉ tính nhi khoa"},
		"/figures/station_reports":         {"chỉ tính nhi khoa", "Báo cáo của chính trạm không thuộc chuyên khoa nào"},
		"/rows/weekly_reports":             {"Nhi khoa – "},
		"/figures/station_postings":        {"chỉ tính nhi khoa"},
		"/coverage?lang=en&period=2026-Q3": {"Paediatrics – Stations", "; paediatrics only"},
	} {
		join := "?"
		if strings.Contains(path, "?") {
			join = "&"
		}
		s.see(path+join+q, words...)
	}
	if body := s.see("/reporting?stream=station&"+q, "Báo cáo"); strings.Contains(body, `<select name="specialty">`) || strings.Contains(body, "chỉ tính") {
		t.Error("a page that is not by specialty offers the choice of one")
	}
	if body := s.see("/figures/reporting_by_station?stream=station&" + q); strings.Contains(body, "specialty=nhi%20khoa") {
		t.Error("the citation of a figure that is not by specialty names one")
	}
	for query, without := range map[string][]string{"": {"CHT-1", "CMP-6.responded"}, "&stream=station": {"CHT-1", "CMP-6.responded", "CMP-1", "CMP-2"}} {
		for _, row := range rowsByField(t, s.see("/figures/compare.csv?"+q+query, "COV-1", "COV-6")) {
			if slices.Contains(without, row["indicator"]) {
				t.Errorf("%s is compared as if it were of one specialty: %v", row["indicator"], row)
			}
		}
	}
	english := s.see("/rotation?lang=en&"+q, "Paediatrics – ")
	if !strings.Contains(english, `href="/rotation?specialty=nhi&#43;khoa"`) {
		t.Error("the other language loses the specialty")
	}
}

// The lines of a station are those of the figures of the specialty, and no line is there that a specialty does not narrow.
func TestReferenceLinesOfOneSpecialty(t *testing.T) {
	s := openDemo(t)
	const code, q = "03160", "specialty=n%E1%BB%99i+khoa"
	for stream, lines := range map[string][]string{"rotation": {"coverage", "doctor", "preventive", "needs", "completeness", "timeliness"},
		"station": {"coverage", "doctor", "preventive", "needs"}} {
		own, keys := map[string]map[string]string{}, []string(nil)
		for _, row := range s.rowsOf("/figures/station_reference.csv?station=" + code + "&stream=" + stream + "&" + q) {
			own[row["indicator"]], keys = row, append(keys, row["indicator"])
		}
		if !slices.Equal(keys, lines) {
			t.Errorf("%s: %v", stream, keys)
		}
		for address, field := range map[string][2]string{"/figures/coverage_by_station.csv": {"coverage", "coverage"}, "/figures/reporting_by_station.csv": {"timeliness", "on_time_rate"}} {
			for _, row := range s.rowsOf(address + "?" + q) {
				if of := own[field[0]]; of != nil && row["station_code"] == code && (row[field[1]] != of["station"] || row[field[1]] == "") {
					t.Errorf("%s says %v, the page %v", address, row, of)
				}
			}
		}
	}
}

// The list of a specialty names its workers and no others, all of those whom the whole list names for something of their
// own, and its items lead to the whole item.
func TestAttentionOfASpecialtyOnThePages(t *testing.T) {
	s := openDemo(t)
	of := specialtyOfWorkers(t)
	named := func(specialty string) map[string]string {
		workers := map[string]string{}
		for _, row := range s.rowsOf("/figures/attention.csv?specialty=" + url.QueryEscape(specialty)) {
			for _, code := range strings.Fields(row["worker_code"]) {
				if row["reason"] != "urgent_incident_open" && (specialty == "" || specialty == of[code]) {
					workers[code] = of[code]
				} else if specialty != "" {
					t.Errorf("%s: %s of %s is named: %v", specialty, code, of[code], row)
				}
			}
		}
		return workers
	}
	all, parts := named(""), map[string]string{}
	for _, specialty := range slices.Compact(slices.Sorted(maps.Values(of))) {
		maps.Copy(parts, named(specialty))
	}
	if !maps.Equal(all, parts) || len(parts) < 3 {
		t.Errorf("the whole list names %v, those of the specialties %v", all, parts)
	}
	items := regexp.MustCompile(`href="(/attention/item[^"]*)"`).FindAllStringSubmatch(s.see("/attention?specialty=n%E1%BB%99i+khoa"), -1)
	if len(items) == 0 {
		t.Fatal("no items")
	}
	for _, item := range items {
		s.see(html.UnescapeString(item[1]), "specialty=n%E1%BB%99i")
	}
}

func TestUnknownSpecialty(t *testing.T) {
	s := openDemo(t)
	for path, words := range map[string]string{"/coverage?specialty=xyz": "không có chuyên khoa này", "/reporting?specialty=xyz": "không có chuyên khoa này", "/reporting?stream=station&specialty=xyz": "không có chuyên khoa này", "/compare?specialty=xyz": "không có chuyên khoa này",
		"/figures/coverage_by_station.json?specialty=Nhi+Khoa": "không có chuyên khoa này", "/needs?specialty=xyz&lang=en": "there is no such specialty"} {
		if status, body := s.get(path); status != 400 || !strings.Contains(body, words) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

// A citation and a file of a filtered figure are computed again with the filter; with another one they differ.
func TestVerifyKeepsTheSpecialty(t *testing.T) {
	s := openDemo(t)
	for _, id := range []string{"rotation_stations", "presence_by_week", "ahead_needs", "reporting_by_station", "reports_by_week", "map_days_late", "compare", "station_reference", "attention"} {
		file := s.see("/figures/"+id+".csv?specialty=nhi+khoa&period=2026-Q3", "specialty=nhi%20khoa")
		v, err := s.VerifyFile([]byte(file))
		if err != nil || !v.Equal() {
			t.Errorf("%s: %+v, %v", id, v, err)
		}
		other, err := s.Verify(strings.Replace(v.Cited, "nhi%20khoa", "ngo%E1%BA%A1i%20khoa", 1))
		if err != nil || other.Equal() {
			t.Errorf("%s of another specialty is the same: %+v, %v", id, other, err)
		}
	}
	book := s.see("/figures/rotation_stations.xlsx?specialty=nhi+khoa")
	if text := wordsOf(t, ".xlsx", book); !strings.Contains(text, "Chuyên khoa nhi khoa") {
		t.Error("the workbook does not name the specialty")
	}
}
