package engine

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/marcboeker/go-duckdb/v2"
)

// Limits of a guarded instance.
type Limits struct {
	MemoryMB int    // of the engine's own accounts; what it does not count, the operating system must limit
	Threads  int    // 0 = one a core
	TempDir  string // where it may spill
	TempMB   int    // how much
}

// Guarded is one instance of the engine that holds an edition for statements of people who are not to be trusted: it
// reads nothing but the edition, and its settings cannot be changed.
type Guarded struct {
	connector *duckdb.Connector
	conn      *duckdb.Conn
}

// OpenGuarded opens an edition so.
func OpenGuarded(path string, l Limits) (*Guarded, error) {
	v := url.Values{}
	if path != inMemory {
		v.Set("access_mode", "READ_ONLY")
	}
	v.Set("autoinstall_known_extensions", "false")
	v.Set("autoload_known_extensions", "false")
	v.Set("allow_community_extensions", "false")
	v.Set("allow_persistent_secrets", "false")
	v.Set("memory_limit", strconv.Itoa(l.MemoryMB)+"MB")
	v.Set("temp_directory", l.TempDir)
	v.Set("max_temp_directory_size", strconv.Itoa(l.TempMB)+"MB")
	if l.Threads > 0 {
		v.Set("threads", strconv.Itoa(l.Threads))
	}
	connector, err := duckdb.NewConnector(path+"?"+v.Encode(), inZone)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	conn, err := connector.Connect(context.Background())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("connect to %s: %w", path, err), connector.Close())
	}
	g := &Guarded{connector, conn.(*duckdb.Conn)}
	for _, setting := range locks {
		if _, err := g.conn.ExecContext(context.Background(), setting, nil); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", setting, err), g.Close())
		}
	}
	return g, nil
}

// inMemory is the path of a database without a file.
const inMemory = ":memory:"

// locks are set once all else is: the first forbids to set where the engine may spill, the second to set anything. The
// driver sets those of an address in any order.
var locks = []string{"SET enable_external_access = false", "SET lock_configuration = true"}

// Close ends the instance.
func (g *Guarded) Close() error { return errors.Join(g.conn.Close(), g.connector.Close()) }

// Kind is what a statement does, as the engine's parser tells it.
type Kind int

// Kinds of statements.
const (
	KindOther Kind = iota
	KindSelect
	KindExplain
)

// What Prepare refuses before the engine looks at the statement's meaning.
var (
	ErrSeveral = errors.New("there are several statements")
	ErrEmpty   = errors.New("there is no statement")
)

// Statement is one statement, parsed and bound, not yet run.
type Statement struct {
	s    *duckdb.Stmt
	g    *Guarded
	text string // without what follows its semicolon
}

// Prepare parses exactly one statement: ErrSeveral or ErrEmpty otherwise, without running any of it.
func (g *Guarded) Prepare(text string) (*Statement, error) {
	one, ok := single(text)
	if !ok {
		return nil, ErrSeveral
	}
	s, err := g.prepare(text)
	if err == nil {
		s.text = one
	}
	return s, err
}

// prepare parses a text that is one statement. The driver's Prepare refuses several; its PrepareContext runs all but the
// last. Of one as it is written the engine makes several only where it pivots by names that it has to look for first:
// those before the last then make the type of these names.
func (g *Guarded) prepare(text string) (*Statement, error) {
	s, err := g.conn.Prepare(text)
	if err != nil && strings.Contains(err.Error(), "multi-statement query") {
		s, err = g.conn.PrepareContext(context.Background(), text)
	}
	switch {
	case err == nil:
		return &Statement{s.(*duckdb.Stmt), g, text}, nil
	case strings.Contains(err.Error(), "empty query"):
		return nil, ErrEmpty
	}
	return nil, err
}

// Kind tells what the statement does.
func (s *Statement) Kind() (Kind, error) {
	t, err := s.s.StatementType()
	if err != nil {
		return KindOther, err
	}
	switch t {
	case duckdb.STATEMENT_TYPE_SELECT:
		return KindSelect, nil
	case duckdb.STATEMENT_TYPE_EXPLAIN:
		return KindExplain, nil
	}
	return KindOther, nil
}

// Parameters are the names of the statement's parameters, in the order of their first use ("1", "2" for plain ?).
func (s *Statement) Parameters() ([]string, error) {
	names := make([]string, s.s.NumInput())
	for i := range names {
		var err error
		if names[i], err = s.s.ParamName(i + 1); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// Close frees the statement, once its rows are closed. An instance is not gone before all its statements are.
func (s *Statement) Close() error { return s.s.Close() }

// Query runs the statement. The parameters are named; those that it does not have are passed over.
func (s *Statement) Query(ctx context.Context, params map[string]any) (*Rows, error) {
	columns := s.describe(ctx, params)
	text := written(s.text, columns)
	if text == "" {
		return s.run(ctx, params)
	}
	shown, err := s.g.prepare(text)
	if err != nil {
		return nil, err
	}
	rows, err := shown.run(ctx, params)
	if err != nil {
		return nil, errors.Join(err, shown.Close())
	}
	rows.columns, rows.statement = columns, shown
	return rows, nil
}

// Fault sorts the engine's errors by what a person can do about them.
type Fault int

// Faults.
const (
	FaultNone      Fault = iota // not an error of the engine
	FaultStatement              // the statement is wrong
	FaultForbidden              // it asks for what is locked away
	FaultMemory                 // it needs more memory, or more room to spill, than it may have
	FaultStopped                // it was interrupted
	FaultInternal               // the engine itself failed
)

// FaultOf sorts an error.
func FaultOf(err error) Fault {
	var e *duckdb.Error
	if !errors.As(err, &e) {
		return FaultNone
	}
	if strings.HasSuffix(e.Msg, "std::bad_alloc") { // whatever the engine was at, its parser too
		return FaultMemory
	}
	switch e.Type {
	case duckdb.ErrorTypePermission, duckdb.ErrorTypeMissingExtension, duckdb.ErrorTypeAutoLoad, duckdb.ErrorTypeHTTP, duckdb.ErrorTypeNetwork:
		return FaultForbidden
	case duckdb.ErrorTypeOutOfMemory, duckdb.ErrorTypeObjectSize:
		return FaultMemory
	case duckdb.ErrorTypeInterrupt:
		return FaultStopped
	case duckdb.ErrorTypeFatal, duckdb.ErrorTypeInternal, duckdb.ErrorTypeIO:
		return FaultInternal
	case duckdb.ErrorTypeInvalid: // no prefix that the driver knows
		if strings.Contains(e.Msg, "bad_alloc") || strings.Contains(e.Msg, "llocation") {
			return FaultMemory
		}
	}
	return FaultStatement
}

// Message is the engine's own text of an error, without what the driver says around it.
func Message(err error) string {
	var e *duckdb.Error
	if errors.As(err, &e) {
		return e.Msg
	}
	return err.Error()
}
