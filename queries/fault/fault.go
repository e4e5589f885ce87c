// Package fault turns a panic into an error: in a goroutine of its own a panic would end the whole program, and with it
// what everybody else is doing.
package fault

import (
	"fmt"
	"runtime/debug"
)

// Panic is a fault of the program that was met while something was done.
type Panic struct {
	Value any
	Stack []byte
}

// Error is for the log, with the stack: nothing else tells where the fault is.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v\n%s", p.Value, p.Stack) }

// Catch is deferred by what must not end the program; a panic becomes the error.
func Catch(err *error) {
	if value := recover(); value != nil {
		*err = &Panic{value, debug.Stack()}
	}
}

// Call gives the error of f; a panic in it is one.
func Call(f func() error) (err error) {
	defer Catch(&err)
	return f()
}
