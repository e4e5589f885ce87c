package dashboard

import (
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
)

type methodsBody struct {
	List  []figure.Method
	Icons []variation.Mark // with their pictures, under the definition of them
}

// methodsPage defines every indicator.
func methodsPage(r *question.Question) (string, any, error) {
	b := methodsBody{Icons: variation.AllMarks(r.Words)}
	for _, d := range r.Definitions {
		b.List = append(b.List, figure.MethodOf(r, d))
	}
	return r.Words.T("nav.methods"), b, nil
}
