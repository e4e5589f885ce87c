package fault

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// A panic becomes an error that names it and where it was; an error stays what it is.
func TestCall(t *testing.T) {
	var p *Panic
	err := Call(func() error { return []error{}[len(t.Name())] })
	if !errors.As(err, &p) || !strings.Contains(err.Error(), "index out of range") || !strings.Contains(err.Error(), "fault_test.go") {
		t.Error(err)
	}
	if err := Call(func() error { return io.EOF }); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	if err := Call(func() error { return nil }); err != nil {
		t.Error(err)
	}
}
