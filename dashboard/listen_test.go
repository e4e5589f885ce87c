package dashboard

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
)

func mustProxies(t *testing.T, text string) []netip.Prefix {
	t.Helper()
	list, err := guard.ParseProxies(text)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// certificate writes a certificate of this machine and its key.
func certificate(t *testing.T) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certFile, keyFile, pool = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), x509.NewCertPool()
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	pool.AppendCertsFromPEM(certPEM)
	for file, text := range map[string][]byte{certFile: certPEM, keyFile: pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER})} {
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile, pool
}

func TestOtherMachinesNeedTLS(t *testing.T) {
	cert, key, _ := certificate(t)
	for _, r := range []guard.Reach{
		{Address: "0.0.0.0:0"}, {Address: ":0"}, {Address: "192.0.2.1:0"}, {Address: "nonsense"},
		{Address: "127.0.0.1:0", CertFile: cert}, {Address: "127.0.0.1:0", CertFile: cert, KeyFile: cert}, {Address: "0.0.0.0:0", KeyFile: key},
	} {
		_, err := r.Listen()
		var p *problem.Problem
		if !errors.As(err, &p) || p.VI == "" || p.EN == "" {
			t.Errorf("%+v: %v", r, err)
		}
	}
	for _, r := range []guard.Reach{{Address: "127.0.0.1:0"}, {Address: "[::1]:0"}, {Address: "0.0.0.0:0", CertFile: cert, KeyFile: key},
		{Address: "0.0.0.0:0", Proxies: mustProxies(t, "10.0.0.5, 10.1.0.0/16")}} {
		l, err := r.Listen()
		if err != nil {
			t.Errorf("%+v: %v", r, err)
			continue
		}
		_ = l.Close()
	}
	if _, err := guard.ParseProxies("10.0.0.5,proxy"); err == nil {
		t.Error("a name counts as an address")
	}
	for _, all := range []string{"0.0.0.0/0", "::/0", "10.0.0.5, 128.0.0.0/1"} {
		if _, err := guard.ParseProxies(all); err == nil {
			t.Error("everybody is the proxy:", all)
		}
	}
}

// Over TLS the cookie is bound to it, and browsers are told to stay.
func TestTLS(t *testing.T) {
	cert, key, pool := certificate(t)
	reach := guard.Reach{Address: "127.0.0.1:0", CertFile: cert, KeyFile: key}
	shelf, err := editions.Open(demoFolder(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	accounts := accountsIn(t, t.TempDir())
	s, err := New(Options{Shelf: shelf, Accounts: accounts, Reach: reach})
	if err != nil {
		t.Fatal(err)
	}
	l, err := reach.Listen()
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(t.Context(), l) }()
	t.Cleanup(func() { <-done })
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	answer, err := client.Get("https://" + l.Addr().String() + "/login")
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	cookie := answer.Header.Get("Set-Cookie")
	for _, word := range []string{"__Host-luanphien-form=", "HttpOnly", "SameSite=Lax", "secure"} {
		if !strings.Contains(strings.ToLower(cookie), strings.ToLower(word)) {
			t.Errorf("the cookie %q lacks %q", cookie, word)
		}
	}
	if answer.Header.Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to stay with TLS")
	}
}

// Only the stated proxy is believed, and only it may come; the address in the audit trail is the one that it saw.
func TestBehindAProxy(t *testing.T) {
	s := open(t, demoFolder(t), day("2026-11-16"))
	s.guard.Reach = guard.Reach{Address: "0.0.0.0:80", Proxies: mustProxies(t, "192.0.2.0/24")}
	if status, body := s.get("/login"); status != 403 || !strings.Contains(body, "https") {
		t.Error("who comes past the proxy gets", status)
	}
	s.guard.Reach.Proxies = mustProxies(t, "0.0.0.0, 10.0.0.0/8") // 0.0.0.0 is where requests of tests come from
	keeper := s.as(account.Administrator)
	for forwarded, want := range map[string]string{
		"203.0.113.7": "203.0.113.7", "1.1.1.1, 203.0.113.7": "203.0.113.7", "203.0.113.7, 10.0.0.9": "203.0.113.7",
		"": "0.0.0.0", "nonsense": "0.0.0.0", "::ffff:203.0.113.8": "203.0.113.8",
		"203.0.113.9:50123": "203.0.113.9", "[2001:db8::1]:443": "2001:db8::1", "[2001:db8::2]": "2001:db8::2", "1.1.1.1, unknown": "0.0.0.0",
	} {
		if status, body := keeper.get("/figures/coverage_by_week.csv", "X-Forwarded-For", forwarded); status != 200 {
			t.Fatal(status, body)
		}
		trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDownload, Limit: 1})
		if err != nil || len(trail) != 1 || trail[0].Address != want {
			t.Errorf("X-Forwarded-For %q is recorded as %+v (%v)", forwarded, trail, err)
		}
	}
	// A proxy may add a line of its own below the one that the reader sent.
	request := httptest.NewRequest("GET", "/figures/coverage_by_week.csv", nil)
	request.Header = http.Header{"Cookie": {keeper.cookie}, "X-Forwarded-For": {"1.1.1.1", "203.0.113.10"}}
	if status, body, _ := keeper.answer(request); status != 200 {
		t.Fatal(status, body)
	}
	if trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDownload, Limit: 1}); err != nil || trail[0].Address != "203.0.113.10" {
		t.Error("the reader's own line of X-Forwarded-For is believed", trail, err)
	}
	s.guard.Reach = guard.Reach{Address: "127.0.0.1:0"}
	keeper = s.as(account.Administrator)
	keeper.see("/figures/coverage_by_week.csv")
	_, _ = keeper.get("/figures/coverage_by_week.csv", "X-Forwarded-For", "203.0.113.7")
	if trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDownload, Limit: 1}); err != nil || trail[0].Address != "0.0.0.0" {
		t.Error("without a stated proxy the header is believed", err)
	}
}
