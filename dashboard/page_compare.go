package dashboard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"luanphien/dashboard/address"
	"luanphien/dashboard/words"
)

type compareBody struct {
	Lead     string
	Figure   *Shown
	With     []address.ChoiceGroup
	Stations []address.Choice
	Hidden   []address.Choice // parameters that the form carries along
}

// compareLead says how the sides differ in what each page begins with: coverage, reports on time, referrals.
func (r *request) compareLead() (string, error) {
	s, err := r.sides()
	if err != nil {
		return "", err
	}
	list, err := r.compared(s)
	if err != nil {
		return "", err
	}
	w := r.words
	var parts []string
	for _, c := range list {
		if c.Difference == nil || !slices.Contains([]string{"COV-1", "CMP-2", "CHT-1"}, c.ID) {
			continue
		}
		name := within(w.T("compare.row." + compareKey(c)))
		if s.DueA != nil && c.ID == "CMP-2" {
			name = w.T("compare.due", "indicator", name)
		}
		part := w.T("compare.lead.part", "indicator", name, "difference", r.signed(c, *c.Difference))
		if interval := r.differenceInterval(c); interval != nil {
			part = w.T("compare.lead.interval", "part", part, "interval", interval)
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return r.titled(w.T("lead.compare")), nil
	}
	return r.titled(w.T("compare.lead", "a", s.NameA, "b", words.Capital(s.NameB), "parts", strings.Join(parts, "; "))), nil
}

// within gives a heading as it stands inside a sentence: without its capital.
func within(heading string) string {
	first, size := utf8.DecodeRuneInString(heading)
	return string(unicode.ToLower(first)) + heading[size:]
}

// comparePage holds what the reader looks at against another period, the province or an area.
func comparePage(r *request) (string, any, error) {
	if _, err := r.sides(); err != nil { // a wrong address is the reader's mistake, not a failed figure
		return "", nil, err
	}
	b := &compareBody{Lead: r.said("compare", (*request).compareLead), Figure: r.show("compare"), With: r.withChoices()}
	stations, err := r.stationsInScope()
	if err != nil {
		return "", nil, err
	}
	for _, s := range stations {
		b.Stations = append(b.Stations, address.Choice{Value: s.Code, Text: s.Name, Chosen: s.Code == r.view.Station})
	}
	for _, name := range address.Carried {
		if value := r.view.Given(name); value != "" {
			b.Hidden = append(b.Hidden, address.Choice{Value: name, Text: value})
		}
	}
	return r.words.T("nav.compare"), b, nil
}
