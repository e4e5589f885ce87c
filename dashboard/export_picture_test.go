package dashboard

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"image/png"
	"io"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/render"
	"luanphien/dashboard/verify"
	"luanphien/ingest/demo"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// wellFormed reads a document to its end and gives its texts, line breaks undone.
func wellFormed(t *testing.T, document string) string {
	t.Helper()
	var texts []string
	d := xml.NewDecoder(strings.NewReader(document))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(texts, " ")
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if text, ok := token.(xml.CharData); ok {
			texts = append(texts, string(text))
		}
	}
}

// A picture says all that the page says of the figure, and whether it may be passed on.
func TestPicturesOfFigures(t *testing.T) {
	s := openDemo(t)
	for _, c := range []struct{ id, lang, illustrative, internal string }{
		{"coverage_by_week", "", "Số liệu minh họa", ""},
		{"coverage_by_station", "", "Số liệu minh họa", "Nội bộ – không công bố"},
		{"presence_by_week", "?lang=en", "Illustrative data", "Internal – not for publication"},
		{"map_coverage", "", "Số liệu minh họa", "Nội bộ – không công bố"},
	} {
		d := s.figure("/figures/" + c.id + ".json" + c.lang)
		status, svg, header := s.ask("/figures/" + c.id + ".svg" + c.lang)
		if status != 200 || header["Content-Type"][0] != "image/svg+xml" || !strings.HasSuffix(header["Content-Disposition"][0], `.svg"`) {
			t.Fatal(c.id, status, header)
		}
		text := strings.Join(strings.Fields(wellFormed(t, svg)), " ")
		for _, words := range []string{d.Title, d.Subtitle, d.Source, c.illustrative, c.internal, "edition 1 · " + c.id + " · "} {
			if !strings.Contains(text, strings.Join(strings.Fields(words), " ")) {
				t.Errorf("%s.svg lacks %q", c.id, words)
			}
		}
		if c.internal == "" && (strings.Contains(text, "Nội bộ") || strings.Contains(text, "Internal")) {
			t.Errorf("%s.svg calls the province's figures internal", c.id)
		}
		if strings.Count(svg, "<path")+strings.Count(svg, "<rect")+strings.Count(svg, "<circle")+strings.Count(svg, "<polygon") < 10 {
			t.Errorf("%s.svg draws nothing", c.id)
		}
		body := s.see("/figures/" + c.id + ".png" + c.lang)
		picture, err := png.Decode(bytes.NewReader([]byte(body)))
		if err != nil || picture.Bounds().Dx() < 2*chart.PictureWidth {
			t.Fatalf("%s.png: %v", c.id, err)
		}
		inSVG, _ := render.Citation([]byte(svg))
		inPNG, ok := render.Citation([]byte(body))
		if !ok || inPNG != inSVG {
			t.Errorf("%s: the files cite %q and %q", c.id, inSVG, inPNG)
		}
		s.see("/figures/"+c.id+c.lang, ".svg", ".png", strings.ReplaceAll(inPNG, "&", "&amp;"))
	}
}

// What has no chart says so, and offers none.
func TestNoPictureWithoutChart(t *testing.T) {
	s := openDemo(t)
	if status, body := s.get("/figures/attention.svg"); status != 404 || !strings.Contains(body, "không có biểu đồ") || !strings.Contains(body, "without a chart") {
		t.Error(status, body)
	}
	if body := s.see("/figures/attention"); strings.Contains(body, ".png") {
		t.Error("a list offers a picture")
	}
	bare := edition.Folder(t.TempDir())
	oneStation(t, bare)
	empty := open(t, bare, day("2026-01-20"))
	for _, ending := range []string{".svg", ".png"} {
		status, body := empty.get("/figures/referrals_by_week" + ending)
		if status != 404 || !strings.Contains(body, "Chưa thu thập.") || !strings.Contains(body, "Not collected") {
			t.Error(ending, status, body)
		}
	}
	none := open(t, edition.Folder(t.TempDir()), demo.AsOf)
	if status, body := none.get("/figures/coverage_by_week.svg"); status != 404 || !strings.Contains(body, "chưa có ấn bản nào") {
		t.Error(status, body)
	}
}

// Every figure that was cited is computed again to the same rows; other rows are told.
func TestCitationsAreVerified(t *testing.T) {
	t.Parallel()
	soak.Long(t)
	s := openDemo(t)
	for _, f := range catalogue.All.Order {
		for _, query := range []string{"?lang=en", "?from=2026-W02&to=2026-W05&area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay"} {
			cited, ok := verify.FindCitation(html.UnescapeString(s.see("/figures/" + f.ID + query)))
			if !ok {
				t.Errorf("%s cites nothing", f.ID)
				continue
			}
			if v, err := s.Verify(cited); err != nil || !v.Equal() {
				t.Errorf("%s\nis now\n%+v %v", cited, v, err)
			}
			if v, err := s.Verify(cited[:len(cited)-1] + "x"); err == nil {
				t.Error("no citation is verified", v)
			}
			other := cited[:len(cited)-64] + strings.Repeat("0", 64)
			if v, err := s.Verify(other); err != nil || v.Equal() || v.Now != cited {
				t.Error("other rows count as equal", v, err)
			}
		}
	}
	for _, wrong := range []string{"edition 99 · coverage_by_week ·  · sha256 " + strings.Repeat("0", 64),
		"edition 1 · nothing ·  · sha256 " + strings.Repeat("0", 64), ""} {
		var p *problem.Problem
		if _, err := s.Verify(wrong); !errors.As(err, &p) || p.VI == "" {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

// Pictures are downloads: the audit trail tells who took which.
func TestPicturesAreInTheAuditTrail(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	for range 2 { // the second is kept
		s.see("/figures/coverage_by_week.svg?lang=en")
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDownload, Limit: 9})
	if err != nil || len(trail) != 2 || trail[0].Subject != "/figures/coverage_by_week.svg?lang=en" {
		t.Error(trail, err)
	}
}
