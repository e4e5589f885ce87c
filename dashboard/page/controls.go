package page

import (
	"cmp"
	"slices"
	"strconv"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/province"
)

// Controls are the choices above a page, as the address stands. Each is a plain form field, so that they work without
// script too.
type Controls struct {
	Periods     []address.ChoiceGroup
	Spans       []Span           // one press each
	From, To    []address.Choice // weeks; none chosen where the address names no ends
	Provinces   []address.Choice // in a folder of several
	Areas       []address.Choice // none for roles that see the province only
	Everywhere  string           // what no area stands for: the province, or that of who asks
	Kinds       []address.Choice
	Specialties []address.Choice // on the pages that are about specialties
	Editions    []address.Choice // none for the press, which is answered of the newest as of its own moment
	Said        []string         // what narrows the page, in words, beside the period
	Fixed       string           // address of just these figures, which stays as it is when new editions come; "" for the press
	Hidden      []address.Choice // parameters that the form must carry along
	Reset       string
	Save        string // address of the form that saves the page as a view; "" where it is none to save
}

func (f *Frame) controls(r *question.Question) (*Controls, error) {
	c := &Controls{Reset: reset(r), Everywhere: r.Words.T("period.all")}
	if err := provinceControl(r, c); err != nil {
		return nil, err
	}
	stations, err := r.Stations()
	if err != nil {
		return nil, err
	}
	stations = slices.DeleteFunc(slices.Clone(stations), func(s analytics.Station) bool { return r.Scope.Province != "" && s.Province != r.Scope.Province })
	if !roles.ProvinceOnly(r.Roles) {
		kinds := map[string]bool{}
		for i, s := range stations {
			kinds[s.Type] = true
			if i == 0 || stations[i-1].HealthCenter != s.HealthCenter {
				c.Areas = append(c.Areas, address.Choice{Value: s.HealthCenter, Text: s.HealthCenter, Chosen: s.HealthCenter == r.View.Area})
			}
		}
		for _, kind := range address.FacilityKinds {
			if kinds[kind] || kind == r.View.Kind {
				c.Kinds = append(c.Kinds, address.Choice{Value: kind, Text: r.Words.T("kind." + kind), Chosen: kind == r.View.Kind})
			}
		}
	}
	if err := periodControls(r, c); err != nil {
		return nil, err
	}
	if c.Spans, err = Spans(r); err != nil {
		return nil, err
	}
	if err := specialtyControl(r, c); err != nil {
		return nil, err
	}
	if !r.ForPress() {
		if err := f.editionControl(r, c); err != nil {
			return nil, err
		}
		c.Fixed = fixed(r)
	}
	for name, values := range r.View.All {
		shown := slices.Contains(inForm, name) && (name != "specialty" || catalogue.TakesSpecialty(r))
		if !shown && values[0] != "" {
			c.Hidden = append(c.Hidden, address.Choice{Value: name, Text: values[0]})
		}
	}
	slices.SortFunc(c.Hidden, func(a, b address.Choice) int { return cmp.Compare(a.Value, b.Value) })
	c.say(r)
	return c, nil
}

// inForm are the parameters that the form sets itself.
var inForm = []string{"period", "from", "to", "as_of", "edition", "province", "area", "kind", "specialty"}

func periodControls(r *question.Question, c *Controls) error {
	def, err := r.DefaultScope(r.Now)
	if err != nil {
		return err
	}
	s := address.DaySpan{From: def.From, To: def.To}
	if r.Scope.From.Before(s.From) {
		s.From = r.Scope.From
	}
	if s.To.Before(r.Scope.To) {
		s.To = r.Scope.To
	}
	if limit := calendar.WeekOf(s.To).Add(-chart.MaxColumns).Monday(); s.From.Before(limit) {
		s.From = limit
	}
	asked := r.View.Given("period")
	c.Periods = address.PeriodChoices(r.Words, s, asked)
	first := address.ChoiceGroup{Choices: []address.Choice{{Value: address.SinceStart, Text: r.Words.T("period.since_start"), Chosen: asked == address.SinceStart || asked == ""}}}
	listed := asked == "" || asked == address.SinceStart
	for _, g := range c.Periods {
		listed = listed || slices.ContainsFunc(g.Choices, func(o address.Choice) bool { return o.Chosen })
	}
	if !listed {
		first.Choices = append(first.Choices, address.Choice{Value: asked, Text: r.Words.Period(r.Scope.From, r.Scope.To), Chosen: true})
	}
	weeks := c.Periods[len(c.Periods)-1].Choices
	c.Periods = append([]address.ChoiceGroup{first}, c.Periods...)
	c.From, c.To = slices.Clone(weeks), slices.Clone(weeks)
	for i, week := range weeks {
		c.From[i].Chosen = !r.View.From.IsZero() && calendar.WeekOf(r.Scope.From).String() == week.Value
		c.To[i].Chosen = !r.View.To.IsZero() && calendar.WeekOf(r.Scope.To).String() == week.Value
	}
	return nil
}

// provinceControl offers the provinces of a folder of several, and says what no area stands for.
func provinceControl(r *question.Question, c *Controls) error {
	codes, err := r.Provinces()
	if err != nil {
		return err
	}
	if r.Area != "" || len(codes) > 1 {
		c.Everywhere = words.Capital(r.Everywhere())
	}
	if len(codes) < 2 || r.ForPress() {
		return nil
	}
	for _, code := range codes {
		c.Provinces = append(c.Provinces, address.Choice{Value: code, Text: province.Of(code).String(), Chosen: code == r.Scope.Province})
	}
	return nil
}

func specialtyControl(r *question.Question, c *Controls) error {
	if !catalogue.TakesSpecialty(r) {
		return nil
	}
	list, err := r.Specialties()
	for _, name := range list {
		c.Specialties = append(c.Specialties, address.Choice{Value: name, Text: r.Words.Named(name), Chosen: name == r.View.Specialty})
	}
	return err
}

// editionControl offers the editions that are kept, the newest first and standing for "no edition named".
func (f *Frame) editionControl(r *question.Question, c *Controls) error {
	numbers, err := f.Numbers()
	if err != nil {
		return err
	}
	slices.Reverse(numbers)
	for _, n := range numbers {
		if n == r.Newest {
			c.Editions = append(c.Editions, address.Choice{Value: "", Text: r.Words.T("period.newest", "number", n), Chosen: r.View.Edition == 0})
		}
		if n != r.Newest || n == r.View.Edition {
			c.Editions = append(c.Editions, address.Choice{Value: strconv.Itoa(n), Text: r.Words.T("source.edition", "number", n), Chosen: n == r.View.Edition})
		}
	}
	return nil
}

func (c *Controls) say(r *question.Question) {
	if weeks := r.Words.WeeksOfPeriod(r.Scope.From, r.Scope.To); weeks != "" {
		c.Said = append(c.Said, r.Words.T("period.said", "weeks", weeks))
	}
	if r.ForPress() {
		c.Said = append(c.Said, r.Words.T("disclosure.weeks"))
	}
	if len(c.Provinces) > 0 {
		said := r.Words.T("province.all")
		if r.Scope.Province != "" {
			said = province.Of(r.Scope.Province).String()
		}
		c.Said = append(c.Said, words.Capital(said))
	}
	if r.View.Area != "" {
		c.Said = append(c.Said, r.View.Area)
	}
	if n := len(r.Scope.Stations.Codes()); n > 0 {
		c.Said = append(c.Said, r.Words.N("area.said", n))
	}
	if text := catalogue.SpecialtySaid(r); text != "" {
		c.Said = append(c.Said, text)
	}
	if r.View.Kind != "" {
		c.Said = append(c.Said, r.Words.T("kind."+r.View.Kind))
	}
	if r.View.Edition != 0 && r.View.Edition != r.Newest {
		c.Said = append(c.Said, r.Words.T("period.older", "number", r.View.Edition))
	}
}

// fixed names edition, moment and period, so that the address shows the same whenever it is opened.
func fixed(r *question.Question) string {
	q := figure.Parameters(r, &figure.Figure{})
	return r.View.Link(r.View.Path, append(r.View.Own(), "period", "", "from", q.Get("from"), "to", q.Get("to"), "as_of", q.Get("as_of"),
		"edition", strconv.Itoa(r.Edition.Manifest.Number))...)
}

// reset is the page as it stands by itself.
func reset(r *question.Question) string {
	pairs := r.View.Own()
	for _, name := range inForm {
		pairs = append(pairs, name, "")
	}
	return r.View.Link(r.View.Path, pairs...)
}
