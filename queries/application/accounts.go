package application

import (
	_ "embed"
	"fmt"
	"sync"

	"luanphien/queries/checks"
)

//go:embed accounts.sql
var accounts string

var accountSteps = sync.OnceValue(func() map[string]string {
	steps := map[string]string{}
	for _, s := range checks.Cut(accounts) {
		steps[s.Name] = s.SQL
	}
	return steps
})

// Account is one statement about users, sessions and the audit trail, by its name. It panics on a name that the program
// does not have.
func Account(name string) string {
	text, ok := accountSteps()[name]
	if !ok {
		panic(fmt.Sprintf("no statement %q about accounts", name))
	}
	return text
}
