package dashboard

// rotationLead says who sent whom, and how much of what was ordered was done.
func rotationLead(r *request) (string, error) {
	list, err := r.rotation(r.scope)
	if err != nil {
		return "", err
	}
	w := r.words
	s := sumRotation(w, list)
	if s.Planned == 0 && s.Present == 0 {
		return r.titled(w.T("rotation.lead.none", "period", r.period())), nil
	}
	c, err := r.coverage(r.scope)
	if err != nil {
		return "", err
	}
	share := s.fulfilment()
	text := w.T("rotation.lead", "period", r.period(), "workers", w.N("count.workers", s.workers), "units", w.N("count.units", s.sending()),
		"stations", w.N("count.stations", len(s.stations)), "done", w.Int(share.Numerator), "share", w.Percent(share.Numerator, share.Denominator))
	if n := c.Province.DoubleBooked; n > 0 {
		text += " " + w.N("rotation.lead.double", n)
	}
	return r.titled(text), nil
}
