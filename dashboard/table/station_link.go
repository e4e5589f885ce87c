package table

import "luanphien/dashboard/question"

// OpenIncidents is the figure of open difficulties, which stands on a page of its own.
const OpenIncidents = "incidents_open"

// StationLink is the address of a part of a station's page; the list of open difficulties has a page of its own.
// period, where it is not "", is the one to look at.
func StationLink(r *question.Question, code, figure, period string) string {
	if figure == OpenIncidents {
		return r.View.Link("/difficulties") + "#" + figure
	}
	link := r.View.Link("/stations/" + code)
	if period != "" {
		link = r.View.Link("/stations/"+code, "period", period, "from", "", "to", "")
	}
	if figure != "" {
		link += "#" + figure
	}
	return link
}
