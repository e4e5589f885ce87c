package maps

import (
	"cmp"
	"slices"
	"strconv"

	"luanphien/dashboard/address"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/indicators"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
)

// Choice is the control above the map: its indicators in groups, and what the form must carry along.
type Choice struct {
	Groups []address.ChoiceGroup
	Hidden []address.Choice
}

func ChoiceOf(r *question.Question, current string) Choice {
	var m Choice
	w := r.Words
	for _, g := range Groups {
		group := address.ChoiceGroup{Label: w.T(g.Key)}
		for _, name := range g.Names {
			group.Choices = append(group.Choices, address.Choice{Value: name, Text: w.T("map." + name), Chosen: name == current})
		}
		m.Groups = append(m.Groups, group)
	}
	if names, err := declaredNames(r); err == nil && len(names) > 0 { // the known ones can be chosen without
		group := address.ChoiceGroup{Label: w.T("map.group.declared")}
		for _, name := range names {
			group.Choices = append(group.Choices, address.Choice{Value: name, Text: w.Named(name), Chosen: name == current})
		}
		m.Groups = append(m.Groups, group)
	}
	for name, values := range r.View.All {
		if name != "map" && values[0] != "" {
			m.Hidden = append(m.Hidden, address.Choice{Value: name, Text: values[0]})
		}
	}
	slices.SortFunc(m.Hidden, func(a, b address.Choice) int { return cmp.Compare(a.Value, b.Value) })
	return m
}

// Check refuses an indicator that no map shows.
func Check(r *question.Question) error {
	if r.View.Map == "" {
		return nil
	}
	if _, known := Named(r, r.View.Map); !known {
		return problem.BadParameter("map", r.View.Map, "question.problem.map_unknown")
	}
	return nil
}

// declaredNames are the indicators that the department declares: those with a number in the scope, and the one that the
// address names, which a change of the period must not turn into a mistake of the reader's.
func declaredNames(r *question.Question) ([]string, error) {
	totals, err := indicators.Totals(r, r.OfAllSpecialties().Scope)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range indicators.InOrder(totals[""]) {
		names = append(names, t.Indicator)
	}
	if !slices.Contains(names, r.View.Map) {
		catalogue, err := indicatorCatalogue(r)
		if err != nil {
			return nil, err
		}
		if slices.Contains(catalogue, r.View.Map) {
			names = append(names, r.View.Map)
		}
	}
	return names, nil
}

// indicatorCatalogue are the names of the department's own list.
func indicatorCatalogue(r *question.Question) ([]string, error) {
	key := strconv.Itoa(r.Edition.Manifest.Number) + " indicator catalogue"
	return question.Remember(r.Ctx, r.Results, key, func() ([]string, error) { return r.FirstColumn("indicator_catalogue") })
}

// Declared are the lines of the catalogue for the maps of the department's own indicators.
func Declared(r *question.Question, line figure.CatalogueLine) []figure.CatalogueLine {
	names, err := declaredNames(r)
	if err != nil { // the map says so itself
		return nil
	}
	var lines []figure.CatalogueLine
	for _, name := range names {
		line.Name, line.URL = r.Words.T("map.of", "indicator", r.Words.Named(name)), r.View.Link("/figures/"+Indicator.ID, "map", name)
		lines = append(lines, line)
	}
	return lines
}
