package dashboard

import (
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure/reminders"
	"luanphien/dashboard/question"
)

type remindersBody struct {
	Lead   string
	Areas  []reminderArea
	Figure *exhibit.Shown
}

// reminderArea is a health centre with its stations that have something to do: a sheet to hand out.
type reminderArea struct {
	Name     string
	N        int
	Stations []reminderStation
}

type reminderStation struct {
	Name, URL string
	Lines     []reminderLine
}

type reminderLine struct {
	Kind reminders.Kind
	Text string
}

// remindersPage lists what those who work at the stations are to do, a sheet for each health centre. Roles whose work needs
// names see them beside the codes.
func remindersPage(r *question.Question) (string, any, error) {
	list, err := reminders.Of(r)
	if err != nil {
		return "", nil, err
	}
	b := &remindersBody{Lead: r.Titled(reminders.Title(r, list) + ". " + reminders.Subtitle(r, list) + "."), Figure: exhibit.Show(r, "reminders")}
	for _, of := range list.Items {
		n := len(b.Areas)
		if n == 0 || b.Areas[n-1].Name != of.Station.HealthCenter {
			b.Areas = append(b.Areas, reminderArea{Name: of.Station.HealthCenter})
			n++
		}
		area := &b.Areas[n-1]
		area.N++
		url := r.View.Link("/stations/" + of.Station.Code)
		if m := len(area.Stations); m == 0 || area.Stations[m-1].URL != url {
			area.Stations = append(area.Stations, reminderStation{Name: of.Station.Name, URL: url})
		}
		station := &area.Stations[len(area.Stations)-1]
		who := of.Worker
		if name := r.Names[of.Worker]; name != "" {
			who = r.Words.T("reminder.who", "name", name, "code", of.Worker)
		}
		station.Lines = append(station.Lines, reminderLine{of.Kind, reminders.Words(r, of, who)})
	}
	return r.Words.T("nav.reminders"), b, nil
}
