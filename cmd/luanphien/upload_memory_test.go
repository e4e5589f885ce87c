package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
)

// zeros gives bytes without end and notes the largest heap seen meanwhile.
type zeros struct {
	reads int
	peak  uint64
}

func (z *zeros) Read(p []byte) (int, error) {
	clear(p)
	if z.reads++; z.reads%500 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		z.peak = max(z.peak, m.HeapAlloc)
	}
	return len(p), nil
}

// An upload goes to disk, not into memory.
func TestUploadIsStreamed(t *testing.T) {
	const size = 200 << 20
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	var head bytes.Buffer
	form := multipart.NewWriter(&head)
	if err := form.WriteField("csrf", officer.token("/data/upload")); err != nil {
		t.Fatal(err)
	}
	if _, err := form.CreateFormFile("files", "lớn.csv"); err != nil {
		t.Fatal(err)
	}
	end := "\r\n--" + form.Boundary() + "--\r\n"
	content := &zeros{}
	body := io.MultiReader(bytes.NewReader(head.Bytes()), io.LimitReader(content, size), strings.NewReader(end))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, officer.base+"/data/upload", body)
	if err != nil {
		t.Fatal(err)
	}
	request.ContentLength = int64(head.Len()) + size + int64(len(end))
	request.Header.Set("Cookie", officer.cookie)
	request.Header.Set("Content-Type", form.FormDataContentType())
	// What earlier tests left behind does not count, nor does what is let go at once.
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	client := http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(answer.Header.Get("Location"), "/data/upload/") {
		t.Errorf("the upload answers %d %s", answer.StatusCode, answer.Header.Get("Location"))
	}
	if content.peak == 0 || content.peak > before.HeapAlloc+size/2 {
		t.Errorf("the heap grew from %d to %d MB under an upload of %d MB", before.HeapAlloc>>20, content.peak>>20, size>>20)
	}
	t.Logf("heap at most %d MB, %d before", content.peak>>20, before.HeapAlloc>>20)
}
