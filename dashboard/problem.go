package dashboard

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/queries/engine"
)

// Problem is the one error that reaches people: an HTTP status and a sentence in both languages. Err is the internal
// cause; it is logged and never shown.
type Problem struct {
	Code int
	VI   string
	EN   string
	Err  error
}

// Error is the English sentence with its cause, for the log.
func (p *Problem) Error() string {
	if p.Err == nil {
		return p.EN
	}
	return p.EN + ": " + p.Err.Error()
}

// Unwrap gives the internal cause.
func (p *Problem) Unwrap() error { return p.Err }

// Sentence is what a reader of that language sees.
func (p *Problem) Sentence(lang Lang) string {
	if lang == English {
		return p.EN
	}
	return p.VI
}

func badParameter(name, value, vi, en string) *Problem {
	return &Problem{
		Code: http.StatusBadRequest,
		VI:   fmt.Sprintf("Tham số «%s» có giá trị «%s» không dùng được: %s", name, value, vi),
		EN:   fmt.Sprintf("Parameter “%s” has the value “%s”, which cannot be used: %s", name, value, en),
	}
}

func notFound(vi, en string) *Problem {
	return &Problem{Code: http.StatusNotFound, VI: vi, EN: en}
}

// problemOf turns any error into what may be shown. A foreign error becomes a general sentence and keeps its cause.
func problemOf(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	var refusal *account.Refusal
	if errors.As(err, &refusal) {
		return &Problem{Code: http.StatusUnprocessableEntity, VI: refusal.VI, EN: refusal.EN}
	}
	if errors.Is(err, account.ErrBusy) {
		return &Problem{Code: http.StatusServiceUnavailable, VI: "Máy chủ đang nhận quá nhiều lần đăng nhập. Hãy thử lại sau ít giây.",
			EN: "Too many log-ins are being judged. Try again in a few seconds.", Err: err}
	}
	var slow *account.Slow
	if errors.As(err, &slow) {
		seconds := int(slow.Wait.Seconds()) + 1
		return &Problem{Code: http.StatusTooManyRequests, VI: fmt.Sprintf("Nhiều lần đăng nhập không thành. Hãy đợi %d giây rồi thử lại.", seconds),
			EN: fmt.Sprintf("Many log-ins failed. Wait %d seconds, then try again.", seconds)}
	}
	var f *fiber.Error
	if errors.As(err, &f) {
		switch f.Code {
		case http.StatusNotFound:
			return notFound("Không có trang này. Hãy chọn một mục ở đầu trang.",
				"There is no such page. Choose one of the entries at the top.")
		case http.StatusRequestEntityTooLarge, http.StatusRequestHeaderFieldsTooLarge:
			return &Problem{Code: f.Code, VI: "Nội dung gửi lên quá lớn.", EN: "What was sent is too large.", Err: err}
		case http.StatusBadRequest:
			return errMalformed // what it says may hold what was sent
		case http.StatusMethodNotAllowed:
			return &Problem{Code: f.Code, VI: "Trang này chỉ để đọc.", EN: "This page can only be read.", Err: err}
		}
	}
	if vi, en, ok := engine.Sentence(err); ok && (engine.DiskFull(err) || engine.FaultOf(err) == engine.FaultMemory) {
		return &Problem{Code: http.StatusInsufficientStorage, VI: vi, EN: en, Err: err}
	}
	return &Problem{
		Code: http.StatusInternalServerError,
		VI:   "Máy chủ gặp lỗi khi tính trang này. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên kèm mã yêu cầu.",
		EN:   "The server failed while computing this page. Try again; if it fails again, tell the administrator the request number.",
		Err:  err,
	}
}
