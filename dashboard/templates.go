package dashboard

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"luanphien/dashboard/words"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates holds every page in every language. A page is a file of templates/; those whose name starts with _ are
// shared by all pages.
type templates struct {
	words map[words.Lang]*words.Words
	dev   fs.FS // nil = the embedded files, parsed once
	mu    sync.Mutex
	pages map[words.Lang]map[string]*template.Template
}

func loadTemplates(dev fs.FS, words map[words.Lang]*words.Words) (*templates, error) {
	t := &templates{words: words, dev: dev}
	source, err := fs.Sub(templateFiles, "templates")
	if err != nil {
		return nil, err
	}
	if dev != nil {
		source = dev
	}
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
func (t *templates) execute(lang words.Lang, name string, data any) ([]byte, error) {
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
