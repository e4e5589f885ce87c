package guard

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// left tells whether the other end has closed the connection, whatever is still to be read.
func left(file syscall.RawConn) (gone bool) {
	err := file.Control(func(fd uintptr) {
		watched := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLRDHUP}} //nolint:gosec // a descriptor is small
		n, err := unix.Poll(watched, 0)
		gone = err == nil && n > 0 && watched[0].Revents&(unix.POLLRDHUP|unix.POLLHUP|unix.POLLERR) != 0
	})
	return gone || err != nil // closed at this end
}
