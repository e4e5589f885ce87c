package dashboard

import (
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
)

// methodsPage defines every indicator.
func methodsPage(r *question.Question) (string, any, error) {
	var list []figure.Method
	for _, d := range r.Definitions {
		list = append(list, figure.MethodOf(r, d))
	}
	return r.Words.T("nav.methods"), list, nil
}
