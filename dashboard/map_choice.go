package dashboard

import (
	"cmp"
	"slices"

	"luanphien/analytics"
)

// mapChoice is the control above the map: its indicators in groups, and what the form must carry along.
type mapChoice struct {
	Groups []choiceGroup
	Hidden []choice
}

func (r *request) mapChoice(current string) mapChoice {
	var m mapChoice
	w := r.words
	for _, g := range mapGroups {
		group := choiceGroup{Label: w.T(g.Key)}
		for _, name := range g.Names {
			group.Choices = append(group.Choices, choice{name, w.T("map." + name), name == current})
		}
		m.Groups = append(m.Groups, group)
	}
	if totals, err := r.indicatorTotals(r.ofAllSpecialties().scope); err == nil && len(totals[""]) > 0 { // the known ones can be chosen without
		group := choiceGroup{Label: w.T("map.group.declared")}
		for _, t := range inOrder(totals[""]) {
			group.Choices = append(group.Choices, choice{t.Indicator, w.Named(t.Indicator), t.Indicator == current})
		}
		m.Groups = append(m.Groups, group)
	}
	for name, values := range r.view.all {
		if name != "map" && values[0] != "" {
			m.Hidden = append(m.Hidden, choice{Value: name, Text: values[0]})
		}
	}
	slices.SortFunc(m.Hidden, func(a, b choice) int { return cmp.Compare(a.Value, b.Value) })
	return m
}

// checkMap refuses an indicator that no map shows in the scope.
func (r *request) checkMap(scope analytics.Scope) error {
	if r.view.Map == "" {
		return nil
	}
	of := *r
	of.scope = scope
	if _, known := of.mapFigure(r.view.Map); !known {
		return badParameter("map", r.view.Map, "bản đồ không có chỉ số này.", "the map has no such indicator.")
	}
	return nil
}

// declaredMaps are the lines of the catalogue for the maps of the department's own indicators.
func (r *request) declaredMaps(line catalogueLine) []catalogueLine {
	totals, err := r.indicatorTotals(r.ofAllSpecialties().scope)
	if err != nil { // the map says so itself
		return nil
	}
	var lines []catalogueLine
	for _, t := range inOrder(totals[""]) {
		line.Name, line.URL = r.words.T("map.of", "indicator", r.words.Named(t.Indicator)), r.view.Link("/figures/"+mapIndicator.ID, "map", t.Indicator)
		lines = append(lines, line)
	}
	return lines
}
