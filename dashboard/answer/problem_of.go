package answer

import (
	"errors"
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
		return problem.Of(http.StatusServiceUnavailable, "answer.problem.log_ins_busy").Because(err)
	}
	var slow *account.Slow
	if errors.As(err, &slow) {
		seconds := int(slow.Wait.Seconds()) + 1
		return problem.Of(http.StatusTooManyRequests, "answer.problem.log_ins_failed", "seconds", seconds)
	}
	var f *fiber.Error
	if errors.As(err, &f) {
		switch f.Code {
		case http.StatusNotFound:
			return problem.NotFound("answer.problem.no_page")
		case http.StatusRequestEntityTooLarge, http.StatusRequestHeaderFieldsTooLarge:
			return problem.Of(f.Code, "answer.problem.too_large").Because(err)
		case http.StatusBadRequest:
			return ErrMalformed // what it says may hold what was sent
		case http.StatusMethodNotAllowed:
			return problem.Of(f.Code, "answer.problem.read_only").Because(err)
		}
	}
	if vi, en, ok := engine.Sentence(err); ok && (engine.DiskFull(err) || engine.FaultOf(err) == engine.FaultMemory) {
		return &problem.Problem{Code: http.StatusInsufficientStorage, VI: vi, EN: en, Err: err}
	}
	return problem.Of(http.StatusInternalServerError, "answer.problem.failed").Because(err)
}

func WantsJSON(c *fiber.Ctx) bool {
	return len(c.Path()) > 5 && c.Path()[len(c.Path())-5:] == ".json"
}

var ErrMalformed = problem.Of(fiber.StatusBadRequest, "answer.problem.malformed")
