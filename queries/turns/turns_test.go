package turns

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

const mostWaiting = 4

// One person's heavy statements leave a place for others, whose turn comes before the rest of that person's; each that
// waits knows its place.
func TestQueueIsFair(t *testing.T) {
	q := New(2, 1, mostWaiting)
	ran := make(chan string, 20)
	enter := func(person string) (place *atomic.Int32, leave chan func()) {
		place, leave = new(atomic.Int32), make(chan func(), 1)
		before := len(q.order())
		go func() {
			done, err := q.Enter(t.Context(), person, place)
			if err != nil {
				t.Error(err)
			}
			ran <- person
			leave <- done
		}()
		for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			q.mu.Lock()
			n := len(q.waiting)
			q.mu.Unlock()
			if n > before || len(leave) > 0 {
				break
			}
		}
		return place, leave
	}
	_, first := enter("an")
	leaveFirst := <-first
	second, secondLeave := enter("an")
	third, _ := enter("an")
	if second.Load() != 1 || third.Load() != 2 {
		t.Errorf("places %d and %d", second.Load(), third.Load())
	}
	_, other := enter("bình") // at once
	leaveOther := <-other
	waits, next := enter("chi")
	if waits.Load() != 1 || second.Load() != 2 {
		t.Errorf("who has nothing running has place %d, who has has %d", waits.Load(), second.Load())
	}
	leaveOther()
	leaveNext := <-next
	if second.Load() != 1 {
		t.Error("place", second.Load())
	}
	leaveFirst()
	(<-secondLeave)()
	leaveNext()
	for _, want := range []string{"an", "bình", "chi", "an", "an"} {
		if got := <-ran; got != want {
			t.Errorf("%s ran, want %s", got, want)
		}
	}
}

// So many of one person wait, and one that is given up leaves the queue.
func TestQueueIsBounded(t *testing.T) {
	q := New(2, 1, mostWaiting)
	leave, err := q.Enter(t.Context(), "an", nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	given := make(chan error, mostWaiting)
	for range mostWaiting {
		go func() {
			_, err := q.Enter(ctx, "an", nil)
			given <- err
		}()
	}
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		q.mu.Lock()
		n := len(q.waiting)
		q.mu.Unlock()
		if n == mostWaiting {
			break
		}
	}
	if _, err := q.Enter(t.Context(), "an", nil); !errors.Is(err, ErrFull) {
		t.Error("one more:", err)
	}
	cancel()
	for range mostWaiting {
		if err := <-given; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	leave()
	leave() // a second time does nothing
	if q.total != 0 || len(q.waiting) != 0 || len(q.running) != 0 {
		t.Errorf("left over: %+v", q)
	}
}
