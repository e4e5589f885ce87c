// Package schema hands out the statements that make the tables and views of the warehouse.
package schema

import "embed"

//go:embed *.sql
var files embed.FS

// Script is the text of one file of this folder, named without its ending: warehouse, views, calendar, cadres. It
// panics on a name that the program does not have, since names are constants.
func Script(name string) string {
	b, err := files.ReadFile(name + ".sql")
	if err != nil {
		panic(err)
	}
	return string(b)
}
