package ingest

import (
	"bufio"
	"encoding/binary"
	"os"
	"runtime"

	"luanphien/queries/engine"
)

// spool keeps the rows of a part in a temporary file: blocks of engine.BlockRows rows, column by column, each column
// packed to the few bytes that its numbers need. The engine reads it as often as it must, instead of keeping a table.
type spool struct {
	names  []string
	file   *os.File
	writer *bufio.Writer
	starts []int64 // of the blocks in the file, and its length behind them
	rows   int
	packed []byte
}

// block is a block of rows on its way into the spool, column by column.
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

func newSpool(folder string, names []string) (*spool, error) {
	f, err := os.CreateTemp(folder, "rows-*")
	if err != nil {
		return nil, err
	}
	return &spool{names: names, file: f, writer: bufio.NewWriterSize(f, 1<<18), starts: []int64{0}}, nil
}

func (s *spool) close() {
	s.file.Close()
	os.Remove(s.file.Name())
}

// add writes a block. All but the last must be full.
func (s *spool) add(b *block) error {
	s.packed = s.packed[:0]
	for _, c := range b.columns {
		s.packed = pack(s.packed, c[:b.rows])
	}
	s.rows += b.rows
	s.starts = append(s.starts, s.starts[len(s.starts)-1]+int64(len(s.packed)))
	_, err := s.writer.Write(s.packed)
	return err
}

// done ends the writing; from then on blocks can be read.
func (s *spool) done() error { return s.writer.Flush() }

// Columns implements engine.Integers.
func (s *spool) Columns() []string { return s.names }

// Rows implements engine.Integers.
func (s *spool) Rows() int { return s.rows }

// Threads implements engine.Integers.
func (s *spool) Threads() int { return runtime.NumCPU() }

// Block implements engine.Integers.
func (s *spool) Block(n int, scratch *[]byte, into [][]int32) (int, error) {
	size := int(s.starts[n+1] - s.starts[n])
	if cap(*scratch) < size {
		*scratch = make([]byte, 2*size)
	}
	packed := (*scratch)[:size]
	if _, err := s.file.ReadAt(packed, s.starts[n]); err != nil {
		return 0, err
	}
	rows := min(engine.BlockRows(), s.rows-n*engine.BlockRows())
	for _, c := range into {
		if c != nil {
			c = c[:rows]
		}
		packed = unpack(packed, rows, c)
	}
	return rows, nil
}

// The forms of a packed column. A base follows, of four bytes; the numbers are that plus what stands behind it.
const (
	formSteps = iota // a step of four bytes: row i adds i times as much
	formBytes        // a byte a row
	formPairs        // two bytes a row
	formQuads        // four bytes a row
)

// packedHead is the length of the form and the base.
const packedHead = 5

// pack appends a column, of at least one row.
func pack(to []byte, column []int32) []byte {
	low, high := column[0], column[0]
	step, steady := int32(0), true
	if len(column) > 1 {
		step = column[1] - column[0]
	}
	before := column[0] - step
	for _, v := range column {
		low, high = min(low, v), max(high, v)
		steady = steady && v-before == step
		before = v
	}
	if steady {
		return binary.LittleEndian.AppendUint32(packBase(to, formSteps, column[0]), uint32(step))
	}
	switch span := uint32(high) - uint32(low); {
	case span < 1<<8:
		to = packBase(to, formBytes, low)
		for _, v := range column {
			to = append(to, byte(v-low))
		}
	case span < 1<<16:
		to = packBase(to, formPairs, low)
		for _, v := range column {
			to = binary.LittleEndian.AppendUint16(to, uint16(v-low))
		}
	default:
		to = packBase(to, formQuads, low)
		for _, v := range column {
			to = binary.LittleEndian.AppendUint32(to, uint32(v-low))
		}
	}
	return to
}

func packBase(to []byte, form byte, base int32) []byte {
	return binary.LittleEndian.AppendUint32(append(to, form), uint32(base))
}

// unpack reads a column of that many rows into column unless that is nil, and gives what stands behind it.
func unpack(packed []byte, rows int, column []int32) []byte {
	form, base := packed[0], int32(binary.LittleEndian.Uint32(packed[1:]))
	packed = packed[packedHead:]
	switch form {
	case formSteps:
		step := int32(binary.LittleEndian.Uint32(packed))
		for i := range column {
			column[i] = base + int32(i)*step
		}
		return packed[4:]
	case formBytes:
		for i := range column {
			column[i] = base + int32(packed[i])
		}
		return packed[rows:]
	case formPairs:
		for i := range column {
			column[i] = base + int32(binary.LittleEndian.Uint16(packed[2*i:]))
		}
		return packed[2*rows:]
	default:
		for i := range column {
			column[i] = base + int32(binary.LittleEndian.Uint32(packed[4*i:]))
		}
		return packed[4*rows:]
	}
}
