//go:build !unix

package analytics

import "time"

// processorTime is the time on the clock, where the system tells no other.
func processorTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
