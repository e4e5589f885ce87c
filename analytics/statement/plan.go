// Package statement is between a named query and the engine: parameters read by their type, the form in which the query is
// prepared, and the values of its rows.
package statement

import (
	"database/sql"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"luanphien/queries"
)

// The engine settles the type of a statement's parameter once, when it is prepared, and gives up where the parameter
// stands twice, or bare beside a column: it then plans the statement anew at each run, and for the queries here planning
// takes as long as running. So a query is prepared in another form: what hardly ever changes is written into it (a
// parameter at its default, the name of a stream), every other place of a parameter has a name of its own, and dates and
// moments stand in a sum. What the query means, and what is shown of it, stays as it is in its file.

// plan is the form in which a query is prepared.
type plan struct {
	text   string
	places []planPlace
}

// planPlace is a parameter of a plan: its name, and which of the query's parameters gives the value.
type planPlace struct {
	name string
	of   int
}

// planKey names a form of a query: its SQL and the literals written into it.
type planKey struct{ sql, literals string }

// Plans are the forms of the queries that ran; it is safe for concurrent use.
type Plans struct {
	Names []string // texts that are few and the program's own, as the streams': they are written into a statement
	known sync.Map // of *plan by planKey
}

// Of gives the text in which a query is prepared for its arguments, and the arguments of that text.
func (s *Plans) Of(q *queries.Query, args []any) (string, []any) {
	literals := make([]string, len(q.All)) // "" = stays a parameter
	for i, p := range q.All {
		literals[i] = s.fixed(p, args[i].(sql.NamedArg).Value)
	}
	key := planKey{q.SQL, strings.Join(literals, "\x00")}
	known, ok := s.known.Load(key)
	if !ok {
		known, _ = s.known.LoadOrStore(key, newPlan(q, literals))
	}
	p := known.(*plan)
	given := make([]any, len(p.places))
	for i, place := range p.places {
		given[i] = sql.Named(place.name, args[place.of].(sql.NamedArg).Value)
	}
	return p.text, given
}

// fixed gives a parameter's value as a literal, where it is missing, yes or no, the header's default or one of the names;
// else "".
// Nothing that a reader can choose freely gets into a statement so.
func (s *Plans) fixed(p queries.Param, value any) string {
	if value == nil {
		return "NULL"
	}
	if name, ok := value.(string); ok && slices.Contains(s.Names, name) {
		return "'" + name + "'"
	}
	if yes, ok := value.(bool); ok {
		return map[bool]string{true: "TRUE", false: "FALSE"}[yes]
	}
	if p.Default == nil || p.Type != queries.Text && p.Type != queries.Integer {
		return ""
	}
	if usual, err := queries.ParseValue(p.Type, *p.Default); err != nil || Bound(usual) != value {
		return ""
	}
	if p.Type == queries.Integer {
		return *p.Default
	}
	return "'" + strings.ReplaceAll(*p.Default, "'", "''") + "'"
}

var (
	PlaceOfParameter = regexp.MustCompile(`\$\w+`)
	castToDate       = regexp.MustCompile(`CAST\(\$\w+ AS DATE\)`)
	castToMoment     = regexp.MustCompile(`CAST\(\$\w+ AS TIMESTAMP\)`)
)

func newPlan(q *queries.Query, literals []string) *plan {
	p := &plan{}
	text := castToDate.ReplaceAllString(q.SQL, "($0 + 0)")
	text = castToMoment.ReplaceAllString(text, "($0 + INTERVAL '0' SECOND)")
	p.text = PlaceOfParameter.ReplaceAllStringFunc(text, func(name string) string {
		i := slices.IndexFunc(q.All, func(of queries.Param) bool { return of.Name == name[1:] })
		if i < 0 {
			return name // no parameter: in a comment or a literal
		}
		if literals[i] != "" {
			return literals[i]
		}
		place := planPlace{q.All[i].Name + "_" + strconv.Itoa(len(p.places)), i}
		p.places = append(p.places, place)
		return "$" + place.name
	})
	return p
}
