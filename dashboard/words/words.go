// Package words speaks to the reader: messages in both languages, and numbers, dates and names as each language
// writes them.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
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
}

// Load reads the messages of a language. Each file of messages/ named after it holds a part of the table.
func Load(lang Lang) (*Words, error) {
	w := &Words{Lang: lang, Texts: map[string]string{}}
	files, err := messageFiles.ReadDir("messages")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), "."+string(lang)+".json") {
			continue
		}
		b, err := messageFiles.ReadFile("messages/" + f.Name())
		if err != nil {
			return nil, err
		}
		part := map[string]string{}
		if err := json.Unmarshal(b, &part); err != nil {
			return nil, fmt.Errorf("messages/%s: %w", f.Name(), err)
		}
		for key, text := range part {
			if _, twice := w.Texts[key]; twice {
				return nil, fmt.Errorf("messages/%s: %q is defined twice", f.Name(), key)
			}
			w.Texts[key] = text
		}
	}
	return w, nil
}

// T is the message of a key, its {name} places filled from name, value pairs.
func (w *Words) T(key string, pairs ...any) string {
	text, ok := w.Texts[key]
	if !ok {
		return "⟨" + key + "⟩"
	}
	return fill(text, pairs)
}

// N is the message of a key for a count n: key.one where the language has it and n is 1, else key.other. {n} is the
// count in the language's form.
func (w *Words) N(key string, n int, pairs ...any) string {
	text, ok := w.Texts[key+".one"]
	if !ok || n != 1 {
		if text, ok = w.Texts[key+".other"]; !ok {
			return "⟨" + key + "⟩"
		}
	}
	return fill(text, append([]any{"n", w.Int(float64(n))}, pairs...))
}

// Named is a name of one of the program's lists – a specialty, a diagnosis group, an indicator, its unit – in the reader's
// language. What a department has added to a list stays as it is written there.
func (w *Words) Named(name string) string {
	if text, ok := w.Texts["name."+name]; ok {
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
	_, ok := w.Texts[key]
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
