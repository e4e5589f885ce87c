package analytics

import (
	"database/sql"
	"strings"
	"testing"

	"luanphien/analytics/statement"
)

// A query is prepared in a form in which every parameter stands once; a value that a reader can choose stays a
// parameter, and the defaults do not. TestGolden holds the rows of every query in that form.
func TestPlansNameEachPlaceOnce(t *testing.T) {
	e := tinyProvince(t)
	for _, name := range e.catalog.Names() {
		q, _ := e.catalog.Get(name)
		for _, facility := range []string{"", "S' OR '1' = '1"} {
			params := tinyParams(q)
			for _, p := range q.All {
				if p.Name == "facility" {
					params["facility"] = facility
				}
			}
			args, err := e.bind(q, params)
			if err != nil {
				t.Fatal(err)
			}
			text, given := e.plans.Of(q, args)
			if places := statement.PlaceOfParameter.FindAllString(text, -1); len(places) != len(given) {
				t.Errorf("%s: %d places and %d arguments", name, len(places), len(given))
			}
			for _, a := range given {
				named := a.(sql.NamedArg)
				if strings.Count(text, "$"+named.Name+")")+strings.Count(text, "$"+named.Name+" ") != 1 {
					t.Errorf("%s: $%s stands more than once:\n%s", name, named.Name, text)
				}
			}
			if strings.Contains(text, "OR '1'") {
				t.Errorf("%s: a reader's text got into the statement", name)
			}
		}
	}
}
