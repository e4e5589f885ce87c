package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/queries/edition"
	"luanphien/queries/sqlite"
)

// The chain is checked, exported, compared with the export and with a noted end; what was changed in the file is named.
func TestAuditCommands(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	run := func(want int, args ...string) string {
		t.Helper()
		var out, errOut bytes.Buffer
		if code := Run(t.Context(), append(args, "--data", data), strings.NewReader("ba con mèo ngồi học bài\n"), &out, &errOut); code != want {
			t.Fatalf("%v ends with %d: %s%s", args, code, out.String(), errOut.String())
		}
		return out.String()
	}
	for _, name := range []string{"an", "binh", "chi"} {
		run(0, "user", "add", name, "--roles", "analyst", "--password-stdin")
	}
	copied := filepath.Join(t.TempDir(), "audit.jsonl")
	if err := os.WriteFile(copied, []byte(run(0, "audit", "export")), 0o600); err != nil {
		t.Fatal(err)
	}
	run(0, "user", "disable", "an")
	checked := run(0, "audit", "verify", "--copy", copied)
	for _, want := range []string{"the chain is right: 5 entries", "as the copy: 4 entries; 1 just written are not in the copy yet"} {
		if !strings.Contains(checked, want) {
			t.Errorf("no %q in %s", want, checked)
		}
	}
	head := regexp.MustCompile(`\d+:[0-9a-f]{64}`).FindString(checked)
	rows, err := csv.NewReader(strings.NewReader(run(0, "audit", "export", "--audit-format", "csv"))).ReadAll()
	if err != nil || len(rows) != 7 || rows[1][3] != "user_added" || rows[6][3] != "download" {
		t.Error(rows, err)
	}
	if out := run(0, "audit", "verify", "--head", head); !strings.Contains(out, "entry 5 is as noted") {
		t.Error(out)
	}
	run(2, "audit", "verify", "--head", "nonsense")
	run(2, "audit", "export", "--audit-format", "pdf")

	db, err := sqlite.Open(edition.Folder(data).Accounts(), sqlite.Normal, "DROP TRIGGER audit_is_not_changed; UPDATE audit SET login = 'ai' WHERE id = 2")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if out := run(1, "audit", "verify", "--copy", copied); !strings.Contains(out, "the chain is broken at entry 2") {
		t.Error(out)
	}
	if out := run(1, "audit", "verify", "--head", head); !strings.Contains(out, "entry 5, which was noted, is not reached") {
		t.Error(out)
	}
}

// The server copies what it and the commands write, and what was left when it stops.
func TestServeCopiesTheTrail(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	copied := filepath.Join(t.TempDir(), "audit.jsonl")
	var errOut bytes.Buffer
	if code := Run(t.Context(), []string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--audit-copy", filepath.Join(data, "audit.jsonl")}, nil, &errOut, &errOut); code != 1 ||
		!strings.Contains(errOut.String(), "must lie outside the data folder") {
		t.Fatal(code, errOut.String())
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--audit-copy", copied}, strings.NewReader(""), io.Discard, io.Discard)
	}()
	defer stop()
	store, err := account.Open(edition.Folder(data).Accounts(), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for range 3 {
		if err := store.Audit(t.Context(), account.Entry{Login: "an", Action: account.ActionSQL}); err != nil {
			t.Fatal(err)
		}
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if b, _ := os.ReadFile(copied); bytes.Count(b, []byte("\n")) == 3 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("nothing is copied")
		}
	}
	if err := store.Audit(t.Context(), account.Entry{Login: "an", Action: account.ActionSQL, Subject: "the last"}); err != nil {
		t.Fatal(err)
	}
	stop()
	<-ended
	if b, err := os.ReadFile(copied); err != nil || !strings.Contains(string(b), "the last") {
		t.Error(string(b), err)
	}
}
