package people

import (
	"strconv"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

type usersBody struct {
	Message string
	Link    string // one-time, to hand to the user; shown once
	LinkOf  string
	Users   []userLine
	Roles   []roleChoice // of the form for a new user
	Login   string       // as typed, where it was refused
	Name    string
	Area    string       // as typed
	Demand  []roleChoice // whose holders must have a second factor
}

type userLine struct {
	account.User
	State      string
	SignedInAt string
	Roles      []roleChoice
	Self       bool
	Factor     bool   // has a second factor
	Digest     string // why the weekly digest was not sent; "" = it was, or is not due
}

type roleChoice struct {
	Code, Text string
	Held       bool
}

func usersPage(d *visit) error { return d.showUsers(usersBody{}) }

func (d *visit) showUsers(b usersBody) error {
	users, err := d.room.Accounts.Users(d.Question.Ctx)
	if err != nil {
		return err
	}
	holders, err := d.room.Accounts.FactorHolders(d.Question.Ctx)
	if err != nil {
		return err
	}
	demanded, err := d.room.Accounts.Demanded(d.Question.Ctx)
	if err != nil {
		return err
	}
	b.Demand = d.choices(demanded)
	failures, err := d.room.Accounts.DigestFailures(d.Question.Ctx)
	if err != nil {
		return err
	}
	w := d.Words
	for _, u := range users {
		line := userLine{User: u, Factor: holders[u.ID], State: w.T("users.enabled"), SignedInAt: words.NoValue, Roles: d.choices(u.Roles), Self: u.ID == d.Session.UserID}
		switch {
		case u.Disabled():
			line.State = w.T("users.disabled")
		case !u.Ready:
			line.State = w.T("users.waiting")
		}
		if !u.SignedInAt.IsZero() {
			line.SignedInAt = w.Moment(u.SignedInAt)
		}
		if f, failed := failures[u.ID]; failed {
			line.Digest = digestFailed(w, f)
		}
		b.Users = append(b.Users, line)
	}
	if b.Roles == nil {
		b.Roles = d.choices(0)
	}
	return d.Show("users", "users.title", b)
}

func (d *visit) choices(held account.Roles) []roleChoice {
	var list []roleChoice
	for i, code := range (account.Roles(1<<len(account.All)) - 1).Codes() {
		list = append(list, roleChoice{code, d.Words.T("account.role." + code), held.Any(account.All[i])})
	}
	return list
}

// chosenRoles are the roles ticked in a form.
func (d *visit) chosenRoles() (account.Roles, error) {
	var codes []string
	for _, code := range d.Context().PostArgs().PeekMulti("role") {
		codes = append(codes, string(code))
	}
	return account.ParseRoles(codes...)
}

// answerUsers shows the page after something was done, or why it was not.
func (d *visit) answerUsers(b usersBody, err error) error {
	if err != nil {
		var other error
		if b.Message, other = d.Refuse(err); other != nil {
			return other
		}
	}
	return d.showUsers(b)
}

// addUser adds a user, who sets a password by the link that the page then shows.
func addUser(d *visit) error {
	s := d.room
	by, err := d.Actor()
	if err != nil {
		return err
	}
	b := usersBody{Login: d.FormValue("login"), Name: d.FormValue("name"), Area: d.FormValue("stations")}
	roles, err := d.chosenRoles()
	b.Roles = d.choices(roles)
	if err == nil {
		err = d.knownStations(b.Area)
	}
	var u account.User
	if err == nil {
		u, err = s.Accounts.AddUser(d.Question.Ctx, account.NewUser{Login: b.Login, Name: b.Name, Roles: roles, Stations: b.Area}, by)
	}
	if err == nil {
		var token string
		token, err = s.Accounts.Invite(d.Question.Ctx, u)
		b = usersBody{Link: d.oneTime(token), LinkOf: u.Login}
	}
	return d.answerUsers(b, err)
}

// oneTime is the address of a one-time link.
func (d *visit) oneTime(token string) string {
	return d.Base() + "/setup/" + token
}

// withUser finds the user of the path and does something.
func (d *visit) withUser(do func(account.User, account.Actor) (usersBody, error)) error {
	by, err := d.Actor()
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(d.Params("id"), 10, 64)
	if err != nil {
		return problem.NotFound("account.problem.no_user")
	}
	u, err := d.room.Accounts.UserByID(d.Question.Ctx, id)
	if err != nil {
		return err
	}
	return d.answerUsers(do(u, by))
}

func setRoles(d *visit) error {
	return d.withUser(func(u account.User, by account.Actor) (usersBody, error) {
		roles, err := d.chosenRoles()
		if err != nil {
			return usersBody{}, err
		}
		return usersBody{}, d.room.Accounts.SetRoles(d.Question.Ctx, u, roles, by)
	})
}

// setStations gives a user other stations to work for.
func setStations(d *visit) error {
	return d.withUser(func(u account.User, by account.Actor) (usersBody, error) {
		stations := d.FormValue("stations")
		if err := d.knownStations(stations); err != nil {
			return usersBody{}, err
		}
		return usersBody{}, d.room.Accounts.SetStations(d.Question.Ctx, u, stations, by)
	})
}

func disableUser(d *visit) error {
	return d.withUser(func(u account.User, by account.Actor) (usersBody, error) {
		return usersBody{}, d.room.Accounts.Disable(d.Question.Ctx, u, by)
	})
}

func enableUser(d *visit) error {
	return d.withUser(func(u account.User, by account.Actor) (usersBody, error) {
		return usersBody{}, d.room.Accounts.Enable(d.Question.Ctx, u, by)
	})
}

func resetUser(d *visit) error {
	return d.withUser(func(u account.User, by account.Actor) (usersBody, error) {
		token, err := d.room.Accounts.Reset(d.Question.Ctx, u, by)
		return usersBody{Link: d.oneTime(token), LinkOf: u.Login}, err
	})
}
