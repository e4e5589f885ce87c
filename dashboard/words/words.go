// Package words speaks to the reader: messages in both languages, and numbers, dates and names as each language
// writes them.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// Lang is a language of the interface.
type Lang string

// The languages: Vietnamese first, English by ?lang=en.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

//go:embed messages/*.json
var messageFiles embed.FS

// Words speaks one language: its messages, and its forms of numbers and dates.
type Words struct {
	Lang  Lang
	Texts map[string]string
	fresh func() map[string]string // in development: the messages as they stand in the source tree now
}

// Load reads the messages of a language that the program holds.
func Load(lang Lang) (*Words, error) {
	folder, err := fs.Sub(messageFiles, "messages")
	if err != nil {
		return nil, err
	}
	texts, err := read(folder, lang)
	return &Words{Lang: lang, Texts: texts}, err
}

// read reads the messages of a language. Each file of the folder named after it holds a part of the table.
func read(folder fs.FS, lang Lang) (map[string]string, error) {
	files, err := fs.Glob(folder, "*."+string(lang)+".json")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, name := range files {
		b, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		part := map[string]string{}
		if err := json.Unmarshal(b, &part); err != nil {
			return nil, fmt.Errorf("messages/%s: %w", name, err)
		}
		for key, text := range part {
			if _, twice := texts[key]; twice {
				return nil, fmt.Errorf("messages/%s: %q is defined twice", name, key)
			}
			texts[key] = text
		}
	}
	return texts, nil
}

// text is the message of a key.
func (w *Words) text(key string) (string, bool) {
	texts := w.Texts
	if w.fresh != nil {
		texts = w.fresh()
	}
	text, ok := texts[key]
	return text, ok
}

// T is the message of a key, its {name} places filled from name, value pairs.
func (w *Words) T(key string, pairs ...any) string {
	text, ok := w.text(key)
	if !ok {
		return "⟨" + key + "⟩"
	}
	return fill(text, pairs)
}

// N is the message of a key for a count n: key.one where the language has it and n is 1, else key.other. {n} is the
// count in the language's form.
func (w *Words) N(key string, n int, pairs ...any) string {
	text, ok := w.text(key + ".one")
	if !ok || n != 1 {
		if text, ok = w.text(key + ".other"); !ok {
			return "⟨" + key + "⟩"
		}
	}
	return fill(text, append([]any{"n", w.Int(float64(n))}, pairs...))
}

// Named is a name of one of the program's lists – a specialty, a diagnosis group, an indicator, its unit – in the reader's
// language. What a department has added to a list stays as it is written there.
func (w *Words) Named(name string) string {
	if text, ok := w.text("name." + name); ok {
		return text
	}
	return name
}

func (w *Words) NamedAll(names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = w.Named(name)
	}
	return list
}

// Has tells whether there is a message for the key.
func (w *Words) Has(key string) bool {
	_, ok := w.text(key)
	return ok
}

// byCount is a word that goes with a count: {n:station|stations} is the first where {n} is 1, else the second.
var byCount = regexp.MustCompile(`\{(\w+):([^{}|]*)\|([^{}|]*)\}`)

func fill(text string, pairs []any) string {
	if len(pairs) == 0 {
		return text
	}
	if strings.Contains(text, "|") {
		text = byCount.ReplaceAllStringFunc(text, func(choice string) string {
			parts := byCount.FindStringSubmatch(choice)
			for i := 0; i+1 < len(pairs); i += 2 {
				if pairs[i] == parts[1] && fmt.Sprint(pairs[i+1]) == "1" {
					return parts[2]
				}
			}
			return parts[3]
		})
	}
	replace := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		replace = append(replace, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(replace...).Replace(text)
}
