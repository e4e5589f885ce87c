package following

import (
	"slices"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/form"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
)

// member is somebody to whom an item may be given.
type member struct {
	Login, Name string
	Chosen      bool
}

// teamFor are the users who may see an item of a station ("" = of none), by name.
func teamFor(r *question.Question, station, chosen string) ([]member, error) {
	users, err := r.Team(r.Ctx)
	if err != nil {
		return nil, err
	}
	var team []member
	for _, u := range users {
		if maySee(u, station) {
			team = append(team, member{u.Login, exhibit.NameOf(map[string]string{u.Login: u.Name}, u.Login), u.Login == chosen})
		}
	}
	byName := words.Collator()
	slices.SortStableFunc(team, func(a, b member) int { return byName(a.Name, b.Name) })
	return team, nil
}

func maySee(u account.User, station string) bool {
	area := guard.AreaIn(&account.Session{Roles: u.Roles, Stations: u.Stations})
	return !u.Disabled() && roles.Readers.Admits(u.Roles) && (area == "" || station != "" && area.Holds(station))
}

// longestDue is how far ahead an item may be due, in years.
const longestDue = 1

// givenIn reads a form that gives an item to somebody and says until when it is due: only what changes becomes an event.
func givenIn(d *form.Form, station string, now followup.State) ([]followup.Event, error) {
	var list []followup.Event
	if who := d.FormValue("who"); who != now.TakenBy {
		e := followup.Event{Login: d.Session.Login, Action: followup.Release}
		if who != "" {
			team, err := teamFor(d.Question, station, who)
			if err != nil {
				return nil, err
			}
			if !slices.ContainsFunc(team, func(m member) bool { return m.Chosen }) {
				return nil, account.Refuse("follow.problem.no_person")
			}
			e.Action, e.About = followup.Assign, who
		}
		list = append(list, e)
	}
	text, before := d.FormValue("due"), ""
	if !now.Due.IsZero() {
		before = now.Due.Format(time.DateOnly)
	}
	if text != before {
		if err := checkDue(d.Question, text); err != nil {
			return nil, err
		}
		list = append(list, followup.Event{Login: d.Session.Login, Action: followup.Due, About: text})
	}
	if len(list) == 0 {
		return nil, account.Refuse("follow.problem.nothing_changed")
	}
	return list, nil
}

func checkDue(r *question.Question, text string) error {
	if text == "" {
		return nil
	}
	today := r.Today().To
	day, err := time.Parse(time.DateOnly, text)
	switch {
	case err != nil:
		return problem.BadParameter("due", text, "follow.problem.day")
	case day.Before(today) || day.After(today.AddDate(longestDue, 0, 0)):
		return account.Refuse("follow.problem.due_range", "today", r.Words.Date(today))
	}
	return nil
}
