package words

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What is written into a file of messages is said from then on; what is broken leaves the messages of before.
func TestFollow(t *testing.T) {
	dir := t.TempDir()
	at := time.Now().Add(-time.Hour)
	write := func(text string) {
		t.Helper()
		path := filepath.Join(dir, "page.vi.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		at = at.Add(time.Second) // another moment than the one before, however coarse the clock of the disk
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	broken := make(chan struct{}, 1)
	write(`{"greeting": "Chào", "stations.other": "{n} trạm"}`)
	w, err := Follow(os.DirFS(dir), Vietnamese, slog.New(slog.NewTextHandler(telling{broken}, nil)))
	if err != nil || w.T("greeting") != "Chào" {
		t.Fatal(err, w)
	}
	says := func(want string) {
		t.Helper()
		for w.T("greeting") != want {
			if t.Context().Err() != nil {
				t.Fatalf("it says %q, not %q", w.T("greeting"), want)
			}
		}
	}
	write(`{"greeting": "Xin chào"}`)
	says("Xin chào")
	if w.Has("stations.other") {
		t.Error("a message that was taken out is still said")
	}
	write(`{"greeting": `)
	for told := false; !told; {
		says("Xin chào")
		select {
		case <-broken:
			told = true
		default:
		}
	}
	write(`{"greeting": "Mời vào"}`)
	says("Mời vào")
	if _, err := Follow(os.DirFS(t.TempDir()), English, slog.Default()); err != nil {
		t.Error("no messages are no error:", err)
	}
}

// telling is where a log is written that only tells that it was.
type telling struct{ to chan struct{} }

func (l telling) Write(b []byte) (int, error) {
	l.to <- struct{}{}
	return len(b), nil
}
