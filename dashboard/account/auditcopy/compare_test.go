package auditcopy

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A copy may begin later than the trail and lack what was just written; one that was emptied, cut or has a hole is no witness.
func TestShortCopies(t *testing.T) {
	s, folder := trail(t, 9)
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	c, _ := copier(t, s, path, folder)
	c.step(t.Context())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(whole, []byte("\n"))
	some := func(from, to int) []byte { return bytes.Join(lines[from:to], nil) }
	for name, tc := range map[string]struct {
		copied       []byte
		later        time.Duration
		broken       int64
		before, late int
		said         string
	}{
		"whole":              {some(0, 9), time.Hour, 0, 0, 0, ""},
		"begun later":        {some(4, 9), time.Hour, 0, 4, 0, ""},
		"behind for a while": {some(0, 7), 0, 0, 0, 2, ""},
		"empty":              {nil, time.Hour, 1, 0, 0, "holds no entry"},
		"empty just now":     {nil, 0, 1, 0, 9, "holds no entry"},
		"unreadable":         {[]byte("{}\n"), time.Hour, 1, 0, 0, "holds no entry"},
		"first line":         {some(0, 1), time.Hour, 2, 0, 0, "has 1 entry and ends; it lacks 8"},
		"end cut":            {some(3, 7), time.Hour, 8, 3, 0, "has 4 entries and ends; it lacks 2"},
		"hole":               {append(some(0, 3), some(5, 9)...), 0, 4, 0, 0, "those before and after"},
	} {
		t.Run(name, func(t *testing.T) {
			f := Compare(bytes.NewReader(tc.copied), time.Now().Add(tc.later))
			if _, err := s.VerifyChain(t.Context(), f.See); err != nil || f.End() != nil {
				t.Fatal(err)
			}
			if f.Before != tc.before || f.Late != tc.late {
				t.Error(f.Before, f.Late)
			}
			switch {
			case (f.Broken != nil) != (tc.broken != 0):
				t.Error(f.Broken)
			case f.Broken != nil && (f.Broken.ID != tc.broken || !strings.Contains(f.Broken.EN, tc.said) || f.Broken.VI == ""):
				t.Errorf("%+v", f.Broken)
			}
		})
	}
}
