// Package problem holds the one error that reaches people.
package problem

import (
	"fmt"
	"net/http"

	"luanphien/dashboard/words"
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
func (p *Problem) Sentence(lang words.Lang) string {
	if lang == words.English {
		return p.EN
	}
	return p.VI
}

func BadParameter(name, value, vi, en string) *Problem {
	return &Problem{
		Code: http.StatusBadRequest,
		VI:   fmt.Sprintf("Tham số «%s» có giá trị «%s» không dùng được: %s", name, value, vi),
		EN:   fmt.Sprintf("Parameter “%s” has the value “%s”, which cannot be used: %s", name, value, en),
	}
}

func NotFound(vi, en string) *Problem {
	return &Problem{Code: http.StatusNotFound, VI: vi, EN: en}
}

// Busy is a problem that passes by itself.
func Busy(vi, en string) *Problem {
	return &Problem{Code: http.StatusServiceUnavailable, VI: vi, EN: en}
}
