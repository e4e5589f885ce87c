package engine

import (
	"reflect"
	"unsafe"

	"github.com/marcboeker/go-duckdb/v2"
)

// The driver writes a table function's values one by one only, which takes most of the time of a large load. So its
// private fields are read here, and nowhere else, to find the engine's own memory. Where a driver keeps them otherwise,
// the values are written one by one.

// vectorsKnown tells whether the driver keeps its rows in the fields that vector reads. A test may set it.
var vectorsKnown = knowsVectors(reflect.TypeFor[duckdb.Row]())

// knowsVectors looks for the fields that vector reads, each of the type it is taken for.
func knowsVectors(row reflect.Type) bool {
	projection, ok := row.FieldByName("projection")
	if !ok || projection.Type != reflect.TypeFor[[]int]() {
		return false
	}
	chunk, ok := row.FieldByName("chunk")
	if !ok || chunk.Type != reflect.TypeFor[*duckdb.DataChunk]() {
		return false
	}
	columns, ok := chunk.Type.Elem().FieldByName("columns")
	if !ok || columns.Type.Kind() != reflect.Slice || columns.Type.Elem().Kind() != reflect.Struct {
		return false
	}
	data, ok := columns.Type.Elem().FieldByName("dataPtr")
	return ok && data.Type.Kind() == reflect.UnsafePointer
}

// vector is the engine's own memory for a column of the rows at hand.
func vector(row duckdb.Row, column int) []int32 {
	r := reflect.ValueOf(row)
	at := r.FieldByName("projection").Index(column).Int()
	data := r.FieldByName("chunk").Elem().FieldByName("columns").Index(int(at)).FieldByName("dataPtr")
	return unsafe.Slice((*int32)(data.UnsafePointer()), BlockRows())
}
