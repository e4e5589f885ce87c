package queries

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The folders of the named queries; the other folders hold SQL without headers.
var named = []string{"indicators", "library"}

// Catalog holds the named queries, composed and ready to run.
type Catalog struct{ byName map[string]*Query }

// Load reads and composes all named queries. A malformed header, a name that is not the file's, a query used but not
// there, a circle, or a parameter that is undeclared or unused is an error that names the file.
func Load() (*Catalog, error) { return loaded() }

var loaded = sync.OnceValues(func() (*Catalog, error) { return load(files) })

func load(from fs.FS) (*Catalog, error) {
	byName := map[string]*Query{}
	for _, folder := range named {
		paths, err := fs.Glob(from, folder+"/*.sql")
		if err != nil {
			return nil, err
		}
		for _, p := range paths {
			text, err := fs.ReadFile(from, p)
			if err != nil {
				return nil, err
			}
			q, err := Parse(p, string(text))
			if err != nil {
				return nil, err
			}
			if want := strings.TrimSuffix(path.Base(p), ".sql"); q.Name != want {
				return nil, &HeaderError{p, 0, fmt.Sprintf("the name %q is not the file's", q.Name)}
			}
			if other := byName[q.Name]; other != nil {
				return nil, &HeaderError{p, 0, "the name is taken by " + other.Path}
			}
			byName[q.Name] = q
		}
	}
	return compose(byName)
}

// Get gives a query by name.
func (c *Catalog) Get(name string) (*Query, bool) {
	q, ok := c.byName[name]
	return q, ok
}

// Names lists the names in order.
func (c *Catalog) Names() []string {
	var names []string
	for name := range c.byName {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// With gives a catalog in which one query has another text (header and SQL); the queries that use it are composed
// anew, and the materialized ones among them are taken in as CTEs, since the tables hold the old rows. Tests feed
// ready-made inputs to a query in this way.
func (c *Catalog) With(name, text string) (*Catalog, error) {
	old, ok := c.byName[name]
	if !ok {
		return nil, fmt.Errorf("no query %s to replace", name)
	}
	replaced, err := Parse(old.Path, text)
	if err != nil {
		return nil, err
	}
	byName := map[string]*Query{}
	for n, q := range c.byName {
		copied := *q
		byName[n] = &copied
	}
	byName[name] = replaced
	for _, q := range byName {
		needed, err := uses(q, byName, nil, true)
		if err != nil {
			return nil, err
		}
		q.Materialized = q.Materialized && !slices.Contains(needed, replaced)
	}
	return compose(byName)
}

// compose fills SQL and All of every query.
func compose(byName map[string]*Query) (*Catalog, error) {
	for _, q := range byName {
		used, err := uses(q, byName, nil, false)
		if err != nil {
			return nil, err
		}
		if err := q.compose(used[:len(used)-1]); err != nil {
			return nil, err
		}
		if q.Materialized && len(q.All) > 0 {
			return nil, &HeaderError{q.Path, 0, "is materialized and depends on the parameter " + q.All[0].Name}
		}
	}
	return &Catalog{byName}, nil
}

// uses lists the queries that q needs in the order in which they must stand, q itself last. trail is the way to q.
// What is materialized is a table and needs no place, unless tables are wanted too.
func uses(q *Query, byName map[string]*Query, trail []string, tables bool) ([]*Query, error) {
	if slices.Contains(trail, q.Name) {
		return nil, &HeaderError{q.Path, 0, "uses itself by way of " + strings.Join(trail, ", ")}
	}
	var order []*Query
	for _, name := range q.Uses {
		u, ok := byName[name]
		if !ok {
			return nil, &HeaderError{q.Path, 0, "uses " + name + ", which is not there"}
		}
		needed, err := uses(u, byName, append(slices.Clone(trail), q.Name), tables)
		if err != nil {
			return nil, err
		}
		if u.Materialized && !tables {
			continue // walked all the same: a circle is an error
		}
		for _, n := range needed {
			if !slices.Contains(order, n) {
				order = append(order, n)
			}
		}
	}
	return append(order, q), nil
}

func (q *Query) compose(used []*Query) error {
	var b strings.Builder
	for i, u := range used {
		b.WriteString([...]string{"WITH ", ",\n"}[min(i, 1)])
		fmt.Fprintf(&b, "%s AS (\n%s\n)", u.Name, u.Body)
	}
	rest, isWith := cutWith(q.Body)
	switch {
	case len(used) > 0 && isWith: // two WITH in a row are refused by the engine
		b.WriteString(",\n" + rest)
	case len(used) > 0:
		b.WriteString("\n" + q.Body)
	default:
		b.WriteString(q.Body)
	}
	q.SQL = b.String()
	return q.collectParams(append(slices.Clone(used), q))
}

var leadingWith = regexp.MustCompile(`(?i)^((?:--[^\n]*\n|\s+)*)WITH\s+`)

// cutWith takes the word WITH from the front of a body; the comments before it stay.
func cutWith(body string) (rest string, ok bool) {
	m := leadingWith.FindStringSubmatchIndex(body)
	if m == nil {
		return body, false
	}
	return body[m[2]:m[3]] + body[m[1]:], true
}

// collectParams checks that each query declares just the parameters it mentions, and that one name has one type
// everywhere. A declaration of the query itself counts before those of the queries it uses.
func (q *Query) collectParams(all []*Query) error {
	declared := map[string]Param{}
	var order []string
	for _, u := range all {
		mentioned := paramNames(u.Body)
		for _, p := range u.Params {
			if !slices.Contains(mentioned, p.Name) {
				return &HeaderError{u.Path, 0, "declares " + p.Name + " but does not use it"}
			}
			if o, ok := declared[p.Name]; ok && o.Type != p.Type {
				return &HeaderError{u.Path, 0, fmt.Sprintf("%s is %s here and %s in a query it is used with", p.Name, p.Type, o.Type)}
			}
			if _, ok := declared[p.Name]; !ok {
				order = append(order, p.Name)
			}
			declared[p.Name] = p // the last one is q's own
		}
		for _, name := range mentioned {
			if !slices.ContainsFunc(u.Params, func(p Param) bool { return p.Name == name }) {
				return &HeaderError{u.Path, 0, "does not declare the parameter " + name}
			}
		}
	}
	q.All = nil
	for _, name := range order {
		q.All = append(q.All, declared[name])
	}
	return nil
}

// DefaultInt is the default of a query's parameter, 0 where it has none: the one place where a configurable number of the
// methods stands.
func (c *Catalog) DefaultInt(query, param string) int {
	q, ok := c.byName[query]
	if !ok {
		return 0
	}
	for _, p := range q.All {
		if p.Name == param && p.Default != nil {
			n, _ := strconv.Atoi(*p.Default) // the header's parser has read it as an integer
			return n
		}
	}
	return 0
}
