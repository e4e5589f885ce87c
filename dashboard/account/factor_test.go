package account

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// telephone is an authenticator that holds one secret.
type telephone struct {
	secret string
	clock  *clock
}

func (p telephone) code(t *testing.T, after time.Duration) string {
	t.Helper()
	code, err := totp.GenerateCode(p.secret, p.clock.now().Add(after))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// enrolled is a user with a second factor, whose telephone it is, and the recovery codes.
func enrolled(t *testing.T, s *Store, c *clock, login string) (User, telephone, []string) {
	t.Helper()
	u := add(t, s, login, Administrator)
	key, err := s.BeginFactor(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	p := telephone{key.Secret(), c}
	recovery, err := s.ConfirmFactor(t.Context(), u, p.code(t, 0), Actor{Login: login})
	if err != nil {
		t.Fatal(err)
	}
	c.move(time.Minute)
	return u, p, recovery
}

func half(t *testing.T, s *Store, login string) string {
	t.Helper()
	token, err := signIn(t, s, login, secret)
	var need *NeedsCode
	if !errors.As(err, &need) || token != "" {
		t.Fatalf("a password alone gives %q, %v", token, err)
	}
	return need.Token
}

// A password alone starts nothing; with the code of the telephone it does, and no code is taken twice: neither again, nor
// by two at once, nor an older one.
func TestCodesCountOnce(t *testing.T) {
	s, c := fresh(t)
	_, p, _ := enrolled(t, s, c, "root")
	by := Entrance{Address: "10.0.0.1"}
	code := p.code(t, 0)
	login, token, err := s.SignInByCode(t.Context(), half(t, s, "root"), code, "", by)
	if err != nil || login != "root" {
		t.Fatal(err)
	}
	if session, err := s.Session(t.Context(), token); err != nil || !session.Factor || session.MustEnrol {
		t.Fatal(session, err)
	}
	for name, again := range map[string]string{"the same": code, "one before": p.code(t, -30*time.Second), "one of long ago": p.code(t, -time.Hour), "nothing": "", "letters": "abcdef"} {
		if _, _, err := s.SignInByCode(t.Context(), half(t, s, "root"), again, "", by); !errors.Is(err, ErrWrongCode) {
			t.Errorf("%s: %v", name, err)
		}
		c.move(time.Second)
	}
	c.move(time.Hour)
	code = p.code(t, 30*time.Second) // the telephone's clock is ahead
	tokens := []string{half(t, s, "root"), half(t, s, "root"), half(t, s, "root")}
	var all sync.WaitGroup
	var taken atomic.Int32
	for _, token := range tokens {
		all.Go(func() {
			if _, _, err := s.SignInByCode(t.Context(), token, code, "", by); err == nil {
				taken.Add(1)
			}
		})
	}
	all.Wait()
	if n := taken.Load(); n != 1 {
		t.Errorf("one code was taken %d times", n)
	}
}

// Who knows the password cannot try codes as fast as a machine can, not by logging in anew either; the time for one runs
// out, and a log-in that is halfway is no session.
func TestCodesAreSlowed(t *testing.T) {
	s, c := fresh(t)
	u, p, _ := enrolled(t, s, c, "root")
	token := half(t, s, "root")
	if _, err := s.Session(t.Context(), token); !errors.Is(err, ErrNoSession) {
		t.Error("halfway is a session")
	}
	tried := 0
	for end := c.now().Add(24 * time.Hour); c.now().Before(end); {
		again, err := s.goHalfway(t.Context(), u.ID, "") // as a right password does
		must(t, err)
		_, _, err = s.SignInByCode(t.Context(), again.Token, "000000", "", Entrance{})
		var slow *Slow
		switch {
		case errors.As(err, &slow):
			c.move(slow.Wait)
		case errors.Is(err, ErrWrongCode):
			tried++
		default:
			t.Fatal(err)
		}
	}
	if tried > 120 {
		t.Errorf("%d codes were tried in a day", tried)
	}
	if _, _, err := s.SignInByCode(t.Context(), token, p.code(t, 0), "", Entrance{}); !errors.Is(err, ErrNoHalfway) {
		t.Errorf("a password of yesterday: %v", err)
	}
}

// A recovery code takes the place of the telephone once, however it is typed; the file holds none of them.
func TestRecoveryCodes(t *testing.T) {
	s, c := fresh(t)
	u, _, recovery := enrolled(t, s, c, "root")
	if len(recovery) != recoveryCodes {
		t.Fatal(recovery)
	}
	for i, typed := range []string{recovery[3], strings.ToUpper(strings.ReplaceAll(recovery[4], "-", " ")), recovery[3]} {
		_, _, err := s.SignInByCode(t.Context(), half(t, s, "root"), typed, "", Entrance{})
		if wrong := errors.Is(err, ErrWrongCode); wrong != (i == 2) {
			t.Error(i, err)
		}
	}
	if state, err := s.Factor(t.Context(), u.ID); err != nil || state.Recovery != recoveryCodes-2 {
		t.Error(state, err)
	}
	trail, err := s.Trail(t.Context(), Filter{Action: ActionRecovery, Limit: 9})
	if err != nil || len(trail) != 2 {
		t.Error(trail, err)
	}
	var found int
	for _, code := range recovery {
		if err := s.db.QueryRow("SELECT count(*) FROM recovery_codes WHERE instr(code_hash, ?) OR instr(code_hash, ?)", code, foldRecovery(code)).Scan(&found); err != nil || found > 0 {
			t.Error("a recovery code stands in the file", err)
		}
	}
}

// Who holds a demanded role and has no second factor may do nothing else before one is set up; the administrator can take
// it away from who has lost it, which ends the sessions. All of it is recorded.
func TestDemandedFactor(t *testing.T) {
	s, c := fresh(t)
	u := add(t, s, "an", Analyst)
	token, err := signIn(t, s, "an", secret)
	must(t, err)
	must(t, s.Demand(t.Context(), Analyst|Administrator, Actor{Login: "root"}))
	if session, err := s.Session(t.Context(), token); err != nil || !session.MustEnrol {
		t.Fatal(session, err)
	}
	key, err := s.BeginFactor(t.Context(), u)
	must(t, err)
	if shown, err := s.PendingFactor(t.Context(), u); err != nil || shown.Secret() != key.Secret() || !strings.Contains(shown.URL(), "otpauth://totp/") {
		t.Error(shown, err)
	}
	p := telephone{key.Secret(), c}
	if _, err := s.ConfirmFactor(t.Context(), u, "123456", Actor{}); !errors.Is(err, ErrWrongCode) {
		t.Error(err)
	}
	_, err = s.ConfirmFactor(t.Context(), u, p.code(t, 0), Actor{Login: "an"})
	must(t, err)
	if session, err := s.Session(t.Context(), token); err != nil || session.MustEnrol || !session.Factor {
		t.Fatal(session, err)
	}
	if _, err := s.BeginFactor(t.Context(), u); err == nil {
		t.Error("a factor that counts is replaced without a word")
	}
	must(t, s.ResetFactor(t.Context(), u, Actor{Login: "root"}))
	if _, err := s.Session(t.Context(), token); !errors.Is(err, ErrNoSession) {
		t.Error("the session goes on")
	}
	for _, action := range []string{ActionDemanded, ActionFactorSet, ActionFactorReset} {
		if trail, err := s.Trail(t.Context(), Filter{Action: action, Limit: 9}); err != nil || len(trail) != 1 {
			t.Error(action, trail, err)
		}
	}
}

// A proof by password or by code counts for ten minutes; wrong ones slow down and are recorded.
func TestProof(t *testing.T) {
	s, c := fresh(t)
	_, p, _ := enrolled(t, s, c, "root")
	_, token, err := s.SignInByCode(t.Context(), half(t, s, "root"), p.code(t, 0), "", Entrance{})
	must(t, err)
	proven := func() bool {
		t.Helper()
		session, err := s.Session(t.Context(), token)
		must(t, err)
		return s.Proven(session)
	}
	if !proven() {
		t.Error("who has just logged in is asked again")
	}
	for _, proof := range []string{secret, ""} {
		c.move(ProofLife + time.Second)
		if proven() {
			t.Error("a proof counts for ever")
		}
		if proof == "" {
			proof = p.code(t, 0)
		}
		must(t, s.Prove(t.Context(), token, proof, ""))
		if !proven() {
			t.Error("a proof does not count")
		}
	}
	c.move(time.Hour)
	var slow *Slow
	for i := 0; ; i++ {
		err := s.Prove(t.Context(), token, "sai rồi sai nữa", "")
		if errors.As(err, &slow) {
			break
		}
		if i > 10 || err == nil {
			t.Fatal("wrong proofs are not slowed down", err)
		}
	}
	if proven() {
		t.Error("a wrong proof counts")
	}
	if trail, err := s.Trail(t.Context(), Filter{Action: ActionProved, Outcome: Refused, Limit: 99}); err != nil || len(trail) < 4 {
		t.Error(trail, err)
	}
}

// A person sees where the account is logged in and ends one or all others; not those of somebody else.
func TestOwnSessions(t *testing.T) {
	s, _ := fresh(t)
	an, binh := add(t, s, "an", Analyst), add(t, s, "binh", Analyst)
	enter := func(u User, agent string) string {
		token, err := s.Start(t.Context(), u, Entrance{Address: "10.0.0.7", Agent: agent})
		must(t, err)
		return token
	}
	own, other, third, stranger := enter(an, "Firefox"), enter(an, strings.Repeat("Ă", 900)), enter(an, "Chrome"), enter(binh, "Safari")
	open, err := s.Sessions(t.Context(), an.ID, own)
	if err != nil || len(open) != 3 {
		t.Fatal(open, err)
	}
	ids := map[string]string{}
	for _, o := range open {
		ids[o.Agent[:5]] = o.ID
		if o.Own != (o.Agent == "Firefox") || o.Address != "10.0.0.7" || len(o.Agent) > longestAgent {
			t.Errorf("%+v", o)
		}
	}
	if err := s.EndSessions(t.Context(), binh.ID, ids["Chrom"], stranger, Actor{Login: "binh"}); err == nil {
		t.Error("somebody else's session is ended")
	}
	must(t, s.EndSessions(t.Context(), an.ID, ids["Chrom"], own, Actor{Login: "an"}))
	alive := func(token string) bool { _, err := s.Session(t.Context(), token); return err == nil }
	if alive(third) || !alive(other) || !alive(own) {
		t.Error("not that one was ended")
	}
	must(t, s.EndSessions(t.Context(), an.ID, "", own, Actor{Login: "an"}))
	if alive(other) || !alive(own) || !alive(stranger) {
		t.Error("not the others were ended")
	}
}

// A program's token opens what its person's roles open, until it is revoked, the password changes or the person is
// disabled. The file holds no token.
func TestProgramTokens(t *testing.T) {
	s, c := fresh(t)
	u := add(t, s, "an", Analyst)
	add(t, s, "root", Administrator)
	by := Actor{Login: "an"}
	token, err := s.AddProgram(t.Context(), u, " báo cáo tuần ", false, by)
	must(t, err)
	session, err := s.ProgramSession(t.Context(), "", token)
	if err != nil || session.Login != "an" || session.Roles != Analyst || session.Program != "báo cáo tuần" || s.Proven(session) {
		t.Fatal(session, err)
	}
	if _, err := s.ProgramSession(t.Context(), "root", token); !errors.Is(err, ErrNoSession) {
		t.Error("the token counts for another name")
	}
	if _, err := s.Session(t.Context(), token); !errors.Is(err, ErrNoSession) {
		t.Error("the token is a browser's session")
	}
	browser, err := s.Start(t.Context(), u, Entrance{})
	must(t, err)
	if _, err := s.ProgramSession(t.Context(), "", browser); !errors.Is(err, ErrNoSession) {
		t.Error("a browser's session is a program's token")
	}
	list, err := s.Programs(t.Context(), u.ID)
	if err != nil || len(list) != 1 || list[0].UsedAt.IsZero() {
		t.Fatal(list, err)
	}
	root, err := s.User(t.Context(), "root")
	must(t, err)
	if s.EndProgram(t.Context(), root.ID, list[0].ID, Actor{}) == nil {
		t.Error("somebody else's token is revoked")
	}
	works := func(token string) bool {
		c.move(time.Minute)
		_, err := s.ProgramSession(t.Context(), "an", token)
		return err == nil
	}
	must(t, s.EndProgram(t.Context(), u.ID, list[0].ID, by))
	second, err := s.AddProgram(t.Context(), u, "hai", false, by)
	must(t, err)
	if works(token) || !works(second) {
		t.Error("not the revoked one is refused")
	}
	must(t, s.SetPassword(t.Context(), u, "một câu khác hẳn câu kia", by))
	if works(second) {
		t.Error("a token outlives the password")
	}
	third, err := s.AddProgram(t.Context(), u, "ba", false, by)
	must(t, err)
	must(t, s.Disable(t.Context(), u, by))
	if works(third) {
		t.Error("a token outlives its person")
	}
	for _, bad := range []string{"", " ", strings.Repeat("x", longestName+1)} {
		if _, err := s.AddProgram(t.Context(), u, bad, false, by); err == nil {
			t.Errorf("%q is a name", bad)
		}
	}
}

// A token waits for a second factor that the roles demand, as its person does, also one that was made before the demand.
func TestProgramWaitsForDemandedFactor(t *testing.T) {
	s, c := fresh(t)
	u, by := add(t, s, "an", Analyst), Actor{Login: "an"}
	token, err := s.AddProgram(t.Context(), u, "một", false, by)
	must(t, err)
	vouched, err := s.AddProgram(t.Context(), u, "hai", true, by)
	must(t, err)
	waits := func(token string) bool {
		t.Helper()
		session, err := s.ProgramSession(t.Context(), "", token)
		must(t, err)
		return session.MustEnrol
	}
	if waits(token) {
		t.Error("waits for nothing")
	}
	must(t, s.Demand(t.Context(), Analyst, Actor{Login: "root"}))
	if !waits(token) || waits(vouched) {
		t.Error("the token goes on without the second factor, or the provider's does not count")
	}
	key, err := s.BeginFactor(t.Context(), u)
	must(t, err)
	_, err = s.ConfirmFactor(t.Context(), u, telephone{key.Secret(), c}.code(t, 0), by)
	must(t, err)
	if waits(token) {
		t.Error("the token waits on")
	}
}
