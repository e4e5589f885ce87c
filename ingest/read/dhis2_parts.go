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

// figure names what a value is a part of.
type figure struct{ kind, group, field string }

// note keeps the data element and the categories of a value of the figure.
func (p *parting) note(of figure, v dataValue) {
	if p.parts[of] == nil {
		p.parts[of] = map[string]bool{}
	}
	name := []string{v.DataElement, v.Combo, v.Attribute}
	for i := range name {
		if name[i] == wholeCombo {
			name[i] = ""
		}
	}
	p.parts[of][strings.TrimRight(strings.Join(name, ":"), ":")] = true
}

// partsOf lists the parts of the figures of a kind.
func (p *parting) partsOf(kind string) map[string]string {
	list := map[string]string{}
	for of, parts := range p.parts {
		if of.kind == kind {
			list[of.group+FigurePart+of.field] = strings.Join(slices.Sorted(maps.Keys(parts)), FigurePart)
		}
	}
	return list
}
