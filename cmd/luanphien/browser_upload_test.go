package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/browsertest"
)

// A file is chosen, uploaded by the script, seen in the preview and loaded, wide and narrow.
func TestUploadInTheBrowser(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	base, _ := serveAndRead(t, dir)
	b := openBrowser(t, base)
	name, token, _ := strings.Cut(officer.cookie, "=")
	paths := []string{textFile(t, "tram.csv", twoStations), textFile(t, "hd.csv", sixWeeks)}
	for i, width := range []int64{wide, narrow} {
		ctx, cancel := context.WithTimeout(b.Ctx, browsertest.Patience)
		_, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: token, URL: base})
		if err == nil {
			err = chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(base+"/data/upload"), chromedp.WaitVisible(".drop.ready .hint"),
				chromedp.SetUploadFiles(`input[type="file"]`, paths[i:i+1]), chromedp.Click(`form[data-upload] button`))
		}
		if err == nil {
			err = browsertest.Until(ctx, `document.readyState === 'complete' && location.pathname.startsWith('/data/upload/') && document.querySelector('.understood') !== null && document.documentElement.scrollWidth <= innerWidth`)
		}
		b.picture(ctx, t, "preview", width)
		if err == nil {
			err = chromedp.Do(ctx, chromedp.Click(`.buttons button`))
		}
		if err == nil {
			err = browsertest.Until(ctx, `document.readyState === 'complete' && document.body.innerText.includes('đã nạp') && document.documentElement.scrollWidth <= innerWidth`)
		}
		if err == nil {
			err = chromedp.Do(ctx, chromedp.Navigate(base+"/data"))
		}
		if err == nil {
			err = browsertest.Until(ctx, `document.readyState === 'complete' && document.querySelectorAll('.loads tbody tr').length === `+string(rune('1'+i))+` && document.documentElement.scrollWidth <= innerWidth`)
		}
		b.picture(ctx, t, "data", width)
		cancel()
		if err != nil {
			t.Fatalf("%d wide: %v", width, err)
		}
		for _, trouble := range b.Troubles() {
			t.Errorf("%d wide: %s", width, trouble)
		}
	}
}

// picture keeps a picture of the page for people to look at, where LUANPHIEN_SCREENSHOTS names a folder.
func (b *browser) picture(ctx context.Context, t *testing.T, name string, width int64) {
	t.Helper()
	folder := os.Getenv("LUANPHIEN_SCREENSHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Errorf("picture of %s: %v", name, err)
		return
	}
	kind := "wide"
	if width == narrow {
		kind = "narrow"
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+"-"+kind+".png"), png, 0o644); err != nil {
		t.Error(err)
	}
}
