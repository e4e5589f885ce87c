package dashboard

import (
	"testing"
)

// signIn hands the tab the cookie of the director who asks a server that a test started.
func (b *tab) signIn(t testing.TB, base string) {
	t.Helper()
	if cookie := cookieFor(base); cookie != "" {
		b.Cookie(t, base, cookie)
	}
}
