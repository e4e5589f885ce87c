package question

import (
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/roles"
)

// What the press office is shown is taken to the public. Package disclosure decides which numbers are not told; here it is
// asked, and figures write «dưới 5» in their place. For every other reader nothing is hidden.

// ForPress tells whether what is shown may be taken to the public.
func (r *Question) ForPress() bool { return roles.ProvinceOnly(r.Roles) }

// Hiding tells whether a count of persons is not told to the reader.
func (r *Question) Hiding(persons int) bool { return r.ForPress() && disclosure.Small(persons) }

// FewWord stands where a number is not told.
func (r *Question) FewWord() string { return r.Words.T("disclosure.few") }

// Told writes a count, or that it is not told.
func (r *Question) Told(n int, hidden bool) string {
	if hidden {
		return r.FewWord()
	}
	return r.Words.Int(float64(n))
}

// CountedFew is Words.N for a count of persons, which may be hidden.
func (r *Question) CountedFew(key string, n int) string {
	if r.Hiding(n) {
		return r.Words.T(key+".other", "n", r.FewWord())
	}
	return r.Words.N(key, n)
}

// OrFew is a cell of a table, or the mark that its number is not told.
func (r *Question) OrFew(hidden bool, v any) any {
	return ShownOr(hidden, disclosure.Few(r.FewWord()), v)
}

// ShownOr is a value, or what stands for it where it is hidden.
func ShownOr(hidden bool, instead, v any) any {
	if hidden {
		return instead
	}
	return v
}
