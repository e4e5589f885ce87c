package dashboard

import "luanphien/analytics"

// qualityLead counts what is to be checked, and what did not come.
func qualityLead(r *request) (string, error) {
	w := r.words
	items, err := r.itemsOf(r.ofAllSpecialties().scope) // which are of stations, too
	if err != nil {
		return "", err
	}
	stations := map[string]bool{}
	for _, i := range items {
		if i.Station != "" {
			stations[i.Station] = true
		}
	}
	sentence := w.T("lead.quality.none")
	if len(items) > 0 {
		sentence = w.N("lead.quality", len(items), "stations", len(stations))
	}
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return "", err
	}
	if c.State == analytics.StateNotCollected {
		return sentence + " " + w.T("empty.not_collected", "stream", r.streamWords()), nil
	}
	p := c.Province
	return sentence + " " + r.titled(w.T("lead.quality.reports", "stream", r.streamWords(), "missing", w.Int(float64(p.Missing)), "late", w.Int(float64(p.Late)), "due", w.Int(float64(p.Due)))), nil
}
