package account

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"luanphien/dashboard/words"
	"luanphien/queries/application"
)

// The audit trail is a chain: each entry carries the SHA-256 of the hash of the entry before and of its own canonical
// form, so that no entry can be changed, taken out or put in without all later hashes changing. Who can write the file can
// make all of them anew; that is told by a copy elsewhere (package auditcopy) or a hash that was written down.

// chainStart stands before the first entry. It names the canonical form.
var chainStart = sha256.Sum256([]byte("luanphien audit 1"))

// canonical writes an entry's fields in their order, each as its length in bytes, a colon, its bytes and a comma: no two
// entries have the same form. The outcome is left out where an older program wrote none.
func canonical(e Entry) []byte {
	fields := []string{strconv.FormatInt(e.ID, 10), strconv.FormatInt(millis(e.At), 10), e.Login, e.Action, e.Subject, e.Detail, e.Address}
	if e.Outcome != "" {
		fields = append(fields, e.Outcome)
	}
	var b bytes.Buffer
	for _, f := range fields {
		fmt.Fprintf(&b, "%d:%s,", len(f), f)
	}
	return b.Bytes()
}

// chained is the hash of an entry that follows one of the hash before.
func chained(before []byte, e Entry) []byte {
	h := sha256.New()
	h.Write(before)
	h.Write(canonical(e))
	return h.Sum(nil)
}

// rowReader is a store or a transaction.
type rowReader interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// lastEntry gives the number and the hash of the last entry.
func lastEntry(ctx context.Context, in rowReader) (id int64, hash []byte, err error) {
	err = in.QueryRowContext(ctx, application.Account("last_audit")).Scan(&id, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, chainStart[:], nil
	}
	if err == nil && hash == nil {
		err = Refuse("account.chain.changed", "id", id)
	}
	return id, hash, err
}

// hashColumn is what the trail of an older program has not.
const hashColumn = "audit.hash"

// beginChain makes a chain of the trail of an older program, once: a first entry states how many are there already, and its
// hash covers them. A trail that had hashes, or a file that bears the mark, is none of an older program; it is left as it
// is, for whoever took the hashes away would have the rest confirmed.
func (s *Store) beginChain(ctx context.Context, tx *sql.Tx, older bool) error {
	var marked bool
	if err := tx.QueryRowContext(ctx, application.Account("chain_mark")).Scan(&marked); err != nil {
		return err
	}
	if !older || marked {
		if _, _, err := lastEntry(ctx, tx); err != nil || marked {
			return err
		}
		return do(ctx, tx, "mark_chain")
	}
	if err := do(ctx, tx, "mark_chain"); err != nil {
		return err
	}
	hash, last, count := chainStart[:], int64(0), 0
	for {
		rows, err := tx.QueryContext(ctx, application.Account("audit_from"), last, readAtOnce)
		if err != nil {
			return err
		}
		entries, err := scanEntries(rows)
		if err != nil {
			return err
		}
		for _, e := range entries {
			hash, last, count = chained(hash, e), e.ID, count+1
		}
		if len(entries) < readAtOnce {
			break
		}
	}
	if count == 0 {
		return nil
	}
	e := Entry{ID: last + 1, At: s.now(), Action: ActionChain, Detail: fmt.Sprintf("%d entries before, SHA-256 %x", count, hash), Outcome: Done}
	return do(ctx, tx, "add_audit", e.ID, millis(e.At), e.Login, e.Action, e.Subject, e.Detail, e.Address, e.Outcome, chained(hash, e))
}

// readAtOnce is how many entries are in memory while the trail is walked.
const readAtOnce = 1000

// Head is the end of the chain: whoever has noted it can tell later whether what was there then still is.
type Head struct {
	ID   int64 // 0 = no entry yet
	Hash []byte
}

// Head gives the end of the chain.
func (s *Store) Head(ctx context.Context) (h Head, err error) {
	h.ID, h.Hash, err = lastEntry(ctx, s.db)
	return h, err
}

// Broken is the first entry that is not as the chain has it.
type Broken struct {
	ID     int64
	VI, EN string // what is wrong with it
}

// BrokenAt says of an entry, in the words of a message, what is wrong with it.
func BrokenAt(id int64, key words.Key, pairs ...any) *Broken {
	said := words.Both(key, pairs...)
	return &Broken{ID: id, VI: said.VI, EN: said.EN}
}

func (b *Broken) Error() string { return fmt.Sprintf("entry %d: %s", b.ID, b.EN) }

// ChainReport is what a walk over the whole trail found.
type ChainReport struct {
	Entries   int   // all of them, up to the first broken one
	Unchained int   // from before the chain began; the first chained entry covers them as a whole
	Last      Head  // the last entry that is right
	Broken    error // nil, or a *Broken
}

// VerifyChain walks the trail from its first entry and hashes it again. see is told of each entry that is right; nil =
// nobody. The error is one of reading; a broken chain is in the report.
func (s *Store) VerifyChain(ctx context.Context, see func(Entry) error) (ChainReport, error) {
	report := ChainReport{Last: Head{Hash: chainStart[:]}}
	if b, err := s.unchained(ctx); b != nil || err != nil {
		report.Broken = b
		return report, err
	}
	for {
		entries, err := s.Since(ctx, report.Last.ID, readAtOnce)
		if err != nil {
			return report, err
		}
		for _, e := range entries {
			if b := report.follow(e); b != nil {
				report.Broken = b
				return report, nil
			}
			if see == nil {
				continue
			}
			if err := see(e); err != nil {
				return report, err
			}
		}
		if len(entries) < readAtOnce {
			break
		}
	}
	var given int64
	if err := s.db.QueryRowContext(ctx, application.Account("audit_given")).Scan(&given); err != nil {
		return report, err
	}
	if n := given - report.Last.ID; n > 0 && !s.grown(ctx, report.Last.ID) {
		report.Broken = BrokenAt(report.Last.ID+1, "account.chain.last_taken", "n", n)
		return report, nil
	}
	if report.Unchained > 0 && report.Unchained == report.Entries {
		report = ChainReport{Last: Head{Hash: chainStart[:]}} // nothing confirms them
		report.Broken = BrokenAt(1, "account.chain.no_hash")
		return report, nil
	}
	b, err := s.untold(ctx)
	report.Broken = b
	return report, err
}

// grown tells whether entries came while the trail was walked.
func (s *Store) grown(ctx context.Context, last int64) bool {
	more, err := s.Since(ctx, last, 1)
	return err == nil && len(more) > 0
}

// follow judges the next entry.
func (r *ChainReport) follow(e Entry) *Broken {
	hash := chained(r.Last.Hash, e)
	switch begun := r.Entries > r.Unchained; {
	case begun && e.ID != r.Last.ID+1:
		return BrokenAt(r.Last.ID+1, "account.chain.taken")
	case e.Hash == nil && begun:
		return BrokenAt(e.ID, "account.chain.foreign")
	case e.Hash == nil:
		r.Unchained++
	case !begun && r.Unchained > 0 && e.Action != ActionChain:
		return BrokenAt(r.Last.ID, "account.chain.hash_taken")
	case !bytes.Equal(e.Hash, hash) && !begun && r.Unchained > 0:
		return BrokenAt(e.ID, "account.chain.start_changed", "n", r.Unchained)
	case !bytes.Equal(e.Hash, hash):
		return BrokenAt(e.ID, "account.chain.entry_changed")
	}
	r.Entries++
	r.Last = Head{e.ID, hash}
	return nil
}
