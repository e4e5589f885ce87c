package engine

import (
	"database/sql"
	"reflect"
	"sync/atomic"
	"unsafe"

	"github.com/marcboeker/go-duckdb/v2"
)

// BlockRows is the number of rows that the engine takes at once.
func BlockRows() int { return duckdb.GetDataChunkCapacity() }

// Integers is a table of 32-bit integers outside the engine. Each of its blocks but the last holds BlockRows rows.
type Integers interface {
	Columns() []string
	Rows() int
	Threads() int // that may read at once
	// Block writes block n, column i of the table into into[i] unless that is nil, and gives its rows. Several threads
	// ask at once; what it keeps in scratch is the caller's own from one call to the next.
	Block(n int, scratch *[]byte, into [][]int32) (rows int, err error)
}

// RegisterIntegers makes a table function of that name, without arguments, on the connection. Each use of it asks next
// for the table, and reads from it only the columns that the statement needs.
func RegisterIntegers(conn *sql.Conn, name string, next func() Integers) error {
	integer, err := duckdb.NewTypeInfo(duckdb.TYPE_INTEGER)
	if err != nil {
		return err
	}
	return duckdb.RegisterTableUDF(conn, name, duckdb.ParallelRowTableFunction{
		BindArguments: func(map[string]any, ...any) (duckdb.ParallelRowTableSource, error) {
			s := &integerSource{table: next()}
			for _, c := range s.table.Columns() {
				s.columns = append(s.columns, duckdb.ColumnInfo{Name: c, T: integer})
			}
			return s, nil
		},
	})
}

// integerSource is one use of a table in one statement.
type integerSource struct {
	table   Integers
	columns []duckdb.ColumnInfo
	next    atomic.Int64 // block
}

// integerScan is one thread's part in a use.
type integerScan struct {
	scratch  []byte
	into     [][]int32
	at, rows int // in the block at hand
}

func (s *integerSource) ColumnInfos() []duckdb.ColumnInfo { return s.columns }

func (s *integerSource) Cardinality() *duckdb.CardinalityInfo {
	return &duckdb.CardinalityInfo{Cardinality: uint(s.table.Rows()), Exact: true}
}

func (s *integerSource) Init() duckdb.ParallelTableSourceInfo {
	s.next.Store(0)
	return duckdb.ParallelTableSourceInfo{MaxThreads: s.table.Threads()}
}

func (s *integerSource) NewLocalState() any {
	return &integerScan{into: make([][]int32, len(s.columns))}
}

// FillRow writes a whole block on the first of its rows; for the others it has only to say that they are there.
func (s *integerSource) FillRow(local any, row duckdb.Row) (bool, error) {
	scan := local.(*integerScan)
	if scan.at < scan.rows {
		scan.at++
		return true, nil
	}
	n := int(s.next.Add(1) - 1)
	if n*BlockRows() >= s.table.Rows() {
		return false, nil
	}
	for i := range scan.into {
		scan.into[i] = nil
		if row.IsProjected(i) {
			scan.into[i] = vector(row, i)
		}
	}
	var err error
	scan.at = 1
	scan.rows, err = s.table.Block(n, &scan.scratch, scan.into)
	return err == nil, err
}

// vector is the engine's own memory for a column of the rows at hand. The driver writes it value by value only, which
// takes most of the time of a large load; so its private fields are read here, and nowhere else.
func vector(row duckdb.Row, column int) []int32 {
	r := reflect.ValueOf(row)
	at := r.FieldByName("projection").Index(column).Int()
	data := r.FieldByName("chunk").Elem().FieldByName("columns").Index(int(at)).FieldByName("dataPtr")
	return unsafe.Slice((*int32)(data.UnsafePointer()), BlockRows())
}
