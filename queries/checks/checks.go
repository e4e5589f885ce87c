// Package checks hands out the statements by which a load is judged: one file a kind, cut into named steps, and the
// statements that all kinds share.
package checks

import (
	"embed"
	"fmt"
	"strconv"
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

// Find is the statement of the step of that name, or Lacking.
func Find(steps []Step, name string) string {
	sql, ok := find(steps, name)
	if !ok {
		return Lacking(name)
	}
	return sql
}

func find(steps []Step, name string) (string, bool) {
	for _, s := range steps {
		if s.Name == name {
			return s.SQL, true
		}
	}
	return "", false
}

// Get is one step of the file of that name (without its ending). What a kind's file does not hold follows from its key
// (key.sql). A name that the program does not have gives Lacking.
func Get(file, step string) string {
	text := read(file)
	if sql, ok := find(Cut(text), step); ok {
		return sql
	}
	key, named := keyOf(text)
	shared, ok := find(Cut(read("key")), step)
	if !named || !ok {
		return Lacking(file + " " + step)
	}
	return strings.NewReplacer(
		"{kind}", file,
		"{key}", strings.Join(key, ", "),
		"{suspect}", suspectOf(text, key),
		"{whole}", strings.Join(key, " IS NOT NULL AND ")+" IS NOT NULL",
		"{told}", toldOf(text),
		"{figures}", strings.ToUpper(strconv.FormatBool(figures(text))),
	).Replace(shared)
}

func read(file string) string {
	b, _ := files.ReadFile(file + ".sql") // no file, no steps: Get gives Lacking
	return string(b)
}

// Lacking stands for a statement that the program does not have: every engine refuses it, with an error that names it.
// Names are constants, so that only a fault of the program asks for one.
func Lacking(name string) string { return fmt.Sprintf("this_program_has_no_statement %q", name) }

const (
	keyMarker      = "-- key: "
	keyCellsMarker = "-- key cells: "
	figuresMarker  = "-- figures: "
	valuesMarker   = "-- values: "
)

// keyOf is the key that the head of a kind's file names: columns of judged.
func keyOf(text string) ([]string, bool) { return named(text, keyMarker) }

// KeyCells are the columns of staged_rows whose cells alone make the key of a kind, where its file names them: rows of one
// key have, in each of them, cells of the same code, former name or day.
func KeyCells(kind string) []string {
	cells, _ := named(read(kind), keyCellsMarker)
	return cells
}

// figures tells whether the rows of a kind are figures, of which two that differ are both refused.
func figures(text string) bool {
	_, ok := named(text, figuresMarker)
	return ok
}

// toldOf is what a row of a kind says beside its key, as texts.
func toldOf(text string) string {
	columns, ok := named(text, figuresMarker)
	if !ok {
		columns, _ = named(text, valuesMarker)
	}
	told := []string{"''"}
	for _, column := range columns {
		told = append(told, "coalesce("+column+"::VARCHAR, '–')")
	}
	return strings.Join(told[min(1, len(told)-1):], ", ")
}

// suspectOf is how a row is known whose key may stand twice.
func suspectOf(text string, key []string) string {
	if _, ok := named(text, keyCellsMarker); ok {
		return "row_no"
	}
	return "hash(" + strings.Join(key, ", ") + ")"
}

// named are the columns that a line at the head of a kind's file lists behind a marker.
func named(text, marking string) ([]string, bool) {
	head, _, _ := strings.Cut(text, marker)
	for line := range strings.Lines(head) {
		if columns, ok := strings.CutPrefix(line, marking); ok {
			return strings.Split(strings.TrimSpace(columns), ", "), true
		}
	}
	return nil, false
}
