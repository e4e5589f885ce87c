package dashboard

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics"
	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/problem"
)

// A person may work for an area: a set of stations, whichever. It narrows the scope of all that is asked (Question.ResolveScope) and
// the stations that there are (Question.Stations): pages and figures know no others then. What is not made for an area is
// closed to those who work for one, addresses and figures alike (roles.OfAreas).

// areaIn is the area that the person of a session works for; "" = the province.
func areaIn(s *account.Session) analytics.StationSet {
	if s == nil {
		return ""
	}
	return analytics.NewStationSet(strings.Split(s.Stations, ",")...)
}

func (s *Server) areaOf(c *fiber.Ctx) analytics.StationSet {
	session, err := s.session(c)
	if err != nil { // which the route's guard has met before
		return analytics.NoStation
	}
	return areaIn(session)
}

// knownStations refuses codes that the newest edition does not know: who works for those would be shown nothing. Before
// the first edition none is known, and all pass.
func (d *dialog) knownStations(text string) error {
	codes := account.StationCodes(text)
	if len(codes) == 0 || d.Newest == 0 {
		return nil
	}
	e, release, err := d.server.shelf.Acquire(d.Newest)
	if err != nil {
		return answer.NoEdition(err)
	}
	defer release()
	all, err := e.Stations(d.Question.Ctx)
	if err != nil {
		return err
	}
	var unknown []string
	for _, code := range codes {
		if !slices.ContainsFunc(all, func(s analytics.Station) bool { return s.Code == code }) {
			unknown = append(unknown, code)
		}
	}
	if len(unknown) > 0 {
		list := strings.Join(unknown, ", ")
		return problem.BadParameter("stations", list, "không có trạm nào mang mã này.", "no station has this code.")
	}
	return nil
}
