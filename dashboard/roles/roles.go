// Package roles says which roles of readers see what.
package roles

import (
	"net/http"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
)

// Access says who may open a route.
type Access struct {
	Anyone bool
	Roles  account.Roles // one of them is enough
}

var Anyone = Access{Anyone: true}

var SignedIn = only(account.Director, account.DataOfficer, account.Analyst, account.PressOfficer, account.Administrator, account.CommuneManager)

// Readers see figures of single stations. The press office does not: what it takes away is published, and of the province
// only is it decided what must not be told (package disclosure).
var Readers = only(account.Director, account.DataOfficer, account.Analyst, account.Administrator, account.CommuneManager)

// Publishers put together what leaves the house.
var Publishers = only(account.Director, account.PressOfficer)

var Loaders = only(account.DataOfficer, account.Administrator, account.CommuneManager)

var Keepers = only(account.Administrator)

// Analysts ask in their own words, of all that an edition holds.
var Analysts = only(account.Analyst, account.DataOfficer, account.Administrator)

// NeedNames are the roles whose work needs the names of workers.
const NeedNames = account.DataOfficer | account.Administrator

func only(roles ...account.Roles) Access {
	var a Access
	for _, r := range roles {
		a.Roles |= r
	}
	return a
}

func (a Access) Admits(roles account.Roles) bool { return a.Anyone || roles.Any(a.Roles) }

// ProvinceOnly tells whether the roles are shown nothing below the province.
func ProvinceOnly(roles account.Roles) bool { return !Readers.Admits(roles) }

var ErrForbidden = problem.Of(http.StatusForbidden, "guard.problem.not_opened")

// ErrNotOfAreas is for who works for an area, where the role would open what is asked.
var ErrNotOfAreas = problem.Of(http.StatusForbidden, "guard.problem.province_only")
