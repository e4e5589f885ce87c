package words

import (
	"strings"

	"luanphien/analytics"
)

// Reason says a reason code in words that go on a sentence; sentence() makes one of them.
func (w *Words) Reason(code analytics.Reason) string { return w.T("reason." + string(code)) }

// ReasonShort says a reason code in a few words, to stand in a row of a chart.
func (w *Words) ReasonShort(code analytics.Reason) string { return w.T("reason.short." + string(code)) }

// Reasons says several reason codes, in their order.
func (w *Words) Reasons(codes []analytics.Reason) string {
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = w.Reason(code)
	}
	return strings.Join(words, "; ")
}
