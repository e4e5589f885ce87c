package console

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"sync"
	"time"
)

// Result is read row by row while the process sends it, so it needs no more memory than a row.
type Result struct {
	Columns []Column

	process *process
	in      *bufio.Reader
	release func()

	patience time.Duration // for the rows
	mu       sync.Mutex
	stopped  Code // why it was killed; "" = it was not
	timer    *time.Timer
	unwatch  func() bool

	row     []any
	summary Summary
	err     error
	ended   bool
	closing sync.Once
}

// transfer is how long the rows of a file may take to be read; those of a page have the time of the statement.
const transfer = 15 * time.Minute

// watch kills the process when ctx ends or the time is up.
func (r *Result) watch(ctx context.Context, deadline time.Duration) {
	r.timer = time.AfterFunc(deadline, func() { r.stop(CodeTime) })
	r.unwatch = context.AfterFunc(ctx, func() { r.stop(CodeCancelled) })
}

func (r *Result) stop(why Code) {
	r.mu.Lock()
	if r.stopped == "" {
		r.stopped = why
	}
	r.mu.Unlock()
	r.process.kill()
}

// readColumns reads the head of the answer.
func (r *Result) readColumns() error {
	kind, err := r.in.ReadByte()
	if err != nil {
		return r.lost()
	}
	body, err := r.body(kind)
	if err != nil {
		return err
	}
	if kind != frameColumns || json.Unmarshal(body, &r.Columns) != nil {
		return r.lost()
	}
	r.timer.Reset(r.patience)
	r.row = make([]any, len(r.Columns))
	return nil
}

// body reads the content of a frame that holds JSON; that of a problem is returned as the error.
func (r *Result) body(kind byte) ([]byte, error) {
	body, err := readText(r.in)
	if err != nil {
		return nil, r.lost()
	}
	if kind == frameProblem {
		var p Problem
		if json.Unmarshal(body, &p) != nil {
			return nil, r.lost()
		}
		p.internal = r.process.said.String()
		return nil, &p
	}
	return body, nil
}

// Next reads the next row; at the end, and on a problem, it returns false, and Err says which.
func (r *Result) Next() bool {
	if r.ended {
		return false
	}
	kind, err := r.in.ReadByte()
	if err != nil {
		return r.finish(r.lost())
	}
	if kind == frameRow {
		for i := range r.row {
			if r.row[i], err = readValue(r.in); err != nil {
				return r.finish(r.lost())
			}
		}
		return true
	}
	body, err := r.body(kind)
	if err != nil {
		return r.finish(err)
	}
	if kind != frameDone || json.Unmarshal(body, &r.summary) != nil {
		return r.finish(r.lost())
	}
	return r.finish(nil)
}

func (r *Result) finish(err error) bool {
	r.ended, r.err = true, err
	return false
}

// Row is the present row: nil, bool, int64, uint64, float64, string, Number, []byte or time.Time, as engine.Rows gives
// them. It is overwritten by Next.
func (r *Result) Row() []any { return r.row }

// Err says why there are no more rows; nil at the end of the result.
func (r *Result) Err() error { return r.err }

// Summary says how the statement went, once Next has returned false without an error.
func (r *Result) Summary() Summary { return r.summary }

// Close ends the process and frees its place. A result may be closed before its end.
func (r *Result) Close() {
	r.closing.Do(func() {
		r.end()
		if r.release != nil {
			r.release()
		}
	})
}

func (r *Result) end() {
	r.timer.Stop()
	r.unwatch()
	r.process.end()
}

// noMemory finds what C++ and Go say when they get no memory.
var noMemory = regexp.MustCompile(`(?i)bad_alloc|out of memory|cannot allocate memory|failed to (create new OS thread|allocate)|pthread_create failed|runtime: .*(mmap|memory)`)

// lost says why the process ended without an answer.
func (r *Result) lost() error {
	r.process.kill()
	<-r.process.gone
	r.mu.Lock()
	why := r.stopped
	r.mu.Unlock()
	said := r.process.said.String()
	if why == "" {
		why = CodeCrashed
		if noMemory.MatchString(said) {
			why = CodeMemory
		}
	}
	p := problem(why)
	p.internal = errors.Join(errors.New(r.process.command.ProcessState.String()), errors.New(said)).Error()
	return p
}
