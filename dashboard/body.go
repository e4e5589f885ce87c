package dashboard

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/upload"
)

// limitBody reads the body of a form into memory, where it fits there, and leaves an upload to be read as a stream. A
// connection on which anything may be left unread is closed behind the answer.
func (s *Server) limitBody(c *fiber.Ctx) error {
	length := int64(c.Request().Header.ContentLength()) // -1 = in chunks
	isUpload := strings.TrimSuffix(c.Path(), "/") == upload.UploadPath && c.Method() == post
	if length == -1 || length > bodyLimit || isUpload {
		c.Context().SetConnectionClose()
		defer upload.Drain(c)
	}
	switch {
	case length == -1:
		return upload.ErrNoLength
	case isUpload && s.spool != nil && length > s.spool.Limit+upload.FormRoom:
		return s.spool.TooLarge()
	case isUpload:
		return c.Next()
	case length > bodyLimit:
		return fiber.ErrRequestEntityTooLarge
	case length > 0:
		c.Request().Body() // read and kept there
	}
	return c.Next()
}

// firstField reads the token of a form with files, which stands before them, and leaves the files unread for the
// handler.
func (s *Server) firstField(c *fiber.Ctx) (string, error) {
	kind, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	body := c.Context().RequestBodyStream()
	if err != nil || kind != fiber.MIMEMultipartForm || body == nil || s.spool == nil {
		return "", nil
	}
	parts := multipart.NewReader(&upload.UploadBody{Conn: c.Context().Conn(), From: body, Left: s.spool.Limit + upload.FormRoom, Over: s.spool.TooLarge()}, params["boundary"])
	part, err := parts.NextPart()
	if errors.Is(err, io.EOF) {
		return "", nil
	}
	if err != nil {
		return "", upload.BrokenOff(err)
	}
	if part.FormName() != formField || part.FileName() != "" {
		return "", nil
	}
	token, err := io.ReadAll(io.LimitReader(part, upload.TokenRoom))
	if err != nil {
		return "", upload.BrokenOff(err)
	}
	c.Locals(upload.PartsKey, parts)
	return string(token), nil
}
