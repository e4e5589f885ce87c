package dashboard

import "luanphien/analytics"

// qualityPage answers which numbers must be checked, and where.
func qualityPage(r *request) (string, any, error) {
	b := &topicBody{}
	for _, id := range []string{"quality_by_station", "quality_checks", "quality_items"} {
		b.Figures = append(b.Figures, r.show(id))
	}
	for _, stream := range []string{streamRotation, streamStation} {
		b.Streams = append(b.Streams, mapSwitch{Text: r.words.T("stream." + stream), URL: r.view.Link(r.view.path, "stream", stream),
			Current: stream == r.view.Stream})
	}
	var err error
	b.Lead, err = r.qualitySentence()
	return r.words.T("nav.quality"), b, err
}

// qualitySentence counts what is to be checked, and what did not come.
func (r *request) qualitySentence() (string, error) {
	w := r.words
	items, err := r.itemsOf(r.scope)
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
	return sentence + " " + w.T("lead.quality.reports", "stream", r.streamWords(), "missing", w.Int(float64(p.Missing)), "late", w.Int(float64(p.Late)), "due", w.Int(float64(p.Due))), nil
}
