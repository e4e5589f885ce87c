package dashboard

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// signIn hands the tab the cookie of the director who asks a server that a test started.
func (b *tab) signIn(t testing.TB, ctx context.Context, base string) {
	t.Helper()
	name, value, ok := strings.Cut(cookieFor(base), "=")
	if !ok {
		return
	}
	if _, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: base}); err != nil {
		t.Fatal(err)
	}
}
