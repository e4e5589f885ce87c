package console

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// mostWaiting is how many statements of one person may wait; more are refused.
const mostWaiting = 4

// queue lets so many statements run at a time. One person's leave a place for those of others, and of those that wait,
// who has fewest running and waiting before comes first, then who came first.
type queue struct {
	places   int
	personal int // of them for one person

	mu      sync.Mutex
	total   int            // running
	running map[string]int // by person
	waiting []*ticket      // in the order of their coming
}

type ticket struct {
	person string
	ready  chan struct{} // closed when it may run
	place  *atomic.Int32 // told its place; may be nil
}

func newQueue(places int) *queue {
	return &queue{places: places, personal: max(1, places-1), running: map[string]int{}}
}

// enter waits for a place; leave gives it back. A person "" is nobody in particular, and has all places.
func (q *queue) enter(ctx context.Context, person string, place *atomic.Int32) (leave func(), err error) {
	t := &ticket{person, make(chan struct{}), place}
	if !q.join(t) {
		return nil, problem(CodeQueue)
	}
	select {
	case <-t.ready:
	case <-ctx.Done():
		if q.quit(t) {
			return nil, problem(CodeCancelled)
		} // its turn had come at this very moment
	}
	return sync.OnceFunc(func() { q.leave(person) }), nil
}

func (q *queue) join(t *ticket) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	mine := 0
	for _, w := range q.waiting {
		if w.person == t.person {
			mine++
		}
	}
	if t.person != "" && mine >= mostWaiting {
		return false
	}
	q.waiting = append(q.waiting, t)
	q.admit()
	return true
}

// quit takes a ticket out of the queue; false where it waits no more.
func (q *queue) quit(t *ticket) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, t)
	if i < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	q.admit()
	return true
}

func (q *queue) leave(person string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.total--
	if q.running[person]--; q.running[person] == 0 {
		delete(q.running, person)
	}
	q.admit()
}

// admit lets those run for whom there is a place, and tells the others theirs.
func (q *queue) admit() {
	for q.total < q.places {
		order := q.order()
		first := slices.IndexFunc(order, func(t *ticket) bool { return t.person == "" || q.running[t.person] < q.personal })
		if first < 0 {
			break
		}
		t := order[first]
		q.waiting = slices.DeleteFunc(q.waiting, func(w *ticket) bool { return w == t })
		q.total++
		q.running[t.person]++
		t.tell(0)
		close(t.ready)
	}
	for i, t := range q.order() {
		t.tell(i + 1)
	}
}

// order is the order in which those that wait will run.
func (q *queue) order() []*ticket {
	before := map[string]int{}
	rank := map[*ticket]int{}
	for _, t := range q.waiting {
		rank[t] = q.running[t.person] + before[t.person]
		before[t.person]++
	}
	order := slices.Clone(q.waiting)
	slices.SortStableFunc(order, func(a, b *ticket) int { return rank[a] - rank[b] })
	return order
}

func (t *ticket) tell(place int) {
	if t.place != nil {
		t.place.Store(int32(place)) //nolint:gosec // few wait
	}
}
