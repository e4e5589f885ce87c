package question

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"luanphien/dashboard/problem"
)

// What a reader asks for and is not there is no fault of the program: the log holds no error of it.
func TestReadersMistakesAreNoErrors(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		fault bool
	}{
		"no such station": {NoStation("99999"), false},
		"left":            {context.Canceled, false},
		"a fault":         {errors.New("no column"), true},
		"busy":            {&problem.Problem{Code: 503, VI: "bận", EN: "busy"}, true},
	} {
		var log bytes.Buffer
		lacks := false
		r := &Question{Shared: &Shared{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}, Lacks: &lacks}
		r.Without("a figure", "compare", c.err)
		if strings.Contains(log.String(), "level=ERROR") != c.fault || log.Len() == 0 || !lacks {
			t.Error(name, log.String(), lacks)
		}
	}
}
