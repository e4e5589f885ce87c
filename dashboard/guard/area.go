package guard

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/stationset"
	"luanphien/dashboard/account"
)

// A person may work for an area: a set of stations, whichever. It narrows the scope of all that is asked (Question.ResolveScope) and
// the stations that there are (Question.Stations): pages and figures know no others then. What is not made for an area is
// closed to those who work for one, addresses and figures alike (roles.OfAreas).

// AreaIn is the area that the person of a session works for; "" = the province.
func AreaIn(s *account.Session) stationset.Set {
	if s == nil {
		return ""
	}
	if s.Stations == "" && s.Roles.Any(account.CommuneManager) { // of no commune: there is nothing to see
		return stationset.None
	}
	return stationset.New(strings.Split(s.Stations, ",")...)
}

// AreaOf is the area of who asks.
func (g *Guard) AreaOf(c *fiber.Ctx) stationset.Set {
	session, err := g.Session(c)
	if err != nil { // which the route's guard has met before
		return stationset.None
	}
	return AreaIn(session)
}
