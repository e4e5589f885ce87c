package figure

import (
	"cmp"
	"strings"

	"luanphien/analytics/definitions"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// Method is a definition in the reader's language.
type Method struct {
	ID, Name, Text, URL   string
	Unit, Source, Section string
	Parameters            []MethodNumber
	Queries               []string
}

// MethodNumber is a configurable number of a definition, with the value in use.
type MethodNumber struct{ Name, Value string }

// MethodOf is the definition of an indicator.
func MethodOf(r *question.Question, d definitions.Definition) Method {
	m := Method{ID: d.ID, Name: r.InLanguage(d.Name), Text: r.InLanguage(d.Formula), URL: r.View.Link("/methods") + "#" + d.ID,
		Unit: r.InLanguage(d.Unit), Source: d.Source, Section: d.Section, Queries: d.Queries}
	if strings.HasPrefix(m.Source, "the methods document") { // the section says it
		m.Source = ""
	}
	for _, p := range d.Parameters {
		var cadres []string
		for _, cadre := range p.Cadres {
			cadres = append(cadres, r.Words.T("cadre."+cadre))
		}
		m.Parameters = append(m.Parameters, MethodNumber{r.InLanguage(p.Name), cmp.Or(number(r, p.Value), strings.Join(cadres, "; "))})
	}
	return m
}

// number writes the number, or the range, of a parameter with the decimal sign of the reader's language.
func number(r *question.Question, value string) string {
	if r.View.Lang == words.English {
		return value
	}
	return strings.ReplaceAll(value, ".", ",")
}

// MethodsOf are the definitions with the given ids, in the order of the list.
func MethodsOf(r *question.Question, ids []string) []Method {
	var list []Method
	for _, id := range ids {
		for _, d := range r.Definitions {
			if d.ID == id {
				list = append(list, MethodOf(r, d))
			}
		}
	}
	return list
}
