package dashboard

import (
	"luanphien/dashboard/figure/rotation"
	"luanphien/dashboard/question"
)

// rotationLead says who sent whom, and how much of what was ordered was done.
func rotationLead(r *question.Question) (string, error) {
	list, err := rotation.Of(r, r.Scope)
	if err != nil {
		return "", err
	}
	w := r.Words
	s := rotation.SumRotation(w, list)
	if s.Planned == 0 && s.Present == 0 {
		return r.Titled(w.T("rotation.lead.none", "period", r.Period())), nil
	}
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return "", err
	}
	share := s.Fulfilment()
	text := w.T("rotation.lead", "period", r.Period(), "workers", w.N("count.workers", s.Workers), "units", w.N("count.units", s.Sending()),
		"stations", w.N("count.stations", len(s.Stations)), "done", w.Int(share.Numerator), "share", w.Percent(share.Numerator, share.Denominator))
	if n := c.Province.DoubleBooked; n > 0 {
		text += " " + w.N("rotation.lead.double", n)
	}
	return r.Titled(text), nil
}
