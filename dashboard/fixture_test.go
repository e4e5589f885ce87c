package dashboard

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"luanphien/analytics/console"
	"luanphien/analytics/cut"
	"luanphien/analytics/editions"
	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/question"
	"luanphien/ingest"
	"luanphien/ingest/appstore"
	"luanphien/ingest/demo"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

var demoOnce struct {
	sync.Once
	dir string
	err error
}

// demoFolder is a data folder with the demo province, loaded once by the real ingest; tests must not write to it.
func demoFolder(t testing.TB) edition.Folder {
	t.Helper()
	demoOnce.Do(func() {
		if demoOnce.dir, demoOnce.err = os.MkdirTemp("", "luanphien-dashboard-"); demoOnce.err != nil {
			return
		}
		demoOnce.err = loadDemo(demoOnce.dir)
	})
	if demoOnce.err != nil {
		t.Fatal(demoOnce.err)
	}
	return edition.Folder(demoOnce.dir)
}

func loadDemo(dir string) error {
	files, err := demo.Write(filepath.Join(dir, "files"))
	if err != nil {
		return err
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(dir, "files", f.Name))
	}
	_, err = ingest.Run(context.Background(), edition.Folder(dir), paths, ingest.Options{
		Now: demo.AsOf, MaxReject: ingest.DefaultMaxReject, LoadedBy: "test",
		Meta: warehouse.Meta{Illustrative: true, AsOf: demo.AsOf, ProgrammeStart: demo.StartWeek.String()},
	})
	return err
}

func TestMain(m *testing.M) {
	if console.IsChild(os.Args) {
		console.Main()
	}
	code := m.Run()
	browsertest.Close()
	if demoServer.shelf != nil {
		_ = demoServer.shelf.Close()
	}
	if demoServer.Server != nil {
		_ = demoServer.accounts.Close()
		_ = demoServer.shared.FollowUps.Close()
	}
	if demoOnce.dir != "" {
		_ = os.RemoveAll(demoOnce.dir)
	}
	os.Exit(code)
}

// oneStation publishes an edition of one station with one posting of a doctor and nothing else: no report was ever
// received, no activity reported, no coordinates known.
func oneStation(t testing.TB, folder edition.Folder) {
	t.Helper()
	editiontest.In(t, folder).
		Add("stations_history", "S1", "Nà Hỳ", "commune", "Trung tâm Y tế Nậm Pồ", nil, nil, nil, day("2025-06-02"), nil).
		Worker("CB1", "doctor", "nội khoa", 1).
		Posting("001", "CB1", "S1", "2025-12-15", "2025-12-28", "").
		Publish()
}

func day(text string) time.Time { return editiontest.Day(text) }

// site is a server under test, and who asks it.
type site struct {
	*Server
	t      testing.TB
	cookie string // "" = nobody is signed in
}

// open makes a server on a folder, its clock standing at now.
func open(t testing.TB, folder edition.Folder, now time.Time) *site {
	t.Helper()
	return openWith(t, folder, Options{Now: func() time.Time { return now }})
}

// openConsole is a server on the demo that runs statements, and an analyst who asks it.
func openConsole(t testing.TB) *site { return openConsoleOn(t, demoFolder(t)) }

func openConsoleOn(t testing.TB, folder edition.Folder) *site {
	t.Helper()
	return openWith(t, folder, withConsole(t, folder)).as(account.Analyst)
}

// withConsole are the options of a server that runs statements on a folder's editions.
func withConsole(t testing.TB, folder edition.Folder) Options {
	t.Helper()
	runner, err := console.New(console.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Close)
	return Options{Console: runner, Database: folder.Database, Cut: cut.New(folder).Database, Now: func() time.Time { return demo.AsOf }}
}

// openWith makes a server on a folder with its own accounts and follow-ups.
func openWith(t testing.TB, folder edition.Folder, o Options) *site {
	t.Helper()
	shelf, err := editions.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	o.Shelf, o.FollowUps = shelf, followUpsIn(t, t.TempDir())
	if o.Accounts == nil {
		o.Accounts = accountsIn(t, t.TempDir())
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	s.shareResults(folder)
	return (&site{Server: s, t: t}).as(account.Director | account.Analyst)
}

// demoResults are what servers on the demo have computed, which is the same for all: its folder is not written to.
var demoResults = question.NewMemo(4096)

// shareResults lets a server on the demo take what another has computed.
func (s *Server) shareResults(folder edition.Folder) {
	if string(folder) == demoOnce.dir {
		s.shared.Results = demoResults
	}
}

var demoServer struct {
	sync.Once
	*Server
	shelf *editions.Shelf
	err   error
}

// openDemo is a server on the demo that all tests share, so that what one has computed serves the next.
func openDemo(t testing.TB) *site {
	t.Helper()
	folder := demoFolder(t)
	demoServer.Do(func() {
		if demoServer.shelf, demoServer.err = editions.Open(folder); demoServer.err == nil {
			demoServer.Server, demoServer.err = newDemoServer(folder, demoServer.shelf)
		}
		if demoServer.err == nil {
			demoServer.shareResults(folder)
		}
	})
	if demoServer.err != nil {
		t.Fatal(demoServer.err)
	}
	return (&site{Server: demoServer.Server, t: t}).as(account.Director | account.Analyst)
}

// newDemoServer is the server of the demo with its accounts and the names of its workers, as the program wires it.
func newDemoServer(folder edition.Folder, shelf *editions.Shelf) (*Server, error) {
	accounts, err := account.Open(folder.Accounts(), account.Options{})
	if err != nil {
		return nil, err
	}
	names, err := appstore.Open(folder.Application())
	if err != nil {
		return nil, err
	}
	followUps, err := followup.Open(folder.FollowUps(), nil)
	if err != nil {
		return nil, err
	}
	return New(Options{Shelf: shelf, Accounts: accounts, FollowUps: followUps, Names: names, Reach: guard.Reach{Address: "127.0.0.1:0"}})
}

// get asks for an address and returns status and body.
func (s *site) get(address string, headers ...string) (int, string) {
	s.t.Helper()
	status, body, _ := s.ask(address, headers...)
	return status, body
}

func (s *site) ask(address string, headers ...string) (int, string, map[string][]string) {
	s.t.Helper()
	request := httptest.NewRequest("GET", address, nil)
	if s.cookie != "" {
		request.Header.Set("Cookie", s.cookie)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	return s.answer(request)
}

// answer gives status, body and header of what the server answers.
func (s *site) answer(request *http.Request) (int, string, map[string][]string) {
	s.t.Helper()
	request.Host = "localhost"
	answer, err := s.app.Test(request, 60_000)
	if err != nil {
		s.t.Fatalf("%s: %v", request.URL, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, string(body), answer.Header
}

// see asks for an address that must answer, and whose text must hold all of the words.
func (s *site) see(address string, words ...string) string {
	s.t.Helper()
	status, body := s.get(address)
	if status != 200 {
		s.t.Errorf("%s answers %d:\n%s", address, status, body)
	}
	for _, word := range words {
		if !strings.Contains(body, word) {
			s.t.Errorf("%s lacks %q", address, word)
		}
	}
	if at := strings.Index(body, "⟨"); at >= 0 && utf8.ValidString(body) { // the bytes of a picture may hold it by chance
		s.t.Errorf("%s asks for a message that does not exist: %s", address, body[at:min(at+60, len(body))])
	}
	return body
}

// with adds a parameter to an address.
func with(address, parameter string) string {
	if strings.Contains(address, "?") {
		return address + "&" + parameter
	}
	return address + "?" + parameter
}
