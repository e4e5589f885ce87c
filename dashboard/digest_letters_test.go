package dashboard

import (
	"bytes"
	"encoding/base64"
	"errors"
	"html"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"luanphien/analytics/attention"
	"luanphien/dashboard/account"
	"luanphien/dashboard/digest"
	"luanphien/dashboard/followup"
	"luanphien/queries/calendar"
)

// mailbox is a mail server that keeps what it takes.
type mailbox struct {
	mu      sync.Mutex
	letters []posted
	refuse  error // what it says to the next letters; nil = it takes them
	port    int
}

type posted struct {
	from, to string
	data     []byte
}

// delivery is one session of a mailbox.
type delivery struct {
	box *mailbox
	posted
}

func (d *delivery) Mail(from string, _ *smtp.MailOptions) error { d.from = from; return nil }
func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error   { d.to = to; return nil }
func (d *delivery) Reset()                                      { d.posted = posted{} }
func (d *delivery) Logout() error                               { return nil }
func (d *delivery) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	if d.box.refuse == nil {
		d.data = data
		d.box.letters = append(d.box.letters, d.posted)
	}
	return d.box.refuse
}

func newMailbox(t *testing.T) *mailbox {
	t.Helper()
	box := &mailbox{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &delivery{box: box}, nil }))
	server.Domain = "localhost"
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	box.port = listener.Addr().(*net.TCPAddr).Port
	return box
}

func (b *mailbox) all() []posted {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]posted(nil), b.letters...)
}

func (b *mailbox) answers(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refuse = err
}

const digestBase = "https://luanphien.example.vn"

// digestSite is a server on the demo that sends digests, with a clock of its own that accounts go by, too.
type digestSite struct {
	*site
	box      *mailbox
	now      *time.Time
	log      *bytes.Buffer
	accounts string // path of the store
}

// thursday is in the demo's last week, monday when the digests of the next go out.
var (
	thursday = time.Date(2026, 11, 12, 9, 0, 0, 0, calendar.Zone)
	monday   = time.Date(2026, 11, 16, 6, 0, 0, 0, calendar.Zone)
)

func newDigestSite(t *testing.T) *digestSite {
	t.Helper()
	now := thursday
	d := &digestSite{box: newMailbox(t), now: &now, log: &bytes.Buffer{}, accounts: filepath.Join(t.TempDir(), "accounts.sqlite")}
	d.site = d.start(t, &digest.Server{Host: "127.0.0.1", Port: d.box.port, Sender: "luanphien@syt.example.vn"})
	return d
}

// start makes a server on the same store, as a restart does.
func (d *digestSite) start(t *testing.T, post digest.Post) *site {
	t.Helper()
	clock := func() time.Time { return *d.now }
	accounts, err := account.Open(d.accounts, account.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = accounts.Close() })
	return openWith(t, demoFolder(t), Options{Now: clock, Accounts: accounts, Digests: post, Links: digestBase, Logger: slog.New(slog.NewTextHandler(d.log, nil))})
}

// sends has what is due sent, and compares what came of it.
func (d *digestSite) sends(t *testing.T, s *site, sent, failed int) {
	t.Helper()
	done, err := s.SendDigests(t.Context())
	if err != nil || done != (digest.Done{Sent: sent, Failed: failed}) {
		t.Fatalf("at %s: %+v, want %d sent and %d failed; %v\n%s", *d.now, done, sent, failed, err, d.log)
	}
}

// opened is a letter with its parts.
type opened struct {
	mail.Header
	text, page string
	pictures   map[string][]byte // by content ID
}

func openLetter(t *testing.T, data []byte) opened {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	l := opened{Header: m.Header, pictures: map[string][]byte{}}
	var walk func(kind string, header func(string) string, body io.Reader)
	walk = func(kind string, header func(string) string, body io.Reader) {
		media, params, err := mime.ParseMediaType(kind)
		if err != nil {
			t.Fatal(kind, err)
		}
		if strings.HasPrefix(media, "multipart/") {
			parts := multipart.NewReader(body, params["boundary"])
			for {
				part, err := parts.NextRawPart()
				if errors.Is(err, io.EOF) {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				walk(part.Header.Get("Content-Type"), part.Header.Get, part)
			}
		}
		raw, err := io.ReadAll(decoded(header("Content-Transfer-Encoding"), body))
		if err != nil {
			t.Fatal(err)
		}
		switch media {
		case "text/plain":
			l.text = strings.ReplaceAll(string(raw), "\r\n", "\n")
		case "text/html":
			l.page = string(raw)
		default:
			l.pictures[strings.Trim(header("Content-ID"), "<>")] = raw
		}
	}
	walk(m.Header.Get("Content-Type"), m.Header.Get, m.Body)
	return l
}

var cids = regexp.MustCompile(`src="cid:([^"]+)"`)

// give gives the first item of the list to somebody, and says what it is.
func (d *digestSite) give(t *testing.T, login, due string) (text string) {
	t.Helper()
	keys := regexp.MustCompile(`/attention/item\?item=[^"&]+`).FindAllString(d.as(account.Director).see("/attention"), 1)
	if len(keys) == 0 {
		t.Fatal("the list is empty")
	}
	key := attentionKey(t, keys[0])
	if err := d.shared.FollowUps.Add(t.Context(), key, followup.Event{Login: "binh", Action: followup.Assign, About: login}, followup.Event{Login: "binh", Action: followup.Due, About: due}); err != nil {
		t.Fatal(err)
	}
	item, ok := attention.ParseKey(key)
	if !ok {
		t.Fatal(key)
	}
	return d.words["vi"].T("attention.name." + string(item.Code))
}

// oneClick sends what a program for mail does: from elsewhere, with no token of a form.
func oneClick(s *site, address string) int {
	r := httptest.NewRequest(post, address, strings.NewReader("List-Unsubscribe=One-Click"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	status, _, _ := s.answer(r)
	return status
}

func idOf(t *testing.T, d *digestSite, login string) int64 {
	t.Helper()
	u, err := d.Server.accounts.User(t.Context(), login)
	if err != nil {
		t.Fatal(err)
	}
	return u.ID
}

func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(encoding) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}

func attentionKey(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(html.UnescapeString(link))
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("item")
}

func mustID(t *testing.T, text string) int64 {
	t.Helper()
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
