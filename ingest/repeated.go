package ingest

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"os"
	"slices"

	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

// windowBlocks is how many blocks of rows the engine hashes the keys of in one statement: its answer, eight bytes a row,
// stands in its memory.
const windowBlocks = 512

// spoolWindow is a part of a spool that the engine sees as the whole.
type spoolWindow struct {
	*spool
	first, blocks int
}

// Rows implements engine.Integers.
func (w spoolWindow) Rows() int {
	return min(w.blocks*engine.BlockRows(), w.spool.rows-w.first*engine.BlockRows())
}

// Block implements engine.Integers.
func (w spoolWindow) Block(n int, scratch *[]byte, into [][]int32) (int, error) {
	return w.spool.Block(w.first+n, scratch, into)
}

// findRepeated faults the second row of each key. The engine hashes the keys; those whose hash stands twice are found
// here, in memory that hardly grows with the rows; the exact search runs over those few. Grouping so many keys in the
// engine takes memory that it does not have.
func (r *runner) findRepeated(ctx context.Context, kind string) error {
	if _, err := run(ctx, r.conn, checks.Get("shared", "no_suspects"), nil); err != nil {
		return err
	}
	suspects, err := r.suspects(ctx, kind)
	if err != nil || len(suspects) == 0 {
		return err
	}
	a, err := engine.NewAppender(ctx, r.conn, "temp", "main", "suspects")
	if err != nil {
		return err
	}
	for _, hash := range suspects {
		if err := a.Append(hash); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	if err := a.Close(); err != nil {
		return err
	}
	_, err = run(ctx, r.conn, checks.Get(kind, "repeated"), nil)
	return err
}

// suspects gives each hash that the keys of two rows share.
func (r *runner) suspects(ctx context.Context, kind string) ([]uint64, error) {
	whole := r.staging.(*spool)
	defer func() { r.staging = whole }()
	f, err := newTwice(r.folder.Temp(), whole.rows)
	if err != nil {
		return nil, err
	}
	defer f.close()
	for first := 0; first*engine.BlockRows() < whole.rows; first += windowBlocks {
		r.staging = spoolWindow{whole, first, windowBlocks}
		if err := engine.EachUint64(ctx, r.conn, checks.Get(kind, "keys"), f.add); err != nil {
			return nil, err
		}
	}
	return f.found()
}

// twice finds the numbers that stand twice in a long list: it marks a bit for each number, and another where that was
// marked before. Only the numbers with the second mark, a few in a hundred, are sorted. The list is in a temporary file.
type twice struct {
	file        *os.File
	writer      *bufio.Writer
	shift       int
	once, again []uint64
	number      [8]byte
}

// The bits of each set: so many a number, and at most 32 MB of them.
const (
	bitsANumber = 16
	mostBits    = 1 << 28
)

func newTwice(folder string, numbers int) (*twice, error) {
	f, err := os.CreateTemp(folder, "keys-*")
	if err != nil {
		return nil, err
	}
	width := bits.Len(uint(max(64, min(mostBits, bitsANumber*numbers)) - 1)) // of a place
	words := 1 << width / 64
	return &twice{file: f, writer: bufio.NewWriterSize(f, 1<<18), shift: 64 - width, once: make([]uint64, words), again: make([]uint64, words)}, nil
}

func (t *twice) close() {
	t.file.Close()
	os.Remove(t.file.Name())
}

// place is the word and the bit of a number. The highest bits of a product with an odd number depend on all of it.
func (t *twice) place(number uint64) (word, bit uint64) {
	at := number * 0x9E3779B97F4A7C15 >> t.shift
	return at / 64, 1 << (at % 64)
}

func (t *twice) add(number uint64) error {
	word, bit := t.place(number)
	t.again[word] |= t.once[word] & bit
	t.once[word] |= bit
	binary.LittleEndian.PutUint64(t.number[:], number)
	_, err := t.writer.Write(t.number[:])
	return err
}

// found gives the numbers that were added more than once, each once.
func (t *twice) found() ([]uint64, error) {
	if err := t.writer.Flush(); err != nil {
		return nil, err
	}
	if _, err := t.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var marked []uint64
	source := bufio.NewReaderSize(t.file, 1<<18)
	for {
		if _, err := io.ReadFull(source, t.number[:]); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		number := binary.LittleEndian.Uint64(t.number[:])
		if word, bit := t.place(number); t.again[word]&bit != 0 {
			marked = append(marked, number)
		}
	}
	slices.Sort(marked)
	found := marked[:0]
	for i := 1; i < len(marked); i++ {
		if n := marked[i]; n == marked[i-1] && (len(found) == 0 || found[len(found)-1] != n) {
			found = append(found, n)
		}
	}
	return found, nil
}
