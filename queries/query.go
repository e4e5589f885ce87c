// Package queries holds the SQL of the program and nothing but: the schema, the checks of the ingest, the named
// queries of the indicators and the saved queries of the analysts.
package queries

// Type is the type of a parameter or of a column, as a header writes it.
type Type string

// The types a header may name.
const (
	Text    Type = "text"
	Integer Type = "integer"
	Decimal Type = "decimal"
	Boolean Type = "boolean"
	Date    Type = "date"   // a calendar day
	Moment  Type = "moment" // a local (Asia/Ho_Chi_Minh) wall-clock time; given as a date it means the end of that day
)

// Words are one text in both languages.
type Words struct{ VI, EN string }

// Param is a declared parameter. A parameter that is not required and has no default is bound as NULL.
type Param struct {
	Name        string
	Type        Type
	Required    bool
	Default     *string // as written in the header; nil = none
	Description Words
}

// Column is a declared column of a query's result.
type Column struct {
	Name        string
	Type        Type
	Description Words
}

// Query is one named query: what its header says and its SQL.
type Query struct {
	Name    string
	Path    string // in FS
	Title   Words
	Unit    Words
	Method  string // the sections of the methods document
	Params  []Param
	Columns []Column
	Sources []string // tables and views it reads
	Uses    []string // named queries it takes in as CTEs, or reads as tables where they are materialized
	// Materialized says that each edition holds the query's rows as a table of its name, made at publication. Such a
	// query has no parameter, nor has any that it uses.
	Materialized bool

	// Body is the SQL as in the file, without the header.
	Body string
	// SQL is the whole statement: the queries it uses, put in front as CTEs but for the materialized ones, and the body.
	SQL string
	// All are the parameters of SQL: the query's own and those of the queries it uses, in order of first use.
	All []Param
}
