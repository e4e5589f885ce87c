package engine

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

func TestMachineMemoryIsTheLeastLimit(t *testing.T) {
	none := func() (uint64, error) { return 0, errors.New("no limit") }
	for _, c := range []struct {
		machine, group memlimit.Provider
		want           int64
	}{
		{memlimit.Limit(8 << 30), none, 8 << 30},
		{memlimit.Limit(8 << 30), memlimit.Limit(1 << 30), 1 << 30},
		{memlimit.Limit(8 << 30), memlimit.Limit(1 << 63), 8 << 30}, // as older control groups say that there is none
		{none, memlimit.Limit(1 << 30), 1 << 30},
		{none, none, unknownMachine},
		{memlimit.Limit(0), none, unknownMachine},
	} {
		if got := machineMemory(c.machine, c.group); got != c.want {
			t.Errorf("got %d, want %d", got, c.want)
		}
	}
}

// What the program takes for the machine's memory is no more than the system's own account of it.
func TestMachineMemoryOfThisMachine(t *testing.T) {
	b, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		t.Skip("this system has no /proc/meminfo")
	}
	fields := strings.Fields(string(b))
	kilobytes, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil || fields[0] != "MemTotal:" {
		t.Fatal(fields[:2], err)
	}
	got := MachineMemory()
	if got < 64<<20 || got > kilobytes<<10+1<<20 {
		t.Errorf("%d bytes, the machine has %d", got, kilobytes<<10)
	}
	if mb := MemoryShare(4, 100, 200); mb < 100 || mb > 200 {
		t.Errorf("a share between 100 and 200 MB is %d", mb)
	}
}
