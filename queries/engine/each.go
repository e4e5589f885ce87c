package engine

import (
	"context"
	"database/sql"
)

// Each asks a query and hands every row of the answer to f, which scans it; an error of f ends the reading and is returned.
func Each(ctx context.Context, conn *sql.Conn, query string, f func(*sql.Rows) error, args ...any) error {
	rows, err := conn.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
