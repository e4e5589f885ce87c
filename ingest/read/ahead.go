package read

import "luanphien/queries/fault"

const (
	aheadBlocks  = 4
	aheadRecords = 2048      // of a block, at most
	aheadBytes   = 256 << 10 // of a block; the record that passes it still belongs to it
)

// ahead reads the records of a table in a goroutine of its own, a few blocks before they are asked for, so that cutting
// a file into cells goes on beside what is made of them.
type ahead struct {
	src         records
	full, spare chan *recordBlock
	stop, done  chan struct{} // nil until the first record is asked for
	block       *recordBlock
	at          int // the next record of the block
	cells       [][]byte
}

// recordBlock is copies of records, end to end.
type recordBlock struct {
	text   []byte
	ends   []int  // of all cells, in text
	lines  []int  // of each record
	cells  []int  // behind the last cell of each record, in ends
	marks  []Mark // of the cells of the records that have marks
	marked []int  // behind the last mark of each record, in marks
	hidden []bool // each record
	more   []int  // physical rows of each record beside its first
	err    error  // what came after the last record; nil where more blocks follow
}

func (a *ahead) next() (record, error) {
	if a.stop == nil {
		a.begin()
	}
	for a.block == nil || a.at == len(a.block.lines) {
		if a.block != nil {
			if a.block.err != nil {
				return record{}, a.block.err
			}
			a.spare <- a.block
		}
		a.block, a.at = <-a.full, 0
	}
	b, cell, begin := a.block, 0, 0
	if a.at > 0 {
		cell = b.cells[a.at-1]
	}
	if cell > 0 {
		begin = b.ends[cell-1]
	}
	a.cells = a.cells[:0]
	for _, end := range b.ends[cell:b.cells[a.at]] {
		a.cells = append(a.cells, b.text[begin:end:end])
		begin = end
	}
	r := record{line: b.lines[a.at], cells: a.cells, hidden: b.hidden[a.at], more: b.more[a.at]}
	first := 0
	if a.at > 0 {
		first = b.marked[a.at-1]
	}
	if last := b.marked[a.at]; last > first {
		r.marks = b.marks[first:last:last]
	}
	a.at++
	return r, nil
}

// count asks the table itself, whose goroutine has ended when its last record was given.
func (a *ahead) count() int64 { return a.src.count() }

func (a *ahead) begin() {
	a.stop, a.done = make(chan struct{}), make(chan struct{})
	a.full, a.spare = make(chan *recordBlock, aheadBlocks), make(chan *recordBlock, aheadBlocks)
	for range aheadBlocks {
		a.spare <- &recordBlock{}
	}
	go a.run()
}

func (a *ahead) run() {
	defer close(a.done)
	for {
		select {
		case b := <-a.spare:
			if err := fault.Call(func() error { b.fill(a.src); return nil }); err != nil {
				b.err = err
			}
			a.full <- b
			if b.err != nil {
				return
			}
		case <-a.stop:
			return
		}
	}
}

// close ends the goroutine before what it reads from is closed.
func (a *ahead) close() error {
	if a.stop != nil {
		close(a.stop)
		<-a.done
		a.stop = nil
	}
	return nil
}

func (b *recordBlock) fill(src records) {
	b.text, b.ends, b.lines, b.cells = b.text[:0], b.ends[:0], b.lines[:0], b.cells[:0]
	b.marks, b.marked, b.hidden, b.more = b.marks[:0], b.marked[:0], b.hidden[:0], b.more[:0]
	for len(b.lines) < aheadRecords && len(b.text) < aheadBytes {
		r, err := src.next()
		if err != nil {
			b.err = err
			return
		}
		for _, cell := range r.cells {
			b.text = append(b.text, cell...)
			b.ends = append(b.ends, len(b.text))
		}
		b.lines = append(b.lines, r.line)
		b.cells = append(b.cells, len(b.ends))
		b.marks = append(b.marks, r.marks...)
		b.marked = append(b.marked, len(b.marks))
		b.hidden = append(b.hidden, r.hidden)
		b.more = append(b.more, r.more)
	}
}
