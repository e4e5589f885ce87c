// Package cut hands out the statements by which a database of some stations alone is made of an edition.
package cut

import (
	_ "embed"
	"strings"

	"luanphien/queries/checks"
)

//go:embed cut.sql
var text string

// Get is one statement by its name. It panics on a name that the program does not have, since names are constants.
func Get(step string) string { return checks.Find(checks.Cut(text), step) }

// Of is a statement about a table of that name.
func Of(step, table string) string { return strings.ReplaceAll(Get(step), "{table}", table) }

// Attach is the statement that attaches the file of an edition.
func Attach(path string) string {
	return strings.Replace(Get("attach"), "{path}", strings.ReplaceAll(path, "'", "''"), 1)
}
