package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"

	"luanphien/queries/engine"
	"luanphien/queries/fault"
)

// Params are the named values of a statement.
type Params map[string]any

var paramName = regexp.MustCompile(`\$([a-z][a-z0-9_]*)`)

// Named picks the parameters that a statement mentions: the engine refuses values that it has no use for.
func (p Params) Named(statement string) []any {
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

func Run(ctx context.Context, conn *sql.Conn, statement string, p Params) (int64, error) {
	res, err := conn.ExecContext(ctx, statement, p.Named(statement)...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Each runs a query and hands every row to f.
func Each(ctx context.Context, conn *sql.Conn, query string, p Params, f func(*sql.Rows) error) error {
	return engine.Each(ctx, conn, query, f, p.Named(query)...)
}

func One(ctx context.Context, conn *sql.Conn, query string, p Params, into ...any) error {
	return conn.QueryRowContext(ctx, query, p.Named(query)...).Scan(into...)
}

// InTransaction runs f between BEGIN and COMMIT on the connection; an error of f undoes everything.
func InTransaction(ctx context.Context, conn *sql.Conn, f func() error) error {
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
