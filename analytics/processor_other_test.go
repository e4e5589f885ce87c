//go:build !unix

package analytics_test

import "time"

// processorTime is the time on the clock, where the system tells no other.
func processorTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
