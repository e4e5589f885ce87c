// Package schema hands out the statements that make the tables and views of the warehouse.
package schema

import (
	"embed"
	"fmt"

	"luanphien/queries/checks"
)

//go:embed *.sql
var files embed.FS

// Script is the text of one file of this folder, named without its ending: warehouse, views, calendar, cadres. A
// name that the program does not have gives checks.Lacking.
func Script(name string) string {
	b, err := files.ReadFile(name + ".sql")
	if err != nil {
		return checks.Lacking(name)
	}
	return string(b)
}

// oldest is the first version of which there are folders in use.
const oldest = 2

// Steps are the scripts that bring tables from one version to a later one, in their order; after them come the script
// history, for tables that the oldest folders lack, and the script views. ok is false where there is no way.
func Steps(from, to int) (scripts []string, ok bool) {
	if from < oldest || from > to {
		return nil, false
	}
	for version := from + 1; version <= to; version++ {
		scripts = append(scripts, Script(fmt.Sprintf("step_%d", version)))
	}
	return append(scripts, Script("history"), Script("views")), true
}
