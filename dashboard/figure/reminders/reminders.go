// Package reminders lists by health centre and station what those who work there are to do: reports that are missing or due,
// orders that begin or end next week.
package reminders

import (
	"cmp"
	"slices"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/queries/calendar"
)

// List is the list as a table.
var List = &figure.Figure{ID: "reminders", Rows: []string{"weekly_reports", "postings"}, Methods: []string{"CMP-1", "CMP-2", "COV-1"},
	Queries: []string{"report_states", "report_deadlines", "ahead_postings"}, Draw: draw}

// weeksBack are the complete weeks whose missing reports are asked for: what is older is no longer waited for.
const weeksBack = 4

// Kind is what is reminded of.
type Kind string

// The kinds, in the order in which a station's are listed.
const (
	Missing Kind = "missing" // a report that is overdue
	Due     Kind = "due"     // a report of a complete week that still can be on time
	Ends    Kind = "ends"    // an order that ends next week
	Begins  Kind = "begins"  // an order that begins next week
)

var kinds = []Kind{Missing, Due, Ends, Begins}

// Reminder is one thing that somebody at a station is to do or to know.
type Reminder struct {
	Station  analytics.Station
	Kind     Kind
	Worker   string    // code; "" = the station itself
	Monday   time.Time // of the week of a report; zero of an order
	Day      time.Time // the last day on which the report is on time; the first or the last day of the order
	Decision string
	Replaced bool // of an order that ends: somebody follows, or the station closes
}

// Reminders is the list with what it is of.
type Reminders struct {
	Items      []Reminder // by health centre and station in default order, kind, day, worker
	From, To   time.Time  // the complete weeks
	Next, Last time.Time  // the first and the last day of next week
}

// Of gives the reminders of the scope as of its moment; its period plays no part.
func Of(r *question.Question) (*Reminders, error) {
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	today := r.Today().To
	complete := calendar.WeekOf(calendar.LastFullDay(r.Scope.AsOf).AddDate(0, 0, 1)).Add(-1)
	next := calendar.WeekOf(today).Add(1)
	l := &Reminders{From: complete.Add(1 - weeksBack).Monday(), To: complete.Sunday(), Next: next.Monday(), Last: next.Sunday()}
	place := map[string]int{}
	for i, s := range stations {
		place[s.Code] = i
	}
	if err := l.reports(r, stations, place); err != nil {
		return nil, err
	}
	if err := l.orders(r, stations, place); err != nil {
		return nil, err
	}
	slices.SortStableFunc(l.Items, func(a, b Reminder) int {
		return cmp.Or(place[a.Station.Code]-place[b.Station.Code], slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), a.Day.Compare(b.Day), cmp.Compare(a.Worker, b.Worker))
	})
	return l, nil
}

// reports adds those of both streams that are missing or due. A stream that was never received is not asked for.
func (l *Reminders) reports(r *question.Question, stations []analytics.Station, place map[string]int) error {
	scope := r.Scope
	scope.From, scope.To, scope.Specialty = l.From, l.To, ""
	for _, stream := range []string{address.StreamRotation, address.StreamStation} {
		c, err := r.Compliance(scope, analytics.Stream(stream))
		if err != nil {
			return err
		}
		if c.State == analytics.StateNotCollected {
			continue
		}
		for _, cell := range c.Grid {
			at, ok := place[cell.Station]
			kind := Missing
			if cell.State == analytics.ReportNotYetDue {
				kind = Due
			}
			if !ok || kind == Missing && cell.State != analytics.ReportMissing || kind == Due && cell.Submissions > 0 {
				continue
			}
			l.Items = append(l.Items, Reminder{Station: stations[at], Kind: kind, Worker: cell.Worker, Monday: cell.Monday, Day: c.Deadline(cell.Monday)})
		}
	}
	return nil
}

// orders adds those that begin or end next week.
func (l *Reminders) orders(r *question.Question, stations []analytics.Station, place map[string]int) error {
	scope := r.Scope
	scope.Specialty = ""
	ahead, err := coverage.Ahead(r, scope)
	if err != nil {
		return err
	}
	inNext := func(day time.Time) bool { return !day.Before(l.Next) && !day.After(l.Last) }
	for _, p := range ahead.Postings {
		at, ok := place[p.Station]
		if !ok {
			continue
		}
		of := Reminder{Station: stations[at], Worker: p.Worker, Decision: p.Decision}
		if p.Arrives && inNext(p.Start) {
			of.Kind, of.Day = Begins, p.Start
			l.Items = append(l.Items, of)
		}
		if p.Leaves && inNext(p.End) {
			of.Kind, of.Day, of.Replaced = Ends, p.End, !p.Unreplaced()
			l.Items = append(l.Items, of)
		}
	}
	return nil
}

// Words says a reminder: «thiếu báo cáo của CB016, tuần 45 (02/11–08/11/2026), hạn 10/11». who is how its worker is named.
func Words(r *question.Question, of Reminder, who string) string {
	w, key := r.Words, "reminder."+string(of.Kind)
	switch {
	case of.Worker == "":
		key += ".station"
	case of.Kind == Ends && !of.Replaced:
		key += ".alone"
	}
	week := ""
	if !of.Monday.IsZero() {
		week = w.Week(calendar.WeekOf(of.Monday))
	}
	return w.T(key, "who", who, "week", week, "day", w.Date(of.Day), "decision", of.Decision)
}

// Subtitle says of which weeks the list is.
func Subtitle(r *question.Question, l *Reminders) string {
	w := r.Words
	return w.T("reminders.subtitle", "weeks", w.Period(l.From, l.To), "next", w.Period(l.Next, l.Last))
}

// Title counts the kinds.
func Title(r *question.Question, l *Reminders) string {
	n := map[Kind]int{}
	for _, of := range l.Items {
		n[of.Kind]++
	}
	return r.Words.T("reminders.title", "missing", n[Missing], "due", n[Due], "ends", n[Ends], "begins", n[Begins])
}

func draw(r *question.Question) (*figure.Drawing, error) {
	l, err := Of(r)
	if err != nil {
		return nil, err
	}
	w := r.Words
	t := table.Of(l.Items, []table.For[Reminder]{
		{Field: "health_center", Label: w.T("column.area"), Cell: func(of Reminder) any { return of.Station.HealthCenter }},
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(of Reminder) any { return table.StationOf(of.Station) }},
		{Field: "kind", Label: w.T("column.kind"), Kind: table.KindTerm, Prefix: "reminder.kind.", Key: true, Cell: func(of Reminder) any { return string(of.Kind) }},
		{Field: "worker_code", Label: w.T("column.worker"), Cell: func(of Reminder) any { return table.If(of.Worker != "", of.Worker) }},
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(of Reminder) any { return table.If(!of.Monday.IsZero(), of.Monday) }},
		{Field: "day", Label: w.T("reminders.day"), Kind: table.KindDate, Cell: func(of Reminder) any { return of.Day }},
		{Field: "decision_no", Label: w.T("column.decision"), Cell: func(of Reminder) any { return table.If(of.Decision != "", of.Decision) }},
		{Field: "words", Label: w.T("column.what"), Hidden: true, Cell: func(of Reminder) any { return Words(r, of, of.Worker) }},
	})
	scope := r.Scope
	scope.From, scope.To = l.From, l.To
	d := &figure.Drawing{Title: Title(r, l), Alt: Title(r, l), Subtitle: Subtitle(r, l), Table: t, Notes: []string{w.N("reminders.note", weeksBack)}, Scope: scope}
	return d, nil
}
