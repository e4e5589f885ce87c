package ingest

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"slices"

	"luanphien/ingest/cells"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

// windowBlocks is how many blocks of rows the engine hashes the keys of in one statement: its answer, eight bytes a row,
// stands in its memory. A test may set it.
var windowBlocks = 512

// rowWindow is a part of a row file that the engine sees as the whole.
type rowWindow struct {
	*cells.RowFile
	first, blocks int
}

// Rows implements engine.Integers.
func (w rowWindow) Rows() int {
	return min(w.blocks*engine.BlockRows(), w.RowFile.Read-w.first*engine.BlockRows())
}

// Block implements engine.Integers.
func (w rowWindow) Block(n int, scratch *[]byte, into [][]int32) (int, error) {
	return w.RowFile.Block(w.first+n, scratch, into)
}

// findRepeated faults the second row of each key. Those whose key may stand twice are found here, in memory that hardly
// grows with the rows; the exact search runs over those few. Grouping so many keys in the engine takes memory that it does
// not have.
func (r *runner) findRepeated(ctx context.Context, p *part) error {
	if _, err := warehouse.Run(ctx, r.Conn, checks.Get("shared", "no_suspects"), nil); err != nil {
		return err
	}
	kind := p.stage.Kind.Name
	suspects, err := r.suspects(ctx, kind, p.stage)
	if err != nil || len(suspects) == 0 {
		return err
	}
	a, err := engine.NewAppender(ctx, r.Conn, "temp", "main", "suspects")
	if err != nil {
		return err
	}
	for _, suspect := range suspects {
		if err := a.Append(suspect); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	if err := a.Close(); err != nil {
		return err
	}
	for _, step := range []string{"twins", "repeated"} {
		if _, err := warehouse.Run(ctx, r.Conn, checks.Get(kind, step), nil); err != nil {
			return err
		}
	}
	return nil
}

// suspects gives what checks.Get(kind, "repeated") asks for: the numbers of the rows whose key may stand twice where the
// kind says which cells make it, else each hash that the keys of two rows share.
func (r *runner) suspects(ctx context.Context, kind string, s *cells.Stage) ([]uint64, error) {
	if len(s.Key) == 0 {
		return r.sharedHashes(ctx, kind)
	}
	refused, err := r.refusedRows(ctx)
	if err != nil {
		return nil, err
	}
	return s.Repeated(refused)
}

// sharedHashes gives each hash that the keys of two rows share; the engine hashes the keys.
func (r *runner) sharedHashes(ctx context.Context, kind string) ([]uint64, error) {
	whole := r.staging.(*cells.RowFile)
	defer func() { r.staging = whole }()
	f, err := newTwice(r.Folder.Temp(), whole.Read)
	if err != nil {
		return nil, err
	}
	defer f.close()
	for first := 0; first*engine.BlockRows() < whole.Read; first += windowBlocks {
		r.staging = rowWindow{whole, first, windowBlocks}
		if err := engine.EachUint64(ctx, r.Conn, checks.Get(kind, "keys"), f.add); err != nil {
			return nil, err
		}
	}
	return f.found()
}

// twice finds the numbers that stand twice in a long list. Only those that seen says of that they may, a few in a hundred,
// are sorted. The list is in a temporary file.
type twice struct {
	file   *os.File
	writer *bufio.Writer
	seen   *cells.Seen
	number [8]byte
}

func newTwice(folder string, numbers int) (*twice, error) {
	f, err := os.CreateTemp(folder, "keys-*")
	if err != nil {
		return nil, err
	}
	return &twice{file: f, writer: bufio.NewWriterSize(f, 1<<18), seen: cells.NewSeen(math.MaxUint64, numbers)}, nil
}

func (t *twice) close() {
	t.file.Close()
	os.Remove(t.file.Name())
}

func (t *twice) add(number uint64) error {
	t.seen.Add(number)
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
		if t.seen.Twice(number) {
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

// The bits of each set: at most so many a number, and at most 32 MB of them.
const ()

// refusedRows are the numbers of the rows that are refused so far.
func (r *runner) refusedRows(ctx context.Context) (cells.RowSet, error) {
	var set cells.RowSet
	err := engine.EachUint64(ctx, r.Conn, checks.Get("shared", "refused_numbers"), func(n uint64) error {
		set.Add(int32(n))
		return nil
	})
	return set, err
}
