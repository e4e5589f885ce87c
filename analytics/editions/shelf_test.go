package editions

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// publishStations publishes an edition with so many stations: an edition tells its number by its rows.
func publishStations(t testing.TB, folder edition.Folder, count int) {
	b := editiontest.In(t, folder)
	for i := range count {
		b.Station(string(rune('A'+i)), "TT", "2025-01-01", "")
	}
	b.Publish()
}

func TestShelfBeforeTheFirstEdition(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := s.Acquire(0); !errors.Is(err, edition.ErrNone) {
		t.Errorf("acquire: %v", err)
	}
	if _, err := s.Newest(); !errors.Is(err, edition.ErrNone) {
		t.Errorf("newest: %v", err)
	}
	changed := s.Changed()
	publishStations(t, folder, 1)
	select {
	case <-changed:
	case <-time.After(time.Minute): // on a machine however busy
		t.Fatal("not taken up")
	}
	if pollEvery > time.Second {
		t.Errorf("a new edition is looked for every %v, too seldom to show within 2 s", pollEvery)
	}
	if m, err := s.Newest(); err != nil || m.Number != 1 {
		t.Errorf("%+v, %v", m, err)
	}
}

// Under a steady load of readers editions are swapped without an error, and no reader sees an older one than before.
func TestShelfSwapsUnderReaders(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	publishStations(t, folder, 1)
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	var stop atomic.Bool
	var reads atomic.Int64
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			last := 0
			for !stop.Load() {
				n, err := readOnce(s)
				if err != nil {
					t.Error(err)
					return
				}
				if n < last {
					t.Errorf("edition %d after %d", n, last)
				}
				last = n
				reads.Add(1)
			}
		})
	}
	for n := 2; n <= 6; n++ {
		changed := s.Changed()
		publishStations(t, folder, n)
		select {
		case <-changed:
		case <-time.After(time.Minute):
			t.Fatal("not taken up")
		}
	}
	stop.Store(true)
	readers.Wait()
	if reads.Load() < 10 {
		t.Errorf("only %d reads", reads.Load())
	}
	if n, err := readOnce(s); err != nil || n != 6 {
		t.Errorf("at the end edition %d, %v", n, err)
	}
	checkOlder(t, s)
}

// readOnce acquires the newest edition and checks that its rows are those of its number.
func readOnce(s *Shelf) (int, error) {
	e, release, err := s.Acquire(0)
	if err != nil {
		return 0, err
	}
	defer release()
	stations, err := e.Run(context.Background(), "station_list", nil)
	if err == nil && len(stations.Rows) != e.Manifest.Number {
		err = errors.New("the rows are not those of the manifest")
	}
	return e.Manifest.Number, err
}

// checkOlder reads an older edition, and that what is in use survives the shelf.
func checkOlder(t *testing.T, s *Shelf) {
	t.Helper()
	older, release, err := s.Acquire(3)
	if err != nil {
		t.Fatal(err)
	}
	again, releaseAgain, err := s.Acquire(3)
	if err != nil || again != older {
		t.Errorf("opened twice: %v", err)
	}
	release()
	release() // a second time does nothing
	if stations, err := again.Run(context.Background(), "station_list", nil); err != nil || len(stations.Rows) != 3 {
		t.Errorf("closed under its second user: %v", err)
	}
	if _, _, err := s.Acquire(99); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an edition that is not there: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := again.Run(context.Background(), "station_list", nil); err != nil {
		t.Errorf("closed under its user: %v", err)
	}
	releaseAgain()
	if _, err := again.Run(context.Background(), "station_list", nil); err == nil {
		t.Error("still open after the last release")
	}
}

// A newest edition that cannot be opened does not take the older one away.
func TestShelfKeepsServing(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	publishStations(t, folder, 1)
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	publishBroken(t, folder, 2)
	if err := s.poll(); err == nil {
		t.Error("a broken edition is no error")
	}
	if n, err := readOnce(s); err != nil || n != 1 {
		t.Errorf("edition %d, %v", n, err)
	}
	if s.Err() == nil {
		t.Error("the reason is not kept")
	}
}

// So many older editions are open at a time; one more is opened as soon as one of them is released.
func TestShelfOpensFewOlderEditions(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	for n := 1; n <= olderOpen+2; n++ {
		publishStations(t, folder, n)
	}
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var releases []func()
	for n := 1; n <= olderOpen; n++ {
		_, release, err := s.Acquire(n)
		if err != nil {
			t.Fatal(err)
		}
		releases = append(releases, release)
	}
	got := make(chan error, 1)
	go func() {
		_, release, err := s.Acquire(olderOpen + 1)
		if err == nil {
			release()
		}
		got <- err
	}()
	select {
	case err := <-got:
		t.Fatal("one more is open:", err)
	case <-time.After(100 * time.Millisecond):
	}
	for _, n := range []int{0, 1} { // the newest, and one that is open, are not waited for
		_, release, err := s.Acquire(n)
		if err != nil {
			t.Fatal(err)
		}
		release()
	}
	releases[0]()
	if err := <-got; err != nil {
		t.Error(err)
	}
	releases[1]()
}

// publishBroken publishes an edition whose database is none.
func publishBroken(t testing.TB, folder edition.Folder, number int) {
	t.Helper()
	manifest, err := json.Marshal(edition.Manifest{Number: number, SchemaVersion: edition.SchemaVersion})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct {
		path string
		text []byte
	}{{folder.Database(number), []byte("not a database")}, {folder.ManifestPath(number), manifest}} {
		if err := os.WriteFile(f.path, f.text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
