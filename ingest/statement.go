package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"

	"luanphien/queries/engine"
	"luanphien/queries/fault"
)

// params are the named values of a statement.
type params map[string]any

var paramName = regexp.MustCompile(`\$([a-z][a-z0-9_]*)`)

// named picks the parameters that a statement mentions: the engine refuses values that it has no use for.
func (p params) named(statement string) []any {
	var args []any
	seen := map[string]bool{}
	for _, m := range paramName.FindAllStringSubmatch(statement, -1) {
		name := m[1]
		if value, ok := p[name]; ok && !seen[name] {
			seen[name] = true
			args = append(args, sql.Named(name, value))
		}
	}
	return args
}

func run(ctx context.Context, conn *sql.Conn, statement string, p params) (int64, error) {
	res, err := conn.ExecContext(ctx, statement, p.named(statement)...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// each runs a query and hands every row to f.
func each(ctx context.Context, conn *sql.Conn, query string, p params, f func(*sql.Rows) error) error {
	return engine.Each(ctx, conn, query, f, p.named(query)...)
}

func one(ctx context.Context, conn *sql.Conn, query string, p params, into ...any) error {
	return conn.QueryRowContext(ctx, query, p.named(query)...).Scan(into...)
}

// inTransaction runs f between BEGIN and COMMIT on the connection; an error of f undoes everything.
func inTransaction(ctx context.Context, conn *sql.Conn, f func() error) error {
	if _, err := conn.ExecContext(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	err := fault.Call(f) // a fault of the program leaves no transaction open either
	if err == nil {
		if _, err = conn.ExecContext(ctx, "COMMIT"); err == nil {
			return nil
		}
	}
	// The context may be the reason for the error; the transaction must end all the same.
	if _, undo := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK"); undo != nil {
		return fmt.Errorf("%w (and the transaction could not be undone: %v)", err, undo)
	}
	return err
}
