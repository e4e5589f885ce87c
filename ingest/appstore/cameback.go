package appstore

import (
	"context"
	"fmt"
	"slices"
)

// Refused is a refused row: the number of its load and its own in it.
type Refused struct{ LoadID, RowNo int }

// CameBack adds to refused rows of a kind those as which they came back, in workbooks of refused rows, and were refused once
// more. loads are the keys of the loads to look in, by number; title is that of the column in which a row says which it is.
func (s *Store) CameBack(ctx context.Context, loads map[int]string, kind, title string, rows []Refused) ([]Refused, error) {
	all := map[Refused]bool{}
	for _, r := range rows {
		all[r] = true
	}
	var ids []int
	for id := range loads {
		ids = append(ids, id)
	}
	slices.Sort(ids) // a row comes back after it was refused
	for _, id := range ids {
		tables, err := s.RefusedTables(ctx, loads[id])
		if err != nil {
			return nil, err
		}
		at := map[string]int{} // of the column, by sheet
		for _, t := range tables {
			if i := slices.Index(t.Titles, title); i >= 0 && t.Kind == kind {
				at[t.Sheet] = i
			}
		}
		if len(at) == 0 {
			continue
		}
		err = s.EachRefused(ctx, loads[id], func(sheet string, r Row) error {
			var of Refused
			i, ok := at[sheet]
			if !ok || i >= len(r.Cells) {
				return nil
			}
			if n, _ := fmt.Sscanf(r.Cells[i], "%d-%d", &of.LoadID, &of.RowNo); n != 2 || !all[of] {
				return nil // it is another row, or somebody wrote something else there
			}
			if now := (Refused{id, r.RowNo}); !all[now] {
				all[now] = true
				rows = append(rows, now)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}
