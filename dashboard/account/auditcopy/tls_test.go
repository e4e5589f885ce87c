package auditcopy

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// certificate is one that vouches for itself, for a name or an address.
func certificate(t *testing.T, address net.IP, name string) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "syslog"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	if address != nil {
		form.IPAddresses = []net.IP{address}
	} else {
		form.DNSNames = []string{name}
	}
	body, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(body)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{body}, PrivateKey: key}}}, pool
}

// heard keeps what a listener was sent.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// By TLS the trail reaches a daemon whose certificate is trusted and is of the address, over a restart too; no entry leaves for
// another one, nor for one that speaks no TLS, and the page of the trail is told.
func TestSyslogByTLS(t *testing.T) {
	s, folder := trail(t, 10)
	secret, trusted := certificate(t, net.IPv4(127, 0, 0, 1), "")
	elsewhere, trustedElsewhere := certificate(t, nil, "syslog.example.vn")

	run := func(d *daemon, address string, pool *x509.CertPool) (*Copier, func()) {
		c, _ := copier(t, s, "syslog+tls://"+address, folder)
		c.pause = 5 * time.Millisecond
		c.to.(*syslog).trusted = pool
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { c.Run(ctx); close(done) }()
		return c, func() { stop(); <-done }
	}
	for what, stranger := range map[string]struct {
		config *tls.Config
		pool   *x509.CertPool
	}{"nobody vouches for it": {secret, nil}, "it is of another name": {elsewhere, trustedElsewhere}} {
		d := &daemon{seen: map[int64]int{}, secret: stranger.config}
		address := d.start(t, "127.0.0.1:0")
		c, stop := run(d, address, stranger.pool)
		eventually(t, what, func() bool { st := c.Status(); return !st.Failed.IsZero() && st.Behind == 10 && st.VI != "" })
		stop()
		d.stop()
		if d.has(0)() == false {
			t.Error(what, "and it has entries")
		}
	}

	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	var ear heard
	go func() {
		for {
			conn, err := plain.Accept()
			if err != nil {
				return
			}
			b := make([]byte, 4096)
			n, _ := conn.Read(b)
			ear.mu.Lock()
			ear.text.Write(b[:n])
			ear.mu.Unlock()
			_, _ = conn.Write([]byte("no\n"))
			_ = conn.Close()
		}
	}()
	c, stop := run(nil, plain.Addr().String(), trusted)
	eventually(t, "no TLS", func() bool { return !c.Status().Failed.IsZero() })
	stop()
	ear.mu.Lock()
	if text := ear.text.String(); strings.Contains(text, "audit") || strings.Contains(text, "SELECT") || text == "" {
		t.Errorf("in the clear: %q", text)
	}
	ear.mu.Unlock()

	d := &daemon{seen: map[int64]int{}, secret: secret}
	address := d.start(t, "127.0.0.1:0")
	c, stop = run(d, address, trusted)
	eventually(t, "the first ones", d.has(10))
	d.stop()
	write(t, s, 10)
	eventually(t, "the failure is shown", func() bool { return !c.Status().Failed.IsZero() })
	d.start(t, address)
	eventually(t, "those that came meanwhile", d.has(20))
	stop()
}
