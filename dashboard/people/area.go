package people

import (
	"slices"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
)

// knownStations refuses codes that the newest edition does not know: who works for those would be shown nothing. Before
// the first edition none is known, and all pass.
func (d *visit) knownStations(text string) error {
	codes := account.StationCodes(text)
	if len(codes) == 0 || d.Newest == 0 {
		return nil
	}
	e, release, err := question.Hold(d.room.Shelf, d.Newest)
	if err != nil {
		return err
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
		return problem.BadParameter("stations", list, "account.problem.no_station")
	}
	return nil
}
