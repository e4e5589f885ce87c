// Package problem holds the one error that reaches people.
package problem

import (
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
func (p *Problem) Sentence(lang words.Lang) string { return words.Said{VI: p.VI, EN: p.EN}.In(lang) }

// Because is the problem with its internal cause.
func (p *Problem) Because(err error) *Problem {
	caused := *p
	caused.Err = err
	return &caused
}

// Of is a problem in the words of a message, its places filled from name, value pairs.
func Of(code int, key words.Key, pairs ...any) *Problem {
	said := words.Both(key, pairs...)
	return &Problem{Code: code, VI: said.VI, EN: said.EN}
}

// BadParameter says why the value of a parameter cannot be used, in the words of a message.
func BadParameter(name, value string, key words.Key, pairs ...any) *Problem {
	return Of(http.StatusBadRequest, "address.problem.parameter", "name", name, "value", value, "why", words.Both(key, pairs...))
}

// NotFound says in the words of a message what is not there.
func NotFound(key words.Key, pairs ...any) *Problem { return Of(http.StatusNotFound, key, pairs...) }

// Busy is a problem that passes by itself.
func Busy(key words.Key, pairs ...any) *Problem {
	return Of(http.StatusServiceUnavailable, key, pairs...)
}
