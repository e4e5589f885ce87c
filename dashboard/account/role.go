package account

import (
	"strings"

	"luanphien/dashboard/words"
)

// Roles is a set of roles. A person may hold several, and may do what any of them may.
type Roles uint8

// The roles. Their bits are stored: they keep their place.
const (
	Director       Roles = 1 << iota // reads every page
	DataOfficer                      // reads every page, loads data, needs the names of workers
	Analyst                          // reads every page, asks in SQL
	PressOfficer                     // takes figures of the province to the public
	Administrator                    // reads every page, keeps the users, reads the audit trail
	CommuneManager                   // of a commune, which manages its stations: reads their pages, loads their data
)

// All are the single roles in their order.
var All = []Roles{Director, DataOfficer, Analyst, PressOfficer, Administrator, CommuneManager}

var roleCodes = []string{"director", "data_officer", "analyst", "press_officer", "administrator", "commune_manager"}

// Any tells whether the set holds at least one of the others.
func (r Roles) Any(of Roles) bool { return r&of != 0 }

// Codes are the names of the roles held, in their order.
func (r Roles) Codes() []string {
	var codes []string
	for i, role := range All {
		if r.Any(role) {
			codes = append(codes, roleCodes[i])
		}
	}
	return codes
}

func (r Roles) String() string { return strings.Join(r.Codes(), ",") }

// ParseRoles reads names of roles, each of which may hold several with commas between. An empty set is refused.
func ParseRoles(texts ...string) (Roles, error) {
	var set Roles
	for _, text := range texts {
		for code := range strings.SplitSeq(text, ",") {
			code = strings.TrimSpace(code)
			if code == "" {
				continue
			}
			role, ok := roleOf(code)
			if !ok {
				return 0, Refuse("account.problem.no_role", "code", code, "roles", strings.Join(roleCodes, ", "))
			}
			set |= role
		}
	}
	if set == 0 {
		return 0, Refuse("account.problem.roles_needed", "roles", strings.Join(roleCodes, ", "))
	}
	return set, nil
}

func roleOf(code string) (Roles, bool) {
	for i, c := range roleCodes {
		if c == code {
			return All[i], true
		}
	}
	return 0, false
}

// Refusal is a wish that cannot be granted, as a sentence in both languages for whoever had it.
type Refusal struct{ VI, EN string }

func (r *Refusal) Error() string { return r.EN }

// Refuse is a refusal in the words of a message, its places filled from name, value pairs.
func Refuse(key words.Key, pairs ...any) *Refusal {
	said := Refusal(words.Both(key, pairs...))
	return &said
}
