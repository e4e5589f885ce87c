package dashboard

import (
	"context"
	"net/http"
	"sync"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
	"luanphien/queries/fault"
)

// flights are the answers that are being made, by key. Whoever asks for one that is being made waits for it; when the last
// who waits has gone, the making ends.
type flights struct {
	mu   sync.Mutex
	list map[string]*flight
}

type flight struct {
	done    chan struct{} // closed at the end; answer and err are written before that
	answer  *answer.Answer
	err     error
	waiting int
	cancel  context.CancelFunc
}

// errLeft is what a reader who has gone is answered; nobody sees it but the log.
var errLeft = problem.Of(http.StatusRequestTimeout, "answer.problem.left")

// share gives the answer of that key, which work makes within guard.RenderTime unless it is being made already. ctx is the
// reader's: where it ends, errLeft is given at once.
func (f *flights) share(ctx context.Context, key string, work func(context.Context) (*answer.Answer, error)) (*answer.Answer, error) {
	one := f.join(key, work)
	defer f.leave(key, one)
	select {
	case <-one.done:
		return one.answer, one.err
	case <-ctx.Done():
		return nil, errLeft
	}
}

// join gives the making of that key, which it begins where there is none.
func (f *flights) join(key string, work func(context.Context) (*answer.Answer, error)) *flight {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.list[key]
	if one == nil {
		var ctx context.Context
		one = &flight{done: make(chan struct{})}
		ctx, one.cancel = context.WithTimeout(context.Background(), guard.RenderTime)
		if f.list == nil {
			f.list = map[string]*flight{}
		}
		f.list[key] = one
		go func() {
			one.err = fault.Call(func() (err error) {
				one.answer, err = work(ctx)
				return err
			})
			f.mu.Lock()
			f.forget(key, one)
			f.mu.Unlock()
			close(one.done)
		}()
	}
	one.waiting++
	return one
}

// leave ends a making for which nobody waits; the next who asks begins anew.
func (f *flights) leave(key string, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one.waiting--; one.waiting == 0 {
		one.cancel()
		f.forget(key, one)
	}
}

// forget takes a making off the list, with the lock held.
func (f *flights) forget(key string, one *flight) {
	if f.list[key] == one {
		delete(f.list, key)
	}
}
