// Package application hands out the statements of the application store, which is a SQLite file.
package application

import (
	_ "embed"

	"luanphien/queries/checks"
)

//go:embed schema.sql
var schema string

//go:embed statements.sql
var statements string

// Schema makes the tables where they are not there yet.
func Schema() string { return schema }

// Get is one statement by its name. It panics on a name that the program does not have.
func Get(name string) string { return checks.Find(checks.Cut(statements), name) }
