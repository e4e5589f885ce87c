package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// cost is what hashing a password costs. Hashes made at another cost stay good and are made anew at the next log-in.
type cost struct {
	memory  uint32 // KiB
	time    uint32 // passes
	threads uint8
}

// hashCost is what OWASP's Password Storage Cheat Sheet asks of argon2id at least, in its form with the most memory.
var hashCost = cost{memory: 46 << 10, time: 1, threads: 1}

const (
	saltBytes = 16
	hashBytes = 32

	// shortestPassword is in characters. There is no rule about which characters: length is what helps.
	shortestPassword = 12
	longestPassword  = 1024 // bytes; more would only keep the server busy
)

// A lane bounds how many passwords are hashed at once, and with that the memory and the processors that log-ins can
// take. Those of browsers that an account knows do not wait behind those of strangers.
type lane chan struct{}

var (
	strangers  = make(lane, max(1, runtime.NumCPU()-1))
	acquainted = make(lane, 1)
)

// hashPatience is how long a password waits for its turn.
const hashPatience = 3 * time.Second

// ErrBusy says that more passwords wait than can be hashed in time.
var ErrBusy = errors.New("too many passwords wait to be hashed")

func withHasher[T any](ctx context.Context, l lane, f func() T) (T, error) {
	patience := time.NewTimer(hashPatience)
	defer patience.Stop()
	var none T
	select {
	case l <- struct{}{}:
		defer func() { <-l }()
		return f(), nil
	case <-patience.C:
		return none, ErrBusy
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// checkPassword refuses a password that is too easy to guess.
func checkPassword(login, name, password string) error {
	password = norm.NFC.String(password)
	switch n := utf8.RuneCountInString(password); {
	case n < shortestPassword:
		return Refuse("account.problem.password_short", "n", shortestPassword)
	case len(password) > longestPassword:
		return Refuse("account.problem.password_long", "n", longestPassword)
	}
	if easy(password, login, name) {
		return Refuse("account.problem.password_easy")
	}
	return nil
}

// hashPassword gives the PHC string of a password, such as $argon2id$v=19$m=47104,t=1,p=1$…$….
func hashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails
	return withHasher(ctx, acquainted, func() string { return phc(hashCost, salt, derive(hashCost, salt, password, hashBytes)) })
}

// derive normalises first: the same letters typed on another system must give the same hash.
func derive(c cost, salt []byte, password string, n uint32) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.time, c.memory, c.threads, n)
}

func phc(c cost, salt, hash []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads, b64(salt), b64(hash))
}

func parsePHC(text string) (c cost, salt, hash []byte, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("not an argon2id string")
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); err != nil {
		return c, nil, nil, fmt.Errorf("parameters of an argon2id string: %w", err)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return c, nil, nil, err
	}
	hash, err = base64.RawStdEncoding.DecodeString(parts[5])
	if err == nil && (c.time == 0 || c.threads == 0 || len(hash) < 16) {
		err = fmt.Errorf("parameters of an argon2id string are too small")
	}
	return c, salt, hash, err
}

// verify tells whether the password is the one of the PHC string, and whether that was made at another cost than now.
// Where there is no string it takes the same time and says no.
func verify(ctx context.Context, l lane, text, password string) (ok, outdated bool, err error) {
	if len(password) > longestPassword {
		password = "" // of no account, at the usual cost
	}
	known := text != ""
	c, salt, want := hashCost, make([]byte, saltBytes), make([]byte, hashBytes)
	if known {
		if c, salt, want, err = parsePHC(text); err != nil {
			return false, false, err
		}
	}
	got, err := withHasher(ctx, l, func() []byte { return derive(c, salt, password, uint32(len(want))) })
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && known, c != hashCost, nil
}
