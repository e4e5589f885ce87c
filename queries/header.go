package queries

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// HeaderError says where a header is malformed.
type HeaderError struct {
	Path string
	Line int // 1-based; 0 = the header as a whole
	Text string
}

func (e *HeaderError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Path, e.Text)
	}
	return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.Text)
}

var (
	identifier = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	types      = map[Type]bool{Text: true, Integer: true, Decimal: true, Boolean: true, Date: true, Moment: true}
)

// Parse reads one query file: a header of lines "-- key: value" from the first line on, up to the first line that is
// no comment, then the SQL. Keys are
//
//	name      the file's name without its ending (once)
//	title_vi  (once)
//	title_en  (once)
//	unit      "Vietnamese | English" (once)
//	method    sections of the methods document (once)
//	param     "name type [required | default VALUE] | Vietnamese | English"
//	column    "name type | Vietnamese | English" (at least one, in the order of the result)
//	source    tables and views, comma-separated, or none (once)
//	uses      named queries, comma-separated (at most once)
//	materialize  table: every edition holds the rows as a table of the query's name (at most once)
//
// Anything else is an error: an unknown key, a key twice, a missing one, an empty value. The parameters that the SQL
// mentions are not looked at here, because they may belong to a query it uses.
func Parse(path, text string) (*Query, error) {
	q := &Query{Path: path}
	seen := map[string]bool{}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	n := 0
	for ; n < len(lines) && strings.HasPrefix(lines[n], "--"); n++ {
		if err := q.headerLine(lines[n], seen); err != nil {
			return nil, &HeaderError{path, n + 1, err.Error()}
		}
	}
	for _, key := range []string{"name", "title_vi", "title_en", "unit", "method", "column", "source"} {
		if !seen[key] {
			return nil, &HeaderError{path, 0, "the header lacks " + key}
		}
	}
	q.Body = strings.TrimSpace(strings.Join(lines[n:], "\n"))
	if q.Body == "" {
		return nil, &HeaderError{path, 0, "no SQL below the header"}
	}
	if strings.Contains(stripLiterals(q.Body), ";") {
		return nil, &HeaderError{path, 0, "a semicolon: a query file holds one statement, without an end mark"}
	}
	return q, nil
}

func (q *Query) headerLine(line string, seen map[string]bool) error {
	key, value, ok := strings.Cut(strings.TrimPrefix(line, "--"), ":")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok || !identifier.MatchString(key) {
		return fmt.Errorf("not a header line (-- key: value)")
	}
	if value == "" {
		return fmt.Errorf("%s is empty", key)
	}
	if seen[key] && key != "param" && key != "column" {
		return fmt.Errorf("%s stands twice", key)
	}
	seen[key] = true
	return q.set(key, value)
}

func (q *Query) set(key, value string) (err error) {
	switch key {
	case "name":
		if !identifier.MatchString(value) {
			return fmt.Errorf("name %q is no identifier", value)
		}
		q.Name = value
	case "title_vi":
		q.Title.VI = value
	case "title_en":
		q.Title.EN = value
	case "unit":
		var rest string
		rest, q.Unit, err = words(" | " + value)
		if err == nil && rest != "" {
			err = fmt.Errorf("unit wants: Vietnamese | English")
		}
	case "method":
		q.Method = value
	case "param":
		return q.addParam(value)
	case "column":
		return q.addColumn(value)
	case "source":
		if value != "none" {
			q.Sources, err = list(value)
		}
	case "uses":
		q.Uses, err = list(value)
	case "materialize":
		if q.Materialized = value == "table"; !q.Materialized {
			return fmt.Errorf("materialize wants: table")
		}
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return err
}

func (q *Query) addParam(value string) error {
	left, description, err := words(value)
	if err != nil {
		return err
	}
	declaration, fallback, hasDefault := strings.Cut(left, " default ")
	fields := strings.Fields(declaration)
	p := Param{Description: description}
	switch {
	case len(fields) == 3 && fields[2] == "required" && !hasDefault:
		p.Required = true
	case len(fields) == 2:
	default:
		return fmt.Errorf("param wants: name type [required | default VALUE] | Vietnamese | English")
	}
	if p.Name, p.Type, err = nameAndType(fields); err != nil {
		return err
	}
	if hasDefault {
		fallback = strings.TrimSpace(fallback)
		if fallback == "''" {
			fallback = ""
		}
		if _, err := ParseValue(p.Type, fallback); err != nil {
			return fmt.Errorf("default of %s: %w", p.Name, err)
		}
		p.Default = &fallback
	}
	for _, o := range q.Params {
		if o.Name == p.Name {
			return fmt.Errorf("param %s stands twice", p.Name)
		}
	}
	q.Params = append(q.Params, p)
	return nil
}

func (q *Query) addColumn(value string) error {
	left, description, err := words(value)
	if err != nil {
		return err
	}
	fields := strings.Fields(left)
	if len(fields) != 2 {
		return fmt.Errorf("column wants: name type | Vietnamese | English")
	}
	c := Column{Description: description}
	if c.Name, c.Type, err = nameAndType(fields); err != nil {
		return err
	}
	for _, o := range q.Columns {
		if o.Name == c.Name {
			return fmt.Errorf("column %s stands twice", c.Name)
		}
	}
	q.Columns = append(q.Columns, c)
	return nil
}

func nameAndType(fields []string) (string, Type, error) {
	if !identifier.MatchString(fields[0]) {
		return "", "", fmt.Errorf("%q is no identifier", fields[0])
	}
	if !types[Type(fields[1])] {
		return "", "", fmt.Errorf("%q is no type (text, integer, decimal, boolean, date, moment)", fields[1])
	}
	return fields[0], Type(fields[1]), nil
}

// words takes "rest | Vietnamese | English" apart.
func words(value string) (rest string, w Words, err error) {
	parts := strings.Split(value, "|")
	if len(parts) != 3 {
		return "", w, fmt.Errorf("wants both languages: … | Vietnamese | English")
	}
	w = Words{VI: strings.TrimSpace(parts[1]), EN: strings.TrimSpace(parts[2])}
	if w.VI == "" || w.EN == "" {
		return "", w, fmt.Errorf("a language is empty")
	}
	return strings.TrimSpace(parts[0]), w, nil
}

func list(value string) ([]string, error) {
	var names []string
	for _, name := range strings.Split(value, ",") {
		name = strings.TrimSpace(name)
		if !identifier.MatchString(name) {
			return nil, fmt.Errorf("%q is no identifier", name)
		}
		names = append(names, name)
	}
	return names, nil
}

// ParseValue reads a parameter given as text: integers and decimals in Go's notation, true or false, dates as
// 2026-03-31, moments as such a date (meaning its end) or as RFC 3339 (read on the zone's clock). The result is bound
// as it is: string, int64, float64, bool, or time.Time.
func ParseValue(t Type, text string) (any, error) {
	switch t {
	case Integer:
		return strconv.ParseInt(text, 10, 64)
	case Decimal:
		return strconv.ParseFloat(text, 64)
	case Boolean:
		return strconv.ParseBool(text)
	case Date:
		return time.Parse(time.DateOnly, text)
	case Moment:
		return parseMoment(text)
	}
	return text, nil
}
