// Package turns lets what takes long run a few at a time, one person's beside those of others.
package turns

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
)

// ErrFull says that as many of a person's wait as may.
var ErrFull = errors.New("too many of one person wait already")

// Queue lets so many run at a time. One person's leave a place for those of others, and of those that wait, who has fewest
// running and waiting before comes first, then who came first.
type Queue struct {
	places   int
	personal int // of them for one person
	most     int // of one person may wait; 0 = any number

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

// New is a queue of so many places, of which one person has personal at the most; more than most of theirs may not wait (0 =
// any number may).
func New(places, personal, most int) *Queue {
	return &Queue{places: places, personal: max(1, personal), most: most, running: map[string]int{}}
}

// Enter waits for a place; leave gives it back. A person "" is nobody in particular, and has all places. Place, where it is
// not nil, is told how many come before. The error is ErrFull, or that of ctx where it ended first.
func (q *Queue) Enter(ctx context.Context, person string, place *atomic.Int32) (leave func(), err error) {
	t := &ticket{person, make(chan struct{}), place}
	if !q.join(t) {
		return nil, ErrFull
	}
	select {
	case <-t.ready:
	case <-ctx.Done():
		if q.quit(t) {
			return nil, ctx.Err()
		} // its turn had come at this very moment
	}
	return sync.OnceFunc(func() { q.leave(person) }), nil
}

func (q *Queue) join(t *ticket) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	mine := 0
	for _, w := range q.waiting {
		if w.person == t.person {
			mine++
		}
	}
	if t.person != "" && q.most > 0 && mine >= q.most {
		return false
	}
	q.waiting = append(q.waiting, t)
	q.admit()
	return true
}

// quit takes a ticket out of the queue; false where it waits no more.
func (q *Queue) quit(t *ticket) bool {
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

func (q *Queue) leave(person string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.total--
	if q.running[person]--; q.running[person] == 0 {
		delete(q.running, person)
	}
	q.admit()
}

// admit lets those run for whom there is a place, and tells the others theirs.
func (q *Queue) admit() {
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
func (q *Queue) order() []*ticket {
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
