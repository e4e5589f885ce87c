package catalogue

import (
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/maps"
	"luanphien/dashboard/question"
)

// specialtyPages are the pages that a specialty narrows, or some figures of them. Elsewhere it only stays in the address.
var specialtyPages = map[string]bool{"/": true, "/coverage": true, "/needs": true, "/rotation": true, "/stations": true,
	address.AttentionPath: true, "/compare": true, "/rows/postings": true, "/rows/absences": true, "/rows/needs": true, "/rows/weekly_reports": true}

// TakesSpecialty tells whether a specialty changes what the address shows.
func TakesSpecialty(r *question.Question) bool {
	path := r.View.Path
	if r.ForPress() {
		return false
	}
	if ofFigure(path) {
		f := figureOf(r)
		return f != nil && figure.Specialises(r, f)
	}
	if path == "/reporting" || path == "/quality" {
		return r.ByWorkers()
	}
	return specialtyPages[path] || strings.HasPrefix(path, "/stations/") && r.Vars["code"] != ""
}

func ofFigure(path string) bool {
	return strings.HasPrefix(path, "/figures/") || strings.HasPrefix(path, "/pictures/")
}

// figureOf is the figure that the address is of; nil = none.
func figureOf(r *question.Question) *figure.Figure {
	if !ofFigure(r.View.Path) {
		return nil
	}
	return All.ByID[r.Vars["id"]]
}

// ScopeAsked is the scope of the address, narrowed to its specialty where that changes what the address shows.
func ScopeAsked(r *question.Question, now time.Time) (analytics.Scope, error) {
	scope, err := r.ResolveScope(now)
	if err != nil {
		return scope, err
	}
	if err := maps.Check(r); err != nil {
		return scope, err
	}
	if TakesSpecialty(r) {
		scope.Specialty = r.View.Specialty
	}
	if f := figureOf(r); f != nil {
		whole := *r
		whole.Scope = scope
		asked, err := figure.As(&whole, f)
		if err != nil {
			return scope, err
		}
		return asked.Scope, nil
	}
	return scope, nil
}

// SpecialtySaid is what the line of the period says of the address's specialty.
func SpecialtySaid(r *question.Question) string {
	if r.View.Specialty == "" || TakesSpecialty(r) {
		return r.Words.Named(r.View.Specialty)
	}
	return r.Words.T("specialty.ignored", "specialty", r.Words.Named(r.View.Specialty))
}
