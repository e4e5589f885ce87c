package auditcopy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/gofrs/flock"

	"luanphien/dashboard/account"
)

// file is a copy in a file of lines, to which is only appended. Its own last line says how far it goes, so a file that
// was lost or emptied is written again from the first entry, and one that lost its last lines in a power failure goes on
// where it ends.
type file struct{ path string }

// longestLine is more than any entry takes: two texts of account.LongestAudit characters, each as much as JSON makes of it.
const longestLine = 1 << 20

// errForeign says that the copy does not end in an entry of the trail.
var errForeign = errors.New("the copy ends in an entry that the trail does not hold")

// send appends the entries of the store that the file lacks, up to a number, and gives the number of the last.
func (f file) send(ctx context.Context, store *account.Store) (last int64, more bool, err error) {
	lock := flock.New(f.path, flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err == nil && !held {
		err = fmt.Errorf("%s: another program is writing into it", f.path)
	}
	if err != nil {
		return 0, false, err
	}
	defer lock.Unlock()
	out, err := os.OpenFile(f.path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return 0, false, err
	}
	defer out.Close()
	last, whole, err := f.end(ctx, out, store)
	if err != nil {
		return last, false, err
	}
	entries, err := store.Since(ctx, last, atOnce)
	if err != nil || len(entries) == 0 {
		return last, false, err
	}
	var b bytes.Buffer
	if !whole { // the program was killed while it wrote the last line: that line stays as it is, and is written again
		b.WriteByte('\n')
	}
	for _, e := range entries {
		b.Write(Encode(e))
	}
	if _, err := out.Write(b.Bytes()); err != nil {
		return last, false, err
	}
	if err := out.Sync(); err != nil {
		return last, false, err
	}
	return entries[len(entries)-1].ID, len(entries) == atOnce, nil
}

// end finds the last entry in the file, which must be the trail's own, and tells whether the file's last line is whole.
func (f file) end(ctx context.Context, out *os.File, store *account.Store) (last int64, whole bool, err error) {
	size, err := out.Seek(0, io.SeekEnd)
	if err != nil || size == 0 {
		return 0, true, err
	}
	from := max(0, size-3*longestLine) // a cut line, perhaps, and the one before
	tail := make([]byte, size-from)
	if _, err := out.ReadAt(tail, from); err != nil {
		return 0, false, err
	}
	whole = tail[len(tail)-1] == '\n'
	text := tail[:bytes.LastIndexByte(tail, '\n')+1]
	for len(text) > 0 {
		begin := bytes.LastIndexByte(text[:len(text)-1], '\n') + 1
		line := text[begin:]
		if e, err := Decode(line); err == nil {
			return e.ID, whole, f.belongs(ctx, e, line, store)
		}
		text = text[:begin]
	}
	if from > 0 {
		return 0, false, fmt.Errorf("%s: %w", f.path, errForeign)
	}
	return 0, whole, nil
}

// belongs tells whether a line is that of the trail's entry of its number.
func (f file) belongs(ctx context.Context, e account.Entry, line []byte, store *account.Store) error {
	same, err := store.Since(ctx, e.ID-1, 1)
	if err != nil {
		return err
	}
	if len(same) == 0 || !bytes.Equal(Encode(same[0]), line) {
		return fmt.Errorf("%s, entry %d: %w", f.path, e.ID, errForeign)
	}
	return nil
}

func (file) close() {}
