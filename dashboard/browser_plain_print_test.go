package dashboard

import (
	"bytes"
	"compress/zlib"
	"io"
	"testing"

	"luanphien/dashboard/browsertest"

	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// instructions gives the drawing instructions of a PDF in plain text.
func instructions(pdf []byte) []byte {
	var all []byte
	for _, part := range bytes.Split(pdf, []byte("stream\n"))[1:] {
		z, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue // a font or a picture in pixels
		}
		text, err := io.ReadAll(z)
		if err == nil || len(text) > 0 {
			all = append(all, text...)
		}
	}
	return all
}

// Without script no chart is drawn again for the printer; a page of a dark screen is printed with the pictures for light
// ones all the same.
func TestPaperIsLightWithoutScript(t *testing.T) {
	t.Parallel()
	_, ctx, base := openPlain(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(base+"/coverage?period=2026-Q3")); err != nil {
		t.Fatal(err)
	}
	if n := browsertest.Evaluate[int](t, ctx, `new Set([...document.querySelectorAll('.chart img')].map((i) => i.currentSrc)).size - document.querySelectorAll('.chart').length`); n != 0 {
		t.Errorf("a light screen fetches %d pictures more than it shows", n)
	}
	media(t, ctx, "", "dark")
	for _, width := range []int64{1440, 390} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(base+"/coverage?period=2026-Q3")); err != nil {
			t.Fatal(err)
		}
		if err := browsertest.Until(ctx, `[...document.querySelectorAll('.chart img')].some((i) => i.complete && i.currentSrc.includes('dark'))`); err != nil {
			t.Fatal(err)
		}
		pdf, err := chromedp.Call(ctx, printing.PrintToPDF, printing.PrintToPDFParams{PrintBackground: new(bool)})
		if err != nil {
			t.Fatal(err)
		}
		// The accents of bars by the table of the look, #4fb3ba and #0b6e75, as the file writes them.
		dark, light := bytes.Count(instructions(pdf.Data), []byte(".3098 .702 .7294 rg")), bytes.Count(instructions(pdf.Data), []byte(".0431 .4314 .4588 rg"))
		if dark > 0 || light == 0 {
			t.Errorf("at %d the bars are printed %d times in the colour of a dark screen, %d times in that of paper", width, dark, light)
		}
	}
}
