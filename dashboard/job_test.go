package dashboard

import (
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/loading"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
	"luanphien/queries/edition"
)

// slowLoader does as it is told, one step at a time.
type slowLoader struct {
	upload.Loader
	tell   chan upload.Progress // handed on to whoever watches
	told   chan struct{}
	end    chan error // ends a preview or a load
	panics bool       // instead of ending
	loaded int
}

func (l *slowLoader) work(ctx context.Context, paths []string, watch func(upload.Progress)) error {
	for {
		select {
		case p := <-l.tell:
			p.Path = paths[0]
			watch(p)
			l.told <- struct{}{}
		case err := <-l.end:
			if l.panics {
				panic("a bug")
			}
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// say makes whoever watches know of it.
func (l *slowLoader) say(p upload.Progress) {
	l.tell <- p
	<-l.told
}

func (l *slowLoader) Preview(ctx context.Context, paths []string, watch func(upload.Progress)) (*upload.LoadReport, error) {
	return &upload.LoadReport{Files: []upload.FileReport{{Name: filepath.Base(paths[0]), Status: "loaded"}}, Seen: "1.0.0"}, l.work(ctx, paths, watch)
}

func (l *slowLoader) Load(ctx context.Context, paths []string, _ upload.Agreed, watch func(upload.Progress)) (*upload.LoadReport, error) {
	l.loaded++
	return &upload.LoadReport{Files: []upload.FileReport{{Name: filepath.Base(paths[0]), Status: "loaded", LoadID: 7}}}, l.work(ctx, paths, watch)
}

func (l *slowLoader) Provinces(context.Context) (upload.Provinces, error) {
	return upload.Provinces{}, nil
}

func (l *slowLoader) Kinds() []upload.TableKind { return nil }

// uploading is a server with a slow loader, and an upload of 10 bytes that its data officer has just sent.
func uploading(t *testing.T, l *slowLoader) (s *site, address string) {
	t.Helper()
	l.tell, l.told, l.end = make(chan upload.Progress), make(chan struct{}), make(chan error)
	shelf, err := editions.Open(edition.Folder(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	server, err := New(Options{Shelf: shelf, Accounts: accountsIn(t, t.TempDir()), FollowUps: followUpsIn(t, t.TempDir()), Loader: l, Uploads: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.loading.Stop)
	s = (&site{Server: server, t: t}).as(account.DataOfficer)
	u, err := server.guard.Uploads.Take(formOf("0123456789", 0), "test-"+strings.ReplaceAll(account.DataOfficer.String(), "_", "."))
	if err != nil {
		t.Fatal(err)
	}
	return s, upload.UploadPath + "/" + u.ID
}

// state asks for the progress as the script does.
func (s *site) state(address string) loading.Progress {
	s.t.Helper()
	var b loading.Progress
	if err := json.Unmarshal([]byte(s.see(address+"/progress.json")), &b); err != nil {
		s.t.Fatal(err)
	}
	return b
}

// ready waits for the end of the work.
func (s *site) ready(address string) {
	s.t.Helper()
	for !s.state(address).Ready {
		time.Sleep(10 * time.Millisecond)
	}
}

// The page of an upload says how far the work is, may be left and opened again, and shows in the end what came out.
func TestWorkIsFollowed(t *testing.T) {
	l := &slowLoader{}
	s, at := uploading(t, l)
	s.see(at, "Đang đọc tệp", "data-progress=", `http-equiv="refresh"`)
	l.say(upload.Progress{Step: upload.StepRead, Done: 4})
	if b := s.state(at); b.Ready || b.Done != 4 || b.Total != 10 || !strings.Contains(b.Text, "40\u00a0%") || !strings.Contains(b.Text, "a.csv") {
		t.Errorf("while it is read: %+v", b)
	}
	s.see(at+"?lang=en", "Reading a.csv", "40%")
	if status, _ := s.as(account.Administrator).get(at + "/progress.json"); status != 404 {
		t.Errorf("another person's question answers %d", status)
	}
	l.end <- nil
	s.ready(at)
	s.see(at, "Xem trước", "sẽ nạp")

	if status, target := s.send(post, at, "seen", "1.0.0"); status != 303 || target != at {
		t.Errorf("the load answers %d %s", status, target)
	}
	l.say(upload.Progress{Step: upload.StepPublish})
	s.see(at, "Đang nạp", "Đang công bố ấn bản mới")
	if b := s.state(at); b.Step != upload.StepPublish || b.Done != 10 {
		t.Errorf("while it is published: %+v", b)
	}
	if status, _ := s.send(post, at+"/discard"); status != 409 {
		t.Errorf("what is being loaded is discarded: %d", status)
	}
	s.send(post, at, "seen", "1.0.0")
	l.end <- nil
	s.ready(at)
	s.see(at, "Kết quả nạp", "đã nạp")
	s.send(post, at, "seen", "1.0.0")
	s.see(at, "Kết quả nạp", "đã nạp")
	if l.loaded != 1 {
		t.Errorf("it was loaded %d times", l.loaded)
	}
}

// A fault of the program in a job is told to its owner, once; the server goes on, and so does the next job.
func TestPanicInAJobIsToldToItsOwner(t *testing.T) {
	l := &slowLoader{panics: true}
	s, at := uploading(t, l)
	go func() { l.end <- nil }()
	for status := 200; status != 500; {
		var body string
		if status, body = s.get(at + "?lang=en"); status == 500 && (!strings.Contains(body, "nothing half loaded is kept") || strings.Contains(body, "a bug")) {
			t.Error(body)
		}
	}
	l.panics = false
	go func() { l.end <- nil }()
	s.see(at, "sẽ nạp")
}

// A trouble that may pass is shown once; then the work is tried again.
func TestTroubleIsShownOnce(t *testing.T) {
	l := &slowLoader{}
	s, at := uploading(t, l)
	go func() {
		l.end <- &problem.Problem{Code: 422, VI: "Một lần nạp khác đang chạy.", EN: "Another load is running."}
	}()
	s.see(at, "Một lần nạp khác đang chạy")
	go func() { l.end <- nil }()
	s.see(at, "sẽ nạp")
	s.send(post, at, "seen", "1.0.0")
	l.end <- io.ErrUnexpectedEOF
	s.ready(at)
	if status, _ := s.get(at); status != 500 {
		t.Errorf("a broken load answers %d", status)
	}
	go func() { l.end <- nil }()
	s.see(at, "sẽ nạp")
}

// In a browser the bar moves and the page turns into the preview by itself; without script it asks again as well.
func TestWorkIsFollowedInTheBrowser(t *testing.T) {
	t.Parallel()
	for _, scripted := range []bool{true, false} {
		l := &slowLoader{}
		s, at := uploading(t, l)
		b := openTab(t)
		base := serveSite(t, s)
		scripts(t, b.Ctx, scripted)
		go l.say(upload.Progress{Step: upload.StepRead, Done: 3})
		ctx, cancel := context.WithTimeout(b.Ctx, time.Minute)
		defer cancel()
		b.signIn(t, base)
		err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900), chromedp.Navigate(base+at), chromedp.WaitVisible(".working"))
		if err == nil {
			b.save(t, ctx, "working", 390)
			l.say(upload.Progress{Step: upload.StepRead, Done: 8})
			err = chromedp.Do(ctx, chromedp.WaitVisible(`.working progress[value="8"]`))
		}
		if err == nil {
			l.say(upload.Progress{Step: upload.StepCheck})
			err = chromedp.Do(ctx, chromedp.WaitVisible(`.steps [data-step="read"].done + .now`))
		}
		if err == nil {
			l.end <- nil
			err = chromedp.Do(ctx, chromedp.WaitVisible(".buttons"))
		}
		if err != nil {
			t.Errorf("with script %v: %v", scripted, err)
		}
	}
}

// serveSite serves a server under test on an address, and signs its tabs in as whoever asks it.
func serveSite(t *testing.T, s *site) (base string) {
	t.Helper()
	l, err := guard.Reach{Address: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	cookies.Store(l.Addr().String(), s.cookie)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return "http://" + l.Addr().String()
}
