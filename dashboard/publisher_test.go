package dashboard

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/render"
	"luanphien/ingest/demo"
	"luanphien/queries/soak"
)

const publisherName = "Sở Y tế tỉnh Điện Biên"

// Who answers for the numbers is named as their source on every picture and in every file, whatever an address says; the files
// are verified where another publisher is at home, from what they cite.
func TestPublisherIsNamedWhereverAFigureGoes(t *testing.T) {
	soak.Long(t)
	s := openWith(t, demoFolder(t), Options{Now: func() time.Time { return demo.AsOf }, Publisher: publisherName})
	elsewhere := openDemo(t)
	cited := "publisher=" + strings.ReplaceAll(url.QueryEscape(publisherName), "+", "%20")
	for _, query := range []string{"?lang=vi&publisher=B%C3%A1o", "?lang=en"} {
		said := map[string]string{"?lang=vi&publisher=B%C3%A1o": "Nguồn: ", "?lang=en": "Source: "}[query] + publisherName
		for _, ending := range endings {
			file := s.taken("coverage_by_week", ending, query)
			if ending == ".png" {
				if texts := render.Entries([]byte(file)); !strings.Contains(texts["Citation"], cited) {
					t.Errorf("the PNG cites %q", texts["Citation"])
				}
			} else if text := wordsOf(t, ending, file); !strings.Contains(text, said) || ending != ".svg" && !strings.Contains(text, cited) {
				t.Errorf("%s%s does not name the publisher, or does not cite it: %.600s", ending, query, text)
			}
			if v, err := elsewhere.VerifyFile([]byte(file)); err != nil || !v.Equal() {
				t.Errorf("%s%s: %+v, %v", ending, query, v, err)
			}
			if ending == ".svg" || ending == ".csv" {
				elsewhere.differs("another publisher"+ending, strings.Replace(file, publisherName, "Sở Y tế tỉnh Lào Cai", 1), "Lào Cai", "Điện Biên")
			}
		}
	}
	if file := elsewhere.taken("coverage_by_week", ".csv", "?publisher=B%C3%A1o"); strings.Contains(file, "publisher") || strings.Contains(file, "Nguồn") {
		t.Error("a server that is of nobody names a publisher")
	}
	press := s.as(account.PressOfficer)
	pack := press.see("/figures/pack.zip?figures=coverage_by_week&period=2026-Q3")
	if v, err := elsewhere.VerifyFile([]byte(pack)); err != nil || !v.Equal() || !strings.Contains(v.Cited, cited) {
		t.Errorf("the pack: %+v, %v", v, err)
	}
}
