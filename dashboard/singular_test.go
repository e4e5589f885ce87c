package dashboard

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// ones are what an English sentence must not say of one, and what must be said of none in another way.
var ones = regexp.MustCompile(`(?:^|[^\d.,/–−:-])1 (?:needs|(?:[a-z]+ )?(?:stations|days|weeks|reports|rows|visits|referrals|hours|cells|blocks|workers|doctors|items|orders|postings|staff-days|months|files|checks|indicators|difficulties|units))\b`)

var shownSQL = regexp.MustCompile(`(?s)<pre.*?</pre>`)

var ofNone = regexp.MustCompile(`\b0 of 0\b|(?:^|[^\d/])0/0(?:[^\d/]|$)`)

// smallEditions are provinces with one of everything, with one station and one posting, and with one station alone.
var smallEditions = map[string]func(testing.TB) edition.Folder{
	"one of everything": func(t testing.TB) edition.Folder {
		folder := edition.Folder(t.TempDir())
		editiontest.In(t, folder).Station("S", "TTYT A", "2025-06-02", "").Worker("A", "doctor", "nội khoa", 1).
			Posting("1", "A", "S", "2026-11-02", "2026-11-15", "").Absence("A", "2026-11-04", "2026-11-04").
			Need("S", "nội khoa", 1, "2026-11-01", "").Need("S", "nhi khoa", 1, "2026-11-15", "2026-11-15").
			Activity("S", "", "2026-11-02", "g", 1, 1).Activity("S", "", "2026-11-09", "g", 1, 0).
			Report("S", "A", "2026-11-02", "2026-11-11 08:00:00", 1, 1).Report("S", "", "2026-11-02", "2026-11-09 08:00:00", 1, 1).Publish()
		return folder
	},
	"a station and a posting": func(t testing.TB) edition.Folder {
		folder := edition.Folder(t.TempDir())
		oneStation(t, folder)
		return folder
	},
	"a station": func(t testing.TB) edition.Folder {
		folder := edition.Folder(t.TempDir())
		editiontest.In(t, folder).Station("S", "TTYT A", "2025-06-02", "").Publish()
		return folder
	},
}

// No page, figure or tip of a province with one or none of everything says «1 stations» or «0 of 0».
func TestOneAndNoneInEnglish(t *testing.T) {
	t.Parallel()
	for name, folder := range smallEditions {
		t.Run(name, func(t *testing.T) {
			s := open(t, folder(t), crawlNow)
			station := "S"
			if name == "a station and a posting" {
				station = "S1"
			}
			told := map[string]bool{}
			asked, list := 0, []string{"/", "/coverage", "/referrals", "/reporting", "/difficulties", "/indicators", "/needs", "/rotation", "/diagnostics", "/quality",
				"/stations", "/stations/" + station, "/attention", "/compare", "/compare?with=2026-10", "/methods", "/figures", "/data", "/remarks"}
			for _, kind := range []string{"activity", "weekly_reports", "postings", "absences", "incident_reports", "indicators"} {
				list = append(list, "/rows/"+kind)
			}
			for _, f := range slices.Concat(catalogue.All.Order, catalogue.All.More) {
				list = append(list, "/figures/"+f.ID+".json?station="+station, "/figures/"+f.ID+"?station="+station)
			}
			flip := soak.Random(t).IntN(4)
			for i, address := range list {
				for p, period := range []string{"", "2026-11"} {
					if (i+2*p)%4 != flip && !soak.All() {
						continue
					}
					status, page := s.get(with(with(address, "lang=en"), "period="+period))
					if status != 200 {
						continue // what this address needs is not there
					}
					asked++
					text := page
					if !strings.Contains(address, ".json") {
						text = plain(shownSQL.ReplaceAllString(page[strings.Index(page, "<main"):], ""))
					}
					for _, said := range []*regexp.Regexp{ones, ofNone} {
						if m := said.FindStringIndex(text); m != nil {
							if told[text[m[0]:m[1]]] {
								continue
							}
							told[text[m[0]:m[1]]] = true
							t.Errorf("%s?period=%s says «%s»", address, period, strings.Join(strings.Fields(text[max(m[0]-60, 0):min(m[1]+40, len(text))]), " "))
						}
					}
				}
			}
			if asked < soak.Times(25, 100) {
				t.Errorf("only %d addresses answered", asked)
			}
		})
	}
}
