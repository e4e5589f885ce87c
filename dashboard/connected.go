package dashboard

import (
	"context"
	"net"
	"syscall"
	"time"
)

// lookEvery is how often it is looked whether a reader is still there.
const lookEvery = 250 * time.Millisecond

// whileConnected gives a context that ends when the reader at the other end of a connection leaves: the server does not
// read while it answers, and would notice only when it writes. Where the system cannot tell, it ends with ctx alone.
// unwatch must be called.
func whileConnected(ctx context.Context, conn net.Conn) (watched context.Context, unwatch func()) {
	watched, cancel := context.WithCancel(ctx)
	if secure, ok := conn.(interface{ NetConn() net.Conn }); ok { // TLS
		conn = secure.NetConn()
	}
	system, ok := conn.(syscall.Conn)
	if !ok {
		return watched, cancel
	}
	file, err := system.SyscallConn()
	if err != nil {
		return watched, cancel
	}
	go func() {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for {
			select {
			case <-watched.Done():
				return
			case <-tick.C:
				if left(file) {
					cancel()
					return
				}
			}
		}
	}()
	return watched, cancel
}
