package read

import (
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/rowrole"
)

// groupFields are the fields that each group of a wide table fills.
var groupFields = []string{"diagnosis_group", "visits", "referrals"}

// wideLayout recognises a header over two rows in which diagnosis groups span their visits and referrals.
func wideLayout(top, sub []string, told outside, opts Options) (layout, bool) {
	kind, _ := header.KindNamed("activity")
	if opts.Kind != "" && opts.Kind != kind.Name {
		return layout{}, false
	}
	top, sub = upright(kind, top, sub)
	titles := joinTitles(top, sub)
	fields := make([]string, len(titles))
	flat := make([]string, len(titles)) // the titles of the columns that belong to no group
	copy(flat, titles)
	var groups []group
	over := ""
	for i := range titles {
		if at(top, i) != "" {
			over = at(top, i)
		}
		if at(sub, i) == "" {
			over = ""
			continue
		}
		measure := kind.Means(sub[i])
		if measure != "visits" && measure != "referrals" || over == "" || kind.Means(over) != "" {
			continue
		}
		titles[i] = over + " – " + sub[i]
		flat[i] = ""
		if rowrole.IsTotal(over) {
			continue // the total over the groups is not a group
		}
		n := slices.IndexFunc(groups, func(g group) bool { return g.name == over && g.column(measure) < 0 })
		if n < 0 {
			groups, n = append(groups, group{name: over, visits: -1, referrals: -1}), len(groups)
		}
		groups[n].set(measure, i)
		fields[i] = measure
	}
	if len(groups) == 0 {
		return layout{}, false
	}
	for i, title := range flat {
		if measure := kind.Means(title); measure == "visits" || measure == "referrals" {
			flat[i] = "" // «Tổng số lượt khám»: the total over the groups
		}
	}
	match, err := header.Recognise(append(flat, "diagnosis_group", "visits", "referrals"), told.names(), kind.Name)
	if err != nil {
		return layout{}, false
	}
	for i := range titles {
		if fields[i] == "" {
			fields[i] = match.Fields[i]
		}
	}
	l := layout{match: match, titles: titles, fields: fields, groups: groups}
	l.finish(told)
	return l, true
}

func (g *group) column(measure string) int {
	if measure == "visits" {
		return g.visits
	}
	return g.referrals
}

func (g *group) set(measure string, column int) {
	if measure == "visits" {
		g.visits = column
	} else {
		g.referrals = column
	}
}

func (l *layout) inGroup(column int) bool {
	return slices.ContainsFunc(l.groups, func(g group) bool { return g.visits == column || g.referrals == column })
}

// upright turns a header in which the measures span the groups («Lượt khám» over «Hô hấp», «Tiêu hóa») into one in which
// the groups stand over the measures. What does not stand under both, or has digits, is no
// group.
func upright(kind header.Kind, top, sub []string) (groups, measures []string) {
	groups, measures = slices.Clone(top), slices.Clone(sub)
	over, under := "", map[string]int{}
	for i, group := range sub {
		if at(top, i) != "" {
			over = at(top, i)
		}
		if group == "" {
			continue
		}
		measure := kind.Means(over)
		if measure != "visits" && measure != "referrals" || header.Known(group) || strings.ContainsAny(group, "0123456789") {
			return top, sub
		}
		for len(groups) <= i {
			groups = append(groups, "")
		}
		groups[i], measures[i] = group, over
		under[group]++
	}
	for _, times := range under {
		if times != 2 { // «(lượt)», «(người)» are no groups
			return top, sub
		}
	}
	return groups, measures
}
