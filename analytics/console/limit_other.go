//go:build !linux

package console

import "errors"

// limitMemory is there on Linux only: other systems do not hold a process to such a limit, and without it one statement
// can take the whole machine's memory.
func limitMemory(int64) error {
	return errors.New("the SQL page needs Linux, which can limit a process's memory")
}
