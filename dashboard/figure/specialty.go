package figure

import "luanphien/dashboard/question"

// Specialises tells whether a specialty changes the figure in the stream that is looked at. For the press none does: the
// specialties taken from all would leave over the few of one.
func Specialises(r *question.Question, f *Figure) bool {
	return f.Specialised && !r.ForPress() && (!f.OfReports || r.ByWorkers())
}

// nameSpecialty says in the words of a drawing which specialty it is of.
func nameSpecialty(r *question.Question, d *Drawing) {
	if r.Scope.Specialty == "" {
		return
	}
	d.Title, d.Alt = r.Titled(d.Title), r.Titled(d.Alt)
	if d.Subtitle != "" {
		d.Subtitle = r.Words.T("specialty.subtitle", "subtitle", d.Subtitle, "specialty", r.Words.Named(r.Scope.Specialty))
	}
	if d.Reason != "" {
		d.Reason = r.Words.T("specialty.reason", "reason", d.Reason, "specialty", r.Words.Named(r.Scope.Specialty))
	}
}
