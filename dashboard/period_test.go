package dashboard

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/address"
	"luanphien/dashboard/words"
)

// The forms of a period and their ends, by the calendar (ISO 8601 for weeks: week 40 of 2026 begins on 28 September,
// 2026 has 53 weeks).
func TestPeriodsAreReadFromTheAddress(t *testing.T) {
	for text, want := range map[string]string{
		"2026-W40": "2026-09-28 2026-10-04", "2026-W53": "2026-12-28 2027-01-03", "2026-W40..2026-W46": "2026-09-28 2026-11-15",
		"2026-10": "2026-10-01 2026-10-31", "2024-02": "2024-02-01 2024-02-29", "2026-Q3": "2026-07-01 2026-09-30",
		"2026": "2026-01-01 2026-12-31", "2025-Q4..2026-02": "2025-10-01 2026-02-28", "2026-11-15": "2026-11-15 2026-11-15",
		"since-start": "0001-01-01 0001-01-01",
	} {
		p, err := address.ParsePeriod(text)
		if got := p.From.Format(time.DateOnly) + " " + p.To.Format(time.DateOnly); err != nil || got != want {
			t.Errorf("%s is %s %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"2025-W53", "2026-13", "2026-Q5", "26", "2026-W46..2026-W40", "2026-W40..", "..2026", "2026..2027..2028", "1999", "last-year"} {
		if p, err := address.ParsePeriod(text); err == nil {
			t.Errorf("%s is read as %v", text, p)
		}
	}
}

// A year or month that goes on ends at the last complete week; one that is over keeps its own end; the ends that
// ?from= and ?to= name go before those of the period.
func TestPeriodOfThePage(t *testing.T) {
	s := openDemo(t)
	for query, words := range map[string]string{
		"period=2026": "Kỳ 01/01–15/11/2026", "period=2026-Q3": "Kỳ 01/07–30/09/2026", "period=2026-11": "Kỳ 01/11–15/11/2026",
		"period=2026-W40..2026-W46": "Kỳ 28/09–15/11/2026", "period=since-start": "Kỳ 15/12/2025–15/11/2026", "period=&from=&to=": "Kỳ 15/12/2025–15/11/2026",
		"period=2026-Q3&to=2026-W30": "Kỳ 01/07–26/07/2026", "period=2026-10&lang=en": "Period 1\u00a0Oct–31\u00a0Oct\u00a02026",
	} {
		s.see("/coverage?"+query, words)
	}
	s.see("/coverage?period=2026-Q3", `<option value="2026-Q3" selected>Quý 3/2026</option>`, `<option value="2026-10">Tháng 10/2026</option>`,
		`<option value="2026-W46">Tuần 46 (09/11–15/11/2026)</option>`, `<option value="since-start">Từ đầu chương trình</option>`)
}

// Every control is a plain form field, and its value is kept by the links and the other language.
func TestFiltersOfTheAddress(t *testing.T) {
	s := openDemo(t)
	ward := s.see("/coverage?kind=ward", `<option value="ward" selected>Trạm y tế phường</option>`, "· Trạm y tế phường ·", `href="/reporting?kind=ward"`,
		`href="/coverage?kind=ward&amp;lang=en"`)
	if strings.Contains(ward, "Mường Nhà") || !strings.Contains(ward, "Mường Lay") {
		t.Error("the wards are not the stations shown")
	}
	s.see("/stations?kind=ward&edition=1", "Mường Lay", `<option value="">Mới nhất (1)</option><option value="1" selected>Ấn bản 1</option>`)
	if body := s.see("/stations?kind=ward"); strings.Count(body, `<tr role="row" data-find=`) != wardsOfTheDemo {
		t.Error("the list holds other stations than the wards")
	}
	if status, _ := s.get("/coverage?kind=castle"); status != 400 {
		t.Error("an unknown kind answers", status)
	}
	english := s.see("/figures/station_reports?station=03160&lang=en&period=2026-Q3")
	if !strings.Contains(english, `href="/figures/station_reports?period=2026-Q3&amp;station=03160"`) {
		t.Error("the other language loses the station")
	}
}

// wardsOfTheDemo is the number of wards among the 45 of the province (03127 Điện Biên Phủ, Mường Thanh, Mường Lay).
const wardsOfTheDemo = 3

// The fixed link shows the very figures again, by edition, moment and days.
// addresses are those that a page leads to or draws from.
var addresses = regexp.MustCompile(`(?:href|data-src|src|srcset)="[^"]*"`)

func TestFixedLink(t *testing.T) {
	s := openDemo(t)
	want := url.Values{"as_of": {"2026-11-16T00:00:00+07:00"}, "edition": {"1"}, "from": {"2026-07-01"}, "kind": {"ward"}, "to": {"2026-09-30"}}
	body := s.see("/coverage?period=2026-Q3&kind=ward", `href="/coverage?`+strings.ReplaceAll(want.Encode(), "&", "&amp;")+`"`)
	again := s.see("/coverage?" + want.Encode())
	table := func(body string) string {
		return body[strings.Index(body, "<tbody>"):strings.LastIndex(body, "</tbody>")]
	}
	plain := func(text string) string { return addresses.ReplaceAllString(text, "") }
	if plain(table(body)) != plain(table(again)) {
		t.Error("the fixed link shows other figures")
	}
}

func TestVietnameseOrder(t *testing.T) {
	names := []string{"y học cổ truyền", "đa khoa", "dinh dưỡng", "răng hàm mặt", "da liễu", "ơ", "o", "ô", "điều dưỡng"}
	words.SortVietnamese(names)
	if got := strings.Join(names, "|"); got != "da liễu|dinh dưỡng|đa khoa|điều dưỡng|o|ô|ơ|răng hàm mặt|y học cổ truyền" {
		t.Error(got)
	}
}
