package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"luanphien/dashboard/account"
	"luanphien/ingest/backup"
	"luanphien/queries/edition"
)

// A back-up holds the key of second factors, wherever it lies, or is refused; restored, their codes count.
func TestBackupHoldsTheKey(t *testing.T) {
	place := t.TempDir()
	folder, key := edition.Folder(filepath.Join(place, "data")), filepath.Join(place, "elsewhere.key")
	store, err := account.Open(folder.Accounts(), account.Options{Key: key})
	if err != nil {
		t.Fatal(err)
	}
	u, err := store.AddUser(t.Context(), account.NewUser{Login: "an", Roles: account.Director}, account.Actor{})
	if err != nil {
		t.Fatal(err)
	}
	factor, err := store.BeginFactor(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(place, "copy")
	if _, err := backup.Create(t.Context(), folder, target, "", time.Now()); err == nil || !strings.Contains(err.Error(), "second factors") {
		t.Error("backed up without the key:", err)
	}
	if _, err := os.Stat(target); err == nil {
		t.Error("a refused back-up is there")
	}
	if _, err := backup.Create(t.Context(), folder, target, key, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	restored := edition.Folder(filepath.Join(place, "restored"))
	if _, err := backup.Restore(t.Context(), target, restored); err != nil {
		t.Fatal(err)
	}
	again, err := account.Open(restored.Accounts(), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := again.CheckKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(factor.Secret(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.ConfirmFactor(t.Context(), u, code, account.Actor{}); err != nil {
		t.Error(err)
	}
}
