//go:build unix

package analytics_test

import (
	"syscall"
	"time"
)

// processorTime is the time that this process has used of all cores together.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
