// Package engine is the only place that knows the DuckDB driver. Everything else speaks database/sql.
package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/marcboeker/go-duckdb/v2"
)

// Zone is the time zone of every connection (methods.md §1), whatever that of the machine is.
const Zone = "Asia/Ho_Chi_Minh"

// zone is fixed, so that a machine without a time-zone database has it, too.
var zone = time.FixedZone(Zone, 7*60*60)

// Options of a read-write database.
type Options struct {
	MemoryMB int    // 0 = the engine's default
	Threads  int    // 0 = one a core
	TempDir  string // where the engine may spill; "" = beside the file
}

// OpenWarehouse opens (or makes) the database file read-write, on one connection pool. No other process can open the
// file until it is closed. path "" is an in-memory database.
func OpenWarehouse(path string, o Options) (*sql.DB, error) {
	v := url.Values{}
	v.Set("access_mode", "READ_WRITE")
	v.Set("preserve_insertion_order", "false")
	v.Set("autoinstall_known_extensions", "false")
	v.Set("autoload_known_extensions", "false")
	if o.MemoryMB > 0 {
		v.Set("memory_limit", strconv.Itoa(o.MemoryMB)+"MB")
	}
	if o.Threads > 0 {
		v.Set("threads", strconv.Itoa(o.Threads))
	}
	if o.TempDir != "" {
		v.Set("temp_directory", o.TempDir)
	}
	return open(path, v, false)
}

// little is the size in bytes up to which an edition is queried by one thread: on little data a second one costs more
// than it helps.
const little = 128 << 20

// editionMB is what LimitEditions was told; 0 = nothing.
var editionMB atomic.Int64

// LimitEditions sets how much memory, in MB, the engine may use for each edition that this process opens from now on;
// 0 = a share of the machine's. It is for the start of a process: one that holds an edition open cannot open it again
// with another limit.
func LimitEditions(mb int) { editionMB.Store(int64(mb)) }

// large is the size in bytes above which an edition is a country's rather than a province's: its strata do not fit into
// the memory that does for a province.
const large = 32 << 20

// editionMemory is the limit of an edition whose file has that size, MB.
func editionMemory(bytes int64) int {
	if mb := editionMB.Load(); mb > 0 {
		return int(mb)
	}
	if bytes > large {
		return MemoryShare(8, 256, 1024)
	}
	return MemoryShare(8, 256, 384)
}

// OpenEdition opens a published edition read-only, with bounded memory, and with file access, extensions and settings
// locked away. Any number of processes may hold it open at once. The settings depend on the file and the process alone:
// a process that holds it open already could not open it with others.
func OpenEdition(path string) (*sql.DB, error) {
	v := url.Values{}
	v.Set("access_mode", "READ_ONLY")
	v.Set("enable_external_access", "false")
	v.Set("autoinstall_known_extensions", "false")
	v.Set("autoload_known_extensions", "false")
	var size int64
	if info, err := os.Stat(path); err == nil {
		if size = info.Size(); size <= little {
			v.Set("threads", "1")
		}
	}
	v.Set("memory_limit", strconv.Itoa(editionMemory(size))+"MB")
	return open(path, v, true)
}

// loadMB is what LimitLoads was told; 0 = nothing.
var loadMB atomic.Int64

// LimitLoads sets how much memory, in MB, the engine may use for loading and publishing in this process; 0 = shares of the
// machine's.
func LimitLoads(mb int) { loadMB.Store(int64(mb)) }

// LoadMemory is the engine's limit during a load, MB. A load needs little; more only keeps more of the file in memory.
func LoadMemory() int {
	if mb := loadMB.Load(); mb > 0 {
		return int(mb)
	}
	return MemoryShare(16, 300, 512)
}

// PublishMemory is the engine's limit while an edition is made, MB: the days and weeks of a country's stations are worked
// out in memory.
func PublishMemory() int {
	if mb := loadMB.Load(); mb > 0 {
		return int(mb)
	}
	return MemoryShare(4, 300, 4096)
}

// WarehouseThreads is the number of threads for a warehouse file of that size, in bytes: on little data a second one waits
// for the first, and spins while it does. 0 = one a core.
func WarehouseThreads(bytes int64) int {
	if bytes <= large {
		return 1
	}
	return 0
}

// AllThreads gives an open database as many threads as the machine has cores.
func AllThreads(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "RESET threads")
	return err
}

// SetMemory gives an open database another limit, MB.
func SetMemory(ctx context.Context, conn *sql.Conn, mb int) error {
	_, err := conn.ExecContext(ctx, "SET memory_limit = '"+strconv.Itoa(mb)+"MB'")
	return err
}

// inZone has every connection of an instance read and write moments in Zone. The engine knows the setting only once it
// runs; where the settings are locked this was done before.
func inZone(exec driver.ExecerContext) error {
	_, err := exec.ExecContext(context.Background(), "SET GLOBAL TimeZone = '"+Zone+"'", nil)
	if err != nil && strings.Contains(err.Error(), "configuration has been locked") {
		return nil
	}
	return err
}

// open opens a database, its settings locked once all are set.
func open(path string, v url.Values, lock bool) (*sql.DB, error) {
	connector, err := duckdb.NewConnector(path+"?"+v.Encode(), func(exec driver.ExecerContext) error {
		err := inZone(exec)
		if err == nil && lock {
			_, err = exec.ExecContext(context.Background(), "SET lock_configuration = true", nil)
		}
		if err != nil && strings.Contains(err.Error(), "configuration has been locked") {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return sql.OpenDB(connector), nil
}

// Appender writes rows into one table, fast; the rows belong to the connection's transaction. Close flushes.
type Appender struct{ a *duckdb.Appender }

// NewAppender starts appending to a table ("" schema = the default one) on a connection that the caller holds.
func NewAppender(ctx context.Context, conn *sql.Conn, catalog, schema, table string) (*Appender, error) {
	var a *duckdb.Appender
	err := conn.Raw(func(raw any) error {
		var err error
		a, err = duckdb.NewAppender(raw.(driver.Conn), catalog, schema, table)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("append to %s: %w", table, err)
	}
	return &Appender{a}, nil
}

// Append adds one row; the values must have the types of the table's columns.
func (a *Appender) Append(values ...driver.Value) error { return a.a.AppendRow(values...) }

// Close writes what is buffered and ends the appender.
func (a *Appender) Close() error { return a.a.Close() }
