package guard

import (
	"context"
	"net"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
)

// How long an answer may take to make.
const (
	RenderTime = 60 * time.Second // after which a rendering is given up
	changeTime = 20 * time.Minute // after which a change is, such as an undo, or a statement with all its rows
)

// lookEvery is how often it is looked whether a reader is still there.
const lookEvery = 250 * time.Millisecond

// WhileConnected gives a context that ends when the reader at the other end of a connection leaves: the server does not
// read while it answers, and would notice only when it writes. Where the system cannot tell, it ends with ctx alone.
// unwatch must be called.
func WhileConnected(ctx context.Context, conn net.Conn) (watched context.Context, unwatch func()) {
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

// Reading gives the time in which a request is to be answered. What only reads ends, too, when its reader leaves; what
// changes something is not left half done. end must be called.
func Reading(c *fiber.Ctx) (ctx context.Context, end func()) {
	if c.Method() == fiber.MethodPost {
		return context.WithTimeout(c.UserContext(), changeTime)
	}
	timed, cancel := context.WithTimeout(c.UserContext(), RenderTime)
	ctx, unwatch := WhileConnected(timed, c.Context().Conn())
	return ctx, func() { unwatch(); cancel() }
}
