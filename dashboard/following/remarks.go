package following

import (
	"slices"
	"strconv"

	"luanphien/analytics"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/form"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/queries/calendar"
)

type remarksBody struct {
	Station analytics.Station
	Path    string
	Weeks   []address.Choice     // that may be chosen, latest first
	Week    string               // chosen
	Remarks []exhibit.RemarkLine // latest week first
	Message string
	Text    string // as typed, where it was refused
	Longest int
}

// remarksPage lists the remarks on a station's weeks, with a form for another.
func remarksPage(d *form.Form) error { return showRemarks(d, "", "") }

func showRemarks(d *form.Form, message, typed string) error {
	station, err := remarked(d)
	if err != nil {
		return err
	}
	last := calendar.WeekOf(d.Scope.AsOf)
	lines, err := exhibit.Remarks(d.Question, calendar.FirstDay, last.Sunday(), station.Code)
	if err != nil {
		return err
	}
	b := remarksBody{Station: station, Path: "/stations/" + station.Code + "/remarks", Message: message, Text: typed, Longest: followup.Longest,
		Week: d.Query("week", d.FormValue("week"))}
	slices.Reverse(lines)
	for _, line := range lines {
		line.MayWithdraw = line.User == d.Session.Login || d.Roles.Any(account.Administrator)
		b.Remarks = append(b.Remarks, line)
	}
	first := calendar.WeekOf(d.Scope.From)
	for w := last; !w.Before(first) && len(b.Weeks) < chart.MaxColumns; w = w.Add(-1) {
		b.Weeks = append(b.Weeks, address.Choice{Value: w.String(), Text: d.Words.Week(w), Chosen: false})
	}
	return d.Show("remarks", "remarks.title", b)
}

// remarked is the station of the path.
func remarked(d *form.Form) (analytics.Station, error) {
	stations, err := d.Stations()
	if err != nil {
		return analytics.Station{}, err
	}
	i := slices.IndexFunc(stations, func(s analytics.Station) bool { return s.Code == d.Params("code") })
	if i < 0 {
		return analytics.Station{}, question.NoStation(d.Params("code"))
	}
	return stations[i], nil
}

func addRemark(d *form.Form) error {
	station, err := remarked(d)
	if err != nil {
		return err
	}
	text := d.FormValue("text")
	week, err := calendar.ParseWeek(d.FormValue("week"))
	if err != nil {
		return problem.BadParameter("week", d.FormValue("week"), "follow.problem.week")
	}
	if err := address.InRange(week.Monday()); err != nil {
		return err
	}
	err = d.FollowUps.AddRemark(d.Question.Ctx, followup.Remark{Login: d.Session.Login, Station: station.Code, Monday: week.Monday(), Text: text})
	return answerRemark(d, station, week.String(), text, err)
}

func withdrawRemark(d *form.Form) error {
	station, err := remarked(d)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(d.Params("id"), 10, 64)
	if err != nil {
		return followup.ErrNoRemark
	}
	remark, err := d.FollowUps.Withdraw(d.Question.Ctx, id, station.Code, d.Session.Login, d.Roles.Any(account.Administrator))
	return answerRemark(d, station, calendar.WeekOf(remark.Monday).String()+" −", "", err)
}

// answerRemark leads back to the remarks after one was written or withdrawn, or says why it was not.
func answerRemark(d *form.Form, station analytics.Station, what, typed string, err error) error {
	if err != nil {
		message, other := d.Refuse(err)
		if other != nil {
			return other
		}
		return showRemarks(d, message, typed)
	}
	if err := d.Audit(account.ActionRemark, station.Code, what); err != nil {
		return err
	}
	return d.Leave(d.View.Link("/stations/" + station.Code + "/remarks"))
}
