package dashboard

import (
	"container/list"
	"context"
	"sync"
)

// memo keeps the results of analytics calls, so that the figures of one page, their JSON and their CSV rest on one
// computation. A key holds the edition, the scope and the call, so an entry never goes stale; the least recently used
// leave first. Callers must not change what they get.
type memo struct {
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

func newMemo(limit int) *memo {
	return &memo{limit: limit, order: list.New(), byKey: map[string]*list.Element{}}
}

// remember returns the kept result of a call, computing it once even when many ask at the same time. Failures are
// not kept.
func remember[T any](ctx context.Context, m *memo, key string, compute func() (T, error)) (T, error) {
	var none T
	m.mu.Lock()
	if e, ok := m.byKey[key]; ok {
		m.order.MoveToFront(e)
		m.mu.Unlock()
		entry := e.Value.(*memoEntry)
		select {
		case <-entry.done:
		case <-ctx.Done():
			return none, ctx.Err()
		}
		if entry.err != nil {
			return none, entry.err
		}
		return entry.value.(T), nil
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
			entry.err = context.Canceled // the computing side panicked
		}
		close(entry.done)
	}()
	value, err := compute()
	entry.value, entry.err = value, err
	finished = true
	return value, err
}

func (m *memo) forget(key string, element *list.Element) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byKey[key] == element {
		m.order.Remove(element)
		delete(m.byKey, key)
	}
}
