package dashboard

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/question"
)

// newestEdition tells an open page which edition is the newest. It asks nobody to sign in and looks at no session, so
// a page that stays open does not keep its reader signed in; the number alone tells nothing of the data.
func (s *Server) newestEdition(c *fiber.Ctx) error {
	m, err := question.Newest(s.shelf)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	told := `{"edition":` + strconv.Itoa(m.Number)
	if s.dev {
		told += `,"source":` + strconv.FormatInt(sourceState(), 10)
	}
	return answer.New("application/json; charset=utf-8", []byte(told+"}")).Send(c)
}
