package console

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// limitMemory lets this process's address space grow by no more than so many bytes from now on, by the operating
// system: the engine's own limit does not count what some functions allocate.
func limitMemory(bytes int64) error {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(b), " ")
	pages, err := strconv.ParseUint(first, 10, 64)
	if err != nil {
		return fmt.Errorf("read the size of the process: %w", err)
	}
	limit := pages*uint64(os.Getpagesize()) + uint64(bytes)
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // a core would hold the data
}
