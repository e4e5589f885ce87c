package queries

import "strings"

// Table is a materialized query and the script that makes its table anew out of the facts.
type Table struct{ Name, Script string }

// Tables lists the tables that every edition holds beside the facts, in the order in which they must be made: a table
// may be made out of the ones before it. Whoever publishes an edition runs the scripts on it first.
func (c *Catalog) Tables() []Table {
	var tables []Table
	made := map[string]bool{}
	var visit func(q *Query)
	visit = func(q *Query) {
		if made[q.Name] {
			return
		}
		made[q.Name] = true
		for _, name := range q.Uses {
			visit(c.byName[name])
		}
		if q.Materialized {
			script := strings.NewReplacer("{name}", q.Name, "{query}", q.SQL).Replace(materialize)
			tables = append(tables, Table{q.Name, script})
		}
	}
	for _, name := range c.Names() {
		visit(c.byName[name])
	}
	return tables
}
