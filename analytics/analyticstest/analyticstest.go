// Package analyticstest opens made-up editions for the tests of the rooms of analytics.
package analyticstest

import (
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/editiontest"
	"luanphien/queries/calendar"
)

// Publish writes the builder's rows as an edition and opens it until the test ends.
func Publish(t testing.TB, b *editiontest.Builder) *analytics.Edition {
	t.Helper()
	return editiontest.Open(t, b, analytics.OpenEdition)
}

// Tiny opens editiontest.Tiny.
func Tiny(t testing.TB) *analytics.Edition {
	t.Helper()
	return Publish(t, editiontest.Tiny(t))
}

// Scope is the whole province from one day to another, as of the end of a third (2026-03-31 each).
func Scope(from, to, asOf string) analytics.Scope {
	return analytics.Scope{From: editiontest.Day(from), To: editiontest.Day(to), AsOf: calendar.EndOf(editiontest.Day(asOf))}
}

// OfSpecialty is a scope that looks at one specialty.
func OfSpecialty(scope analytics.Scope, specialty string) analytics.Scope {
	scope.Specialty = specialty
	return scope
}
