package dashboard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"luanphien/dashboard/address"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure/compare"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

type compareBody struct {
	Lead     string
	Figure   *exhibit.Shown
	With     []address.ChoiceGroup
	Stations []address.Choice
	Hidden   []address.Choice // parameters that the form carries along
}

// compareLead says how the sides differ in what each page begins with: coverage, reports on time, referrals.
func compareLead(r *question.Question) (string, error) {
	s, err := r.FindSides()
	if err != nil {
		return "", err
	}
	list, err := compare.Compared(r, s)
	if err != nil {
		return "", err
	}
	w := r.Words
	var parts []string
	for _, c := range list {
		if c.Difference == nil || !slices.Contains([]string{"COV-1", "CMP-2", "CHT-1"}, c.ID) {
			continue
		}
		name := within(w.T("compare.row." + compare.Key(c)))
		if s.DueA != nil && c.ID == "CMP-2" {
			name = w.T("compare.due", "indicator", name)
		}
		part := w.T("compare.lead.part", "indicator", name, "difference", compare.Signed(r, c, *c.Difference))
		if interval := compare.DifferenceInterval(r, c); interval != nil {
			part = w.T("compare.lead.interval", "part", part, "interval", interval)
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return r.Titled(w.T("lead.compare")), nil
	}
	return r.Titled(w.T("compare.lead", "a", s.NameA, "b", words.Capital(s.NameB), "parts", strings.Join(parts, "; "))), nil
}

// within gives a heading as it stands inside a sentence: without its capital.
func within(heading string) string {
	first, size := utf8.DecodeRuneInString(heading)
	return string(unicode.ToLower(first)) + heading[size:]
}

// comparePage holds what the reader looks at against another period, the province or an area.
func comparePage(r *question.Question) (string, any, error) {
	if _, err := r.FindSides(); err != nil { // a wrong address is the reader's mistake, not a failed figure
		return "", nil, err
	}
	b := &compareBody{Lead: leadOf(r, "compare", compareLead), Figure: exhibit.Show(r, "compare"), With: compare.WithChoices(r)}
	stations, err := r.StationsInScope()
	if err != nil {
		return "", nil, err
	}
	for _, s := range stations {
		b.Stations = append(b.Stations, address.Choice{Value: s.Code, Text: s.Name, Chosen: s.Code == r.View.Station})
	}
	for _, name := range address.Carried {
		if value := r.View.Given(name); value != "" {
			b.Hidden = append(b.Hidden, address.Choice{Value: name, Text: value})
		}
	}
	return r.Words.T("nav.compare"), b, nil
}
