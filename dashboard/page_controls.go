package dashboard

import (
	"cmp"
	"slices"
	"strconv"

	"luanphien/dashboard/address"
	"luanphien/queries/calendar"
)

// Controls are the choices above a page, as the address stands. Each is a plain form field, so that they work without
// script too.
type Controls struct {
	Periods     []address.ChoiceGroup
	From, To    []address.Choice // weeks; none chosen where the address names no ends
	Areas       []address.Choice // none for roles that see the province only
	Kinds       []address.Choice
	Specialties []address.Choice // on the pages that are about specialties
	Editions    []address.Choice
	Said        []string         // what narrows the page, in words, beside the period
	Fixed       string           // address of just these figures, which stays as it is when new editions come
	Hidden      []address.Choice // parameters that the form must carry along
	Reset       string
}

func (r *request) controls() (*Controls, error) {
	c := &Controls{Reset: r.reset()}
	stations, err := r.stations()
	if err != nil {
		return nil, err
	}
	if !provinceOnly(r.roles) {
		kinds := map[string]bool{}
		for i, s := range stations {
			kinds[s.Type] = true
			if i == 0 || stations[i-1].HealthCenter != s.HealthCenter {
				c.Areas = append(c.Areas, address.Choice{Value: s.HealthCenter, Text: s.HealthCenter, Chosen: s.HealthCenter == r.view.Area})
			}
		}
		for _, kind := range address.FacilityKinds {
			if kinds[kind] || kind == r.view.Kind {
				c.Kinds = append(c.Kinds, address.Choice{Value: kind, Text: r.words.T("kind." + kind), Chosen: kind == r.view.Kind})
			}
		}
	}
	if err := r.periodControls(c); err != nil {
		return nil, err
	}
	if err := r.specialtyControl(c); err != nil {
		return nil, err
	}
	if err := r.editionControl(c); err != nil {
		return nil, err
	}
	for name, values := range r.view.All {
		shown := slices.Contains(inForm, name) && (name != "specialty" || r.takesSpecialty())
		if !shown && values[0] != "" {
			c.Hidden = append(c.Hidden, address.Choice{Value: name, Text: values[0]})
		}
	}
	slices.SortFunc(c.Hidden, func(a, b address.Choice) int { return cmp.Compare(a.Value, b.Value) })
	c.say(r)
	c.Fixed = r.fixed()
	return c, nil
}

// inForm are the parameters that the form sets itself.
var inForm = []string{"period", "from", "to", "as_of", "edition", "area", "kind", "specialty"}

func (r *request) periodControls(c *Controls) error {
	def, err := r.defaultScope(r.now)
	if err != nil {
		return err
	}
	s := address.DaySpan{From: def.From, To: def.To}
	if r.scope.From.Before(s.From) {
		s.From = r.scope.From
	}
	if s.To.Before(r.scope.To) {
		s.To = r.scope.To
	}
	if limit := calendar.WeekOf(s.To).Add(-maxColumns).Monday(); s.From.Before(limit) {
		s.From = limit
	}
	asked := r.view.Given("period")
	c.Periods = address.PeriodChoices(r.words, s, asked)
	first := address.ChoiceGroup{Choices: []address.Choice{{Value: address.SinceStart, Text: r.words.T("period.since_start"), Chosen: asked == address.SinceStart || asked == ""}}}
	listed := asked == "" || asked == address.SinceStart
	for _, g := range c.Periods {
		listed = listed || slices.ContainsFunc(g.Choices, func(o address.Choice) bool { return o.Chosen })
	}
	if !listed {
		first.Choices = append(first.Choices, address.Choice{Value: asked, Text: r.words.Period(r.scope.From, r.scope.To), Chosen: true})
	}
	weeks := c.Periods[len(c.Periods)-1].Choices
	c.Periods = append([]address.ChoiceGroup{first}, c.Periods...)
	c.From, c.To = slices.Clone(weeks), slices.Clone(weeks)
	for i, week := range weeks {
		c.From[i].Chosen = !r.view.From.IsZero() && calendar.WeekOf(r.scope.From).String() == week.Value
		c.To[i].Chosen = !r.view.To.IsZero() && calendar.WeekOf(r.scope.To).String() == week.Value
	}
	return nil
}

func (r *request) specialtyControl(c *Controls) error {
	if !r.takesSpecialty() {
		return nil
	}
	list, err := r.specialties()
	for _, name := range list {
		c.Specialties = append(c.Specialties, address.Choice{Value: name, Text: r.words.Named(name), Chosen: name == r.view.Specialty})
	}
	return err
}

// editionControl offers the editions that are kept, the newest first and standing for "no edition named".
func (r *request) editionControl(c *Controls) error {
	numbers, err := r.server.shelf.Numbers()
	if err != nil {
		return err
	}
	slices.Reverse(numbers)
	for _, n := range numbers {
		if n == r.newest {
			c.Editions = append(c.Editions, address.Choice{Value: "", Text: r.words.T("period.newest", "number", n), Chosen: r.view.Edition == 0})
		}
		if n != r.newest || n == r.view.Edition {
			c.Editions = append(c.Editions, address.Choice{Value: strconv.Itoa(n), Text: r.words.T("source.edition", "number", n), Chosen: n == r.view.Edition})
		}
	}
	return nil
}

func (c *Controls) say(r *request) {
	if weeks := r.words.WeeksOfPeriod(r.scope.From, r.scope.To); weeks != "" {
		c.Said = append(c.Said, r.words.T("period.said", "weeks", weeks))
	}
	if r.view.Area != "" {
		c.Said = append(c.Said, r.view.Area)
	}
	if text := r.specialtySaid(); text != "" {
		c.Said = append(c.Said, text)
	}
	if r.view.Kind != "" {
		c.Said = append(c.Said, r.words.T("kind."+r.view.Kind))
	}
	if r.view.Edition != 0 && r.view.Edition != r.newest {
		c.Said = append(c.Said, r.words.T("period.older", "number", r.view.Edition))
	}
}

// fixed names edition, moment and period, so that the address shows the same whenever it is opened.
func (r *request) fixed() string {
	q := r.parameters(&Figure{})
	return r.view.Link(r.view.Path, append(r.view.Own(), "period", "", "from", q.Get("from"), "to", q.Get("to"), "as_of", q.Get("as_of"),
		"edition", strconv.Itoa(r.edition.Manifest.Number))...)
}

// reset is the page as it stands by itself.
func (r *request) reset() string {
	pairs := r.view.Own()
	for _, name := range inForm {
		pairs = append(pairs, name, "")
	}
	return r.view.Link(r.view.Path, pairs...)
}
