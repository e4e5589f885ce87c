package upload

import (
	"io"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/problem"
)

// UploadPath is the one address whose body is not read into memory.
const UploadPath = "/data/upload"

const (
	PartsKey  answer.LocalKey = "parts"
	FormRoom                  = 1 << 20          // what a form adds to the size of its files
	drained                   = 64 << 20         // read and dropped of a body that is refused, so that the browser sees the answer
	StallTime                 = 30 * time.Second // without a byte, after which an upload is given up
	TokenRoom                 = 200              // bytes of a form's token
)

var ErrNoLength = problem.Of(411, "upload.problem.no_size")

// Drain reads and drops what is left of a body of known length: a connection closed on unread bytes would take the
// answer with it.
func Drain(c *fiber.Ctx) {
	if body := c.Context().RequestBodyStream(); body != nil && c.Request().Header.ContentLength() > 0 {
		_, _ = io.CopyN(io.Discard, body, drained) // the answer does not depend on it
	}
}

// UploadBody is a body that may take long, as long as it moves on, and end only at its limit.
type UploadBody struct {
	Conn net.Conn
	From io.Reader
	Left int64
	Over error
}

func (b *UploadBody) Read(p []byte) (int, error) {
	if b.Left <= 0 {
		return 0, b.Over
	}
	if err := b.Conn.SetReadDeadline(time.Now().Add(StallTime)); err != nil {
		return 0, err
	}
	n, err := b.From.Read(p)
	b.Left -= int64(n)
	return n, err
}
