package dashboard

import (
	"luanphien/analytics"
	"luanphien/dashboard/figure/quality"
	"luanphien/dashboard/loading"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
)

// qualityLead counts what is to be checked, and what did not come.
func qualityLead(r *question.Question) (string, error) {
	w := r.Words
	items, err := quality.ItemsOf(r, r.OfAllSpecialties().Scope) // which are of stations, too
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
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return "", err
	}
	if c.State == analytics.StateNotCollected {
		return sentence + " " + w.T("empty.not_collected", "stream", r.StreamWords()), nil
	}
	p := c.Province
	return sentence + " " + r.Titled(w.T("lead.quality.reports", "stream", r.StreamWords(), "missing", w.Int(float64(p.Missing)), "late", w.Int(float64(p.Late)), "due", w.Int(float64(p.Due)))), nil
}

// toReplacements leads to where they are settled; nil where there is none, or the reader loads no files.
func toReplacements(r *question.Question) *topicLink {
	list, err := quality.Replacements(r, r.Scope)
	if err != nil || len(list) == 0 || !roles.Loaders.Admits(r.Roles) {
		return nil
	}
	return &topicLink{r.Words.T("replacements.to"), r.View.Link(loading.ReplacementsPath)}
}
