package exhibit

import (
	"fmt"
	"time"

	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/queries/calendar"
)

// RemarkLine is a remark on a station's week.
type RemarkLine struct {
	ID                      int64
	Station, Week, Text, By string
	StationURL              string
	At                      time.Time
	MayWithdraw             bool
	stationCode, User       string
	monday                  time.Time
}

func NameOf(people map[string]string, login string) string {
	if name := people[login]; name != "" {
		return name
	}
	return login
}

// Remarks lists what was said about the weeks of a period, of one station or, with "", of all in view.
func Remarks(r *question.Question, from, to time.Time, station string) ([]RemarkLine, error) {
	if roles.ProvinceOnly(r.Roles) {
		return nil, nil
	}
	// A week that the period cuts shows, so its remark does.
	list, err := r.FollowUps.Remarks(r.Ctx, calendar.WeekOf(from).Monday(), to, station)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	people, err := r.People(r.Ctx)
	if err != nil {
		return nil, err
	}
	inView := map[string]string{}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	for _, s := range stations {
		inView[s.Code] = s.Name
	}
	var lines []RemarkLine
	for _, remark := range list {
		name, ok := inView[remark.Station]
		if !ok && station == "" {
			continue
		}
		lines = append(lines, RemarkLine{ID: remark.ID, Station: name, Week: r.Words.Week(calendar.WeekOf(remark.Monday)), Text: remark.Text,
			By: NameOf(people, remark.Login), At: remark.At, StationURL: r.View.Link("/stations/" + remark.Station + "/remarks"),
			stationCode: remark.Station, monday: remark.Monday, User: remark.Login})
	}
	return lines, nil
}

// remarksOn are the remarks on the weeks that a figure shows. Where they cannot be read the figure stands without them.
func remarksOn(r *question.Question, f *figure.Figure, d *figure.Drawing) []RemarkLine {
	if !f.Weekly {
		return nil
	}
	station := r.Scope.Facility
	if f.OfStation {
		station = r.StationCode()
	}
	lines, err := Remarks(r, d.Scope.From, d.Scope.To, station)
	if err != nil {
		r.Without("remarks", f.ID, err)
	}
	return lines
}

// CellRemarks gives each remark to its cell of a grid, by "row|column".
func CellRemarks(r *question.Question, f *figure.Figure, d *figure.Drawing) map[string][]string {
	c := d.Chart
	if c == nil || c.Rows == nil {
		return nil
	}
	lines := remarksOn(r, f, d)
	cells := map[string][]string{}
	for _, line := range lines {
		row, known := c.Rows.Row[line.stationCode]
		column, ok := c.Columns.Index[line.monday]
		if known && ok {
			cell := fmt.Sprintf("%d|%d", row, column)
			cells[cell] = append(cells[cell], line.Text)
		}
	}
	return cells
}
