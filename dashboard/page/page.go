// Package page makes whole pages: the layout, the menu, the choices above a page, the templates and the bundle of scripts
// and styles. What fills a page comes from outside, as a Content.
package page

import (
	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
	"luanphien/queries/edition"
	"luanphien/queries/release"
)

// Frame is what surrounds every page of a server.
type Frame struct {
	Templates *Templates
	Bundle    func() (*Assets, error)
	Numbers   func() ([]int, error)   // of the editions that are kept
	Who       map[string]roles.Access // by path, of the routes that are read
	Loads     bool                    // files can be loaded
	Source    func() int64            // the state of the source tree, which open pages follow; nil = outside development
}

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
	Fonts    []string // addresses of the letters, asked for before the style says that they are wanted
	Form     string   // token that a form must send back; "" on kept pages
	source   int64
	frame    *Frame
	r        *question.Question
}

// May tells whether the reader's roles open a page.
func (p *Page) May(path string) bool {
	who, ok := p.frame.Who[path]
	return ok && who.Admits(p.r.Roles) && (p.r.Area == "" || who.Anyone || roles.OfAreas[path])
}

// Source is the state of the source tree that the page is made of, and loaded anew when it is another; 0 = outside
// development.
func (p *Page) Source() int64 { return p.source }

// Alone tells whether the page stands without menu, period and foot: slides take the whole screen.
func (p *Page) Alone() bool { return p.Name == "meeting" }

// Loading tells whether files can be loaded by this server.
func (p *Page) Loading() bool { return p.frame.Loads }

// Roles are the codes of the reader's roles.
func (p *Page) Roles() []string { return p.r.Roles.Codes() }

// Handler makes an answer.
type Handler func(*question.Question) (*answer.Answer, error)

// Content makes the body of a page and its title.
type Content func(*question.Question) (title string, body any, err error)

// Page makes a handler of a page: its template and the call that fills it. Before the first edition every page says
// what to do instead.
func (f *Frame) Page(name string, fill Content) Handler {
	return func(r *question.Question) (*answer.Answer, error) {
		if r.Edition == nil {
			body, err := f.Render(r, "empty", r.Words.T("empty.title"), map[string]any{"Name": name})
			if err != nil {
				return nil, err
			}
			return answer.New("text/html; charset=utf-8", body), nil
		}
		title, body, err := fill(r)
		if err != nil {
			return nil, err
		}
		html, err := f.renderPage(r, name, title, body)
		if err != nil {
			return nil, err
		}
		return answer.New("text/html; charset=utf-8", html), nil
	}
}

// Render makes a page of a template whose title is a message.
func (f *Frame) Render(r *question.Question, name, titleKey string, body any) ([]byte, error) {
	title := titleKey
	if r.Words.Has(titleKey) {
		title = r.Words.T(titleKey)
	}
	return f.renderPage(r, name, title, body)
}

func (f *Frame) renderPage(r *question.Question, name, title string, body any) ([]byte, error) {
	p := &Page{Name: name, Title: title, Lang: r.View.Lang, View: r.View, Body: body, Scope: r.Scope, Form: r.Form, Newest: r.Newest, frame: f, r: r}
	if f.Source != nil {
		p.source = f.Source() // before templates are read: what changes meanwhile is another state
	}
	bundle, err := f.Bundle()
	if err != nil {
		return nil, err
	}
	p.Fonts = bundle.fonts
	if p.Script, err = bundle.URL("main.js"); err != nil {
		return nil, err
	}
	if p.Style, err = bundle.URL("main.css"); err != nil {
		return nil, err
	}
	if r.Edition != nil {
		p.Manifest = &r.Edition.Manifest
		if p.Controls, err = f.controls(r); err != nil {
			return nil, err
		}
		p.Controls.Save = p.saveLink()
	}
	return f.Templates.execute(r.View.Lang, name, p)
}

// Asset is the address of a file of the bundle that only some pages need.
func (p *Page) Asset(name string) (string, error) {
	bundle, err := p.frame.Bundle()
	if err != nil {
		return "", err
	}
	return bundle.URL(name)
}

// Program is the release of the program.
func (p *Page) Program() string { return release.Number }

// URL is a link that keeps the reader's parameters.
func (p *Page) URL(path string, pairs ...string) string { return p.View.Link(path, pairs...) }

// Cells are the cells of a row of a figure's table.
func (p *Page) Cells(row table.Row) []table.Cell { return table.Cells(p.r, row) }

// Path is the page's own path, which its forms send to.
func (p *Page) Path() string { return p.View.Path }
