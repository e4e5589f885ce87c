package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"luanphien/queries/engine"
)

// Argument is the hidden first argument with which the program runs as the console's process.
const Argument = "console-child"

// editionName is what the process calls the edition in its folder. The engine makes paths absolute and tells them to
// whoever asks; this one says nothing of the server.
const (
	editionName = "edition.duckdb"
	ownFolder   = "/proc/self/cwd/"
)

// IsChild tells whether the program was started as the console's process; Main must be called then, before all else.
func IsChild(args []string) bool { return len(args) == 2 && args[1] == Argument }

// Main is the whole life of the console's process: it waits for one order on its standard input, carries it out with an
// engine of its own and answers on its standard output. It never returns.
func Main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriterSize(os.Stdout, 64<<10)
	warm()
	o, err := readOrder(in)
	if err != nil { // the program ended, or needs this process no more
		os.Exit(0)
	}
	go func() { // nothing else comes; the end of the pipe is the end of the program
		_, _ = io.Copy(io.Discard, in)
		os.Exit(0)
	}()
	err = answer(o, out)
	var p *Problem
	if err != nil && !errors.As(err, &p) {
		p = problem(CodeCrashed)
		fmt.Fprintln(os.Stderr, err)
	}
	if p != nil {
		err = writeJSON(out, frameProblem, p)
	}
	if errors.Join(err, out.Flush()) != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// warm loads the engine's code before there is anything to do, in a process that waits in reserve.
func warm() {
	if g, err := engine.OpenGuarded(":memory:", engine.Limits{MemoryMB: 64, Threads: 1}); err == nil {
		_ = g.Close()
	}
}

// share of the memory that the engine may account for: the rest is for what it does not account for, such as the
// result that waits to be read.
const share = 0.6

// spill is how much a statement may write to its temporary folder, MB.
const spill = 1024

// answer carries out one order.
func answer(o *order, out *bufio.Writer) error {
	if err := limitMemory(o.Memory); err != nil {
		return fmt.Errorf("limit the memory: %w", err)
	}
	debug.SetMemoryLimit(o.Memory / 4) // collect early rather than reach the limit
	// The folder is this process's own and empty: the edition is called by a name that says nothing of the server.
	if err := os.Symlink(o.Path, editionName); err != nil {
		return err
	}
	g, err := engine.OpenGuarded(ownFolder+editionName, engine.Limits{
		MemoryMB: int(float64(o.Memory) * share / (1 << 20)), Threads: o.Threads, TempDir: ownFolder + "spill", TempMB: spill,
	})
	if err != nil {
		return fault(err)
	}
	start := time.Now()
	rows, err := run(g, o)
	if err != nil {
		return err
	}
	return send(rows, o, start, out)
}

// run parses, checks and runs the statement.
func run(g *engine.Guarded, o *order) (*engine.Rows, error) {
	s, err := g.Prepare(o.SQL)
	if err != nil {
		return nil, fault(err)
	}
	kind, err := s.Kind()
	if err != nil {
		return nil, fault(err)
	}
	if kind == engine.KindOther {
		return nil, problem(CodeRefused)
	}
	params := o.params()
	names, err := s.Parameters()
	if err != nil {
		return nil, fault(err)
	}
	for _, name := range names {
		if _, ok := params[name]; !ok {
			return nil, explained(CodeParameter, "$"+name)
		}
	}
	rows, err := s.Query(context.Background(), params)
	if err != nil {
		return nil, fault(err)
	}
	return rows, nil
}

// send writes columns, rows and summary.
func send(rows *engine.Rows, o *order, start time.Time, out *bufio.Writer) error {
	columns, err := head(rows)
	if err != nil {
		return err
	}
	summary := Summary{Elapsed: time.Since(start)}
	if err := writeJSON(out, frameColumns, columns); err != nil {
		return err
	}
	page := pageRoom{order: o}
	row := make([]any, len(columns))
	var b []byte
	for {
		err := rows.Next(row)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fault(err)
		}
		if o.MaxRows > 0 && summary.Rows == o.MaxRows || !page.take(row) {
			more, err := countRest(rows)
			if err != nil {
				return err
			}
			summary.Total, summary.Truncated, summary.Cut = summary.Rows+1+more, true, page.cut
			return writeJSON(out, frameDone, summary)
		}
		if b, err = appendRow(b[:0], row); err != nil {
			return err
		}
		if _, err := out.Write(b); err != nil {
			return err
		}
		summary.Rows++
	}
	summary.Total, summary.Cut = summary.Rows, page.cut
	return writeJSON(out, frameDone, summary)
}

// head reads names and types of the columns.
func head(rows *engine.Rows) ([]Column, error) {
	names, size := rows.Columns(), 0
	columns := make([]Column, len(names))
	for i, name := range names {
		columns[i] = Column{name, rows.Type(i)}
		size += len(name) + len(columns[i].Type)
	}
	if size > largestHead {
		return nil, problem(CodeLarge)
	}
	return columns, nil
}

// pageRoom is how much of the room of a page the rows have taken, and how many cells were cut for it. Without limits in
// the order there is room for all.
type pageRoom struct {
	*order
	bytes int
	cut   int
}

// take cuts the long cells of a row; false where no room is left for it.
func (p *pageRoom) take(row []any) bool {
	if p.MaxBytes == 0 {
		return true
	}
	bytes, cuts := p.bytes, 0
	for i, v := range row {
		short, cut := shorten(v, p.MaxCell)
		if cut {
			cuts++
		}
		row[i] = short
		bytes += shown(short)
	}
	if bytes > p.MaxBytes {
		return false
	}
	p.bytes, p.cut = bytes, p.cut+cuts
	return true
}

func appendRow(b []byte, row []any) ([]byte, error) {
	if tooLarge(row) {
		return b, problem(CodeLarge)
	}
	b = append(b, frameRow)
	var err error
	for _, v := range row {
		if b, err = appendValue(b, v); err != nil {
			return b, err
		}
	}
	return b, nil
}

// countRest counts the rows that are not sent.
func countRest(rows *engine.Rows) (int, error) {
	for n := 0; ; n++ {
		if err := rows.Skip(); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil {
			return n, fault(err)
		}
	}
}

// fault turns an error of the engine into what people are told.
func fault(err error) error {
	switch {
	case errors.Is(err, engine.ErrSeveral):
		return problem(CodeSeveral)
	case errors.Is(err, engine.ErrEmpty):
		return problem(CodeEmpty)
	}
	message := brief(engine.Message(err))
	switch engine.FaultOf(err) {
	case engine.FaultForbidden:
		return problem(CodeForbidden)
	case engine.FaultMemory:
		return problem(CodeMemory)
	case engine.FaultStopped:
		return problem(CodeCancelled)
	case engine.FaultStatement:
		if readOnly.MatchString(message) {
			return problem(CodeRefused)
		}
		return explained(CodeStatement, message)
	}
	return err
}
