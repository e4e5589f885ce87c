package dashboard

import (
	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/words"
	"luanphien/queries/edition"
)

// Page is what the layout and every page's template get. Body is the page's own part.
type Page struct {
	Name  string
	Title string
	Lang  words.Lang
	View  *address.View
	Body  any

	Manifest *edition.Manifest // nil before the first edition
	Scope    analytics.Scope
	Controls *Controls // nil before the first edition
	Newest   int       // the edition that was newest when the page was made; 0 = none
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

// Loading tells whether files can be loaded by this server.
func (p *Page) Loading() bool { return p.r.server.loader != nil }

// Roles are the codes of the reader's roles.
func (p *Page) Roles() []string { return p.r.roles.Codes() }

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
	p := &Page{Name: name, Title: title, Lang: r.view.Lang, View: r.view, Body: body, Scope: r.scope, Form: r.form, Newest: r.newest, r: r}
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
		if p.Controls, err = r.controls(); err != nil {
			return nil, err
		}
	}
	return r.server.templates.execute(r.view.Lang, name, p)
}

// Asset is the address of a file of the bundle that only some pages need.
func (p *Page) Asset(name string) (string, error) {
	bundle, err := p.r.server.bundle()
	if err != nil {
		return "", err
	}
	return bundle.URL(name)
}

// URL is a link that keeps the reader's parameters.
func (p *Page) URL(path string, pairs ...string) string { return p.View.Link(path, pairs...) }

// Cells are the cells of a row of a figure's table.
func (p *Page) Cells(t *Table, row []any) []Cell { return p.r.cells(t, row) }

// Path is the page's own path, which its forms send to.
func (p *Page) Path() string { return p.View.Path }
