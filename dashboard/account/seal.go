package account

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"luanphien/dashboard/words"
	"luanphien/queries/application"
	"luanphien/queries/edition"
)

// A second factor's secret must be known to compute codes, so it cannot be kept as a hash. It is sealed (AES-256-GCM, bound
// to its user) with a key in a file of its own: who gets hold of the store alone has none of them.

// sealedForm begins a sealed secret; no base32 does.
const sealedForm = "v1:"

const keyBytes = 32

// KeyName is the name of the file of the key where no other is set, beside the store.
const KeyName = "factors.key"

// KeyError is why secrets cannot be read: pages say so as the Refusal that it wraps, who starts the program is told of the
// file. Making another key would not open them.
type KeyError struct {
	Path string
	Why  error // in both languages
}

func (e *KeyError) Error() string { return fmt.Sprintf("key of second factors %s: %v", e.Path, e.Why) }

func (e *KeyError) Unwrap() error { return errUnreadable }

var errUnreadable = Refuse("account.problem.factor_key")

func errNoKey(path string, why error) error { return &KeyError{path, why} }

var (
	errKeyGone = errors.New(words.Both("account.key.gone").String())
	errKeyOpen = errors.New(words.Both("account.key.open").String())
	errKeyForm = errors.New(words.Both("account.key.form").String())
)

// sealer gives what seals and opens secrets. The key is read when it is first needed, and made where nothing is sealed yet.
func (s *Store) sealer(ctx context.Context, in rowReader) (cipher.AEAD, error) {
	s.sealing.Lock()
	defer s.sealing.Unlock()
	if s.seal != nil {
		return s.seal, nil
	}
	key, err := readKey(s.keyPath)
	if errors.Is(err, fs.ErrNotExist) {
		var sealed int
		if err := in.QueryRowContext(ctx, application.Account("count_sealed")).Scan(&sealed); err != nil {
			return nil, err
		}
		if sealed > 0 {
			return nil, errNoKey(s.keyPath, errKeyGone)
		}
		key, err = makeKey(s.keyPath)
	}
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	s.seal, err = cipher.NewGCMWithRandomNonce(block)
	return s.seal, err
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		return nil, errNoKey(path, errKeyOpen)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != keyBytes {
		return nil, errNoKey(path, errKeyForm)
	}
	return key, nil
}

// makeKey makes the file, whole or not at all: of two processes that do so at once both read the same one.
func makeKey(path string) ([]byte, error) {
	key := make([]byte, keyBytes)
	_, _ = rand.Read(key) // never fails
	half, err := os.CreateTemp(filepath.Dir(path), KeyName+".")
	if err != nil {
		return nil, err
	}
	defer os.Remove(half.Name())
	_, err = half.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err := errors.Join(err, half.Chmod(edition.PrivateFile), half.Sync(), half.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(half.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readKey(path)
}

func boundTo(id int64) []byte { return []byte("factor of " + strconv.FormatInt(id, 10)) }

// sealed is a user's secret as it is kept.
func (s *Store) sealed(ctx context.Context, in rowReader, id int64, secret string) (string, error) {
	seal, err := s.sealer(ctx, in)
	if err != nil {
		return "", err
	}
	return sealedForm + base64.StdEncoding.EncodeToString(seal.Seal(nil, nil, []byte(secret), boundTo(id))), nil
}

// opened is a user's secret in the form in which codes are computed of it.
func (s *Store) opened(ctx context.Context, in rowReader, id int64, kept string) (string, error) {
	text, ok := strings.CutPrefix(kept, sealedForm)
	if !ok {
		return kept, nil // "" where there is none
	}
	seal, err := s.sealer(ctx, in)
	if err != nil {
		return "", err
	}
	body, err := base64.StdEncoding.DecodeString(text)
	if err == nil {
		body, err = seal.Open(nil, nil, body, boundTo(id))
	}
	if err != nil {
		return "", errNoKey(s.keyPath, errKeyForm)
	}
	return string(body), nil
}

// sealAll seals the secrets that an older program kept as they were, and tells whether there were any.
func (s *Store) sealAll(ctx context.Context, tx *sql.Tx) (bool, error) {
	rows, err := tx.QueryContext(ctx, application.Account("unsealed"))
	if err != nil {
		return false, err
	}
	defer rows.Close()
	plain := map[int64]string{}
	for rows.Next() {
		var id int64
		var secret string
		if err := rows.Scan(&id, &secret); err != nil {
			return false, err
		}
		plain[id] = secret
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return false, err
	}
	for id, secret := range plain {
		kept, err := s.sealed(ctx, tx, id, secret)
		if err != nil {
			return false, err
		}
		if err := do(ctx, tx, "seal", kept, id); err != nil {
			return false, err
		}
	}
	return len(plain) > 0, nil
}

// wipe writes the store's file anew, so that no page holds what was taken out of it.
func (s *Store) wipe(ctx context.Context) error {
	for _, step := range []string{"rewrite", "empty_log"} {
		if _, err := s.db.ExecContext(ctx, application.Account(step)); err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
	}
	return nil
}

// CheckKey tells whether the sealed secrets can be opened, and new ones will be; a *KeyError where they cannot.
func (s *Store) CheckKey(ctx context.Context) error {
	if _, err := readKey(s.keyPath); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var id int64
	var kept string
	err := s.db.QueryRowContext(ctx, application.Account("one_sealed")).Scan(&id, &kept)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.opened(ctx, s.db, id, kept)
	return err
}
