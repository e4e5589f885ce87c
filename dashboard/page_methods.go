package dashboard

import (
	"cmp"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/words"
	"luanphien/queries"
)

// methodText is a definition in the reader's language.
type methodText struct {
	ID, Name, Text, URL   string
	Unit, Source, Section string
	Parameters            []methodNumber
	Queries               []string
}

// methodNumber is a configurable number of a definition, with the value in use.
type methodNumber struct{ Name, Value string }

// inLanguage picks the reader's language.
func (r *request) inLanguage(t queries.Words) string {
	if r.view.Lang == words.English {
		return t.EN
	}
	return t.VI
}

// method is the definition of an indicator.
func (r *request) method(d analytics.Definition) methodText {
	m := methodText{ID: d.ID, Name: r.inLanguage(d.Name), Text: r.inLanguage(d.Formula), URL: r.view.Link("/methods") + "#" + d.ID,
		Unit: r.inLanguage(d.Unit), Source: d.Source, Section: d.Section, Queries: d.Queries}
	if strings.HasPrefix(m.Source, "the methods document") { // the section says it
		m.Source = ""
	}
	for _, p := range d.Parameters {
		var cadres []string
		for _, cadre := range p.Cadres {
			cadres = append(cadres, r.words.T("cadre."+cadre))
		}
		m.Parameters = append(m.Parameters, methodNumber{r.inLanguage(p.Name), cmp.Or(r.number(p.Value), strings.Join(cadres, "; "))})
	}
	return m
}

// number writes the number, or the range, of a parameter with the decimal sign of the reader's language.
func (r *request) number(value string) string {
	if r.view.Lang == words.English {
		return value
	}
	return strings.ReplaceAll(value, ".", ",")
}

// methodsOf are the definitions with the given ids, in the order of the list.
func (r *request) methodsOf(ids []string) []methodText {
	var list []methodText
	for _, id := range ids {
		for _, d := range r.server.definitions {
			if d.ID == id {
				list = append(list, r.method(d))
			}
		}
	}
	return list
}

// methodsPage defines every indicator.
func methodsPage(r *request) (string, any, error) {
	var list []methodText
	for _, d := range r.server.definitions {
		list = append(list, r.method(d))
	}
	return r.words.T("nav.methods"), list, nil
}
