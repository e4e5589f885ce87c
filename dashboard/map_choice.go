package dashboard

import (
	"cmp"
	"slices"
	"strconv"

	"luanphien/dashboard/address"
	"luanphien/dashboard/problem"
)

// mapChoice is the control above the map: its indicators in groups, and what the form must carry along.
type mapChoice struct {
	Groups []address.ChoiceGroup
	Hidden []address.Choice
}

func (r *request) mapChoice(current string) mapChoice {
	var m mapChoice
	w := r.words
	for _, g := range mapGroups {
		group := address.ChoiceGroup{Label: w.T(g.Key)}
		for _, name := range g.Names {
			group.Choices = append(group.Choices, address.Choice{Value: name, Text: w.T("map." + name), Chosen: name == current})
		}
		m.Groups = append(m.Groups, group)
	}
	if names, err := r.declaredNames(); err == nil && len(names) > 0 { // the known ones can be chosen without
		group := address.ChoiceGroup{Label: w.T("map.group.declared")}
		for _, name := range names {
			group.Choices = append(group.Choices, address.Choice{Value: name, Text: w.Named(name), Chosen: name == current})
		}
		m.Groups = append(m.Groups, group)
	}
	for name, values := range r.view.All {
		if name != "map" && values[0] != "" {
			m.Hidden = append(m.Hidden, address.Choice{Value: name, Text: values[0]})
		}
	}
	slices.SortFunc(m.Hidden, func(a, b address.Choice) int { return cmp.Compare(a.Value, b.Value) })
	return m
}

// checkMap refuses an indicator that no map shows.
func (r *request) checkMap() error {
	if r.view.Map == "" {
		return nil
	}
	if _, known := r.mapFigure(r.view.Map); !known {
		return problem.BadParameter("map", r.view.Map, "bản đồ không có chỉ số này.", "the map has no such indicator.")
	}
	return nil
}

// declaredNames are the indicators that the department declares: those with a number in the scope, and the one that the
// address names, which a change of the period must not turn into a mistake of the reader's.
func (r *request) declaredNames() ([]string, error) {
	totals, err := r.indicatorTotals(r.ofAllSpecialties().scope)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range inOrder(totals[""]) {
		names = append(names, t.Indicator)
	}
	if !slices.Contains(names, r.view.Map) {
		catalogue, err := r.indicatorCatalogue()
		if err != nil {
			return nil, err
		}
		if slices.Contains(catalogue, r.view.Map) {
			names = append(names, r.view.Map)
		}
	}
	return names, nil
}

// indicatorCatalogue are the names of the department's own list.
func (r *request) indicatorCatalogue() ([]string, error) {
	key := strconv.Itoa(r.edition.Manifest.Number) + " indicator catalogue"
	return remember(r.ctx, r.server.results, key, func() ([]string, error) { return r.firstColumn("indicator_catalogue") })
}

// declaredMaps are the lines of the catalogue for the maps of the department's own indicators.
func (r *request) declaredMaps(line catalogueLine) []catalogueLine {
	names, err := r.declaredNames()
	if err != nil { // the map says so itself
		return nil
	}
	var lines []catalogueLine
	for _, name := range names {
		line.Name, line.URL = r.words.T("map.of", "indicator", r.words.Named(name)), r.view.Link("/figures/"+mapIndicator.ID, "map", name)
		lines = append(lines, line)
	}
	return lines
}
