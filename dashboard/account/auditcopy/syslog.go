package auditcopy

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"luanphien/dashboard/account"
)

// syslog sends entries as messages of RFC 5424: to the machine's own daemon, or by TCP (RFC 6587, counted) or TLS
// (RFC 5425) to another. There is no way by UDP, which loses messages without telling.
type syslog struct {
	name    string // under which the store keeps how far it is
	network string // unix, tcp, tls
	address string
	trusted *x509.CertPool // who may vouch for a daemon by TLS; nil = whom the machine trusts
	conn    net.Conn
	sent    int64 // entries sent on conn
}

const (
	sendTime = 10 * time.Second // for one message
	// unsure is how many of the last entries of a broken connection are sent again: the daemon may not have got them, and
	// does not say so.
	unsure = 200
	// longestText is as much of an entry's texts as daemons take in one message by default, in characters.
	longestText = 1500
	priority    = 10<<3 | 6 // security and authorization, informational
)

func (s *syslog) send(ctx context.Context, store *account.Store) (last int64, more bool, err error) {
	if last, err = store.Copied(ctx, s.name); err != nil {
		return 0, false, err
	}
	if s.lost() {
		last = max(0, last-min(unsure, s.sent))
		s.close()
	}
	entries, err := store.Since(ctx, last, atOnce)
	if err != nil || len(entries) == 0 {
		return last, false, err
	}
	if s.conn == nil {
		if s.conn, err = s.dial(ctx); err != nil {
			return last, false, errors.Join(err, store.SetCopied(ctx, s.name, last))
		}
		s.sent = 0
	}
	for _, e := range entries {
		if err = s.write(e); err != nil {
			last = max(0, last-min(unsure, s.sent))
			s.close()
			break
		}
		last = e.ID
		s.sent++
	}
	return last, err == nil && len(entries) == atOnce, errors.Join(err, store.SetCopied(ctx, s.name, last))
}

// lost tells whether the daemon has closed the connection. It never sends anything.
func (s *syslog) lost() bool {
	if s.conn == nil || s.network == "unix" {
		return false
	}
	_ = s.conn.SetReadDeadline(time.Now().Add(time.Millisecond))
	_, err := s.conn.Read(make([]byte, 1))
	return err != nil && !errors.Is(err, os.ErrDeadlineExceeded)
}

func (s *syslog) dial(ctx context.Context) (net.Conn, error) {
	d := &net.Dialer{Timeout: sendTime}
	switch s.network {
	case "unix":
		conn, err := d.DialContext(ctx, "unixgram", s.address)
		if err != nil {
			return d.DialContext(ctx, "unix", s.address)
		}
		return conn, nil
	case "tls":
		return (&tls.Dialer{NetDialer: d, Config: &tls.Config{RootCAs: s.trusted, MinVersion: tls.VersionTLS12}}).DialContext(ctx, "tcp", s.address)
	default:
		return d.DialContext(ctx, "tcp", s.address)
	}
}

func (s *syslog) write(e account.Entry) error {
	text := message(e)
	switch {
	case s.network != "unix":
		text = append(fmt.Appendf(nil, "%d ", len(text)), text...)
	case s.conn.RemoteAddr().Network() == "unix": // a stream, whose messages end in a line's end
		text = append(text, '\n')
	}
	_ = s.conn.SetWriteDeadline(time.Now().Add(sendTime))
	_, err := s.conn.Write(text)
	return err
}

// message is an entry as syslog has it, its texts cut to what daemons take.
func message(e account.Entry) []byte {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "-"
	}
	cut := false
	for _, text := range []*string{&e.Subject, &e.Detail} {
		if r := []rune(*text); len(r) > longestText {
			*text, cut = string(r[:longestText])+"…", true
		}
	}
	body := encode(e, cut)
	return fmt.Appendf(nil, "<%d>1 %s %s luanphien %d audit - %s", priority, e.At.UTC().Format(atForm), host, os.Getpid(), body[:len(body)-1])
}

func (s *syslog) close() {
	if s.conn != nil {
		_ = s.conn.Close()
		s.conn = nil
	}
}
