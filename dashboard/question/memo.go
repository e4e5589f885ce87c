package question

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

// Memo keeps the results of analytics calls, so that the figures of one page, their JSON and their CSV rest on one
// computation. A key holds the edition, the scope and the call, so an entry never goes stale; the least recently used
// leave first. Callers must not change what they get.
type Memo struct {
	mu    sync.Mutex
	limit int
	order *list.List
	byKey map[string]*list.Element
}

type memoEntry struct {
	key   string
	done  chan struct{}
	value any
	err   error
}

func NewMemo(limit int) *Memo {
	return &Memo{limit: limit, order: list.New(), byKey: map[string]*list.Element{}}
}

// Remember returns the kept result of a call, computing it once even when many ask at the same time. Failures are
// not kept. Where the one who computes it leaves, another who waits computes it.
func Remember[T any](ctx context.Context, m *Memo, key string, compute func() (T, error)) (T, error) {
	for {
		value, others, err := m.once(ctx, key, func() (any, error) { return compute() })
		if others && ctx.Err() == nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
			continue
		}
		if err != nil {
			var none T
			return none, err
		}
		return value.(T), nil
	}
}

// once gives what another call has computed or is about to, which others tells, or computes it.
func (m *Memo) once(ctx context.Context, key string, compute func() (any, error)) (value any, others bool, err error) {
	m.mu.Lock()
	if e, ok := m.byKey[key]; ok {
		m.order.MoveToFront(e)
		m.mu.Unlock()
		entry := e.Value.(*memoEntry)
		select {
		case <-entry.done:
		case <-ctx.Done():
			return nil, true, ctx.Err()
		}
		return entry.value, true, entry.err
	}
	entry := &memoEntry{key: key, done: make(chan struct{})}
	element := m.order.PushFront(entry)
	m.byKey[key] = element
	for m.order.Len() > m.limit {
		last := m.order.Back()
		m.order.Remove(last)
		delete(m.byKey, last.Value.(*memoEntry).key)
	}
	m.mu.Unlock()

	finished := false
	defer func() {
		if !finished || entry.err != nil {
			m.forget(key, element)
		}
		if !finished {
			entry.err = errPanicked
		}
		close(entry.done)
	}()
	entry.value, entry.err = compute()
	finished = true
	return entry.value, false, entry.err
}

// errPanicked is what those get who wait for a computation that panicked.
var errPanicked = errors.New("the computation panicked")

func (m *Memo) forget(key string, element *list.Element) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byKey[key] == element {
		m.order.Remove(element)
		delete(m.byKey, key)
	}
}
