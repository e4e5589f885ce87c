package dashboard

import (
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/account/auditcopy"
	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/guard"
	"luanphien/queries/soak"
)

// The pages of who comes in and what was done, in each manner and language: one's own account with sessions and tokens,
// a second factor from its beginning to its recovery codes, the code at the log-in, the proof anew, the users and the trail.
func TestPeoplesPagesInTheBrowser(t *testing.T) {
	axe := axeSource(t)
	for _, lang := range soak.Sample(t, []string{"vi", "en"}, 1) {
		t.Run(lang, func(t *testing.T) {
			var ahead atomic.Int64
			accounts, err := account.Open(filepath.Join(t.TempDir(), "accounts.sqlite"), account.Options{Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = accounts.Close() })
			failing := auditcopy.Status{Target: "/mnt/dia-2/audit.jsonl", Failed: time.Now(), Behind: 3, VI: "không ghi được vào nơi chép", EN: "the target cannot be written to"}
			s, base := servedSmall(t, Options{Accounts: accounts, Copied: func() auditcopy.Status { return failing }})
			u, err := accounts.User(t.Context(), "root")
			if err != nil {
				t.Fatal(err)
			}
			enter := func() {
				token, err := accounts.Start(t.Context(), u, account.Entrance{Address: "10.20.30.40", Agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0"})
				if err != nil {
					t.Fatal(err)
				}
				cookies.Store(strings.TrimPrefix(base, "http://"), s.guard.SessionCookie()+"="+token)
			}
			b := openTab(t)
			walk := func(address string) {
				t.Helper()
				b.walk(t, base, with(address, "lang="+lang), func(m manner, where string) {
					if m == examined[lang] {
						b.accessible(t, axe, where)
					}
				})
			}
			enter()
			enter() // so that there is another session to end
			if _, err := accounts.AddProgram(t.Context(), u, "Báo cáo tuần của phòng Kế hoạch – Tài chính", false, account.Actor{Login: "root"}); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"Họp giao ban thứ hai", "Trung tâm Y tế Mường Nhé · Báo cáo của trạm · 4 tuần"} {
				if err := accounts.AddView(t.Context(), u.ID, account.SavedView{Name: name, Address: "/reporting?stream=station", Rolling: "4"}, account.Actor{Login: "root"}); err != nil {
					t.Fatal(err)
				}
			}
			for _, address := range []string{"/account", "/users", "/audit", guard.FactorPath, "/views?of=%2Fcoverage&name=x&rolling=12"} {
				walk(address)
			}
			key, err := accounts.BeginFactor(t.Context(), u)
			if err != nil {
				t.Fatal(err)
			}
			walk(guard.FactorPath + "?step=2")
			send := func(script, shows, name string) {
				t.Helper()
				ctx, cancel := b.within(t)
				defer cancel()
				if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](script)); err != nil && !browsertest.Leaving(err) {
					t.Fatal(err)
				}
				browsertest.Holds(t, ctx, settled+` && Boolean(document.querySelector('`+shows+`'))`)
				b.accessible(t, axe, name)
				for _, m := range walked {
					b.emulate(t, m)
					if err := chromedp.Do(ctx, chromedp.EmulateViewport(m.width, 900)); err != nil {
						t.Fatal(err)
					}
					b.fits(t, ctx, name, m.width)
					b.save(t, ctx, name+"-"+m.scheme, m.width)
				}
			}
			send(`document.querySelector('input[name=code]').value='`+totpCode(t, key.Secret(), accounts.Now())+`'; document.querySelector('form[action*="confirm"]').submit()`, "ul.codes", "recovery")
			walk(guard.FactorPath + "?step=3")
			b.visit(t, base, with("/users", "lang="+lang), 1440)
			ahead.Store(int64(account.ProofLife + time.Minute))
			send(`document.querySelector('form[action^="/users/second-factor"]').submit()`, "input[name=proof]", "prove")
			need, err := accounts.Need(t.Context(), u, "")
			if err != nil {
				t.Fatal(err)
			}
			cookies.Store(strings.TrimPrefix(base, "http://"), s.people.HalfwayCookie()+"="+need.Token)
			if err := accounts.EndSessions(t.Context(), u.ID, "", "", account.Actor{Login: "root"}); err != nil {
				t.Fatal(err)
			}
			walk("/login/code")
		})
	}
}
