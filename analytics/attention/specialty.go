package attention

import (
	"slices"

	"luanphien/analytics/statement"
)

// aboutWorkers are the rules whose findings are about a worker. A difficulty has a worker, too, who reported it, but is
// the station's.
var aboutWorkers = map[Code]bool{PostingEnding: true, ReportsMissing: true, DoubleBooking: true, Replacement: true,
	PostingInactive: true, LeftLate: true, AbsenceOutside: true}

// ofSpecialty keeps the findings about workers of a specialty and about the needs for it (query workers). What is about a
// station as a whole – nobody or no doctor there, difficulties, figures of activity – is left out. An item that loses
// some of its findings stays the same item: its key does not change.
func (a *gathering) ofSpecialty(specialty string) error {
	of := map[string]string{}
	err := a.e.Read(a.ctx, "workers", nil, func(r *statement.Row) {
		worker := r.Text()
		r.Skip() // unit
		r.Skip() // qualification
		of[worker] = r.Text()
	})
	var kept []Item
	for _, item := range a.items {
		item.began = item.start()
		item.Findings = slices.DeleteFunc(item.Findings, func(f Finding) bool {
			about := f.Specialty
			if aboutWorkers[item.Code] {
				about = of[f.Worker]
			}
			return about != specialty
		})
		if len(item.Findings) > 0 {
			kept = append(kept, item)
		}
	}
	a.items = kept
	return err
}
