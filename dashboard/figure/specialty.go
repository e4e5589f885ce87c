package figure

import (
	"slices"
	"strings"

	"luanphien/dashboard/question"
)

// Specialises tells whether a specialty changes the figure in the stream that is looked at. For the press none does: the
// specialties taken from all would leave over the few of one.
func Specialises(r *question.Question, f *Figure) bool {
	return f.Specialised && !r.ForPress() && (!f.OfReports || r.ByWorkers())
}

// nameScope says in the words of a drawing which specialty and which province it is of.
func nameScope(r *question.Question, f *Figure, d *Drawing) {
	if r.Scope.Province != "" && slices.ContainsFunc(f.Methods, func(id string) bool { return strings.HasPrefix(id, "RA-") }) {
		d.Notes = append(d.Notes, r.Words.T("province.controls"))
	}
	d.Title, d.Alt = r.Titled(d.Title), r.Titled(d.Alt)
	if r.Scope.Specialty == "" {
		return
	}
	if d.Subtitle != "" {
		d.Subtitle = r.Words.T("specialty.subtitle", "subtitle", d.Subtitle, "specialty", r.Words.Named(r.Scope.Specialty))
	}
	if d.Reason != "" {
		d.Reason = r.Words.T("specialty.reason", "reason", d.Reason, "specialty", r.Words.Named(r.Scope.Specialty))
	}
}
