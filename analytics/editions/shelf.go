// Package editions keeps the newest edition of a folder open, and opens older ones on demand.
package editions

import (
	"errors"
	"io/fs"
	"sync"
	"time"

	"luanphien/analytics"
	"luanphien/queries/edition"
	"luanphien/queries/fault"
)

// pollEvery is how often the folder is looked at for a newer edition.
const pollEvery = 250 * time.Millisecond

// Older editions are opened on demand, and each has its own share of the memory: so many are open at a time, and whoever
// asks for one more waits a little for one to be released.
const (
	olderOpen     = 2
	olderPatience = 10 * time.Second
)

// ErrBusy says that other older editions are being read, and none was released in time.
var ErrBusy = errors.New("too many older editions are open")

// Shelf keeps the newest edition of a folder open, takes up a new one as soon as it is published, and opens older ones
// on demand. An edition is closed when its last user has released it.
type Shelf struct {
	folder edition.Folder
	stop   chan struct{}
	done   chan struct{}

	mu      sync.Mutex
	newest  *held // nil until the first edition
	older   map[int]*held
	freed   chan struct{} // closed when an older edition is closed
	changed chan struct{}
	failed  error // why the newest edition of the folder could not be taken up
	closed  bool
}

// held is an open edition and the number of its users. The shelf itself is a user of the newest one.
type held struct {
	edition *analytics.Edition
	users   int
}

// Open starts to watch the folder. A folder without an edition is no error: Acquire says edition.ErrNone until
// one is published.
func Open(folder edition.Folder) (*Shelf, error) {
	s := &Shelf{folder: folder, older: map[int]*held{}, changed: make(chan struct{}), freed: make(chan struct{}),
		stop: make(chan struct{}), done: make(chan struct{})}
	if err := s.poll(); err != nil {
		return nil, err
	}
	go s.watch()
	return s, nil
}

func (s *Shelf) watch() {
	defer close(s.done)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-tick.C:
			_ = s.poll() // kept for Err; the edition being served goes on
		}
	}
}

// poll takes up the newest edition of the folder if it is newer than the one being served.
func (s *Shelf) poll() error {
	err := fault.Call(s.takeUp)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed = err
	return err
}

func (s *Shelf) takeUp() error {
	number, err := s.folder.Newest()
	if errors.Is(err, edition.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	s.mu.Lock()
	current := s.newest
	s.mu.Unlock()
	if current != nil && current.edition.Manifest.Number >= number {
		return nil
	}
	opened, err := analytics.OpenEdition(s.folder, number)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.newest = &held{edition: opened, users: 1}
	close(s.changed)
	s.changed = make(chan struct{})
	s.mu.Unlock()
	if current != nil {
		s.release(current)
	}
	return nil
}

// Acquire gives the edition of that number (0 = the newest) and the function that releases it, to be called when the
// edition is no longer used; calling it again does nothing. The error is edition.ErrNone before the first edition, wraps
// fs.ErrNotExist when there is no edition of that number, and is ErrBusy when too many older ones are in use.
func (s *Shelf) Acquire(number int) (*analytics.Edition, func(), error) {
	patience := time.NewTimer(olderPatience)
	defer patience.Stop()
	for {
		h, full, err := s.acquire(number)
		if err != nil {
			return nil, nil, err
		}
		if h != nil {
			return h.edition, sync.OnceFunc(func() { s.release(h) }), nil
		}
		select {
		case <-full:
		case <-patience.C:
			return nil, nil, ErrBusy
		}
	}
}

// acquire gives an open edition, or where too many older ones are open, what tells that one was closed.
func (s *Shelf) acquire(number int) (h *held, full <-chan struct{}, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, nil, fs.ErrClosed
	}
	if number == 0 || s.newest != nil && s.newest.edition.Manifest.Number == number {
		if s.newest == nil {
			if s.failed != nil {
				return nil, nil, s.failed
			}
			return nil, nil, edition.ErrNone
		}
		s.newest.users++
		return s.newest, nil, nil
	}
	if h := s.older[number]; h != nil {
		h.users++
		return h, nil, nil
	}
	if len(s.older) >= olderOpen {
		return nil, s.freed, nil
	}
	// Opened under the lock: rare, and two openings of one file would be two instances.
	opened, err := analytics.OpenEdition(s.folder, number)
	if err != nil {
		return nil, nil, err
	}
	h = &held{edition: opened, users: 1}
	s.older[number] = h
	return h, nil, nil
}

// release lets go of an edition; the last user closes it.
func (s *Shelf) release(h *held) {
	s.mu.Lock()
	h.users--
	last := h.users == 0
	if n := h.edition.Manifest.Number; last && s.older[n] == h {
		delete(s.older, n)
		close(s.freed)
		s.freed = make(chan struct{})
	}
	s.mu.Unlock()
	if last {
		_ = h.edition.Close() // nobody is left to be told
	}
}

// Newest is the manifest of the edition being served, or edition.ErrNone.
func (s *Shelf) Newest() (edition.Manifest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.newest == nil {
		return edition.Manifest{}, edition.ErrNone
	}
	return s.newest.edition.Manifest, nil
}

// Numbers lists the editions that the folder holds, oldest first.
func (s *Shelf) Numbers() ([]int, error) { return s.folder.Numbers() }

// Err tells why the newest edition of the folder could not be taken up; nil when it is being served.
func (s *Shelf) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// Changed gives a channel that is closed when a newer edition is taken up; ask again for the next one.
func (s *Shelf) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// Close stops watching and lets go of the newest edition; what is in use closes at its release.
func (s *Shelf) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	newest := s.newest
	s.newest = nil
	s.mu.Unlock()
	close(s.stop)
	<-s.done
	if newest != nil {
		s.release(newest)
	}
	return nil
}
