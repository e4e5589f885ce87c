//go:build unix

package edition

import "syscall"

// ownOnly makes every file that this process and its children make from now on their owner's alone.
func ownOnly() { syscall.Umask(0o077) }
