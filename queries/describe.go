package queries

import (
	"fmt"
	"strings"
	"sync"
)

// TableWords say in both languages what a table or view holds, and what each of its columns means.
type TableWords struct {
	Title   Words
	Columns map[string]Words
}

// Entries of words.sql that are not of one table: the title of those that keep the history of one kind of facts, and
// the columns that mean the same wherever they stand.
const (
	everyHistory = "*_history"
	everyTable   = "*"
)

// Describe gives the words of a table or view of an edition. They stand once: a view or a materialized table has those
// of the named query of its name, a table of history those of its view, and words.sql has the rest. ok is false where
// nothing describes it.
func (c *Catalog) Describe(table string) (w TableWords, ok bool, err error) {
	entries, err := described()
	if err != nil {
		return TableWords{}, false, err
	}
	if w, ok = c.describe(table, entries); ok {
		w.Columns = merged(entries[everyTable].columns, w.Columns)
	}
	return w, ok, nil
}

func (c *Catalog) describe(table string, entries map[string]*tableEntry) (TableWords, bool) {
	if e, ok := entries[table]; ok {
		columns := map[string]Words{}
		if e.like != "" {
			like, _ := c.describe(e.like, entries)
			columns = like.Columns
		}
		return TableWords{e.title, merged(columns, e.columns)}, true
	}
	if q, ok := c.Get(table); ok {
		w := TableWords{Title: q.Title, Columns: map[string]Words{}}
		for _, column := range q.Columns {
			w.Columns[column.Name] = column.Description
		}
		return w, true
	}
	facts, isHistory := strings.CutSuffix(table, "_history")
	if !isHistory {
		return TableWords{}, false
	}
	w, ok := c.describe(facts, entries)
	every := entries[everyHistory].title
	w.Title = Words{VI: strings.ReplaceAll(every.VI, "{title}", w.Title.VI), EN: strings.ReplaceAll(every.EN, "{title}", w.Title.EN)}
	return w, ok
}

// merged joins two sets of columns; the second one's words go first.
func merged(a, b map[string]Words) map[string]Words {
	all := map[string]Words{}
	for _, columns := range []map[string]Words{a, b} {
		for name, w := range columns {
			all[name] = w
		}
	}
	return all
}

// tableEntry is what words.sql says of a table.
type tableEntry struct {
	title   Words
	like    string // a table whose columns it has too
	columns map[string]Words
}

var described = sync.OnceValues(func() (map[string]*tableEntry, error) { return readTableWords("words.sql", tableWords) })

// readTableWords reads lines of "-- key: value", where key is
//
//	table   "name | Vietnamese | English", which begins an entry
//	like    a table whose columns it has too (at most once an entry)
//	column  "name | Vietnamese | English"
//
// Blank lines and lines of "--" alone part the entries; anything else is an error.
func readTableWords(path, text string) (map[string]*tableEntry, error) {
	entries := map[string]*tableEntry{}
	var now *tableEntry
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line == "--" {
			continue
		}
		key, value, ok := strings.Cut(strings.TrimPrefix(line, "-- "), ": ")
		if !ok || !strings.HasPrefix(line, "-- ") {
			return nil, &HeaderError{path, i + 1, "wants: -- key: value"}
		}
		if key != "table" && now == nil {
			return nil, &HeaderError{path, i + 1, "stands before the first table"}
		}
		var err error
		switch key {
		case "table":
			now, err = newTableEntry(entries, value)
		case "like":
			if now.like != "" || !identifier.MatchString(value) {
				err = fmt.Errorf("like wants one table")
			}
			now.like = value
		case "column":
			err = now.addColumn(value)
		default:
			err = fmt.Errorf("unknown key %q", key)
		}
		if err != nil {
			return nil, &HeaderError{path, i + 1, err.Error()}
		}
	}
	if entries[everyHistory] == nil || entries[everyTable] == nil {
		return nil, &HeaderError{path, 0, "lacks " + everyHistory + " or " + everyTable}
	}
	return entries, nil
}

func newTableEntry(entries map[string]*tableEntry, value string) (*tableEntry, error) {
	name, title, err := words(value)
	if err != nil {
		return nil, err
	}
	if entries[name] != nil || name != everyHistory && name != everyTable && !identifier.MatchString(name) {
		return nil, fmt.Errorf("%q is no identifier, or stands twice", name)
	}
	entries[name] = &tableEntry{title: title, columns: map[string]Words{}}
	return entries[name], nil
}

func (e *tableEntry) addColumn(value string) error {
	name, w, err := words(value)
	if err != nil {
		return err
	}
	if _, twice := e.columns[name]; twice || !identifier.MatchString(name) {
		return fmt.Errorf("%q is no identifier, or stands twice", name)
	}
	e.columns[name] = w
	return nil
}
