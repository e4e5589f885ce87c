package account

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// onDisk is all that the store's files hold.
func onDisk(t *testing.T, path string) []byte {
	t.Helper()
	var all []byte
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	return all
}

func notOpened(t *testing.T, what string, err error) {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) || r.VI == "" {
		t.Errorf("%s: %v", what, err)
	}
}

// The secrets of second factors lie on no disk as they are, not those of an older program either; without their key, with a
// key that others can read, and with another's secret in one's place there is no code, and a sentence says why.
func TestSecretsAreSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	s, c := open(t, path)
	u, p, _ := enrolled(t, s, c, "an")
	_, q, _ := enrolled(t, s, c, "binh")
	for _, one := range []telephone{p, q} {
		if bytes.Contains(onDisk(t, path), []byte(one.secret)) {
			t.Error("a secret lies on the disk as it is")
		}
	}
	if _, err := s.db.Exec("UPDATE factors SET secret = ? WHERE user_id = ?", p.secret, u.ID); err != nil { // as older programs had it
		t.Fatal(err)
	}
	must(t, s.Close())
	if !bytes.Contains(onDisk(t, path), []byte(p.secret)) {
		t.Fatal("nothing to seal")
	}
	s, again := open(t, path)
	again.move(c.now().Sub(again.now()))
	if bytes.Contains(onDisk(t, path), []byte(p.secret)) {
		t.Error("the secret of an older program lies on the disk still")
	}
	must(t, s.CheckKey(t.Context()))
	if _, _, err := s.SignInByCode(t.Context(), half(t, s, "an"), p.code(t, 0), "", Entrance{}); err != nil {
		t.Error("sealed later, it gives no code:", err)
	}

	key := filepath.Join(filepath.Dir(path), KeyName)
	info, err := os.Stat(key)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Fatal(info, err)
	}
	if _, err := s.db.Exec("UPDATE factors SET secret = (SELECT secret FROM factors WHERE user_id <> ?1) WHERE user_id = ?1", u.ID); err != nil {
		t.Fatal(err)
	}
	_, err = s.factorOf(t.Context(), s.db, u.ID)
	notOpened(t, "another's secret", err)
	must(t, s.Close())

	if runtime.GOOS != "windows" {
		must(t, os.Chmod(key, 0o644))
		s, _ = open(t, path)
		notOpened(t, "a key that others can read", s.CheckKey(t.Context()))
		must(t, s.Close())
	}
	must(t, os.Remove(key))
	s, _ = open(t, path)
	notOpened(t, "without its key", s.CheckKey(t.Context()))
	_, err = s.BeginFactor(t.Context(), add(t, s, "chi", Director))
	notOpened(t, "another key beside sealed secrets", err)
	if _, err := os.Stat(key); !errors.Is(err, os.ErrNotExist) {
		t.Error("another key was made")
	}
	must(t, s.ResetFactor(t.Context(), u, Actor{}))
}

// A file of the key that will not do is told at the start, before a first secret needs it.
func TestKeyIsCheckedBeforeItIsNeeded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	s, _ := open(t, path)
	must(t, s.CheckKey(t.Context())) // none yet: it is made when it is needed
	must(t, os.WriteFile(filepath.Join(filepath.Dir(path), KeyName), []byte("another file"), 0o600))
	notOpened(t, "not a key", s.CheckKey(t.Context()))
}
