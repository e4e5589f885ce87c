package cells

import (
	"bufio"
	"os"
	"runtime"

	"luanphien/ingest/internal/pack"
	"luanphien/queries/engine"
)

// RowFile keeps the rows of a part in a temporary file: blocks of engine.BlockRows rows, column by column, each column
// packed to the few bytes that its numbers need. The engine reads it as often as it must, instead of keeping a table.
type RowFile struct {
	names  []string
	file   *os.File
	writer *bufio.Writer
	starts []int64 // of the blocks in the file, and its length behind them
	Read   int
	packed []byte
}

// block is a block of rows on its way into the row file, column by column.
type block struct {
	columns [][]int32
	rows    int
}

func newBlock(columns int) *block {
	b := &block{columns: make([][]int32, columns)}
	for i := range b.columns {
		b.columns[i] = make([]int32, engine.BlockRows())
	}
	return b
}

func newRowFile(folder string, names []string) (*RowFile, error) {
	f, err := os.CreateTemp(folder, "rows-*")
	if err != nil {
		return nil, err
	}
	return &RowFile{names: names, file: f, writer: bufio.NewWriterSize(f, 1<<18), starts: []int64{0}}, nil
}

func (s *RowFile) close() {
	s.file.Close()
	os.Remove(s.file.Name())
}

// add writes a block. All but the last must be full.
func (s *RowFile) add(b *block) error {
	s.packed = s.packed[:0]
	for _, c := range b.columns {
		s.packed = pack.Append(s.packed, c[:b.rows])
	}
	s.Read += b.rows
	s.starts = append(s.starts, s.starts[len(s.starts)-1]+int64(len(s.packed)))
	_, err := s.writer.Write(s.packed)
	return err
}

// done ends the writing; from then on blocks can be read.
func (s *RowFile) done() error { return s.writer.Flush() }

// Columns implements engine.Integers.
func (s *RowFile) Columns() []string { return s.names }

// Rows implements engine.Integers.
func (s *RowFile) Rows() int { return s.Read }

// Threads implements engine.Integers.
func (s *RowFile) Threads() int { return runtime.NumCPU() }

// Block implements engine.Integers.
func (s *RowFile) Block(n int, scratch *[]byte, into [][]int32) (int, error) {
	size := int(s.starts[n+1] - s.starts[n])
	if cap(*scratch) < size {
		*scratch = make([]byte, 2*size)
	}
	packed := (*scratch)[:size]
	if _, err := s.file.ReadAt(packed, s.starts[n]); err != nil {
		return 0, err
	}
	rows := min(engine.BlockRows(), s.Read-n*engine.BlockRows())
	for _, c := range into {
		if c != nil {
			c = c[:rows]
		}
		packed = pack.Take(packed, rows, c)
	}
	return rows, nil
}
