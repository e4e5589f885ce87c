package dashboard

import (
	"errors"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
)

func TestUploadedNamesLeadNowhere(t *testing.T) {
	for name, want := range map[string]string{
		"tuần 7.xlsx": "tuần 7.xlsx", `C:\a\b.csv`: "b.csv", "../../etc/passwd": "passwd", "..": "file", "": "file", ".ẩn.csv": "ẩn.csv",
		"a\x00b\n.csv": "a_b_.csv", "đảo\u202excod.csv": "đảo_xcod.csv", "upload.json": "file", `a:b|c?.csv`: "a_b_c_.csv",
	} {
		if got := upload.SafeName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	if got := upload.SafeName(strings.Repeat("ă", 500) + ".csv"); len([]rune(got)) != upload.LongestName || !strings.HasSuffix(got, ".csv") {
		t.Errorf("a long name becomes %q", got)
	}
	if got := upload.SafeName(strings.Repeat("ế", 500) + ".csv"); len(got) > upload.LongestBytes || !strings.HasSuffix(got, "ế.csv") || len(got) < upload.LongestBytes-4 {
		t.Errorf("a name of long letters becomes %q", got)
	}
	if got := upload.SafeName("a." + strings.Repeat("ế", 500)); len(got) > upload.LongestBytes || len(got) < upload.LongestBytes-4 {
		t.Errorf("a name with a long ending becomes %q", got)
	}
}

// formOf is a form with one file, cut short by some bytes.
func formOf(content string, short int) *multipart.Reader {
	text := "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n" + content + "\r\n--b--\r\n"
	return multipart.NewReader(strings.NewReader(text[:len(text)-short]), "b")
}

func TestUploadsAreKeptForADayAndForTheirUser(t *testing.T) {
	now := time.Now()
	s := &upload.Store{Folder: filepath.Join(t.TempDir(), "uploads"), Limit: 10, Now: func() time.Time { return now }}
	u, err := s.Take(formOf("0123456789", 0), "an")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(s.File(u, 0)); err != nil || string(b) != "0123456789" {
		t.Errorf("%q %v", b, err)
	}
	for id, login := range map[string]string{u.ID: "binh", "../" + u.ID: "an", "": "an"} {
		if _, err := s.Open(id, login); !errors.Is(err, upload.ErrNoUpload) {
			t.Errorf("%q opens %q: %v", login, id, err)
		}
	}
	var p *problem.Problem
	if _, err := s.Take(formOf("0123456789x", 0), "an"); !errors.As(err, &p) || p.Code != 413 {
		t.Errorf("too large: %v", err)
	}
	if _, err := s.Take(formOf("0123", 8), "an"); !errors.As(err, &p) || p.Code != 400 {
		t.Errorf("broken off: %v", err)
	}
	for _, hours := range []time.Duration{23, 25} {
		now = time.Now().Add(hours * time.Hour)
		if err := s.Sweep(); err != nil {
			t.Fatal(err)
		}
		left, err := os.ReadDir(s.Folder)
		if err != nil || (len(left) == 1) != (hours == 23) {
			t.Errorf("after %d hours: %v %v", hours, left, err)
		}
	}
}
