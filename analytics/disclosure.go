package analytics

import (
	"context"
	"maps"
	"slices"

	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
)

// DisclosureK is the threshold of disclosure control (SDC): counts of patients from 1 to DisclosureK − 1 are not published,
// nor what rests on so few workers, reports or incidents.
const DisclosureK = 5

// DisclosureTable is a table of patients by station and diagnosis group as it may be given to the press (SDC): rows are
// stations, columns groups, the last ones totals.
type DisclosureTable struct {
	Stations          []Station
	Groups            []string
	Visits, Referrals *stats.SuppressedTable
}

// Disclosure makes the tables of the scope and marks what must be hidden (query activity_table). Whoever exports one
// must Audit it first. Stations without any valid cell in the period are left out.
func (e *Edition) Disclosure(ctx context.Context, scope Scope) (*DisclosureTable, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	cells := map[stratumKey][2]int{}
	err = e.Read(ctx, "activity_table", scope.Period(), func(r *statement.Row) {
		cells[stratumKey{r.Text(), r.Text()}] = [2]int{r.Count(), r.Count()}
	})
	return disclosureTable(stations, cells), err
}

// disclosureTable takes visits and referrals by station and group; what lies outside the stations is left out.
func disclosureTable(stations []Station, cells map[stratumKey][2]int) *DisclosureTable {
	d := &DisclosureTable{}
	member, seen, groups := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range stations {
		member[s.Code] = true
	}
	for key := range cells {
		if member[key.station] {
			seen[key.station], groups[key.group] = true, true
		}
	}
	d.Groups = slices.Sorted(maps.Keys(groups))
	var interior [2][][]int
	for _, s := range stations {
		if !seen[s.Code] {
			continue
		}
		d.Stations = append(d.Stations, s)
		var rows [2][]int
		for _, g := range d.Groups {
			c := cells[stratumKey{s.Code, g}]
			rows[0], rows[1] = append(rows[0], c[0]), append(rows[1], c[1])
		}
		interior[0], interior[1] = append(interior[0], rows[0]), append(interior[1], rows[1])
	}
	d.Visits, d.Referrals = stats.Suppress(interior[0], DisclosureK), stats.Suppress(interior[1], DisclosureK)
	return d
}
