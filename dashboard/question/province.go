package question

import (
	"slices"

	"luanphien/analytics"
	"luanphien/dashboard/problem"
	"luanphien/queries/province"
)

// Provinces are the codes of the provinces of the stations that who asks may see, in order: one, as a rule.
func (r *Question) Provinces() ([]string, error) {
	stations, err := r.Stations()
	var codes []string
	for _, s := range stations {
		if !slices.Contains(codes, s.Province) {
			codes = append(codes, s.Province)
		}
	}
	slices.Sort(codes)
	return codes, err
}

// narrowToProvince narrows a scope to the province that the address names. Where there is no other it stays the whole.
func (r *Question) narrowToProvince(scope *analytics.Scope) error {
	asked := r.View.Province
	if asked == "" {
		return nil
	}
	codes, err := r.Provinces()
	if err != nil {
		return err
	}
	if !slices.Contains(codes, asked) {
		return problem.BadParameter("province", asked, "question.problem.province")
	}
	if len(codes) > 1 {
		if r.ForPress() { // the difference from the whole would tell what is held back of the other
			return problem.BadParameter("province", asked, "question.problem.province_hidden")
		}
		scope.Province = asked
	}
	return nil
}

// Everywhere names all stations that the address may ask for: those of its province, of all provinces, or of who asks.
func (r *Question) Everywhere() string {
	switch {
	case r.Area != "":
		return r.Words.T("area.all")
	case r.Scope.Province != "":
		return province.Of(r.Scope.Province).String()
	}
	if codes, err := r.Provinces(); err == nil && len(codes) > 1 {
		return r.Words.T("province.all")
	}
	return r.Words.T("compare.province")
}

// ofProvince puts the province that narrows the view before a sentence.
func (r *Question) ofProvince(sentence string) string {
	if r.Scope.Province == "" || sentence == "" {
		return sentence
	}
	return r.Words.T("province.titled", "province", province.Of(r.Scope.Province).String(), "sentence", sentence)
}
