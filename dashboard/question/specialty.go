package question

import (
	"slices"
	"strconv"

	"luanphien/analytics"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// ByWorkers tells whether the stream is that of the rotated workers, who have specialties; the stations' own reports are
// nobody's.
func (r *Question) ByWorkers() bool { return r.Stream() == analytics.StreamRotation }

// OfStream is the request for what is said of the stream's reports.
func (r *Question) OfStream() *Question {
	if r.ByWorkers() {
		return r
	}
	return r.OfAllSpecialties()
}

// checkSpecialty refuses a specialty that neither the list nor a worker nor a need knows: a figure of it would look like
// nobody being there.
func (r *Question) checkSpecialty() error {
	if r.View.Specialty == "" {
		return nil
	}
	list, err := r.Specialties()
	if err == nil && !slices.Contains(list, r.View.Specialty) {
		err = problem.BadParameter("specialty", r.View.Specialty, "question.problem.specialty")
	}
	return err
}

// Specialties are those of the department's list, of its workers and of the needs, in Vietnamese order.
func (r *Question) Specialties() ([]string, error) {
	key := strconv.Itoa(r.Edition.Manifest.Number) + " specialties"
	return Remember(r.Ctx, r.Results, key, func() ([]string, error) {
		names, err := r.FirstColumn("specialty_list")
		words.SortVietnamese(names)
		return names, err
	})
}

// FirstColumn are the texts of the first column of a query without parameters.
func (r *Question) FirstColumn(query string) ([]string, error) {
	result, err := r.Edition.Run(r.Ctx, query, nil)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, row := range result.Rows {
		if text, ok := row[0].(string); ok {
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// OfAllSpecialties is the request for a figure that knows nothing of specialties.
func (r *Question) OfAllSpecialties() *Question {
	if r.Scope.Specialty == "" {
		return r
	}
	all := *r
	all.Scope.Specialty = ""
	return &all
}

// Titled puts the specialty and the province that narrow the view before a sentence.
func (r *Question) Titled(sentence string) string {
	if r.Scope.Specialty == "" || sentence == "" {
		return r.ofProvince(sentence)
	}
	name := r.Words.Named(r.Scope.Specialty)
	return r.ofProvince(r.Words.T("specialty.titled", "specialty", words.Capital(name), "sentence", sentence))
}
