package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	_ "embed" // parquet.sql
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/marcboeker/go-duckdb/v2"
)

// takenForm is the statement that makes the table which becomes a file.
//
//go:embed parquet.sql
var takenForm string

// ParquetColumn is a column of a Parquet file. Type is the engine's name of it: BIGINT, DOUBLE, DATE, TIMESTAMP or VARCHAR.
type ParquetColumn struct{ Name, Type string }

// Parquet is what a Parquet file holds.
type Parquet struct {
	Columns []ParquetColumn
	// Rows hold int64, float64, time.Time and string, as their columns say; nil = a missing value.
	Rows [][]any
	// Said are the names and texts that the file carries beside its rows, each name a word of letters.
	Said [][2]string
}

// parquetMB is how much memory the engine may take for a file; a figure's table is small.
const parquetMB = 256

// ErrParquet says that a file cannot be read as Parquet, or holds more than a figure's does.
var ErrParquet = errors.New("no Parquet file of a figure")

// WriteParquet makes the file. The same content gives the same bytes.
func WriteParquet(ctx context.Context, p Parquet) (file []byte, err error) {
	err = beside(ctx, func(conn *sql.Conn, path string) error {
		var columns []string
		for _, c := range p.Columns {
			columns = append(columns, quotedName(c.Name)+" "+c.Type)
		}
		if _, err := conn.ExecContext(ctx, strings.Replace(takenForm, "{columns}", strings.Join(columns, ", "), 1)); err != nil {
			return err
		}
		if err := appendRows(ctx, conn, p.Rows); err != nil {
			return err
		}
		var said []string
		for _, s := range p.Said {
			said = append(said, quotedName(s[0])+": "+quotedText(s[1]))
		}
		if _, err := conn.ExecContext(ctx, "COPY taken TO "+quotedText(path)+" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {"+strings.Join(said, ", ")+"})"); err != nil {
			return err
		}
		file, err = os.ReadFile(path)
		return err
	})
	return file, err
}

func appendRows(ctx context.Context, conn *sql.Conn, rows [][]any) error {
	a, err := NewAppender(ctx, conn, "", "", "taken")
	if err != nil {
		return err
	}
	for _, row := range rows {
		values := make([]driver.Value, len(row))
		for i, v := range row {
			values[i] = v
		}
		if err := a.Append(values...); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	return a.Close()
}

// mostCells is how many cells of a file are read: many times those of the largest figure.
const mostCells = 5_000_000

// ReadParquet reads a file, whoever made it. What cannot be read, or holds too much, is an error that wraps ErrParquet.
func ReadParquet(ctx context.Context, file []byte) (p Parquet, err error) {
	err = beside(ctx, func(conn *sql.Conn, path string) error {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			return err
		}
		if err := p.readRows(ctx, conn, path); err != nil {
			return fmt.Errorf("%w: %w", ErrParquet, err)
		}
		// In the order of their place in the file.
		err := Each(ctx, conn, "FROM parquet_kv_metadata("+quotedText(path)+")", func(rows *sql.Rows) error {
			var file string
			var name, text []byte
			err := rows.Scan(&file, &name, &text)
			p.Said = append(p.Said, [2]string{string(name), string(text)})
			return err
		})
		if err != nil {
			return fmt.Errorf("%w: %w", ErrParquet, err)
		}
		return nil
	})
	return p, err
}

func (p *Parquet) readRows(ctx context.Context, conn *sql.Conn, path string) error {
	rows, err := conn.QueryContext(ctx, "FROM read_parquet("+quotedText(path)+")")
	if err != nil {
		return err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	for _, t := range types {
		p.Columns = append(p.Columns, ParquetColumn{t.Name(), t.DatabaseTypeName()})
	}
	for rows.Next() {
		if len(p.Rows)*len(types) > mostCells {
			return fmt.Errorf("more than %d cells", mostCells)
		}
		row, to := make([]any, len(types)), make([]any, len(types))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			return err
		}
		for i, v := range row {
			row[i] = plain(v, p.Columns[i].Type)
			if day, ok := row[i].(Day); ok {
				row[i] = day.Time
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return rows.Err()
}

// Text is a text that the file carries under a name.
func (p *Parquet) Text(name string) (text string, ok bool) {
	for _, s := range p.Said {
		if s[0] == name {
			return s[1], true
		}
	}
	return "", false
}

// beside gives do an instance of the engine of its own that holds nothing, and may reach a path in a folder made for it and
// nothing else. Whatever else is open in this process is opened as before.
func beside(ctx context.Context, do func(conn *sql.Conn, path string) error) (err error) {
	folder, err := os.MkdirTemp("", "luanphien-parquet-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	db, err := openBeside(folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return do(conn, filepath.Join(folder, "figure.parquet"))
}

// openBeside opens an instance in memory whose statements reach files in the folder only. One thread: rows keep their order,
// and there are few.
func openBeside(folder string) (*sql.DB, error) {
	v := url.Values{}
	v.Set("autoinstall_known_extensions", "false")
	v.Set("autoload_known_extensions", "false")
	v.Set("threads", "1")
	v.Set("memory_limit", strconv.Itoa(parquetMB)+"MB")
	v.Set("temp_directory", "") // it spills nothing
	settings := append([]string{"SET allowed_directories = [" + quotedText(folder) + "]"}, locks...)
	connector, err := duckdb.NewConnector(inMemory+"?"+v.Encode(), func(exec driver.ExecerContext) error {
		for _, setting := range settings {
			if _, err := exec.ExecContext(context.Background(), setting, nil); err != nil {
				return fmt.Errorf("%s: %w", setting, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("open an instance for a file: %w", err)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1) // a second connection would find the settings locked
	return db, nil
}

func quotedName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func quotedText(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Cell writes a value of a Parquet file as this program writes it elsewhere; "" = it is missing.
func (c ParquetColumn) Cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case time.Time:
		if c.Type == "DATE" {
			return v.Format(time.DateOnly)
		}
		return v.Format("2006-01-02T15:04:05")
	case float64:
		return FloatText(v)
	}
	return fmt.Sprint(v)
}
