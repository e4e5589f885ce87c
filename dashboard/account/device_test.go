package account

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// Whatever others do to an account, from wherever, a browser in which it logged in before logs in at once; its own
// failures slow it down, and a password that was reset takes the knowledge away.
func TestKnownDeviceIsNotLockedOut(t *testing.T) {
	s, c := fresh(t)
	an := add(t, s, "an", Director)
	add(t, s, "binh", Director)
	token, err := s.RememberDevice(t.Context(), " AN ")
	must(t, err)
	from := func(device, login, password string) error {
		_, err := s.SignIn(t.Context(), Attempt{Login: login, Password: password, Address: "10.0.0.1", Device: device})
		return err
	}
	for range 50 {
		_ = from("", "an", "sai mật khẩu") // wrong, then too early
		c.move(time.Second)
	}
	var slow *Slow
	if err := from("", "an", secret); !errors.As(err, &slow) {
		t.Error("a stranger guesses on:", err)
	}
	if err := from("invented", "an", secret); !errors.As(err, &slow) {
		t.Error("an invented device is known:", err)
	}
	must(t, from(token, "an", secret))
	if err := from(token, "binh", secret); err != nil { // it is not known to that account, which nobody has attacked
		t.Error(err)
	}
	for range accountPace.free {
		if err := from(token, "an", "sai mật khẩu"); !errors.Is(err, ErrWrong) {
			t.Error(err)
		}
	}
	if err := from(token, "an", secret); !errors.As(err, &slow) {
		t.Error("a stolen device guesses on:", err)
	}
	_, err = s.Reset(t.Context(), an, Actor{})
	must(t, err)
	if known, err := s.KnowsDevice(t.Context(), "an", token); known || err != nil {
		t.Error("known after the reset", err)
	}
}

// Failures behind one address, such as an office's, slow down the account that they are of, and no other there.
func TestOfficeIsNotLockedOut(t *testing.T) {
	s, c := fresh(t)
	add(t, s, "an", Director)
	for i := range 40 {
		_, err := s.SignIn(t.Context(), Attempt{Login: fmt.Sprintf("doan%d", i%4), Password: "sai mật khẩu", Address: "10.0.0.9"})
		if err == nil {
			t.Fatal("signed in")
		}
	}
	if _, err := s.SignIn(t.Context(), Attempt{Login: "an", Password: secret, Address: "10.0.0.9"}); err != nil {
		t.Error("a colleague in the same office:", err)
	}
	// An account that is guessed at from one address waits longer than a minute.
	for range 40 {
		_ = s.reserve(t.Context(), subjects("doan0", "10.0.0.9"))
		c.move(time.Minute)
	}
	var slow *Slow
	if err := s.reserve(t.Context(), subjects("doan0", "10.0.0.9")); !errors.As(err, &slow) || slow.Wait < 2*time.Minute {
		t.Error(err)
	}
}

// Of a flood of passwords those that cannot be hashed in time are turned away after a few seconds, and do not count; a
// browser that the account knows does not wait behind them.
func TestHashingIsBounded(t *testing.T) {
	s, _ := fresh(t)
	add(t, s, "an", Director)
	token, err := s.RememberDevice(t.Context(), "an")
	must(t, err)
	for range cap(strangers) {
		strangers <- struct{}{} // as if long ones were being hashed
	}
	defer func() {
		for range cap(strangers) {
			<-strangers
		}
	}()
	start := time.Now()
	if _, err := signIn(t, s, "an", secret); !errors.Is(err, ErrBusy) || time.Since(start) > 2*hashPatience {
		t.Errorf("%v after %v", err, time.Since(start))
	}
	var failures int
	must(t, s.db.QueryRow("SELECT coalesce(sum(failures), 0) FROM attempts").Scan(&failures))
	if failures != 0 {
		t.Errorf("%d failures are counted", failures)
	}
	start = time.Now()
	if _, err := s.SignIn(t.Context(), Attempt{Login: "an", Password: secret, Device: token}); err != nil || time.Since(start) > hashPatience/2 {
		t.Errorf("a known browser waits: %v after %v", err, time.Since(start))
	}
}
