package engine

import (
	"sync"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// unknownMachine is what a machine is taken to have where the system does not say: little, so that nothing is promised.
const unknownMachine = 2 << 30

// MachineMemory is the memory, in bytes, that this process can count on: that of the machine, or the least limit of the
// control groups (containers, systemd's MemoryMax) that it runs in, where one is smaller. Limits of the engine are
// shares of it.
var MachineMemory = sync.OnceValue(func() int64 {
	return machineMemory(memlimit.FromSystem, memlimit.FromCgroup)
})

func machineMemory(sources ...memlimit.Provider) int64 {
	var least uint64
	for _, source := range sources {
		if n, err := source(); err == nil && n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	if least == 0 {
		return unknownMachine
	}
	return int64(min(least, 1<<62)) //nolint:gosec // bounded
}

// MemoryShare is the part of the machine's memory that a limit of the engine is given unless a setting says another,
// in MB: one divisor-th of it, but neither less than least nor more than most.
func MemoryShare(divisor int64, least, most int) int {
	return max(least, min(most, int(MachineMemory()/divisor>>20)))
}
