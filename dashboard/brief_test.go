package dashboard

import (
	"bytes"
	"encoding/csv"
	"errors"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/brief"
	"luanphien/dashboard/docx/ziptest"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var (
	overviewLead    = regexp.MustCompile(`<h1 class="sentence">([^<]+)</h1>`)
	overviewNumbers = regexp.MustCompile(`<p class="value"><b>([^<]+)</b>`)
	overviewChanges = regexp.MustCompile(`</figcaption>\s*<p class="change">([^<]+)</p><p class="change">([^<]+)</p>`)
	overviewBeside  = regexp.MustCompile(`<p class="value">.*?<span>([^<]+)</span></p>`)
	overviewKinds   = regexp.MustCompile(`(?s)<p class="switch kinds">(.*?)</p>`)
	overviewWhom    = regexp.MustCompile(`<a class="whom" href="[^"]*">([^<]+)</a>`)
	briefImages     = regexp.MustCompile(`src="data:image/png;base64,iVBOR[^"]{1000,}"`)
)

// week is an ISO week of the tests.
func week(t *testing.T, text string) calendar.Week {
	t.Helper()
	w, err := calendar.ParseWeek(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// plainOf is what a page of HTML says.
func plainOf(body string) string { return html.UnescapeString(xmlTags.ReplaceAllString(body, "")) }

// A brief says the numbers, the judgements, the targets and the stations of the overview at its moment, in both formats and
// languages: of the newest week and of one long past.
func TestBriefSaysTheOverview(t *testing.T) {
	s := openDemo(t).as(account.Director)
	for _, c := range []struct{ asOf, lang, stations string }{{"2026-11-15", "", "Cần chú ý"}, {"2026-06-14", "lang=en", "Attention"}} {
		address := "?as_of=" + c.asOf
		if c.lang != "" {
			address = with(address, c.lang)
		}
		overview := s.see("/" + address)
		page := s.see("/brief.html" + address)
		status, file := s.get("/brief.docx" + address)
		if status != 200 {
			t.Fatal(status, file)
		}
		document := ziptest.Parts(t, []byte(file))["word/document.xml"]
		var want []string
		for _, found := range []*regexp.Regexp{overviewLead, overviewNumbers, overviewBeside, overviewChanges} {
			for _, m := range found.FindAllStringSubmatch(overview, -1) {
				want = append(want, m[1:]...)
			}
		}
		if len(want) < 1+3+3+3 {
			t.Fatalf("the overview of %s says only %q", c.asOf, want)
		}
		kinds := regexp.MustCompile(`<a [^>]*>([^<]+)</a>`).FindAllStringSubmatch(overviewKinds.FindString(overview), -1)
		whom := overviewWhom.FindAllStringSubmatch(overview, -1)
		if len(kinds) < 3 || len(whom) < briefRows {
			t.Fatalf("the overview of %s has %d kinds and %d stations", c.asOf, len(kinds), len(whom))
		}
		for _, m := range append(kinds, whom[:briefRows]...) {
			want = append(want, m[1])
		}
		for format, said := range map[string]string{"html": plainOf(page), "docx": textOf(document)} {
			for _, text := range want {
				if !strings.Contains(said, html.UnescapeString(text)) {
					t.Errorf("the brief %s of %s lacks %q", format, c.asOf, text)
				}
			}
			if strings.Contains(said, "⟨") {
				t.Errorf("the brief %s of %s asks for a message that does not exist", format, c.asOf)
			}
		}
		if n := len(briefImages.FindAllString(page, -1)); n != 4 {
			t.Errorf("the page has %d pictures", n)
		}
		if n := strings.Count(document, "<pic:pic"); n != 4 {
			t.Errorf("the document has %d pictures", n)
		}
		if n := strings.Count(page, `class="number"`); n != 4 {
			t.Errorf("the page has %d numbers", n)
		}
	}
}

// The fourth number, days with a doctor, is that of the four last weeks of its figure; the missing reports and the coming orders are those of the
// reminders.
func TestBriefSaysTheFigureAndTheReminders(t *testing.T) {
	s := openDemo(t).as(account.Director)
	said := plainOf(s.see("/brief.html?as_of=2026-11-15"))
	rows, err := csv.NewReader(strings.NewReader(s.see("/figures/doctor_xmr.csv?as_of=2026-11-15"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	doctors, days := 0, 0
	for _, row := range rows[len(rows)-4:] {
		x, _ := strconv.Atoi(row[4])
		n, _ := strconv.Atoi(row[5])
		doctors, days = doctors+x, days+n
	}
	w := s.words[words.Vietnamese]
	for _, want := range []string{w.Percent(float64(doctors), float64(days)), w.Int(float64(doctors)) + " trong " + w.Int(float64(days)) + " ngày"} {
		if days == 0 || !strings.Contains(said, want) {
			t.Errorf("the brief does not say %s, which the figure of the doctors does", want)
		}
	}
	title := regexp.MustCompile(`(\d+) báo cáo còn thiếu, (\d+) báo cáo đến hạn`).FindStringSubmatch(s.see("/reminders?as_of=2026-11-15"))
	if title == nil || !strings.Contains(said, "còn thiếu "+title[1]+" báo cáo, "+title[2]+" báo cáo còn trong hạn nộp") {
		t.Errorf("the reminders say %q, the brief otherwise", title)
	}
}

// A brief is of what its reader may see, and says that it stays in the house.
func TestBriefIsOfWhatTheReaderMaySee(t *testing.T) {
	s, _, others := ofArea(t)
	said := plainOf(s.see("/brief.html?as_of=2026-11-15", "Nội bộ – không công bố"))
	s.lacks(others, "/brief.html", said)
	_, file := s.get("/brief.docx?as_of=2026-11-15")
	s.lacks(others, "/brief.docx", textOf(ziptest.Parts(t, []byte(file))["word/document.xml"]))
	if status, _ := openDemo(t).as(account.PressOfficer).get("/brief.html"); status != 403 {
		t.Error("the press is answered", status)
	}
	director := openDemo(t).as(account.Director)
	director.see("/", `href="/brief.docx?as_of=2026-11-15"`)
	area := "area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Nh%C3%A9"
	if said := plainOf(director.see("/brief.html?as_of=2026-11-15&" + area)); !strings.Contains(said, "Trung tâm Y tế Mường Nhé") || strings.Contains(said, "Trung tâm Y tế Nậm Pồ") {
		t.Error("the brief of an area is of others, too")
	}
}

// A week that is not over, or was before the data, has no brief and is told so.
func TestNoBriefOfAWeekWithoutData(t *testing.T) {
	s := openDemo(t)
	for _, text := range []string{"2024-W10", "2026-W47", "2030-W01"} {
		_, err := s.Brief(t.Context(), brief.Order{Week: week(t, text), Lang: words.Vietnamese, Format: "docx"})
		var p *problem.Problem
		if !errors.As(err, &p) || p.Code != 404 || !strings.Contains(p.EN, "no brief") || !strings.Contains(p.VI, "Không có bản tin") {
			t.Errorf("%s: %v", text, err)
		}
	}
	if status, _ := s.get("/brief.html?as_of=2024-03-10"); status != 404 {
		t.Error("the page of a week before the data answers", status)
	}
}

// The same order gives the same bytes.
func TestBriefIsTheSameAgain(t *testing.T) {
	o := brief.Order{Week: week(t, "2026-W24"), Lang: words.Vietnamese, Format: "docx"}
	one, err := openDemo(t).Brief(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	two, err := openDemo(t).Brief(t.Context(), o)
	if err != nil || !bytes.Equal(one, two) {
		t.Error("the brief differs from itself", err)
	}
	_, file := openDemo(t).as(account.Director).get("/brief.docx?as_of=2026-06-14")
	if file != string(one) {
		t.Error("the brief of the command is not that of the page")
	}
}

// Both formats take one sheet of A4: the page as Chromium prints it, the document as LibreOffice lays it out.
func TestBriefIsOneSheet(t *testing.T) {
	for _, text := range []string{"2026-W24", "2026-W46"} {
		order := brief.Order{Week: week(t, text), Lang: words.Vietnamese, Format: "html"}
		body, err := openDemo(t).Brief(t.Context(), order)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "brief.html")
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		b := openTab(t)
		ctx, cancel := b.within(t)
		defer cancel()
		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+path)); err != nil {
			t.Fatal(err)
		}
		yes := true
		pdf, err := chromedp.Call(ctx, printing.PrintToPDF, printing.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes})
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(pdf.Data, []byte("/Type /Page\n")); n != 1 {
			t.Errorf("%s prints on %d sheets", text, n)
		}
	}
	office, info := toolOf(t, "soffice", "libreoffice-writer"), toolOf(t, "pdfinfo", "poppler-utils")
	body, err := openDemo(t).Brief(t.Context(), brief.Order{Week: week(t, "2026-W46"), Lang: words.Vietnamese, Format: "docx"})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "brief.docx"), body, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "brief.docx")).CombinedOutput()
	if _, missing := os.Stat(filepath.Join(dir, "brief.pdf")); err != nil || missing != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("LibreOffice writes no PDF: install libreoffice-writer: %v: %s", err, said)
		}
		t.Skipf("LibreOffice has no Writer here: %s", said)
	}
	pages, err := exec.CommandContext(t.Context(), info, filepath.Join(dir, "brief.pdf")).CombinedOutput()
	if err != nil || !regexp.MustCompile(`Pages: +1\n`).Match(pages) || !strings.Contains(string(pages), "(A4)") {
		t.Errorf("the document is not one sheet of A4: %v\n%s", err, pages)
	}
}
