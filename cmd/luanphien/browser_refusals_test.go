package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"luanphien/dashboard/account"
	"luanphien/queries/soak"
)

// mixedFiles are dropped together: one corrects, one has too many bad rows, one renames what is known, one has rows that are
// passed over.
func mixedFiles(t *testing.T) []string {
	t.Helper()
	return []string{
		textFile(t, "a-dinh-chinh.csv", strings.ReplaceAll(twoWeeks, "hô hấp,5", "hô hấp,6")+"Tổng cộng,,,13,1\nNgười lập biểu,,,,\n"),
		textFile(t, "b-"+strings.Repeat("tên rất dài ", 8)+".csv", strings.ReplaceAll(strings.ReplaceAll(twoWeeks, "W10", "W12"), "7,0", "7,9")),
		textFile(t, "c-tram.csv", strings.NewReplacer("Mường Một", "Bản Ba", "Mường Hai", "Bản Bốn").Replace(twoStations)),
	}
}

// The preview of files that ask for a word, the history of a load and the list of refused rows fit their window in both
// languages and both colour schemes; a box is ticked, the files load, a row is dismissed.
func TestRefusalsInTheBrowser(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	base, _ := serveAndRead(t, dir)
	officer.base = base
	for _, f := range [][2]string{{"tram.csv", twoStations}, {"hd.csv", twoWeeks}} {
		at := officer.preview(nil, f)
		officer.press(at, at, "đã nạp")
	}
	d := deskOf(t, openBrowser(t, base), officer)
	random := soak.Random(t)
	// looks shows a page in every way, an ordinary run in some, and ends in Vietnamese and wide.
	looks := func(name, address, shows string) {
		t.Helper()
		for _, width := range []int64{narrow, wide} {
			for _, scheme := range []string{"dark", "light"} {
				for _, lang := range []string{"en", "vi"} {
					if last := width == wide && scheme == "light" && lang == "vi"; !last && !soak.All() && random.IntN(3) > 0 {
						continue
					}
					media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
					if _, err := chromedp.Call(d.ctx, emulation.SetEmulatedMedia, media); err != nil {
						t.Fatal(err)
					}
					d.act(address, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address+"?lang="+lang))
					d.wait(shows)
					var overflow int
					overflow, err := chromedp.Run(d.ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
					if err != nil || overflow > 0 {
						t.Errorf("%s %d %s: content %d px wider than the window, %v", name, width, lang, overflow, err)
					}
					d.picture(d.ctx, t, fmt.Sprintf("%s-%s-%s", name, scheme, lang), width)
				}
			}
		}
	}
	looks("empty-upload", base+"/data/upload", `document.querySelector('.drop.ready') !== null`)
	d.act("upload", chromedp.SetUploadFiles(`input[type="file"]`, mixedFiles(t)), chromedp.Click(`form[data-upload] button`))
	d.wait(`document.querySelectorAll('.agree .tick').length === 2 && document.querySelector('.corrections ins') !== null && document.querySelector('.doubts') !== null`)
	address, err := chromedp.Run(d.ctx, chromedp.Evaluate[string](`location.origin + location.pathname`))
	if err != nil {
		t.Fatal(err)
	}
	looks("preview-mixed", address, `document.querySelectorAll('.agree .tick').length === 2`)
	d.act("agree", chromedp.Click(`.agree input[value="1"]`), chromedp.Click(`.agree button`))
	d.wait(`document.body.innerText.includes('Kết quả nạp')`)
	looks("loaded-mixed", address, `document.querySelectorAll('.one-file').length === 3`)
	looks("data-refused", base+"/data", `document.querySelectorAll('.refusals tbody tr').length === 1`)
	looks("load", base+"/data/loads/4", `document.querySelectorAll('.refusals tbody tr').length === 1`)
	d.act("dismiss", chromedp.EmulateViewport(narrow, 900), chromedp.Click(`.refusals input[type="checkbox"]`), chromedp.SetValue(`input[name="reason"]`, "số cũ"), chromedp.Click(`#refused .buttons button`))
	d.wait(`document.querySelector('#refused details') !== null && document.querySelector('#refused .refusals') === null`)
	looks("load-dismissed", base+"/data/loads/4", `document.querySelector('#refused details') !== null`)
	d.Calm(t, "refusals")
}
