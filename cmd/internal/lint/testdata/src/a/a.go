// Package a holds what errorvalue finds, and what it lets stand.
package a

import (
	"errors"
	"io"
	"io/fs"
)

type fault struct{}

func (*fault) Error() string { return "" }

func (f *fault) Is(target error) bool { return target == error(f) }

var errOwn = errors.New("own")

func told(err error, r io.Reader) (int, bool) {
	if err == errOwn { // want `compared with ==`
		return 1, true
	}
	if errOwn != err { // want `compared with !=`
		return 2, true
	}
	if _, ok := err.(*fault); ok { // want `told by its type`
		return 3, true
	}
	switch err.(type) { // want `told by its type`
	case *fs.PathError:
		return 4, true
	}
	switch err { // want `told by a switch`
	case errOwn:
		return 5, true
	}
	_, other := r.Read(nil)
	var f *fault
	return 0, err == nil || other == io.EOF || errors.Is(err, errOwn) || errors.As(err, &f)
}
