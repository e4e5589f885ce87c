package dashboard

import (
	"context"
	"errors"
	"testing"
)

// One person's answers are made a few at a time; another's do not wait for them, and who leaves has no place any more.
func TestTurnsArePersons(t *testing.T) {
	var all turns
	var ends []func()
	for range atOnce {
		end, err := all.take(t.Context(), "an")
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, end)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := all.take(gone, "an"); !errors.Is(err, errLeft) {
		t.Errorf("one more at once: %v", err)
	}
	other, err := all.take(t.Context(), "binh")
	if err != nil {
		t.Fatal(err)
	}
	other()
	next := make(chan error)
	go func() {
		end, err := all.take(t.Context(), "an")
		end()
		next <- err
	}()
	ends[0]()
	if err := <-next; err != nil {
		t.Errorf("the place that became free: %v", err)
	}
	for _, end := range ends[1:] {
		end()
	}
	if len(all.of) != 0 {
		t.Errorf("%d persons are remembered who ask nothing", len(all.of))
	}
}
