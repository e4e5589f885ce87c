package digest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"github.com/wneessen/go-mail"

	"luanphien/dashboard/account"
	"luanphien/queries/edition"
)

// Post is the way that letters go. What it fails with is an *account.Refusal where people can do something about it, and never
// holds an address.
type Post interface {
	Send(ctx context.Context, m *mail.Msg, name string) error
	From() string
}

// Server is a mail server that takes letters (SMTP).
type Server struct {
	Host           string
	Port           int
	User, Password string // "" = no log-in
	Sender         string
	Roots          *x509.CertPool // nil = the system's
}

// From is who sends.
func (s *Server) From() string { return s.Sender }

// sendTime is how long a mail server may take for a letter: less than DigestLease.
const sendTime = 2 * time.Minute

// implicit is the port on which a server speaks TLS from the first byte (RFC 8314).
const implicit = 465

// Send hands a letter to the server. It goes encrypted or not at all, but for a server on this very machine.
func (s *Server) Send(ctx context.Context, m *mail.Msg, _ string) error {
	policy := mail.TLSMandatory
	if ownMachine(s.Host) {
		policy = mail.TLSOpportunistic
	}
	options := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(sendTime / 4), mail.WithTLSPolicy(policy),
		mail.WithTLSConfig(&tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12})}
	if s.Port == implicit {
		options = append(options, mail.WithSSL())
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	client, err := mail.NewClient(s.Host, options...)
	if err != nil {
		return account.Refuse("digest.problem.server", "host", s.Host)
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	if err := client.DialWithContext(ctx); err != nil {
		return s.unreached(err)
	}
	err = client.Send(m)
	if closed := client.Close(); err == nil && closed != nil {
		return nil // the letter was taken: how the server says goodbye does not matter
	}
	if err == nil {
		return nil
	}
	var refused *mail.SendError
	if errors.As(err, &refused) && refused.ErrorCode() > 0 {
		return account.Refuse("digest.problem.refused", "host", s.Host, "code", refused.ErrorCode())
	}
	return account.Refuse("digest.problem.broken", "host", s.Host)
}

// unreached says why no letter could be handed over.
func (s *Server) unreached(err error) error {
	var unknown *net.DNSError
	var certificate *tls.CertificateVerificationError
	var op *net.OpError
	switch {
	case errors.As(err, &unknown):
		return account.Refuse("digest.problem.unknown_host", "host", s.Host)
	case errors.As(err, &certificate):
		return account.Refuse("digest.problem.certificate", "host", s.Host)
	case errors.As(err, &op) && op.Op == "dial":
		return account.Refuse("digest.problem.unreached", "host", s.Host, "port", s.Port)
	case s.User != "":
		return account.Refuse("digest.problem.log_in", "host", s.Host)
	}
	return account.Refuse("digest.problem.broken", "host", s.Host)
}

func ownMachine(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}

// Folder is a folder into which letters are written as files (.eml), for another program to send.
type Folder struct{ Path, Sender string }

// From is who sends.
func (f Folder) From() string { return f.Sender }

// Send writes a letter, whole or not at all. The same one has the same name, so that it is there once.
func (f Folder) Send(_ context.Context, m *mail.Msg, name string) error {
	if err := f.write(m, name); err != nil {
		return account.Refuse("digest.problem.folder")
	}
	return nil
}

func (f Folder) write(m *mail.Msg, name string) error {
	if err := os.MkdirAll(f.Path, 0o700); err != nil {
		return err
	}
	half, err := os.CreateTemp(f.Path, ".letter-")
	if err != nil {
		return err
	}
	defer os.Remove(half.Name())
	_, err = m.WriteTo(half)
	if err := errors.Join(err, half.Chmod(edition.PrivateFile), half.Sync(), half.Close()); err != nil {
		return err
	}
	return os.Rename(half.Name(), filepath.Join(f.Path, name+".eml"))
}
