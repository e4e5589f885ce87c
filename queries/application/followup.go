package application

import (
	_ "embed"

	"luanphien/queries/checks"
)

//go:embed followup.sql
var followUps string

// FollowUp is one statement about follow-ups and remarks, by its name. It panics on a name that the program does not have.
func FollowUp(name string) string { return checks.Find(checks.Cut(followUps), name) }
