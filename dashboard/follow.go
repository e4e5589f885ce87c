package dashboard

import (
	"fmt"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/followup"
	"luanphien/queries/calendar"
)

// What people did about the attention list and said about weeks, as pages show it. It stands beside the figures, never
// in them: what an edition holds can be recomputed, what people say cannot.

// followLine is an item of the attention list with where it stands.
type followLine struct {
	attentionLine
	Key   string
	State followup.State
	Taker string // name of who took it; "" = nobody
	By    string // name of who closed it
}

// remarkLine is a remark on a station's week.
type remarkLine struct {
	ID                      int64
	Station, Week, Text, By string
	StationURL              string
	At                      time.Time
	MayWithdraw             bool
	stationCode, user       string
	monday                  time.Time
}

// people are the names of users by login.
func (r *request) people() (map[string]string, error) {
	users, err := r.server.accounts.Users(r.ctx)
	names := make(map[string]string, len(users))
	for _, u := range users {
		names[u.Login] = u.Name
	}
	return names, err
}

func nameOf(people map[string]string, login string) string {
	if name := people[login]; name != "" {
		return name
	}
	return login
}

// followLines are the items with where they stand, in the order of the list.
func (r *request) followLines(items []analytics.AttentionItem) ([]followLine, error) {
	lines, _, err := r.attentionLines(items, len(items))
	if err != nil {
		return nil, err
	}
	states, err := r.server.followUps.States(r.ctx)
	if err != nil {
		return nil, err
	}
	people, err := r.people()
	if err != nil {
		return nil, err
	}
	follow := make([]followLine, len(items))
	for i, item := range items {
		follow[i] = r.followLine(item, lines[i], states[item.Key()], people)
	}
	return follow, nil
}

func (r *request) followLine(item analytics.AttentionItem, line attentionLine, state followup.State, people map[string]string) followLine {
	f := followLine{attentionLine: line, Key: item.Key(), State: state}
	if state.TakenBy != "" {
		f.Taker = nameOf(people, state.TakenBy)
	}
	if state.Closed {
		f.By = nameOf(people, state.By)
	}
	return f
}

// openLines are the first items that are not closed, how many more there are, and how many are closed.
func openLines(all []followLine, limit int) (shown []followLine, more, closed int) {
	for _, line := range all {
		switch {
		case line.State.Closed:
			closed++
		case len(shown) == limit:
			more++
		default:
			shown = append(shown, line)
		}
	}
	return shown, more, closed
}

// remarks lists what was said about the weeks of a period, of one station or, with "", of all in view.
func (r *request) remarks(from, to time.Time, station string) ([]remarkLine, error) {
	if provinceOnly(r.roles) {
		return nil, nil
	}
	// A week that the period cuts shows, so its remark does.
	list, err := r.server.followUps.Remarks(r.ctx, calendar.WeekOf(from).Monday(), to, station)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	people, err := r.people()
	if err != nil {
		return nil, err
	}
	inView := map[string]string{}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	for _, s := range stations {
		inView[s.Code] = s.Name
	}
	var lines []remarkLine
	for _, remark := range list {
		name, ok := inView[remark.Station]
		if !ok && station == "" {
			continue
		}
		lines = append(lines, remarkLine{ID: remark.ID, Station: name, Week: r.words.Week(calendar.WeekOf(remark.Monday)), Text: remark.Text,
			By: nameOf(people, remark.Login), At: remark.At, StationURL: r.view.Link("/stations/" + remark.Station + "/remarks"),
			stationCode: remark.Station, monday: remark.Monday, user: remark.Login})
	}
	return lines, nil
}

// remarksOn are the remarks on the weeks that a figure shows. Where they cannot be read the figure stands without them.
func (r *request) remarksOn(f *Figure, d *Drawing) []remarkLine {
	if !f.Weekly {
		return nil
	}
	station := r.scope.Facility
	if f.OfStation {
		station = r.stationCode()
	}
	lines, err := r.remarks(d.Scope.From, d.Scope.To, station)
	if err != nil {
		r.without("remarks", f.ID, err)
	}
	return lines
}

// cellRemarks gives each remark to its cell of a grid, by "row|column".
func (r *request) cellRemarks(f *Figure, d *Drawing) map[string][]string {
	c := d.Chart
	if c == nil || c.rows == nil {
		return nil
	}
	lines := r.remarksOn(f, d)
	cells := map[string][]string{}
	for _, line := range lines {
		row, known := c.rows.row[line.stationCode]
		column, ok := c.columns.index[line.monday]
		if known && ok {
			cell := fmt.Sprintf("%d|%d", row, column)
			cells[cell] = append(cells[cell], line.Text)
		}
	}
	return cells
}
