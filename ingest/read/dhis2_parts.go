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
		p.parts[of], p.deletions[of] = map[string]bool{}, map[string]bool{}
	}
	name := []string{v.DataElement, v.Combo, v.Attribute}
	for i := range name {
		if name[i] == wholeCombo {
			name[i] = ""
		}
	}
	into := p.parts
	if v.Deleted {
		into = p.deletions
	}
	into[of][strings.TrimRight(strings.Join(name, ":"), ":")] = true
}

// partsOf lists the parts of the figures of a kind, and gone those of them of which every value is deleted.
func (p *parting) partsOf(kind string) (told, gone map[string]string) {
	for of, deleted := range p.deletions {
		maps.DeleteFunc(deleted, func(part string, _ bool) bool { return p.parts[of][part] })
	}
	return listed(p.parts, kind), listed(p.deletions, kind)
}

func listed(all map[figure]map[string]bool, kind string) map[string]string {
	list := map[string]string{}
	for of, parts := range all {
		if of.kind == kind && len(parts) > 0 {
			list[of.group+FigurePart+of.field] = strings.Join(slices.Sorted(maps.Keys(parts)), FigurePart)
		}
	}
	return list
}
