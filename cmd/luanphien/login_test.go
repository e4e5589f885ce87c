package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/browsertest"
)

// How tests log in to the real program: as the demo's accounts, by its own page.

// clients are those that have logged in, by host.
var clients sync.Map

// clientOf is the client that has logged in to the server of an address, or one that has not.
func clientOf(address string) *http.Client {
	if u, err := url.Parse(address); err == nil {
		if c, ok := clients.Load(u.Host); ok {
			return c.(*http.Client)
		}
	}
	return http.DefaultClient
}

// newClient keeps cookies, as a browser does.
func newClient(t testing.TB) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

var formToken = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// send opens a page and sends the form that it holds.
func send(t testing.TB, client *http.Client, page, action string, fields url.Values) (int, string) {
	t.Helper()
	body := pageText(t, client, page)
	token := formToken.FindStringSubmatch(body)
	if token == nil {
		t.Fatalf("%s holds no form:\n%s", page, body)
	}
	fields.Set("csrf", token[1])
	answer, err := client.PostForm(action, fields)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(b)
}

func pageText(t testing.TB, client *http.Client, address string) string {
	t.Helper()
	answer, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// signIn logs in as one of the demo's accounts; fetch asks that server as it from then on.
func signIn(t testing.TB, base, login string) {
	t.Helper()
	client := newClient(t)
	status, body := send(t, client, base+"/login", base+"/login", url.Values{"login": {login}, "password": {account.DemoPassword}})
	if status != http.StatusOK || strings.Contains(body, `type="password"`) {
		t.Fatalf("log-in as %s: %d\n%s", login, status, body)
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	clients.Store(u.Host, client)
}

// logIn logs in in the browser: it opens the overview, is led to the log-in page, types name and password, and comes back
// to the overview.
func (b *browser) logIn(t *testing.T, base, login string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx, browsertest.Patience)
	defer cancel()
	err := chromedp.Do(ctx, chromedp.EmulateViewport(wide, 900), chromedp.Navigate(base+"/coverage"),
		chromedp.SendKeys(`form.fields input[name="login"]`, login),
		chromedp.SendKeys(`form.fields input[name="password"]`, account.DemoPassword),
		chromedp.Click(`form.fields button`))
	if err == nil {
		err = browsertest.Until(ctx, `location.pathname === '/coverage' && `+drawn)
	}
	if err != nil {
		t.Fatalf("log-in: %v", err)
	}
	for _, trouble := range b.Troubles() {
		t.Errorf("log-in: %s", trouble)
	}
}

// The page of the log-in itself, wide and narrow, in both languages; a button a role leads in; out again by the account's
// page.
func TestLogInInTheBrowser(t *testing.T) {
	address, said := serveAndRead(t, demoData(t))
	if !strings.Contains(said, "log-in page shows the demo's accounts") || strings.Contains(said, "/setup/") {
		t.Errorf("the start says:\n%s", said)
	}
	b := openBrowser(t, address)
	for _, width := range []int64{wide, narrow} {
		for page, words := range map[string][]string{"/login": {"Tài khoản minh họa", "lanhdao", account.DemoPassword}, "/login?lang=en": {"Accounts of the demo"}} {
			seen, err := b.visit(address+page, width)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range words {
				if !strings.Contains(seen.Text, word) {
					t.Errorf("%s lacks %q", page, word)
				}
			}
			if seen.Width > seen.Window {
				t.Errorf("%s: content %d wide in a window of %d", page, seen.Width, seen.Window)
			}
		}
	}
	if err := chromedp.Do(b.Ctx, chromedp.EmulateViewport(wide, 900)); err != nil {
		t.Fatal(err)
	}
	steps := []struct{ click, until string }{
		{`.accounts li:last-child button`, `location.pathname === '/' && document.querySelector('nav a[href^="/users"]') !== null && ` + drawn},
		{`.top a[href^="/account"]`, `location.pathname === '/account' && document.readyState === 'complete'`},
		{`form[action^="/logout"] button`, `location.pathname === '/login' && document.readyState === 'complete'`},
	}
	for _, step := range steps {
		ctx, cancel := context.WithTimeout(b.Ctx, browsertest.Patience)
		// Pressed from within the page, a little later: the press leads away from it, and an answer would be lost.
		_, err := chromedp.Run(ctx, chromedp.Evaluate[float64](fmt.Sprintf("setTimeout(() => document.querySelector(%q).click(), 0)", step.click)))
		if err == nil {
			err = browsertest.Until(ctx, step.until)
		}
		cancel()
		if err != nil {
			t.Fatalf("%s: %v", step.click, err)
		}
	}
	for _, trouble := range b.Troubles() {
		t.Error(trouble)
	}
}
