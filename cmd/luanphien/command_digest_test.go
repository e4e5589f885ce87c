package main

import (
	"bytes"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// withDigest is a copy of the demo's folder in which one person has the digest on.
func withDigest(t *testing.T) (data string) {
	t.Helper()
	data = t.TempDir()
	if err := os.CopyFS(data, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	thursday := time.Date(2026, 11, 12, 9, 0, 0, 0, calendar.Zone)
	accounts, err := account.Open(edition.Folder(data).Accounts(), account.Options{Now: func() time.Time { return thursday }})
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	an, err := accounts.AddUser(t.Context(), account.NewUser{Login: "an", Roles: account.Director}, account.Actor{})
	if err != nil {
		t.Fatal(err)
	}
	if err := accounts.SetDigest(t.Context(), an.ID, account.Digest{Email: "an@example.vn", Lang: words.Vietnamese}, account.Actor{Login: "an"}); err != nil {
		t.Fatal(err)
	}
	return data
}

// The command sends what is due once, and refuses settings with which no letter could go.
func TestDigestCommand(t *testing.T) {
	data, letters := withDigest(t), filepath.Join(t.TempDir(), "letters")
	args := func(now string, more ...string) []string {
		return append([]string{"digest", "send", "--data", data, "--now", now}, more...)
	}
	way := []string{"--digest-folder", letters, "--smtp-from", "luanphien@syt.example.vn", "--public-url", "https://luanphien.example.vn"}
	expectRun(t, exitDone, []string{"0 sent, 0 not sent"}, args("2026-11-16T05:59:00+07:00", way...)...)
	expectRun(t, exitDone, []string{"1 sent, 0 not sent"}, args("2026-11-16T06:00:00+07:00", way...)...)
	expectRun(t, exitDone, []string{"0 sent, 0 not sent"}, args("2026-11-17T06:00:00+07:00", way...)...)
	files, err := filepath.Glob(filepath.Join(letters, "*.eml"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	letter, err := os.ReadFile(files[0])
	if err != nil || !bytes.Contains(letter, []byte("List-Unsubscribe-Post: List-Unsubscribe=One-Click")) {
		t.Error("the letter cannot be ended by its program", err)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
	if _, err := edition.Folder(data).Pinned(1); err != nil {
		t.Error("the edition that it cites is not pinned:", err)
	}
	expectRun(t, exitFailed, []string{"0 sent, 1 not sent"}, args("2026-11-23T07:00:00+07:00", "--digest-folder", files[0], "--smtp-from", "luanphien@syt.example.vn", "--public-url", "https://luanphien.example.vn")...)
	for said, more := range map[string][]string{
		"--smtp-host":         nil,
		"--public-url":        {"--digest-folder", letters, "--smtp-from", "a@example.vn"},
		"--smtp-from":         {"--digest-folder", letters, "--public-url", "https://luanphien.example.vn"},
		"only one of the two": append([]string{"--smtp-host", "mail.example.vn"}, way...),
		"go together":         {"--smtp-host", "mail.example.vn", "--smtp-user", "a", "--smtp-from", "a@example.vn", "--public-url", "https://luanphien.example.vn"},
		"1 to 65535":          {"--smtp-host", "mail.example.vn", "--smtp-port", "0", "--smtp-from", "a@example.vn", "--public-url", "https://luanphien.example.vn"},
	} {
		expectRun(t, exitUsage, []string{said}, args("2026-11-16T06:00:00+07:00", more...)...)
	}
}

// slowBox is a mail server that says nothing to a letter until it is let, and counts those that it took.
type slowBox struct {
	reached chan struct{}
	wait    atomic.Bool
	taken   atomic.Int64
}

func (b *slowBox) Mail(string, *smtp.MailOptions) error { return nil }
func (b *slowBox) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (b *slowBox) Reset()                               {}
func (b *slowBox) Logout() error                        { return nil }
func (b *slowBox) Data(r io.Reader) error {
	if b.wait.Load() {
		b.reached <- struct{}{}
		_, err := io.Copy(io.Discard, r)
		if err == nil {
			err = &smtp.SMTPError{Code: 451, Message: "too late"}
		}
		return err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	b.taken.Add(1)
	return nil
}

// A program that is killed while it hands a letter over loses none and repeats none: the next one sends it, once.
func TestDigestOfAProgramThatIsKilled(t *testing.T) {
	data := withDigest(t)
	box := &slowBox{reached: make(chan struct{}, 1)}
	box.wait.Store(true)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return box, nil }))
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	args := func(now string) []string {
		return []string{"digest", "send", "--data", data, "--now", now, "--smtp-host", "127.0.0.1", "--smtp-port", strconv.Itoa(listener.Addr().(*net.TCPAddr).Port),
			"--smtp-from", "luanphien@syt.example.vn", "--public-url", "https://luanphien.example.vn"}
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], args("2026-11-16T06:00:00+07:00")...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-box.reached:
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-ended
	case <-ended:
		t.Fatal("the program ended before its letter was there:", said.String())
	}
	box.wait.Store(false)
	expectRun(t, exitDone, []string{"0 sent, 0 not sent"}, args("2026-11-16T06:05:00+07:00")...) // it may be at it still
	expectRun(t, exitDone, []string{"1 sent, 0 not sent"}, args("2026-11-16T06:11:00+07:00")...)
	expectRun(t, exitDone, []string{"0 sent, 0 not sent"}, args("2026-11-16T06:30:00+07:00")...)
	if n := box.taken.Load(); n != 1 {
		t.Errorf("the mail server took %d letters", n)
	}
}
