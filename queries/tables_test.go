package queries

import (
	"slices"
	"strings"
	"testing"
)

const materialized = "-- materialize: table\n"

// A materialized query is a table to those that use it, and a CTE again where its rows would not be the table's.
func TestMaterialize(t *testing.T) {
	files := map[string]string{
		"a": file("a", "", "SELECT 1 AS n"),
		"b": strings.Replace(file("b", "a", "SELECT n FROM a"), "\nSELECT", materialized+"\nSELECT", 1),
		"c": strings.Replace(file("c", "b", "SELECT n FROM b"), "\nSELECT", materialized+"\nSELECT", 1),
		"d": file("d", "c", "SELECT n FROM c WHERE n = $k"),
	}
	c, err := load(folder(files))
	if err != nil {
		t.Fatal(err)
	}
	if q, _ := c.Get("d"); q.SQL != "SELECT n FROM c WHERE n = $k" {
		t.Errorf("composed as\n%s", q.SQL)
	}
	var names []string
	for _, table := range c.Tables() {
		names = append(names, table.Name)
	}
	if !slices.Equal(names, []string{"b", "c"}) {
		t.Errorf("tables %v", names)
	}
	if script := c.Tables()[0].Script; !strings.Contains(script, "TABLE b AS\nWITH a AS (\nSELECT 1 AS n\n)\nSELECT n FROM a;") {
		t.Errorf("script\n%s", script)
	}
	replaced, err := c.With("a", file("a", "", "SELECT 7 AS n"))
	if err != nil {
		t.Fatal(err)
	}
	if q, _ := replaced.Get("d"); !strings.Contains(q.SQL, "SELECT 7 AS n") {
		t.Errorf("reads the old table:\n%s", q.SQL)
	}
	files["a"] = file("a", "", "SELECT $k AS n")
	if _, err := load(folder(files)); err == nil {
		t.Error("a table that depends on a parameter is taken")
	}
}
