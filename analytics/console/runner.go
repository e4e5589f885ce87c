// Package console runs one statement of an analyst on an edition in a process of its own: limited in memory by the
// operating system, killed at its deadline, with an engine that sees nothing but the edition.
package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"luanphien/queries/turns"
)

// mostWaiting is how many statements of one person may wait; more are refused.
const mostWaiting = 4

// Request is one statement.
type Request struct {
	EditionPath string
	SQL         string
	Params      map[string]any // by name without $; nil, bool, int64, float64, string, time.Time
	MaxRows     int            // 0 = all
	// MaxBytes is the room that the rows have on a page, and MaxCell that of a cell: longer ones are cut, and rows for
	// which no room is left are counted only. 0 = no limit but that of every row.
	MaxBytes, MaxCell int
	Person            string        // who asks: one person leaves a place for others; "" = nobody in particular
	Place             *atomic.Int32 // is told the place in the queue, 0 = it runs; may be nil
	Deadline          time.Duration // until the first row; 0 = Options.Deadline
	MemoryBytes       int64         // 0 = Options.Memory
}

// Options of a runner.
type Options struct {
	// Command is the program and arguments that call Main; nil = this program with Argument.
	Command  []string
	TempDir  string        // where each process gets a folder of its own; "" = the system's
	Parallel int           // statements at a time, one fewer of one person; more wait. 0 = 2
	Memory   int64         // bytes for a statement. 0 = 1 GiB
	Deadline time.Duration // 0 = 30 s
}

// Runner runs statements. It keeps one process ready, so that a statement need not wait for it to start.
type Runner struct {
	options Options
	queue   *turns.Queue

	mu     sync.Mutex
	spare  *process
	closed bool
	filled sync.WaitGroup
}

// New makes a runner; Close must follow.
func New(o Options) (*Runner, error) {
	if len(o.Command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		o.Command = []string{self, Argument}
	}
	if o.Parallel == 0 {
		o.Parallel = 2
	}
	if o.Memory == 0 {
		o.Memory = 1 << 30
	}
	if o.Deadline == 0 {
		o.Deadline = 30 * time.Second
	}
	r := &Runner{options: o, queue: turns.New(o.Parallel, o.Parallel-1, mostWaiting)}
	r.refill()
	return r, nil
}

// Close ends the process in reserve. Statements that are running end by themselves.
func (r *Runner) Close() {
	r.mu.Lock()
	r.closed = true
	spare := r.spare
	r.spare = nil
	r.mu.Unlock()
	if spare != nil {
		spare.end()
	}
	r.filled.Wait()
}

// take gives the process in reserve, or a new one, and has the next one started.
func (r *Runner) take() (*process, error) {
	r.mu.Lock()
	p := r.spare
	r.spare = nil
	r.mu.Unlock()
	if p != nil && p.alive() {
		return p, nil
	}
	if p != nil { // killed while it waited
		p.end()
	}
	return start(r.options)
}

// refill starts the next process in the background. If it cannot be started, the next statement tries and says why.
func (r *Runner) refill() {
	r.filled.Go(func() {
		r.mu.Lock()
		needed := !r.closed && r.spare == nil
		r.mu.Unlock()
		if !needed {
			return
		}
		p, err := start(r.options)
		if err != nil {
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.closed || r.spare != nil {
			go p.end()
			return
		}
		r.spare = p
	})
}

// Run runs a statement and returns its result once the first row can be read; the result must be closed. What a person
// can mend, and what became of a process that ended early, comes as a *Problem.
func (r *Runner) Run(ctx context.Context, q Request) (*Result, error) {
	if q.Deadline == 0 {
		q.Deadline = r.options.Deadline
	}
	if q.MemoryBytes == 0 {
		q.MemoryBytes = r.options.Memory
	}
	path, err := filepath.Abs(q.EditionPath)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open the edition: %w", err)
	}
	q.EditionPath = path
	leave, err := r.queue.Enter(ctx, q.Person, q.Place)
	switch {
	case errors.Is(err, turns.ErrFull):
		return nil, problem(CodeQueue)
	case err != nil:
		return nil, problem(CodeCancelled)
	}
	result, err := r.begin(ctx, q)
	if err != nil {
		leave()
		r.refill()
		return nil, err
	}
	result.release = func() {
		leave()
		r.refill()
	}
	return result, nil
}

// begin hands the statement to a process and waits for its columns.
func (r *Runner) begin(ctx context.Context, q Request) (*Result, error) {
	p, err := r.order(q)
	if err != nil {
		return nil, err
	}
	result := &Result{process: p, in: bufio.NewReaderSize(p.out, 64<<10), patience: transfer}
	if q.MaxRows > 0 {
		result.patience = q.Deadline
	}
	result.watch(ctx, q.Deadline)
	if err := result.readColumns(); err != nil {
		result.end()
		return nil, err
	}
	return result, nil
}

// order gives the statement to the process in reserve, or to a new one if that was killed at this very moment.
func (r *Runner) order(q Request) (*process, error) {
	for again := true; ; again = false {
		p, err := r.take()
		if err != nil {
			return nil, fmt.Errorf("start the console's process: %w", err)
		}
		err = writeOrder(p.in, q, min(4, runtime.NumCPU()))
		if err == nil {
			return p, nil
		}
		p.end()
		switch killed := errors.Is(err, syscall.EPIPE); {
		case killed && !again: // the new one too
			p := problem(CodeCrashed)
			p.internal = err.Error()
			return nil, p
		case !killed:
			return nil, fmt.Errorf("hand over the statement: %w", err)
		}
	}
}
