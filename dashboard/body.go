package dashboard

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/problem"
)

// uploadPath is the one address whose body is not read into memory.
const uploadPath = "/data/upload"

const (
	partsKey  answer.LocalKey = "parts"
	formRoom                  = 1 << 20          // what a form adds to the size of its files
	drained                   = 64 << 20         // read and dropped of a body that is refused, so that the browser sees the answer
	stallTime                 = 30 * time.Second // without a byte, after which an upload is given up
	tokenRoom                 = 200              // bytes of a form's token
)

var errNoLength = &problem.Problem{Code: 411, VI: "Yêu cầu không ghi kích thước nội dung. Hãy gửi bằng trang tải lên của chương trình.",
	EN: "The request does not state the size of its content. Send it by the program's own upload page."}

// limitBody reads the body of a form into memory, where it fits there, and leaves an upload to be read as a stream. A
// connection on which anything may be left unread is closed behind the answer.
func (s *Server) limitBody(c *fiber.Ctx) error {
	length := int64(c.Request().Header.ContentLength()) // -1 = in chunks
	isUpload := strings.TrimSuffix(c.Path(), "/") == uploadPath && c.Method() == post
	if length == -1 || length > bodyLimit || isUpload {
		c.Context().SetConnectionClose()
		defer drain(c)
	}
	switch {
	case length == -1:
		return errNoLength
	case isUpload && s.spool != nil && length > s.spool.limit+formRoom:
		return s.spool.tooLarge()
	case isUpload:
		return c.Next()
	case length > bodyLimit:
		return fiber.ErrRequestEntityTooLarge
	case length > 0:
		c.Request().Body() // read and kept there
	}
	return c.Next()
}

// drain reads and drops what is left of a body of known length: a connection closed on unread bytes would take the
// answer with it.
func drain(c *fiber.Ctx) {
	if body := c.Context().RequestBodyStream(); body != nil && c.Request().Header.ContentLength() > 0 {
		_, _ = io.CopyN(io.Discard, body, drained) // the answer does not depend on it
	}
}

// uploadBody is a body that may take long, as long as it moves on, and end only at its limit.
type uploadBody struct {
	conn net.Conn
	from io.Reader
	left int64
	over error
}

func (b *uploadBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, b.over
	}
	if err := b.conn.SetReadDeadline(time.Now().Add(stallTime)); err != nil {
		return 0, err
	}
	n, err := b.from.Read(p)
	b.left -= int64(n)
	return n, err
}

// firstField reads the token of a form with files, which stands before them, and leaves the files unread for the
// handler.
func (s *Server) firstField(c *fiber.Ctx) (string, error) {
	kind, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	body := c.Context().RequestBodyStream()
	if err != nil || kind != fiber.MIMEMultipartForm || body == nil || s.spool == nil {
		return "", nil
	}
	parts := multipart.NewReader(&uploadBody{c.Context().Conn(), body, s.spool.limit + formRoom, s.spool.tooLarge()}, params["boundary"])
	part, err := parts.NextPart()
	if errors.Is(err, io.EOF) {
		return "", nil
	}
	if err != nil {
		return "", brokenOff(err)
	}
	if part.FormName() != formField || part.FileName() != "" {
		return "", nil
	}
	token, err := io.ReadAll(io.LimitReader(part, tokenRoom))
	if err != nil {
		return "", brokenOff(err)
	}
	c.Locals(partsKey, parts)
	return string(token), nil
}
