package account

import (
	"context"
	"database/sql"
	"errors"
)

// DemoPassword is the password of the demo's accounts. It is no secret: they sign in where the data are invented and
// the server is reached from its own machine only.
const DemoPassword = "minh hoa luan phien"

var errDemoPassword = Refuse("account.problem.demo_password")

// demoUsers is one account a role.
var demoUsers = []NewUser{
	{Login: "lanhdao", Name: "Lãnh đạo (minh họa)", Roles: Director},
	{Login: "solieu", Name: "Cán bộ số liệu (minh họa)", Roles: DataOfficer},
	{Login: "phantich", Name: "Phân tích viên (minh họa)", Roles: Analyst},
	{Login: "truyenthong", Name: "Cán bộ truyền thông (minh họa)", Roles: PressOfficer},
	{Login: "quantri", Name: "Quản trị viên (minh họa)", Roles: Administrator},
}

// DemoUsers gives the demo's enabled accounts in the order of their roles, making those that are missing. An account
// that a person already has is left alone.
func (s *Store) DemoUsers(ctx context.Context) ([]User, error) {
	known, err := s.logins(ctx)
	if err != nil {
		return nil, err
	}
	hash := ""
	for _, n := range demoUsers {
		if _, ok := known[n.Login]; ok {
			continue
		}
		if hash == "" { // of one public password: one hash does for all
			if hash, err = hashPassword(ctx, DemoPassword); err != nil {
				return nil, err
			}
		}
		n.demo = true
		err := s.change(ctx, func(tx *sql.Tx) error { return s.insert(ctx, tx, n, hash, Actor{Detail: "demo"}) })
		if taken := (*Refusal)(nil); err != nil && !errors.As(err, &taken) {
			return nil, err
		}
	}
	if known, err = s.logins(ctx); err != nil {
		return nil, err
	}
	var list []User
	for _, n := range demoUsers {
		if u := known[n.Login]; u.Demo && !u.Disabled() && u.Ready {
			list = append(list, u)
		}
	}
	return list, nil
}

func (s *Store) logins(ctx context.Context) (map[string]User, error) {
	users, err := s.Users(ctx)
	by := map[string]User{}
	for _, u := range users {
		by[u.Login] = u
	}
	return by, err
}
