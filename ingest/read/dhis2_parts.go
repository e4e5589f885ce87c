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
	into := p.parts
	if v.Deleted {
		of.at, into = at, p.deletions
	}
	if into[of] == nil {
		into[of] = map[string]bool{}
	}
	into[of][partName(v.DataElement, v.Combo, v.Attribute)] = true
}

// partName names a part of a figure: its data element and, where it has some, its categories.
func partName(name ...string) string {
	for i := range name {
		if name[i] == wholeCombo {
			name[i] = ""
		}
	}
	return strings.TrimRight(strings.Join(name, ":"), ":")
}

// mostOwnParts bounds the figures of one station and period whose own parts a sheet tells. Those beyond have all that their
// figure has in the file.
const mostOwnParts = 200_000

// noteOwn keeps the parts of the figures of a row that have not all that the file has elsewhere: DHIS2 leaves out what is blank.
func (p *parting) noteOwn(sheet *Sheet, kind string, row *wholeRow) {
	for i, parts := range row.parts {
		own := map[string]bool{}
		for _, one := range parts {
			if !one.deleted {
				own[partName(strings.Split(one.key, "\x00")...)] = true
			}
		}
		field := fieldsOf[kind][min(3+i, len(fieldsOf[kind])-1)]
		if len(own) == 0 || len(own) == len(p.parts[figure{kind: kind, group: row.key[2], field: field}]) || len(sheet.OwnParts) == mostOwnParts {
			continue
		}
		of := strings.Join([]string{row.key[2], field, row.key[0], row.key[1]}, FigurePart)
		sheet.OwnParts[of] = strings.Join(slices.Sorted(maps.Keys(own)), FigurePart)
	}
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
