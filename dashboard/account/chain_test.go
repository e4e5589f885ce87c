package account

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"luanphien/queries/application"
	"luanphien/queries/sqlite"
)

// The canonical form is written down here once more, as bytes: chains of older versions must stay right.
func TestCanonicalForm(t *testing.T) {
	e := Entry{ID: 7, At: time.UnixMilli(1_790_000_000_123), Login: "an", Action: ActionSQL, Subject: "SELECT 'Đ'", Outcome: Done}
	const want = "1:7,13:1790000000123,2:an,3:sql,11:SELECT 'Đ',0:,0:,4:done,"
	if got := string(canonical(e)); got != want {
		t.Errorf("%q", got)
	}
	// printf 'luanphien audit 1' | sha256sum, then its bytes and the form above | sha256sum
	if got := hex.EncodeToString(chained(chainStart[:], e)); got != "8cccf9b4ad2db166114be79d78ce6e859704d1387687a488d9f1e3ebaa36db74" {
		t.Error(got)
	}
}

func entries(t *testing.T, s *Store, n int) {
	t.Helper()
	for i := range n {
		must(t, s.Audit(t.Context(), Entry{Login: "an", Action: ActionSQL, Subject: fmt.Sprintf("SELECT %d", i+1)}))
	}
}

// behind changes the file as somebody does who can write to it: without the triggers.
func behind(t *testing.T, s *Store, statement string, args ...any) {
	t.Helper()
	for _, trigger := range []string{"audit_is_not_changed", "audit_is_not_shortened", "audit_is_not_replaced", "audit_is_chained"} {
		if _, err := s.db.Exec("DROP TRIGGER IF EXISTS " + trigger); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

func brokenAt(t *testing.T, s *Store) int64 {
	t.Helper()
	report, err := s.VerifyChain(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b *Broken
	if errors.As(report.Broken, &b) {
		return b.ID
	}
	return 0
}

// Whatever is done to the file, the first entry that is not as it was written is named.
func TestChainNamesTheFirstBrokenEntry(t *testing.T) {
	for name, c := range map[string]struct {
		do   string
		want int64
	}{
		"nothing":               {"SELECT 1", 0},
		"a login":               {"UPDATE audit SET login = 'binh' WHERE id = 3", 3},
		"a moment":              {"UPDATE audit SET at = at + 1 WHERE id = 3", 3},
		"text moved":            {"UPDATE audit SET subject = '', detail = subject WHERE id = 3", 3},
		"an outcome":            {"UPDATE audit SET outcome = '' WHERE id = 5", 5},
		"one taken out":         {"DELETE FROM audit WHERE id = 4", 4},
		"the first taken out":   {"DELETE FROM audit WHERE id = 1", 2},
		"the last taken away":   {"DELETE FROM audit WHERE id > 4", 5},
		"two exchanged":         {"UPDATE audit SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3); UPDATE audit SET id = -id WHERE id < 0", 2},
		"a hash taken away":     {"UPDATE audit SET hash = NULL WHERE id = 3", 3},
		"one put in at the end": {"INSERT INTO audit (at, login, action, subject, detail, address) VALUES (0, '', 'sql', '', '', '')", 7},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := fresh(t)
			entries(t, s, 6)
			behind(t, s, c.do)
			if got := brokenAt(t, s); got != c.want {
				t.Errorf("broken at %d, not %d", got, c.want)
			}
		})
	}
}

// Entries that were taken from the end stay missing when others follow.
func TestChainKeepsTheGap(t *testing.T) {
	s, _ := fresh(t)
	entries(t, s, 6)
	behind(t, s, "DELETE FROM audit WHERE id > 4")
	entries(t, s, 3)
	if got := brokenAt(t, s); got != 5 {
		t.Error(got)
	}
}

// A folder of an older program: its entries stay as they are, and the chain begins with one that covers them.
func TestChainOverAnOlderTrail(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	older := olderStore(t, path, 2345)
	for range 2 { // the second opening begins nothing
		s := openAt(t, path)
		report, err := s.VerifyChain(t.Context(), nil)
		if err != nil || report.Broken != nil || report.Entries != older+1 || report.Unchained != older {
			t.Fatal(report, err)
		}
	}
	s := openAt(t, path)
	trail, err := s.Trail(t.Context(), Filter{Limit: 2})
	if err != nil || trail[0].Action != ActionChain || !strings.HasPrefix(trail[0].Detail, "2345 entries before, SHA-256 ") || trail[1].Ended() != Refused {
		t.Fatal(trail, err)
	}
	refused, err := s.Trail(t.Context(), Filter{Outcome: Refused, Limit: 5000})
	if err != nil || len(refused) != older {
		t.Error(len(refused), err)
	}
	behind(t, s, "UPDATE audit SET login = 'binh' WHERE id = 17")
	if got := brokenAt(t, s); got != int64(older)+1 {
		t.Error(got)
	}
}

func olderStore(t *testing.T, path string, n int) int {
	t.Helper()
	db, err := sqlite.Open(path, sqlite.Normal, application.Account("schema"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO audit (at, login, action, subject, detail, address) SELECT i, 'an', 'sign_in_failed', '', '', '10.0.0.' || i % 9 FROM n`, n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

const chainWriter = "LUANPHIEN_TEST_CHAIN_WRITER"

// Not a test of its own: a process that writes entries until it is killed, or so many.
func TestChainWriterProcess(t *testing.T) {
	path := os.Getenv(chainWriter)
	if path == "" {
		return // it is the process that another test starts
	}
	s := openAt(t, path)
	for i := 0; ; i++ {
		if err := s.Audit(t.Context(), Entry{Login: fmt.Sprint(os.Getpid()), Action: ActionSQL, Subject: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			fmt.Println("begun")
		}
	}
}

// Several processes and goroutines write at once, one process after the other is killed in the middle, and the folder may
// be an older one: there is one chain, without a gap.
func TestProcessesWriteOneChain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	olderStore(t, path, 100)
	var writers sync.WaitGroup
	for range 3 {
		writers.Go(func() {
			for range 4 {
				child := exec.Command(os.Args[0], "-test.run", "^TestChainWriterProcess$")
				child.Env = append(os.Environ(), chainWriter+"="+path)
				said, err := child.StdoutPipe()
				if err == nil {
					err = child.Start()
				}
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = said.Read(make([]byte, 5)) // it has begun, however busy the machine is
				time.Sleep(100 * time.Millisecond)
				_ = child.Process.Kill()
				_ = child.Wait()
			}
		})
	}
	s := openAt(t, path)
	for range 2 {
		writers.Go(func() {
			for i := range 40 {
				if err := s.Audit(t.Context(), Entry{Login: "server", Action: ActionSQL, Subject: fmt.Sprint(i)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	who := map[string]int{}
	report, err := s.VerifyChain(t.Context(), func(e Entry) error { who[e.Login]++; return nil })
	if err != nil || report.Broken != nil || who["server"] != 80 || len(who) < 8 {
		t.Fatal(report, err, who)
	}
	t.Log(report.Entries, "entries of", len(who), "writers")
}

// An older program, which knows of no chain, cannot write into the trail past it.
func TestOlderProgramDoesNotBreakTheChain(t *testing.T) {
	s, _ := fresh(t)
	entries(t, s, 1)
	_, err := s.db.Exec("INSERT INTO audit (at, login, action, subject, detail, address) VALUES (0, '', 'sql', '', '', '')")
	if err == nil || !strings.Contains(err.Error(), "not continued") {
		t.Error(err)
	}
	var none sql.NullString
	if err := s.db.QueryRow("SELECT hash FROM audit WHERE id = 2").Scan(&none); !errors.Is(err, sql.ErrNoRows) {
		t.Error(err)
	}
}
