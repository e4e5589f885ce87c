package quality

import (
	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/dashboard/question"
)

// Replacements are the orders of the scope that may have been replaced, until somebody settles it.
func Replacements(r *question.Question, scope analytics.Scope) ([]attention.PossibleReplacement, error) {
	return question.Call(r, "possible replacements", scope, func() ([]attention.PossibleReplacement, error) {
		return attention.PossibleReplacements(r.Ctx, r.Edition, scope)
	})
}

func replacementItems(r *question.Question, scope analytics.Scope) ([]qualityItem, error) {
	list, err := Replacements(r, scope)
	var items []qualityItem
	for _, p := range list {
		what := r.Words.T("item.replacement", "decision", p.Decision, "worker", p.Worker, "other", p.NewWorker, "from", r.Words.Date(p.NewFrom))
		items = append(items, qualityItem{p.Station, "replacement", p.From, p.To, what, "postings"})
	}
	return items, err
}
