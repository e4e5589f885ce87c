package dashboard

import (
	"strconv"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/queries/turns"
)

// Where all turns of a person are taken their next answer waits for one, and another person's does not.
func TestOnePersonsAnswersWaitForTheirTurn(t *testing.T) {
	s := openDemo(t)
	usual := s.turns
	s.Server.turns = turns.New(4, 1, 0)
	t.Cleanup(func() { s.Server.turns = usual }) // the server is shared
	analyst, director := s.as(account.Analyst), s.as(account.Director)
	session, err := s.accounts.Session(t.Context(), analyst.cookie[len(s.guard.SessionCookie())+1:])
	if err != nil || session == nil {
		t.Fatal(session, err)
	}
	leave, err := s.turns.Enter(t.Context(), session.Login, nil)
	if err != nil {
		t.Fatal(err)
	}
	answered := make(chan int, 1)
	go func() {
		status, _ := analyst.get("/figures/coverage_by_week.csv?period=2026-W03..2026-W09")
		answered <- status
	}()
	for week := range 3 {
		if status, _ := director.get("/figures/coverage_by_week.csv?period=2026-W1" + strconv.Itoa(week)); status != 200 {
			t.Error("another person is answered", status)
		}
	}
	select {
	case status := <-answered:
		t.Error("one more of the person is answered", status)
	default:
	}
	leave()
	if status := <-answered; status != 200 {
		t.Error("after the turn it is answered", status)
	}
}
