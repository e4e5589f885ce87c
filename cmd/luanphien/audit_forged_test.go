package main

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/sqlite"
)

const (
	withoutGuards = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_shortened; DROP TRIGGER audit_is_not_replaced; DROP TRIGGER audit_is_chained; "
	forged        = withoutGuards + "UPDATE audit SET login = 'an', subject = 'innocent' WHERE id = 3; "
)

// Whoever writes to the file behind the program cannot have the check confirm it: it says what is wrong, in both languages,
// and leaves every byte as it was. Starting the server does not confirm it either.
func TestForgedTrailIsNotConfirmed(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "data")
	for _, name := range []string{"an", "binh", "chi"} {
		var out bytes.Buffer
		if code := Run(t.Context(), []string{"user", "add", name, "--roles", "analyst", "--password-stdin", "--data", whole}, strings.NewReader("ba con mèo ngồi học bài\n"), &out, &out); code != 0 {
			t.Fatal(out.String())
		}
	}
	for name, c := range map[string]struct{ do, vi, en string }{
		"nothing":                  {"SELECT 1", "Chuỗi nhật ký đúng", "the chain is right: 3 entries"},
		"hashes taken away":        {forged + "UPDATE audit SET hash = NULL", "đã bị lấy đi", "no entry has a hash"},
		"as never marked":          {forged + "UPDATE audit SET hash = NULL; PRAGMA user_version = 0", "đã bị lấy đi", "no entry has a hash"},
		"column taken away":        {forged + "ALTER TABLE audit DROP COLUMN hash", "đã bị lấy đi", "all hashes were taken away"},
		"first hashes taken away":  {forged + "UPDATE audit SET hash = NULL WHERE id < 3", "đã bị lấy đi", "the hash of this entry was taken away"},
		"table taken away":         {"DROP TABLE audit", "không còn", "the table of the audit trail is gone"},
		"rows taken away":          {withoutGuards + "DELETE FROM audit", "đã bị lấy đi", "the last 3 entries were taken away"},
		"rows and their last":      {withoutGuards + "DELETE FROM audit; DELETE FROM sqlite_sequence WHERE name = 'audit'", "3 người dùng", "of 3 users (such as “an”)"},
		"accounts of an older one": {withoutGuards + "UPDATE audit SET hash = NULL; ALTER TABLE audit DROP COLUMN hash; PRAGMA user_version = 0", "chương trình cũ", "of an older program and no chain yet"},
	} {
		t.Run(name, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			if err := os.CopyFS(data, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			path := edition.Folder(data).Accounts()
			db, err := sqlite.Open(path, sqlite.Normal, c.do)
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			before := sumOf(t, path)
			want := 1
			if name == "nothing" {
				want = 0
			}
			verify := func() string {
				var out bytes.Buffer
				if code := Run(t.Context(), []string{"audit", "verify", "--data", data}, nil, &out, &out); code != want {
					t.Errorf("ends with %d: %s", code, out.String())
				}
				return out.String()
			}
			if said := verify(); !strings.Contains(said, c.vi) || !strings.Contains(said, c.en) {
				t.Error(said)
			}
			if sumOf(t, path) != before {
				t.Error("the check has written")
			}
			if strings.HasPrefix(name, "accounts") { // this one is as an older program leaves it, and its chain begins now
				return
			}
			var out bytes.Buffer
			Run(t.Context(), []string{"user", "disable", "an", "--data", data}, nil, &out, &out)
			if name == "hashes taken away" && !strings.Contains(out.String(), "has lost its hash") {
				t.Error(out.String())
			}
			verify()
		})
	}
	if out := new(bytes.Buffer); Run(t.Context(), []string{"audit", "verify", "--data", t.TempDir()}, nil, out, out) != 1 || !strings.Contains(out.String(), "there is no audit trail to check") {
		t.Error(out)
	}
}

func sumOf(t *testing.T, path string) [sha256.Size]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}
