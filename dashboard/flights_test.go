package dashboard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/question"
	"luanphien/queries/fault"
)

// All who ask for one answer at the same time get the one that is made; a panic in the making reaches each as an error.
func TestAnswersAreShared(t *testing.T) {
	var f flights
	for _, panics := range []bool{false, true} {
		begun, go1, made := make(chan struct{}), make(chan struct{}), 0
		var group sync.WaitGroup
		ask := func() {
			k, err := f.share(t.Context(), "a", func(context.Context) (*answer.Answer, error) {
				made++
				close(begun)
				<-go1
				if panics {
					panic("a bug")
				}
				return &answer.Answer{}, nil
			})
			var p *fault.Panic
			if panics != errors.As(err, &p) || panics == (k != nil) {
				t.Errorf("panics %v: %v %v", panics, k, err)
			}
		}
		group.Go(ask)
		<-begun
		for range 5 {
			group.Go(ask)
		}
		for waiting := 0; waiting < 6; {
			f.mu.Lock()
			waiting = f.list["a"].waiting
			f.mu.Unlock()
		}
		close(go1)
		group.Wait()
		if made != 1 || len(f.list) != 0 {
			t.Errorf("made %d times, %d are on the list", made, len(f.list))
		}
	}
}

// The making ends with the last who waits for it, and not before; whoever asks then has it made anew.
func TestMakingEndsWithItsReaders(t *testing.T) {
	var f flights
	begun, ended := make(chan struct{}, 2), make(chan struct{}, 2)
	work := func(ctx context.Context) (*answer.Answer, error) {
		begun <- struct{}{}
		<-ctx.Done()
		ended <- struct{}{}
		return nil, ctx.Err()
	}
	var group sync.WaitGroup
	ask := func(ctx context.Context) {
		group.Go(func() {
			if _, err := f.share(ctx, "a", work); !errors.Is(err, errLeft) {
				t.Error(err)
			}
		})
	}
	one, leaveOne := context.WithCancel(t.Context())
	two, leaveTwo := context.WithCancel(t.Context())
	ask(one)
	<-begun
	ask(two)
	for waiting := 0; waiting < 2; {
		f.mu.Lock()
		waiting = f.list["a"].waiting
		f.mu.Unlock()
	}
	leaveOne()
	select {
	case <-ended:
		t.Fatal("it ended while one was waiting")
	case <-time.After(20 * time.Millisecond):
	}
	leaveTwo()
	<-ended
	group.Wait()
	three, leaveThree := context.WithCancel(t.Context())
	ask(three)
	<-begun
	leaveThree()
	<-ended
	group.Wait()
}

// A page that nobody waits for is not computed to its end: the connection is watched.
func TestReaderWhoLeavesEndsThePage(t *testing.T) {
	s := open(t, demoFolder(t), crawlNow)
	begun, ended := make(chan struct{}), make(chan error, 1)
	s.app = fiber.New(fiber.Config{DisableStartupMessage: true, ErrorHandler: s.fail})
	s.app.Get("/slow", s.serve(func(r *question.Question) (*answer.Answer, error) {
		close(begun)
		<-r.Ctx.Done()
		ended <- r.Ctx.Err()
		return nil, r.Ctx.Err()
	}))
	listener, err := guard.Reach{Address: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { stopped <- s.Run(ctx, listener) }()
	t.Cleanup(func() { stop(); <-stopped })
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(conn, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
	<-begun
	conn.Close()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(guard.RenderTime / 2):
		t.Error("the page was still being computed")
	}
}

// A computation that ends because its reader has left is made again for another who waits for it.
func TestMemoSurvivesWhoLeaves(t *testing.T) {
	m := question.NewMemo(2)
	first, leave := context.WithCancel(t.Context())
	begun := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		_, err := question.Remember(first, m, "a", func() (int, error) {
			close(begun)
			<-first.Done()
			return 0, first.Err()
		})
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	<-begun
	group.Go(func() {
		if n, err := question.Remember(t.Context(), m, "a", func() (int, error) { return 7, nil }); n != 7 || err != nil {
			t.Error(n, err)
		}
	})
	leave()
	group.Wait()
}
