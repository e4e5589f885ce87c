package followup

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/queries/sqlite"
)

var start = time.Date(2026, 8, 10, 9, 0, 0, 0, time.UTC)

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	at := start
	s, err := Open(path, func() time.Time { at = at.Add(time.Minute); return at })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

const item = "station_without_doctor|03127|2026-07-20"

func TestAnItemIsTakenNotedClosedAndReopened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "followups.sqlite")
	s := openAt(t, path)
	for _, e := range []Event{{Login: "an", Action: Take}, {Login: "an", Action: Note, Text: " gọi   trạm \n chiều nay "},
		{Login: "binh", Action: Close, Text: "đã có bác sĩ từ thứ hai"}} {
		if err := s.Add(t.Context(), item, e); err != nil {
			t.Fatal(err)
		}
	}
	states, err := s.States(t.Context())
	if err != nil || len(states) != 1 {
		t.Fatal(states, err)
	}
	want := State{TakenBy: "an", TakenAt: time.UnixMilli(start.Add(time.Minute).UnixMilli()), Closed: true, Reason: "đã có bác sĩ từ thứ hai", By: "binh",
		At: time.UnixMilli(start.Add(3 * time.Minute).UnixMilli()), Notes: 1}
	if states[item] != want {
		t.Errorf("%+v\nwant %+v", states[item], want)
	}
	if err := s.Add(t.Context(), item, Event{Login: "an", Action: Reopen}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openAt(t, path) // what was said outlives the program
	events, err := again.History(t.Context(), item)
	if err != nil || len(events) != 4 || events[1].Text != "gọi trạm chiều nay" {
		t.Fatal(events, err)
	}
	if now := StateOf(events); now.Closed || now.TakenBy != "an" || now.Reason != "" {
		t.Errorf("%+v", now)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "followups.sqlite"))
	steps := []struct {
		Event
		ok bool
	}{
		{Event{Action: Release}, false},
		{Event{Action: Reopen}, false},
		{Event{Action: Note}, false},
		{Event{Action: Note, Text: " \t "}, false},
		{Event{Action: Note, Text: strings.Repeat("ệ", Longest+1)}, false},
		{Event{Action: Note, Text: strings.Repeat("ệ", Longest)}, true},
		{Event{Login: "an", Action: Take}, true},
		{Event{Login: "binh", Action: Take}, false},
		{Event{Action: Close}, false},
		{Event{Action: Close, Text: "xong"}, true},
		{Event{Action: Close, Text: "xong"}, false},
		{Event{Action: Note, Text: "muộn"}, false},
		{Event{Action: Reopen}, true},
		{Event{Login: "binh", Action: Release}, true},
		{Event{Login: "binh", Action: Take}, true},
	}
	for i, step := range steps {
		err := s.Add(t.Context(), item, step.Event)
		var refusal *account.Refusal
		if step.ok != (err == nil) || err != nil && !errors.As(err, &refusal) {
			t.Errorf("step %d, %s: %v", i, step.Action, err)
		}
	}
	events, err := s.History(t.Context(), item)
	if err != nil || len(events) != 6 {
		t.Error(len(events), err)
	}
}

// Of many who reach for an item at once, one gets it.
func TestOneOfManyTakesAnItem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followups.sqlite")
	stores := []*Store{openAt(t, path), openAt(t, path)}
	var wait sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for i := range 16 {
		wait.Go(func() {
			err := stores[i%2].Add(t.Context(), item, Event{Login: string(rune('a' + i)), Action: Take})
			var refusal *account.Refusal
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				taken++
			} else if !errors.As(err, &refusal) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if taken != 1 {
		t.Errorf("%d took the item", taken)
	}
}

func TestRemarksOfAPeriod(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "followups.sqlite"))
	monday := time.Date(2026, 8, 3, 0, 0, 0, 0, time.UTC)
	before, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range []Remark{{Login: "an", Station: "03127", Monday: monday, Text: "đường sạt lở"}, {Login: "an", Station: "03127", Monday: monday.AddDate(0, 0, 7), Text: "đã thông"},
		{Login: "an", Station: "03130", Monday: monday, Text: "mất điện"}} {
		if err := s.AddRemark(t.Context(), r); err != nil {
			t.Fatal(i, err)
		}
	}
	if after, _ := s.Version(t.Context()); after == before {
		t.Error("the version stays the same after a remark")
	}
	texts := func(from, to time.Time, station string) string {
		list, err := s.Remarks(t.Context(), from, to, station)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, r := range list {
			all = append(all, r.Text)
		}
		return strings.Join(all, "; ")
	}
	if got := texts(monday, monday.AddDate(0, 0, 6), ""); got != "đường sạt lở; mất điện" {
		t.Error(got)
	}
	if got := texts(monday, monday.AddDate(0, 0, 13), "03127"); got != "đường sạt lở; đã thông" {
		t.Error(got)
	}
	if _, err := s.Withdraw(t.Context(), 1, "03127", "binh", false); err == nil {
		t.Error("somebody else's remark was withdrawn")
	}
	if _, err := s.Withdraw(t.Context(), 1, "03128", "an", true); !errors.Is(err, error(ErrNoRemark)) {
		t.Error("withdrawn under another station:", err)
	}
	if r, err := s.Withdraw(t.Context(), 1, "03127", "an", false); err != nil || r.Station != "03127" || !r.Monday.Equal(monday) {
		t.Error(r, err)
	}
	if _, err := s.Withdraw(t.Context(), 1, "03127", "an", false); !errors.Is(err, error(ErrNoRemark)) {
		t.Error(err)
	}
	if _, err := s.Withdraw(t.Context(), 3, "03130", "quantri", true); err != nil {
		t.Error(err)
	}
	if got := texts(monday, monday.AddDate(0, 0, 13), ""); got != "đã thông" {
		t.Error(got)
	}
}

// What was said stays said, whoever opens the file.
func TestNothingIsChangedOrRemoved(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "followups.sqlite"))
	if err := s.Add(t.Context(), item, Event{Login: "an", Action: Take}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddRemark(t.Context(), Remark{Login: "an", Station: "03127", Monday: start, Text: "x"}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"UPDATE follow_ups SET login = 'x'", "DELETE FROM follow_ups", "UPDATE remarks SET text = 'y'", "DELETE FROM remarks"} {
		if _, err := s.db.ExecContext(t.Context(), text); err == nil {
			t.Errorf("%s works", text)
		}
	}
}

// An item is given to somebody with a day until which it is due; it ends by itself and may come back.
func TestAnItemIsGivenAndEndsByItself(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "followups.sqlite"))
	if err := s.Add(t.Context(), item, Event{Login: "an", Action: Assign, About: "binh"}, Event{Login: "an", Action: Due, About: "2026-08-14"}); err != nil {
		t.Fatal(err)
	}
	states, err := s.States(t.Context())
	now := states[item]
	friday := time.Date(2026, 8, 14, 0, 0, 0, 0, time.UTC)
	if err != nil || now.TakenBy != "binh" || now.GivenBy != "an" || !now.Due.Equal(friday) || !now.Followed() {
		t.Fatalf("%+v %v", now, err)
	}
	if now.Overdue(friday) || !now.Overdue(friday.AddDate(0, 0, 1)) {
		t.Error("an item is overdue on the day after the day it is due, and not before")
	}
	for _, wrong := range []Event{{Action: Assign}, {Action: Due, About: "hôm nay"}, {Action: Arise, About: "3"}} {
		if err := s.Add(t.Context(), item, Event{Login: "an", Action: Note, Text: "x"}, wrong); err == nil {
			t.Errorf("%+v is taken", wrong)
		}
	}
	if err := s.Add(t.Context(), item, Event{Action: End, About: "3"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(t.Context(), item, Event{Action: End, About: "3"}); err == nil {
		t.Error("what ended ends again")
	}
	events, err := s.History(t.Context(), item)
	if err != nil || len(events) != 3 || events[2].About != "3" {
		t.Fatal(events, err)
	}
	if now := StateOf(events); now.Ended.IsZero() || now.Overdue(friday.AddDate(0, 0, 9)) {
		t.Errorf("%+v", now)
	}
	if err := s.Add(t.Context(), item, Event{Action: Arise, About: "4"}, Event{Login: "an", Action: Due}); err != nil {
		t.Fatal(err)
	}
	if states, err = s.States(t.Context()); err != nil || !states[item].Ended.IsZero() || !states[item].Due.IsZero() || states[item].TakenBy != "binh" {
		t.Errorf("%+v %v", states[item], err)
	}
}

// A store of release 0.9 is opened by this one with all that it holds.
func TestAnOlderStoreIsBroughtUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followups.sqlite")
	db, err := sqlite.Open(path, sqlite.Full, `CREATE TABLE follow_ups (id INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL, at INTEGER NOT NULL, login TEXT NOT NULL,
		action TEXT NOT NULL CHECK (action IN ('take', 'release', 'note', 'close', 'reopen')), text TEXT NOT NULL);
		CREATE INDEX follow_ups_by_item ON follow_ups (item, id);
		CREATE TRIGGER follow_ups_stay BEFORE UPDATE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow-ups are not changed'); END;
		CREATE TRIGGER follow_ups_are_kept BEFORE DELETE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow-ups are not removed'); END;
		INSERT INTO follow_ups (item, at, login, action, text) VALUES ('`+item+`', 1000, 'an', 'take', ''), ('`+item+`', 2000, 'an', 'note', 'gọi trạm')`)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s := openAt(t, path)
		if err := s.Add(t.Context(), item, Event{Login: "an", Action: Due, About: "2026-08-14"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.db.ExecContext(t.Context(), "DELETE FROM follow_ups"); err == nil {
			t.Error("follow-ups are removed")
		}
	}
	events, err := openAt(t, path).History(t.Context(), item)
	if err != nil || len(events) != 4 || events[1].Text != "gọi trạm" || !events[0].At.Equal(time.UnixMilli(1000)) || StateOf(events).TakenBy != "an" {
		t.Error(events, err)
	}
}
