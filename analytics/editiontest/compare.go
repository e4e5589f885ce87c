package editiontest

import (
	"encoding/json"
	"io"
	"slices"
	"testing"
	"time"

	"luanphien/queries/edition"
)

// Open publishes the builder's rows and opens the edition by open (analytics.OpenEdition), until the test ends.
func Open[E io.Closer](t testing.TB, b *Builder, open func(folder edition.Folder, number int) (E, error)) E {
	t.Helper()
	e, err := open(b.Publish(), 0)
	Fatal(t, err)
	t.Cleanup(func() { e.Close() })
	return e
}

// Weekly adds weeks of activity of a station from Monday 6 January 2025 on.
func (b *Builder) Weekly(station string, visits, referrals []int64) {
	for i := range visits {
		b.Activity(station, "", Date(Day("2025-01-06").AddDate(0, 0, 7*i)), "g", visits[i], referrals[i])
	}
}

// Date writes a day as Day reads it.
func Date(t time.Time) string { return t.Format(time.DateOnly) }

// Fatal ends the test at an error.
func Fatal(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Equal fails the test where two lists differ.
func Equal[T comparable](t testing.TB, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// EqualJSON fails the test where two values differ in their JSON.
func EqualJSON(t testing.TB, what string, got, want any) {
	t.Helper()
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if string(g) != string(w) {
		t.Errorf("%s:\n%s\nwant\n%s", what, g, w)
	}
}

// Wave is so many weeks of 10 and 11 referrals.
func Wave(weeks int) (list []int64) {
	for n := range weeks {
		list = append(list, 10+int64(n%2))
	}
	return list
}
