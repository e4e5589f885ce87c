package answer

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/queries/engine"
)

// ProblemOf turns any error into what may be shown. A foreign error becomes a general sentence and keeps its cause.
func ProblemOf(err error) *problem.Problem {
	var p *problem.Problem
	if errors.As(err, &p) {
		return p
	}
	var refusal *account.Refusal
	if errors.As(err, &refusal) {
		return &problem.Problem{Code: http.StatusUnprocessableEntity, VI: refusal.VI, EN: refusal.EN}
	}
	if errors.Is(err, account.ErrBusy) {
		return &problem.Problem{Code: http.StatusServiceUnavailable, VI: "Máy chủ đang nhận quá nhiều lần đăng nhập. Hãy thử lại sau ít giây.",
			EN: "Too many log-ins are being judged. Try again in a few seconds.", Err: err}
	}
	var slow *account.Slow
	if errors.As(err, &slow) {
		seconds := int(slow.Wait.Seconds()) + 1
		return &problem.Problem{Code: http.StatusTooManyRequests, VI: fmt.Sprintf("Nhiều lần đăng nhập không thành. Hãy đợi %d giây rồi thử lại.", seconds),
			EN: fmt.Sprintf("Many log-ins failed. Wait %d seconds, then try again.", seconds)}
	}
	var f *fiber.Error
	if errors.As(err, &f) {
		switch f.Code {
		case http.StatusNotFound:
			return problem.NotFound("Không có trang này. Hãy chọn một mục ở đầu trang.",
				"There is no such page. Choose one of the entries at the top.")
		case http.StatusRequestEntityTooLarge, http.StatusRequestHeaderFieldsTooLarge:
			return &problem.Problem{Code: f.Code, VI: "Nội dung gửi lên quá lớn.", EN: "What was sent is too large.", Err: err}
		case http.StatusBadRequest:
			return ErrMalformed // what it says may hold what was sent
		case http.StatusMethodNotAllowed:
			return &problem.Problem{Code: f.Code, VI: "Trang này chỉ để đọc.", EN: "This page can only be read.", Err: err}
		}
	}
	if vi, en, ok := engine.Sentence(err); ok && (engine.DiskFull(err) || engine.FaultOf(err) == engine.FaultMemory) {
		return &problem.Problem{Code: http.StatusInsufficientStorage, VI: vi, EN: en, Err: err}
	}
	return &problem.Problem{
		Code: http.StatusInternalServerError,
		VI:   "Máy chủ gặp lỗi khi tính trang này. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên kèm mã yêu cầu.",
		EN:   "The server failed while computing this page. Try again; if it fails again, tell the administrator the request number.",
		Err:  err,
	}
}

func WantsJSON(c *fiber.Ctx) bool {
	return len(c.Path()) > 5 && c.Path()[len(c.Path())-5:] == ".json"
}

var ErrMalformed = &problem.Problem{Code: fiber.StatusBadRequest, VI: "Yêu cầu không đúng dạng HTTP.", EN: "The request is not well-formed HTTP."}
