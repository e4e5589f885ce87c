package dashboard

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/upload"
)

// A load is made once, however it is pressed: by a double click, in a second tab while it goes on, after a reload. Its page
// shows it all the while, and in the end what came out.
func TestLoadGoesOnInTheBrowser(t *testing.T) {
	l := &slowLoader{}
	s, at := uploading(t, l)
	b := openTab(t)
	base := serveSite(t, s)
	ctx, cancel := context.WithTimeout(b.Ctx, time.Minute)
	defer cancel()
	b.signIn(t, base)
	other, closeOther := chromedp.NewContext(ctx)
	defer closeOther()
	do := func(ctx context.Context, what string, actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	go func() { l.end <- nil }() // of the preview
	do(ctx, "preview", chromedp.Navigate(base+at), chromedp.WaitVisible("form.agree"))
	do(other, "preview in a second tab", chromedp.Navigate(base+at), chromedp.WaitVisible("form.agree"))
	do(ctx, "press twice", chromedp.DoubleClick("form.agree button"))
	l.say(upload.Progress{Step: upload.StepRead, Done: 5})
	do(ctx, "follow", chromedp.WaitVisible(`.working progress[value="5"]`))
	do(ctx, "reload", chromedp.Reload(), chromedp.WaitVisible(`.working [data-step="read"].now`))
	do(other, "press in the second tab", chromedp.Click("form.agree button"), chromedp.WaitVisible(`.working progress[value="5"]`))
	l.say(upload.Progress{Step: upload.StepWrite})
	do(ctx, "back", chromedp.NavigateBack())
	do(ctx, "open again", chromedp.Navigate(base+at), chromedp.WaitVisible(`.working [data-step="write"].now`))
	l.end <- nil
	for _, tab := range []context.Context{ctx, other} {
		do(tab, "result", chromedp.WaitVisible(".one-file"))
		if err := browsertest.Until(tab, `document.querySelector('h1').innerText === 'Kết quả nạp'`); err != nil {
			t.Error(err)
		}
	}
	if l.loaded != 1 {
		t.Errorf("loaded %d times", l.loaded)
	}
}
