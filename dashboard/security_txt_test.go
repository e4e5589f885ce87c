package dashboard

import (
	"regexp"
	"testing"
)

func TestSecurityText(t *testing.T) {
	_, base := servedSmall(t, Options{Contact: "mailto:cntt@syt.example.vn"})
	got := surf(t, base).get("/.well-known/security.txt")
	if got.status != 200 || !regexp.MustCompile(`^Contact: mailto:cntt@syt\.example\.vn\nExpires: 20\d\d-\d\d-\d\dT00:00:00Z\nPreferred-Languages: vi, en\n$`).MatchString(got.body) {
		t.Error(got.status, got.body)
	}
	_, without := servedSmall(t, Options{})
	if got := surf(t, without).get("/.well-known/security.txt"); got.status != 404 {
		t.Error(got.status)
	}
}
