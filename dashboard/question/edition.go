package question

import (
	"cmp"
	"errors"
	"io/fs"

	"luanphien/analytics"
	"luanphien/analytics/editions"
	"luanphien/dashboard/problem"
	"luanphien/queries/edition"
)

// Newest is the manifest of the newest edition, of number 0 before there is one.
func Newest(shelf *editions.Shelf) (edition.Manifest, error) {
	m, err := shelf.Newest()
	if errors.Is(err, edition.ErrNone) {
		err = nil
	}
	return m, err
}

// Hold opens an edition; release must be called, also after an error.
func Hold(shelf *editions.Shelf, number int) (e *analytics.Edition, release func(), err error) {
	if e, release, err = shelf.Acquire(number); err != nil {
		return nil, func() {}, NoEdition(err)
	}
	return e, release, nil
}

// Hold opens the edition that the question is asked of: the one that its address names, or the newest. Before the first
// one it leaves none. release must be called, also after an error.
func (r *Question) Hold(shelf *editions.Shelf) (release func(), err error) {
	number := cmp.Or(r.View.Edition, max(r.View.Made, 0), r.Newest)
	if number == 0 {
		return func() {}, nil
	}
	r.Edition, release, err = Hold(shelf, number)
	return release, err
}

// NoEdition is what a reader is told of an edition that cannot be opened.
func NoEdition(err error) error {
	if errors.Is(err, editions.ErrBusy) {
		return problem.Busy("question.problem.editions_busy")
	}
	if errors.Is(err, fs.ErrNotExist) {
		return problem.NotFound("question.problem.no_edition")
	}
	return err
}
