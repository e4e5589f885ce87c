package read

import (
	"maps"
	"slices"
	"strings"
)

// FigurePart parts what names a figure, and the parts of one, where they stand as one text.
const FigurePart = "|"

// whole is the option combination that DHIS2 gives to values that are of no category.
const wholeCombo = "HllvX50cXC0"

// figure names what a value is a part of; at is the station and the period of a deleted one.
type figure struct{ kind, group, field, at string }

// note keeps the data element and the categories of a value of the figure, of a deleted one with the station and period to
// which the deletion is confined.
func (p *parting) note(of figure, v dataValue, at string) {
	name := []string{v.DataElement, v.Combo, v.Attribute}
	for i := range name {
		if name[i] == wholeCombo {
			name[i] = ""
		}
	}
	into := p.parts
	if v.Deleted {
		of.at, into = at, p.deletions
	}
	if into[of] == nil {
		into[of] = map[string]bool{}
	}
	into[of][strings.TrimRight(strings.Join(name, ":"), ":")] = true
}

// listed lists the parts of the figures of a kind, by what names each figure.
func listed(all map[figure]map[string]bool, kind string) map[string]string {
	list := map[string]string{}
	for of, parts := range all {
		if of.kind == kind {
			list[strings.TrimSuffix(of.group+FigurePart+of.field+FigurePart+of.at, FigurePart)] = strings.Join(slices.Sorted(maps.Keys(parts)), FigurePart)
		}
	}
	return list
}
