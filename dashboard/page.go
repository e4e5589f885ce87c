package dashboard

import (
	"luanphien/analytics"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// Page is what the layout and every page's template get. Body is the page's own part.
type Page struct {
	Name  string
	Title string
	Lang  Lang
	View  *View
	Body  any

	Manifest *edition.Manifest // nil before the first edition
	Scope    analytics.Scope
	Areas    []string
	Weeks    []weekOption
	Script   string
	Style    string
	Form     string // token that a form must send back; "" on kept pages
	r        *request
}

// May tells whether the reader's roles open a page.
func (p *Page) May(path string) bool {
	who, ok := p.r.server.who[path]
	return ok && who.admits(p.r.roles)
}

// Roles are the codes of the reader's roles.
func (p *Page) Roles() []string { return p.r.roles.Codes() }

// weekOption is a week in the period's controls.
type weekOption struct{ Value, Text string }

// content makes the body of a page and its title.
type content func(*request) (title string, body any, err error)

// page makes a handler of a page: its template and the call that fills it. Before the first edition every page says
// what to do instead.
func page(name string, fill content) handler {
	return func(r *request) (*kept, error) {
		if r.edition == nil {
			body, err := r.render("empty", r.words.T("empty.title"), map[string]any{"Name": name})
			if err != nil {
				return nil, err
			}
			return keep("text/html; charset=utf-8", body), nil
		}
		title, body, err := fill(r)
		if err != nil {
			return nil, err
		}
		html, err := r.renderPage(name, title, body)
		if err != nil {
			return nil, err
		}
		return keep("text/html; charset=utf-8", html), nil
	}
}

// render makes a page of a template whose title is a message.
func (r *request) render(name, titleKey string, body any) ([]byte, error) {
	title := titleKey
	if r.words.Has(titleKey) {
		title = r.words.T(titleKey)
	}
	return r.renderPage(name, title, body)
}

func (r *request) renderPage(name, title string, body any) ([]byte, error) {
	p := &Page{Name: name, Title: title, Lang: r.view.Lang, View: r.view, Body: body, Scope: r.scope, Form: r.form, r: r}
	bundle, err := r.server.bundle()
	if err != nil {
		return nil, err
	}
	if p.Script, err = bundle.URL("main.js"); err != nil {
		return nil, err
	}
	if p.Style, err = bundle.URL("main.css"); err != nil {
		return nil, err
	}
	if r.edition != nil {
		p.Manifest = &r.edition.Manifest
		if err := p.controls(); err != nil {
			return nil, err
		}
	}
	return r.server.templates.execute(r.view.Lang, name, p)
}

// controls fills the choices of the period and of the area.
func (p *Page) controls() error {
	stations, err := p.r.stations()
	if err != nil {
		return err
	}
	for i, s := range stations {
		if provinceOnly(p.r.roles) {
			break
		}
		if i == 0 || stations[i-1].HealthCenter != s.HealthCenter {
			p.Areas = append(p.Areas, s.HealthCenter)
		}
	}
	def, err := p.r.defaultScope(p.r.now)
	if err != nil {
		return err
	}
	first, last := calendar.WeekOf(def.From), calendar.WeekOf(def.To)
	if w := calendar.WeekOf(p.Scope.From); w.Before(first) {
		first = w
	}
	if w := calendar.WeekOf(p.Scope.To); last.Before(w) {
		last = w
	}
	if last.WeeksSince(first) > maxColumns {
		first = last.Add(-maxColumns)
	}
	for w := last; !w.Before(first); w = w.Add(-1) {
		p.Weeks = append(p.Weeks, weekOption{w.String(), p.r.words.Week(w)})
	}
	return nil
}

// FromWeek and ToWeek are the weeks that the controls show as chosen.
func (p *Page) FromWeek() string { return calendar.WeekOf(p.Scope.From).String() }

// ToWeek is the last week of the period.
func (p *Page) ToWeek() string { return calendar.WeekOf(p.Scope.To).String() }

// URL is a link that keeps the reader's parameters.
func (p *Page) URL(path string, pairs ...string) string { return p.View.Link(path, pairs...) }

// Cells are the cells of a row of a figure's table.
func (p *Page) Cells(t *Table, row []any) []Cell { return p.r.cells(t, row) }

// Carried are the parameters, but the named ones, that a form must carry along.
func (p *Page) Carried(but ...string) []weekOption {
	var list []weekOption
	for _, name := range carried {
		skip := false
		for _, b := range but {
			skip = skip || b == name
		}
		if v := p.View.Given(name); v != "" && !skip {
			list = append(list, weekOption{name, v})
		}
	}
	return list
}

// Path is the page's own path, which its forms send to.
func (p *Page) Path() string { return p.View.path }
