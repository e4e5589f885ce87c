package dashboard

import (
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// pages are the addresses of all pages, one station for all of them.
var pages = []string{
	"/", "/?map=coverage", "/?map=reporting", "/?map=referrals",
	"/meeting?step=2",
	"/reminders", "/attention", "/attention?specialty=n%E1%BB%99i+khoa",
	"/coverage",
	"/diagnostics",
	"/quality",
	"/rotation",
	"/difficulties",
	"/indicators",
	"/needs", "/needs?specialty=n%E1%BB%99i+khoa",
	"/referrals",
	"/reporting", "/reporting?stream=station", "/reporting?specialty=n%E1%BB%99i+khoa",
	"/stations", "/stations/03127",
	"/figures", "/methods",
	"/compare", "/compare?station=03127&with=area", "/compare?specialty=n%E1%BB%99i+khoa",
	"/rows/postings?station=03127",
}

func TestEveryPageInBothLanguages(t *testing.T) {
	soak.Long(t)
	s := openDemo(t)
	for _, address := range pages {
		vi := s.see(address, `<html lang="vi">`, "Số liệu minh họa")
		if strings.Contains(vi, "message failed") {
			t.Errorf("a figure of %s failed", address)
		}
		en := s.see(with(address, "lang=en"), `<html lang="en">`, "Illustrative data")
		for _, word := range []string{"Độ bao phủ", "báo cáo", "đúng hạn", "Trang của"} {
			if strings.Contains(en, word) {
				t.Errorf("the English %s says %q", address, word)
			}
		}
	}
}

var link = regexp.MustCompile(`(?:href|data-src)="([^"]+)`)

// alike are the beginnings of addresses of which a page has many.
var alike = regexp.MustCompile(`^/stations/|^/attention/item|^/rows/\w+|^/\?area|^/pictures/|^/views\?|^/meeting|\.(svg|png|xlsx|csv)\b`)

// The English page leads to English pages only, and every link of every page answers.
func TestLinksAnswerAndKeepTheLanguage(t *testing.T) {
	t.Parallel()
	soak.Long(t)
	s := openDemo(t)
	asked, of := map[string]string{}, map[string]int{} // by target: the page that leads there
	for _, address := range pages {
		body := s.see(with(address, "lang=en"))
		for _, found := range link.FindAllStringSubmatch(body, -1) {
			target, _, _ := strings.Cut(html.UnescapeString(found[1]), "#")
			if target == "" { // a place on this page
				continue
			}
			plain := strings.HasPrefix(target, "/assets/")
			if !plain && !strings.Contains(target, "lang=en") && !strings.Contains(body, `href="`+found[1]+`" lang="vi"`) &&
				!strings.Contains(body, `href="`+found[1]+`" data-reset`) {
				t.Errorf("%s leads to %s, which is not English", address, target)
			}
			if strings.HasPrefix(target, "http") {
				t.Errorf("%s leads to another host: %s", address, target)
			}
			if asked[target] != "" {
				continue
			}
			if kind := alike.FindString(target); kind != "" {
				if of[kind]++; of[kind] > 3 {
					continue // they are one page with other numbers
				}
			}
			asked[target] = address
		}
	}
	for _, target := range soak.Sample(t, slices.Sorted(maps.Keys(asked)), 40) {
		if status, _ := s.get(target); status != 200 {
			t.Errorf("%s leads to %s, which answers %d", asked[target], target, status)
		}
	}
	if len(asked) < 60 {
		t.Errorf("only %d links were found", len(asked))
	}
}

func TestOverviewSaysTheFigures(t *testing.T) {
	s := openDemo(t)
	body := s.see("/", "Tuần 46 (09/11–15/11/2026)", "/45 trạm có cán bộ luân phiên", "KTC 95 %", "lượt ít hơn dự kiến", "Cần chú ý")
	if strings.Count(body, `class="headline figure"`) != 3 {
		t.Error("the overview has not three headlines")
	}
	s.see("/?lang=en", "Week 46 (9\u00a0Nov–15\u00a0Nov\u00a02026)", "95% interval")
}

func TestStationsAreListedByAreaThenName(t *testing.T) {
	s := openDemo(t)
	body := s.see("/stations")
	if n := strings.Count(body, `scope="row"><a href="/stations/`); n != 45 {
		t.Errorf("%d stations are listed", n)
	}
	if first, second := strings.Index(body, "Trung tâm Y tế Điện Biên<"), strings.Index(body, "Trung tâm Y tế Tuần Giáo<"); first < 0 || second < first {
		t.Error("the areas are not in order")
	}
}

func TestStationPageShowsNoNames(t *testing.T) {
	s := openDemo(t)
	body := s.see("/stations/03160", "CB0", "Mã cán bộ", `rel="prev"`, `rel="next"`)
	if strings.Contains(body, "Bác sĩ 0") { // the invented names of the demo's workers
		t.Error("the station's page shows a name")
	}
}

func TestBadParameters(t *testing.T) {
	s := openDemo(t)
	for _, query := range []string{"from=2026-W54", "from=x", "to=31/02/2026", "as_of=yesterday", "edition=0", "edition=two", "stream=both", "lang=fr",
		"map=moon", "area=Nowhere", "from=2026-W10&to=2026-W09", "from=1900-01-01", "as_of=2099-01-01"} {
		status, body := s.get("/?" + query)
		if status != 400 {
			t.Errorf("?%s answers %d", query, status)
		}
		if !strings.Contains(body, "Tham số") || !strings.Contains(body, "Parameter") {
			t.Errorf("?%s does not say in both languages what is wrong", query)
		}
	}
	for _, address := range []string{"/nothing", "/stations/99999", "/figures/nothing", "/figures/nothing.json", "/figures/nothing.csv",
		"/figures/station_postings?station=99999", "/?edition=77", "/assets/nothing.js"} {
		if status, _ := s.get(address); status != 404 {
			t.Errorf("%s answers %d", address, status)
		}
	}
}

func TestPeriodsOfAllForms(t *testing.T) {
	soak.Long(t)
	s := openDemo(t)
	s.see("/coverage?from=2026-W01&to=2026-W13", "29/12/2025–29/03/2026")
	s.see("/coverage?from=01/01/2026&to=2026-01-31", "01/01–31/01/2026")
	s.see("/coverage?as_of=01/04/2026", "hết ngày 01/04/2026", "15/12/2025–29/03/2026")
	s.see("/coverage?as_of=2026-04-01T08:00:00%2B07:00", "08:00 ngày 01/04/2026")
	s.see("/coverage?area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay", "Mường Lay")
}

func TestBeforeTheFirstEdition(t *testing.T) {
	s := open(t, edition.Folder(t.TempDir()), day("2026-01-10"))
	for _, address := range []string{"/", "/coverage", "/stations/03127", "/figures/coverage_by_station", "/methods"} {
		s.see(address, "Cán bộ dữ liệu hoặc quản trị viên nạp tệp", "chưa có ấn bản")
		s.see(with(address, "lang=en"), "no edition")
	}
	s.see("/figures/coverage_by_station.json", "not_collected", "chưa có ấn bản")
	if status, _ := s.get("/figures/coverage_by_station.csv"); status != 404 {
		t.Error("a CSV of nothing is sent")
	}
	s.see("/healthz", `"edition":null`)
}

func TestOneStation(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	s := open(t, folder, day("2026-01-20"))
	for _, address := range []string{"/", "/coverage", "/referrals", "/reporting", "/reporting?stream=station", "/stations", "/stations/S1"} {
		body := s.see(address)
		if strings.Contains(body, "message failed") {
			t.Errorf("a figure of %s failed", address)
		}
		if strings.Contains(body, "Số liệu minh họa") {
			t.Errorf("%s calls real data illustrative", address)
		}
	}
	if body := s.see("/", "Chưa trạm nào có tọa độ", "Chưa thu thập"); strings.Contains(body, "còn thiếu.") {
		t.Error("reports that were never collected are called missing")
	}
	later := open(t, folder, day("2026-11-16"))
	for _, address := range []string{"/", "/stations", "/stations/S1", "/meeting", "/brief.html"} {
		if body := later.see(address); strings.Contains(body, "0 trong 2 báo cáo") || strings.Contains(body, "0/2 báo cáo") {
			t.Errorf("%s counts the reports of a stream that was never collected", address)
		}
	}
	s.see("/reporting", "Chưa thu thập.", "Chưa nhận được báo cáo của cán bộ luân phiên nào")
	s.see("/referrals", "Chưa thu thập.", "Nạp tệp hoạt động")
	s.see("/stations/S1", "Trạm chưa gửi số lượt khám", "CB1", "Chưa nhận được báo cáo của trạm nào trong toàn tỉnh")
}

func TestNothingButASchema(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	editiontest.In(t, folder).Publish()
	s := open(t, folder, day("2026-01-20"))
	for _, address := range []string{"/", "/coverage", "/referrals", "/reporting", "/stations", "/figures", "/methods"} {
		if body := s.see(address); strings.Contains(body, "message failed") {
			t.Errorf("a figure of %s failed", address)
		}
	}
	s.see("/stations", "Chưa nạp danh sách trạm")
}
