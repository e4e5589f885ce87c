package analytics

import "slices"

// aboutWorkers are the rules whose findings are about a worker. A difficulty has a worker, too, who reported it, but is
// the station's.
var aboutWorkers = map[AttentionCode]bool{AttentionPostingEnding: true, AttentionReportsMissing: true, AttentionDoubleBooking: true, AttentionReplacement: true,
	AttentionPostingInactive: true, AttentionLeftLate: true, AttentionAbsenceOutside: true}

// ofSpecialty keeps the findings about workers of a specialty and about the needs for it (query workers). What is about a
// station as a whole – nobody or no doctor there, difficulties, figures of activity – is left out. An item that loses
// some of its findings stays the same item: its key does not change.
func (a *attention) ofSpecialty(specialty string) error {
	of := map[string]string{}
	err := a.e.read(a.ctx, "workers", nil, func(r *row) {
		worker := r.text()
		r.skip() // unit
		r.skip() // qualification
		of[worker] = r.text()
	})
	var kept []AttentionItem
	for _, item := range a.items {
		item.began = item.start()
		item.Findings = slices.DeleteFunc(item.Findings, func(f AttentionFinding) bool {
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
