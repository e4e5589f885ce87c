package figure

import (
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
)

// OfAreas tells whether the figure opens to those who work for an area: the diagnostics of an estimate rest on the stations
// of the whole province, and some figures tell of single others.
func (f *Figure) OfAreas() bool { return !f.Analysts && !f.Others }

// Refused says why the reader may not see a figure; nil = they may.
func Refused(r *question.Question, f *Figure) error {
	switch {
	case May(r, f):
		return nil
	case r.Area != "" && !f.OfAreas():
		return roles.ErrNotOfAreas
	}
	return roles.ErrForbidden
}
