package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"luanphien/dashboard/words"
)

// Templates holds every page in every language. A page is an HTML file; those whose name starts with _ are shared by all
// pages.
type Templates struct {
	words map[words.Lang]*words.Words
	dev   fs.FS // read at each request; nil = the pages were parsed once
	mu    sync.Mutex
	pages map[words.Lang]map[string]*template.Template
}

// LoadTemplates parses the pages of a folder; again at each request where that is wanted.
func LoadTemplates(source fs.FS, again bool, words map[words.Lang]*words.Words) (*Templates, error) {
	t := &Templates{words: words}
	if again {
		t.dev = source
	}
	var err error
	t.pages, err = parseTemplates(source, words)
	return t, err
}

func parseTemplates(source fs.FS, said map[words.Lang]*words.Words) (map[words.Lang]map[string]*template.Template, error) {
	files, err := fs.Glob(source, "*.html")
	if err != nil {
		return nil, err
	}
	pages := map[words.Lang]map[string]*template.Template{}
	for lang, w := range said {
		shared, err := template.New("").Funcs(templateFuncs(w)).ParseFS(source, "_*.html")
		if err != nil {
			return nil, err
		}
		pages[lang] = map[string]*template.Template{}
		for _, file := range files {
			if strings.HasPrefix(file, "_") {
				continue
			}
			p, err := template.Must(shared.Clone()).ParseFS(source, file)
			if err != nil {
				return nil, err
			}
			pages[lang][strings.TrimSuffix(path.Base(file), ".html")] = p
		}
	}
	return pages, nil
}

func templateFuncs(w *words.Words) template.FuncMap {
	return template.FuncMap{
		"t":      w.T,
		"lang":   func() string { return string(w.Lang) },
		"date":   w.Date,
		"int":    func(v any) string { return w.Int(words.Float(v)) },
		"moment": w.Moment,
		"period": w.Period,
		"dict":   dict,
	}
}

// dict makes a map of name, value pairs, to hand several values to a shared template.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict needs pairs, got %d values", len(pairs))
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}

// execute renders a page.
func (t *Templates) execute(lang words.Lang, name string, data any) ([]byte, error) {
	pages := t.pages
	if t.dev != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		var err error
		if pages, err = parseTemplates(t.dev, t.words); err != nil {
			return nil, err
		}
	}
	page, ok := pages[lang][name]
	if !ok {
		return nil, fmt.Errorf("no template %q", name)
	}
	var b bytes.Buffer
	if err := page.ExecuteTemplate(&b, "layout", data); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
