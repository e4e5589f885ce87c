package people

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/boombuler/barcode/qr"
	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
)

// HalfwayCookie holds the token of a log-in whose code is still to come.
func (s *Room) HalfwayCookie() string { return s.Guard.CookieName("luanphien-code") }

// entrance is how the person who asks comes in.
func (d *visit) entrance() account.Entrance {
	return account.Entrance{Address: d.room.Guard.Client(d.Ctx), Agent: d.Get(fiber.HeaderUserAgent)}
}

// askCode leads to the page that asks for a code.
func (d *visit) askCode(need *account.NeedsCode, next string) error {
	d.room.Guard.SetCookie(d.Ctx, d.room.HalfwayCookie(), need.Token)
	return d.Leave(d.View.Link("/login/code", "next", guard.Back(next)))
}

type codeBody struct{ Message, Next string }

func codePage(d *visit) error {
	if d.Cookies(d.room.HalfwayCookie()) == "" {
		return account.ErrNoHalfway
	}
	return d.Show("login_code", "login.code.title", codeBody{Next: d.Query("next")})
}

// enterCode judges the code that follows a password.
func enterCode(d *visit) error {
	s := d.room
	login, token, err := s.Accounts.SignInByCode(d.Question.Ctx, d.Cookies(s.HalfwayCookie()), d.FormValue("code"), d.Cookies(s.Guard.SessionCookie()), d.entrance())
	if err != nil {
		b := codeBody{Next: d.FormValue("next")}
		var other error
		if b.Message, other = d.Refuse(err); other != nil {
			return other
		}
		return d.Show("login_code", "login.code.title", b)
	}
	s.Guard.SetCookie(d.Ctx, s.HalfwayCookie(), "")
	return d.enter(login, token, guard.Back(d.FormValue("next")))
}

type factorBody struct {
	Message  string
	State    account.FactorState
	Demanded bool
	Picture  template.HTML // of the key, while it is shown
	Secret   string        // of the key, to type
	Recovery []string      // shown once
}

func (d *visit) user() (account.User, error) {
	return d.room.Accounts.UserByID(d.Question.Ctx, d.Session.UserID)
}

// factorPage shows how the second factor stands, and while one is set up the key to scan.
func factorPage(d *visit) error { return d.showFactor(factorBody{}) }

func (d *visit) showFactor(b factorBody) error {
	state, err := d.room.Accounts.Factor(d.Question.Ctx, d.Session.UserID)
	if err != nil {
		return err
	}
	demanded, err := d.room.Accounts.Demanded(d.Question.Ctx)
	if err != nil {
		return err
	}
	b.State, b.Demanded = state, demanded.Any(d.Session.Roles)
	if state.Pending {
		if b.Picture, b.Secret, err = d.factorKey(); err != nil {
			return err
		}
	}
	return d.Show("second_factor", "factor.title", b)
}

// factorKey draws the key that is being set up, and gives its secret in groups of four letters.
func (d *visit) factorKey() (template.HTML, string, error) {
	u, err := d.user()
	if err != nil {
		return "", "", err
	}
	key, err := d.room.Accounts.PendingFactor(d.Question.Ctx, u)
	if err != nil {
		return "", "", err
	}
	picture, err := qrPicture(key.URL(), d.Words.T("factor.picture"))
	if err != nil {
		return "", "", err
	}
	secret := key.Secret()
	var groups []string
	for len(secret) > 4 {
		groups, secret = append(groups, secret[:4]), secret[4:]
	}
	return picture, strings.Join(append(groups, secret), " "), nil
}

// qrPicture draws a text as a QR code in SVG: one path of squares in black on white, whatever the page's colours, since
// cameras want that, and without any style, which the content policy forbids.
func qrPicture(text, label string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	const margin = 4
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+margin, y+margin)
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" width="240" height="240" role="img" aria-label="%[2]s" shape-rendering="crispEdges"><rect width="%[1]d" height="%[1]d" fill="#fff"/><path d="%[3]s" fill="#000"/></svg>`,
		size+2*margin, template.HTMLEscapeString(label), path.String())), nil
}

// answerFactor shows the page after something was done, or why it was not.
func (d *visit) answerFactor(b factorBody, err error) error {
	if err != nil {
		var other error
		if b.Message, other = d.Refuse(err); other != nil {
			return other
		}
	}
	return d.showFactor(b)
}

func beginFactor(d *visit) error {
	u, err := d.user()
	if err != nil {
		return err
	}
	_, err = d.room.Accounts.BeginFactor(d.Question.Ctx, u)
	return d.answerFactor(factorBody{}, err)
}

func confirmFactor(d *visit) error {
	u, err := d.user()
	if err != nil {
		return err
	}
	by, err := d.Actor()
	if err != nil {
		return err
	}
	recovery, err := d.room.Accounts.ConfirmFactor(d.Question.Ctx, u, d.FormValue("code"), by)
	if err == nil {
		d.Locals(guard.SessionKey, nil) // it no longer lacks one
	}
	return d.answerFactor(factorBody{Recovery: recovery}, err)
}

func endFactor(d *visit) error {
	u, err := d.user()
	if err != nil {
		return err
	}
	by, err := d.Actor()
	if err != nil {
		return err
	}
	demanded, err := d.room.Accounts.Demanded(d.Question.Ctx)
	if err != nil {
		return err
	}
	if demanded.Any(d.Session.Roles) {
		return d.answerFactor(factorBody{}, account.Refuse("account.problem.role_needs_factor"))
	}
	return d.answerFactor(factorBody{}, d.room.Accounts.EndFactor(d.Question.Ctx, u, by))
}

// resetFactor takes the second factor of a person away who has lost the telephone.
func resetFactor(d *visit) error {
	return d.withUser(func(u account.User, by account.Actor) (usersBody, error) {
		return usersBody{}, d.room.Accounts.ResetFactor(d.Question.Ctx, u, by)
	})
}

// demandFactor sets the roles whose holders must have a second factor; none is a choice as well.
func demandFactor(d *visit) error {
	by, err := d.Actor()
	if err != nil {
		return err
	}
	var roles account.Roles
	if len(d.Context().PostArgs().PeekMulti("role")) > 0 {
		if roles, err = d.chosenRoles(); err != nil {
			return d.answerUsers(usersBody{}, err)
		}
	}
	return d.answerUsers(usersBody{}, d.room.Accounts.Demand(d.Question.Ctx, roles, by))
}
