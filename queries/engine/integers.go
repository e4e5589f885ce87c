package engine

import (
	"database/sql"
	"fmt"
	"sync/atomic"

	"github.com/marcboeker/go-duckdb/v2"
)

// BlockRows is the number of rows that the engine takes at once.
func BlockRows() int { return duckdb.GetDataChunkCapacity() }

// Integers is a table of 32-bit integers outside the engine. Each of its blocks but the last holds BlockRows rows; a
// block of another length is an error of the statement.
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
	own      [][]int32 // where the driver is asked to write each value; nil where the engine's memory is written
	at, rows int       // in the block at hand
}

func (s *integerSource) ColumnInfos() []duckdb.ColumnInfo { return s.columns }

func (s *integerSource) Cardinality() *duckdb.CardinalityInfo {
	return &duckdb.CardinalityInfo{Cardinality: uint(s.table.Rows()), Exact: true}
}

// Init begins a run from the first block: a statement that was prepared once may run again.
func (s *integerSource) Init() duckdb.ParallelTableSourceInfo {
	s.next.Store(0)
	return duckdb.ParallelTableSourceInfo{MaxThreads: s.table.Threads()}
}

func (s *integerSource) NewLocalState() any {
	scan := &integerScan{into: make([][]int32, len(s.columns))}
	if !vectorsKnown {
		scan.own = make([][]int32, len(s.columns))
	}
	return scan
}

// FillRow writes a whole block on the first of its rows; for the others it has only to say that they are there.
func (s *integerSource) FillRow(local any, row duckdb.Row) (more bool, err error) {
	scan := local.(*integerScan)
	if scan.at == scan.rows {
		if more, err = s.fill(scan, row); !more || err != nil {
			return false, err
		}
	}
	if scan.own != nil {
		for i, column := range scan.into {
			if column == nil {
				continue
			}
			if err := duckdb.SetRowValue(row, i, column[scan.at]); err != nil {
				return false, err
			}
		}
	}
	scan.at++
	return true, nil
}

// fill brings the next block; false at the end. A fault in the table must end the statement, not the process, which it
// would do from within the engine's call.
func (s *integerSource) fill(scan *integerScan, row duckdb.Row) (more bool, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			more, err = false, fmt.Errorf("read a block of rows: %v", fault)
		}
	}()
	n := int(s.next.Add(1) - 1)
	wanted := min(BlockRows(), s.table.Rows()-n*BlockRows())
	if wanted <= 0 {
		return false, nil
	}
	for i := range scan.into {
		scan.into[i] = nil
		switch {
		case !row.IsProjected(i):
		case scan.own == nil:
			scan.into[i] = vector(row, i)
		default:
			if scan.own[i] == nil {
				scan.own[i] = make([]int32, BlockRows())
			}
			scan.into[i] = scan.own[i]
		}
	}
	scan.at = 0
	scan.rows, err = s.table.Block(n, &scan.scratch, scan.into)
	if err == nil && scan.rows != wanted {
		err = fmt.Errorf("block %d holds %d rows, not %d", n, scan.rows, wanted)
	}
	return err == nil, err
}
