// Package checks hands out the statements by which a load is judged: one file a kind, cut into named steps, and the
// statements that all kinds share.
package checks

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed *.sql
var files embed.FS

const marker = "-- step: "

// Step is one statement of a file.
type Step struct {
	Name string
	SQL  string
}

// Cut splits a text at its «-- step: name» lines, in order. What stands before the first is a comment.
func Cut(text string) []Step {
	var steps []Step
	for line := range strings.SplitAfterSeq(text, "\n") {
		if name, ok := strings.CutPrefix(line, marker); ok {
			steps = append(steps, Step{Name: strings.TrimSpace(name)})
			continue
		}
		if len(steps) > 0 {
			steps[len(steps)-1].SQL += line
		}
	}
	return steps
}

// Find is the statement of the step of that name. It panics where there is none, since names are constants.
func Find(steps []Step, name string) string {
	for _, s := range steps {
		if s.Name == name {
			return s.SQL
		}
	}
	panic(fmt.Sprintf("no step %q", name))
}

// Get is one step of the file of that name (without its ending). It panics on a name that the program does not have.
func Get(file, step string) string {
	b, err := files.ReadFile(file + ".sql")
	if err != nil {
		panic(err)
	}
	return Find(Cut(string(b)), step)
}
