// Package appstore keeps what must not stand in the warehouse: names of workers, and refused rows as they stood.
package appstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"luanphien/ingest/read"
	"luanphien/queries/application"
	"luanphien/queries/sqlite"
)

// Store is an open application store.
type Store struct {
	db   *sql.DB
	tx   *sql.Tx // of a rehearsal, through which everything goes; nil otherwise
	open int     // writers of a rehearsal so far, whose savepoints are named after them
}

// through is what statements are sent to: the file, or the one transaction of a rehearsal.
func (s *Store) through() querier {
	if s.tx != nil {
		return s.tx
	}
	return s.db
}

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Rehearse gives a store that shows what is written to it and keeps nothing: forget ends it.
func (s *Store) Rehearse(ctx context.Context) (rehearsal *Store, forget func() error, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	return &Store{db: s.db, tx: tx}, tx.Rollback, nil
}

// Open opens the store's file, making it where it is missing.
func Open(path string) (*Store, error) {
	db, err := sqlite.Open(path, sqlite.Normal, application.Schema())
	if err != nil {
		return nil, fmt.Errorf("application store: %w", err)
	}
	return &Store{db: db}, nil
}

// Close closes the store.
func (s *Store) Close() error { return s.db.Close() }

// Table describes a table of a file that had rows refused.
type Table struct {
	LoadKey string
	Sheet   string
	Kind    string
	Titles  []string // as in the file
	Fields  []string // canonical names, "" for a column that was not understood
}

// Row is a refused row as it stood.
type Row struct {
	RowNo int      `json:"n"`
	Line  int      `json:"l"`
	Value string   `json:"v"`           // of the cell at fault
	Cells []string `json:"c"`           // one a column of its Table
	Marks []int    `json:"m,omitempty"` // of the cells, as read.Mark; none where every cell is text as typed
	Waits bool     `json:"w,omitempty"`
	// Nearest are names that come near to the value, where it names a station or unit that is in no list.
	Nearest []string `json:"near,omitempty"`
}

// Add adds a cell to the row.
func (r *Row) Add(text string, mark read.Mark) {
	if mark != read.Typed && r.Marks == nil {
		r.Marks = make([]int, len(r.Cells))
	}
	if r.Cells = append(r.Cells, text); r.Marks != nil {
		r.Marks = append(r.Marks, int(mark))
	}
}

// Mark is that of a cell.
func (r *Row) Mark(cell int) read.Mark {
	if cell >= len(r.Marks) || r.Marks[cell] < 0 || r.Marks[cell] >= int(read.Marks) {
		return read.Typed
	}
	return read.Mark(r.Marks[cell])
}

// blockRows is the most rows that are kept together.
const blockRows = 500

// Writer collects what one load brings. Nothing is kept before Commit. Rows of one sheet come in order.
type Writer struct {
	tx        *sql.Tx
	savepoint string // of a rehearsal, whose transaction goes on; "" = the transaction is the writer's own
	loadKey   string
	sheet     string
	block     []Row
	ended     bool
}

// Begin starts writing what the load of that key brings.
func (s *Store) Begin(ctx context.Context, loadKey string) (*Writer, error) {
	if s.tx != nil {
		s.open++
		w := &Writer{tx: s.tx, savepoint: fmt.Sprintf("writer_%d", s.open), loadKey: loadKey}
		_, err := s.tx.ExecContext(ctx, "SAVEPOINT "+w.savepoint)
		return w, err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Writer{tx: tx, loadKey: loadKey}, nil
}

// Commit keeps what was written.
func (w *Writer) Commit(ctx context.Context) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	w.ended = true
	if w.savepoint != "" {
		return w.savepointEnds(ctx, "RELEASE ")
	}
	return w.tx.Commit()
}

// Rollback forgets what was written; after Commit it does nothing.
func (w *Writer) Rollback() {
	switch {
	case w.ended:
	case w.savepoint != "":
		_ = w.savepointEnds(context.Background(), "ROLLBACK TO ") // the rehearsal as a whole is forgotten in any case
	default:
		w.tx.Rollback()
	}
	w.ended = true
}

func (w *Writer) savepointEnds(ctx context.Context, how string) error {
	_, err := w.tx.ExecContext(ctx, how+w.savepoint)
	return err
}

// Name keeps the name of a worker.
func (w *Writer) Name(ctx context.Context, code, name string) error {
	_, err := w.tx.ExecContext(ctx, application.Get("add_name"), code, name, w.loadKey)
	return err
}

// Table keeps the columns of a table whose refused rows follow.
func (w *Writer) Table(ctx context.Context, t Table) error {
	titles, err := json.Marshal(t.Titles)
	if err != nil {
		return err
	}
	fields, err := json.Marshal(t.Fields)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(ctx, application.Get("add_table"), w.loadKey, t.Sheet, t.Kind, titles, fields)
	return err
}

// Row keeps a refused row.
func (w *Writer) Row(ctx context.Context, sheet string, r Row) error {
	if sheet != w.sheet || len(w.block) == blockRows {
		if err := w.flush(ctx); err != nil {
			return err
		}
		w.sheet = sheet
	}
	w.block = append(w.block, r)
	return nil
}

func (w *Writer) flush(ctx context.Context) error {
	if len(w.block) == 0 {
		return nil
	}
	rows, err := json.Marshal(w.block)
	if err != nil {
		return err
	}
	waiting := 0
	for _, r := range w.block {
		if r.Waits {
			waiting++
		}
	}
	_, err = w.tx.ExecContext(ctx, application.Get("add_block"), w.loadKey, w.sheet, w.block[0].RowNo,
		w.block[len(w.block)-1].RowNo, waiting, rows)
	w.block = w.block[:0]
	return err
}

// Settle notes that no row of these sheets of a load waits any longer.
func (s *Store) Settle(ctx context.Context, loadKey string, sheets []string) error {
	if len(sheets) == 0 {
		return nil
	}
	list, err := json.Marshal(sheets)
	if err != nil {
		return err
	}
	_, err = s.through().ExecContext(ctx, application.Get("settle"), loadKey, string(list))
	return err
}

// Names is the name of each worker, by code.
func (s *Store) Names(ctx context.Context) (map[string]string, error) {
	rows, err := s.through().QueryContext(ctx, application.Get("names"))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[string]string{}
	for rows.Next() {
		var code, name string
		if err := rows.Scan(&code, &name); err != nil {
			return nil, err
		}
		names[code] = name
	}
	return names, rows.Err()
}

// EachRefused calls f with every refused row of a load, sheet by sheet.
func (s *Store) EachRefused(ctx context.Context, loadKey string, f func(sheet string, r Row) error) error {
	return s.eachRowOf(ctx, application.Get("blocks"), loadKey, f)
}

// EachWaiting calls f with every row of a load that waited when it was refused, sheet by sheet and in the order of each;
// some may have passed since.
func (s *Store) EachWaiting(ctx context.Context, loadKey string, f func(sheet string, r Row) error) error {
	return s.eachRowOf(ctx, application.Get("waiting_blocks"), loadKey, func(sheet string, r Row) error {
		if !r.Waits {
			return nil
		}
		return f(sheet, r)
	})
}

// eachRowOf calls f with every row of the blocks that a query finds for a load.
func (s *Store) eachRowOf(ctx context.Context, query, loadKey string, f func(sheet string, r Row) error) error {
	rows, err := s.through().QueryContext(ctx, query, loadKey)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var sheet string
		var block []byte
		if err := rows.Scan(&sheet, &block); err != nil {
			return err
		}
		if err := eachRow(block, func(r Row) error { return f(sheet, r) }); err != nil {
			return err
		}
	}
	return rows.Err()
}

func eachRow(block []byte, f func(Row) error) error {
	var rows []Row
	if err := json.Unmarshal(block, &rows); err != nil {
		return err
	}
	for _, r := range rows {
		if err := f(r); err != nil {
			return err
		}
	}
	return nil
}

// WaitingTables lists the tables that have rows waiting for a later load, oldest first.
func (s *Store) WaitingTables(ctx context.Context) ([]Table, error) {
	return s.tables(ctx, application.Get("waiting_tables"))
}

// RefusedTables lists the tables of a load that had rows refused.
func (s *Store) RefusedTables(ctx context.Context, loadKey string) ([]Table, error) {
	return s.tables(ctx, application.Get("refused_tables"), loadKey)
}

func (s *Store) tables(ctx context.Context, query string, args ...any) ([]Table, error) {
	rows, err := s.through().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var tables []Table
	for rows.Next() {
		var t Table
		var titles, fields []byte
		if err := rows.Scan(&t.LoadKey, &t.Sheet, &t.Kind, &titles, &fields); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(titles, &t.Titles); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(fields, &t.Fields); err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, rows.Err()
}

// ForgetAllBut drops what loads left behind that never became part of the warehouse: a load writes here first and to the
// warehouse second, so a crash in between leaves rows that belong to nothing.
func (s *Store) ForgetAllBut(ctx context.Context, loadKeys map[string]bool) error {
	rows, err := s.through().QueryContext(ctx, application.Get("load_keys"))
	if err != nil {
		return err
	}
	defer rows.Close()
	var orphans []string
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return err
		}
		if !loadKeys[key] {
			orphans = append(orphans, key)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, key := range orphans {
		for _, statement := range []string{"forget_names", "forget_contacts", "forget_tables", "forget_blocks", "forget_ledger"} {
			if _, err := s.through().ExecContext(ctx, application.Get(statement), key); err != nil {
				return err
			}
		}
	}
	if len(orphans) == 0 {
		return nil
	}
	return s.checkpoint(ctx)
}

// checkpoint empties the log beside the file, in which deleted values would lie on.
func (s *Store) checkpoint(ctx context.Context) error {
	_, err := s.through().ExecContext(ctx, application.Get("checkpoint"))
	return err
}

// Unsettle lets the rows that had once waited be looked at again: after an undo some may wait anew.
func (s *Store) Unsettle(ctx context.Context) error {
	_, err := s.through().ExecContext(ctx, application.Get("unsettle"))
	return err
}

// KeepNames drops the names of all workers but those given.
func (s *Store) KeepNames(ctx context.Context, workers map[string]bool) error {
	names, err := s.Names(ctx)
	if err != nil {
		return err
	}
	for code := range names {
		if workers[code] {
			continue
		}
		if _, err := s.through().ExecContext(ctx, application.Get("forget_name"), code); err != nil {
			return err
		}
	}
	return s.checkpoint(ctx)
}
