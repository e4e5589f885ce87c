package dashboard

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
)

// All of a station's page fits one printed A4 sheet, whatever the width of the screen it is printed from.
func TestStationPrintsOnOneSheet(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	for _, of := range []struct {
		code  string
		width int64
	}{{"03160", 1440}, {"03127", 1440}, {"03368", 390}} {
		b.visit(t, base, "/stations/"+of.code, of.width)
		yes := true
		pdf, err := chromedp.Call(b.Ctx, printing.PrintToPDF, printing.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes})
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(pdf.Data, []byte("/Type /Page\n")); n != 1 {
			t.Errorf("the page of %s, from a screen of %d px, prints on %d sheets", of.code, of.width, n)
		}
	}
}

// The lines of a station are those of its own page, of its area's and of the province's figures.
func TestReferenceLinesAreTheFiguresOfTheirPlaces(t *testing.T) {
	s := openDemo(t)
	own := map[string]map[string]string{}
	for _, row := range s.rowsOf("/figures/station_reference.csv?station=03160") {
		own[row["indicator"]] = row
	}
	for _, row := range s.rowsOf("/figures/coverage_by_station.csv") {
		if row["station_code"] == "03160" && (row["coverage"] != own["coverage"]["station"] || row["doctor_coverage"] != own["doctor"]["station"]) {
			t.Errorf("the station: %v, its page %v", row, own["coverage"])
		}
	}
	for place, address := range map[string]string{"area": "?area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Nh%C3%A9", "province": ""} {
		covered, active := 0, 0
		for _, row := range s.rowsOf("/figures/coverage_by_station.csv" + address) {
			n, _ := strconv.Atoi(row["coverage_numerator"])
			of, _ := strconv.Atoi(row["coverage_denominator"])
			covered, active = covered+n, active+of
		}
		if active == 0 || own["coverage"][place+"_numerator"] != strconv.Itoa(covered) || own["coverage"][place+"_denominator"] != strconv.Itoa(active) {
			t.Errorf("%s: %d/%d, the page %v", place, covered, active, own["coverage"])
		}
	}
}

// Needs, difficulties and checks by hand: one need never met, one difficulty answered but open, one resolved.
func TestStationListsWhatIsOpen(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	editiontest.In(t, folder).Station("S1", "TT A", "2025-06-02", "").Worker("CB1", "doctor", "nội khoa", 1).
		Posting("001", "CB1", "S1", "2025-12-15", "2026-01-04", "").
		Need("S1", "nhi khoa", 1, "2025-12-15", "").Need("S1", "nội khoa", 1, "2025-12-15", "").
		Publish()
	s := open(t, folder, day("2025-12-30"))
	var got []string
	for _, row := range s.rowsOf("/figures/station_quality.csv?station=S1") {
		got = append(got, row["kind"]+" "+row["state"]+" "+row["what"])
	}
	if want := "need unmet nhi khoa: đáp ứng 0\u00a0% số ngày|need met nội khoa: đáp ứng 100\u00a0% số ngày"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
	s.see("/stations/S1", "1/2 nhu cầu được đáp ứng, 0 khó khăn còn mở", "Trạm chưa gửi chỉ số khác nào", "Chưa nhận được lượt khám và chuyển tuyến nào")
	s.see("/stations/S1?lang=en", "1 of 2 needs met, 0 difficulties open")
}

// The postings that a station's figure counts are those of the period, as many as the rows behind it; in another period
// there are others.
func TestPostingsOfAStationAreThoseOfThePeriod(t *testing.T) {
	s := openDemo(t)
	counted := regexp.MustCompile(`; (\d+) quyết định`)
	behind := regexp.MustCompile(`(\d+) lượt luân phiên`)
	seen := map[string]bool{}
	for _, query := range []string{"", "&period=2026-Q1", "&period=2026-Q3"} {
		body := s.see("/figures/station_postings?station=03160" + query)
		n, rows := counted.FindStringSubmatch(body), behind.FindStringSubmatch(body)
		if n == nil || rows == nil || n[1] != rows[1] {
			t.Errorf("%s counts %v, the rows behind it are %v", query, n, rows)
			continue
		}
		seen[n[1]] = true
	}
	if len(seen) < 2 {
		t.Errorf("every period has as many: %v", seen)
	}
}

// Who is at a station is said alike by its page, the page of all stations and the map: not a worker who is absent that day, or
// whom a later order sends elsewhere, and nobody at a station that has closed or is not open yet, which is said.
func TestWhoIsAtAStationIsOneAnswer(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	editiontest.In(t, folder).Station("T1", "TTYT A", "2025-01-01", "").Station("T2", "TTYT A", "2025-01-01", "2026-01-31").Station("T3", "TTYT A", "2026-06-01", "").
		Station("T4", "TTYT A", "2025-01-01", "").Worker("W1", "doctor", "", 1).Worker("W2", "doctor", "", 1).Worker("W3", "doctor", "", 1).Worker("W4", "doctor", "", 1).Worker("W5", "nurse", "", 1).
		Posting("QD1", "W1", "T1", "2026-01-05", "2026-03-31", "").Absence("W1", "2026-02-10", "2026-02-20"). // away for some days
		Posting("QD1", "W2", "T2", "2026-01-05", "2026-03-31", "").                                           // the station closes before the order ends
		Posting("QD1", "W3", "T3", "2026-01-05", "2026-07-31", "").                                           // which is not open yet
		Posting("QD1", "W4", "T1", "2026-01-05", "2026-03-31", "").Posting("QD2", "W4", "T4", "2026-02-01", "2026-03-31", "").
		Posting("QD1", "W5", "T1", "2026-02-15", "2026-03-31", "").Publish()
	s := open(t, folder, editiontest.Day("2026-12-01"))
	for _, c := range []struct {
		asOf, station, present, onMap string
		page                          []string
	}{
		{"2026-01-31", "T1", "BS đến 31/03/2026; BS đến 31/03/2026", "doctor", []string{"W1", "W4"}},
		{"2026-02-09", "T1", "BS đến 31/03/2026", "doctor", []string{"Có quyết định nhưng không có mặt ngày 09/02/2026: W4."}},
		{"2026-02-12", "T1", "không có ai", "nobody", []string{"Không có cán bộ luân phiên nào vào ngày 12/02/2026", "không có mặt ngày 12/02/2026: W1, W4."}},
		{"2026-02-16", "T1", "CB khác đến 31/03/2026", "other", []string{"không có mặt ngày 16/02/2026: W1, W4."}},
		{"2026-02-12", "T4", "BS đến 31/03/2026", "doctor", nil},
		{"2026-01-31", "T2", "BS đến 31/03/2026", "doctor", nil},
		{"2026-02-01", "T2", "không hoạt động", "inactive", []string{"trạm đã ngừng hoạt động sau ngày 31/01/2026", "không có mặt ngày 01/02/2026: W2."}},
		{"2026-05-31", "T3", "không hoạt động", "inactive", []string{"trạm hoạt động từ ngày 01/06/2026"}},
		{"2026-06-01", "T3", "BS đến 31/07/2026", "doctor", nil},
	} {
		of := func(figure, field string) string {
			for _, row := range s.rowsOf("/figures/" + figure + ".csv?as_of=" + c.asOf) {
				if row["station_code"] == c.station {
					return row[field]
				}
			}
			return "no row"
		}
		if got := of("scorecard", "present_now"); got != c.present {
			t.Errorf("%s on %s: all stations say %q, want %q", c.station, c.asOf, got, c.present)
		}
		if got := of("map_presence", "presence"); got != c.onMap {
			t.Errorf("%s on %s: the map says %q, want %q", c.station, c.asOf, got, c.onMap)
		}
		page := s.see("/stations/"+c.station+"?as_of="+c.asOf, c.page...)
		if c.page == nil && (strings.Contains(page, "không có mặt ngày") || strings.Contains(page, "hoạt động sau ngày") || strings.Contains(page, "Không có cán bộ luân phiên nào")) {
			t.Errorf("%s on %s: the page says that nobody is there", c.station, c.asOf)
		}
	}
	if body := s.see("/stations?only=nobody&as_of=2026-02-12"); !strings.Contains(body, ">T1<") && strings.Contains(body, "/stations/T2?") {
		t.Error("a closed station counts as one with nobody")
	}
}
