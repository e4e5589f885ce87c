package guard

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/upload"
)

// BodyLimit is the largest form in bytes.
const BodyLimit = 256 << 10

// LimitBody reads the body of a form into memory, where it fits there, and leaves an upload to be read as a stream. A
// connection on which anything may be left unread is closed behind the answer.
func (g *Guard) LimitBody(c *fiber.Ctx) error {
	length := int64(c.Request().Header.ContentLength()) // -1 = in chunks
	isUpload := strings.TrimSuffix(c.Path(), "/") == upload.UploadPath && c.Method() == fiber.MethodPost
	if length == -1 || length > BodyLimit || isUpload {
		c.Context().SetConnectionClose()
		defer upload.Drain(c)
	}
	switch {
	case length == -1:
		return upload.ErrNoLength
	case isUpload && g.Uploads != nil && length > g.Uploads.Limit+upload.FormRoom:
		return g.Uploads.TooLarge()
	case isUpload:
		return c.Next()
	case length > BodyLimit:
		return fiber.ErrRequestEntityTooLarge
	case length > 0:
		c.Request().Body() // read and kept there
	}
	return c.Next()
}

// firstField reads the token of a form with files, which stands before them, and leaves the files unread for the
// handler.
func (g *Guard) firstField(c *fiber.Ctx) (string, error) {
	kind, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	body := c.Context().RequestBodyStream()
	if err != nil || kind != fiber.MIMEMultipartForm || body == nil || g.Uploads == nil {
		return "", nil
	}
	parts := multipart.NewReader(&upload.UploadBody{Conn: c.Context().Conn(), From: body, Left: g.Uploads.Limit + upload.FormRoom, Over: g.Uploads.TooLarge()}, params["boundary"])
	part, err := parts.NextPart()
	if errors.Is(err, io.EOF) {
		return "", nil
	}
	if err != nil {
		return "", upload.BrokenOff(err)
	}
	if part.FormName() != FormField || part.FileName() != "" {
		return "", nil
	}
	token, err := io.ReadAll(io.LimitReader(part, upload.TokenRoom))
	if err != nil {
		return "", upload.BrokenOff(err)
	}
	c.Locals(upload.PartsKey, parts)
	return string(token), nil
}
