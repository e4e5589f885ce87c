// Package application hands out the statements of the stores beside the warehouse, which are SQLite files.
package application

import (
	_ "embed"
	"sync"

	"luanphien/queries/checks"
)

//go:embed schema.sql
var schema string

//go:embed statements.sql
var statements string

//go:embed accounts.sql
var accounts string

//go:embed followup.sql
var followUps string

var (
	loads   = cut(&statements)
	people  = cut(&accounts)
	remarks = cut(&followUps)
)

// cut gives the statements of a file by their names, cut when first asked for.
func cut(file *string) func(name string) string {
	steps := sync.OnceValue(func() map[string]string {
		byName := map[string]string{}
		for _, s := range checks.Cut(*file) {
			byName[s.Name] = s.SQL
		}
		return byName
	})
	return func(name string) string {
		text, ok := steps()[name]
		if !ok {
			return checks.Lacking(name)
		}
		return text
	}
}

// Schema makes the tables of the application store where they are not there yet.
func Schema() string { return schema }

// Get is one statement of the application store by its name; one that the program does not have is checks.Lacking, as of
// the others.
func Get(name string) string { return loads(name) }

// Account is one statement about users, sessions and the audit trail.
func Account(name string) string { return people(name) }

// FollowUp is one statement about follow-ups and remarks.
func FollowUp(name string) string { return remarks(name) }
