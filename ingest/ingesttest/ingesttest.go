// Package ingesttest reads what loads have made, for tests.
package ingesttest

import (
	"database/sql"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// Rows reads rows of the newest edition as text, cells joined by "|"; blank = NULL.
func Rows(t *testing.T, folder edition.Folder, query string) []string {
	t.Helper()
	db := Open(t, folder)
	defer db.Close()
	return Query(t, db, query)
}

// Open opens the newest edition; who asks closes it.
func Open(t *testing.T, folder edition.Folder) *sql.DB {
	t.Helper()
	n, err := folder.Newest()
	if err != nil {
		t.Fatal(err)
	}
	db, err := engine.OpenEdition(folder.Database(n))
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// Query reads rows of a database as Rows does.
func Query(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for rows.Next() {
		cells := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		text := make([]string, len(cells))
		for i, c := range cells {
			text[i] = c.String
		}
		lines = append(lines, strings.Join(text, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
