package console

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Kinds of frames on the pipe: a byte, then what the kind needs.
const (
	frameColumns byte = 'C' // JSON of []Column, before the rows
	frameRow     byte = 'R' // the values of one row
	frameDone    byte = 'D' // JSON of Summary, after the last row
	frameProblem byte = 'P' // JSON of Problem, in place of what would follow
)

// order is what the process is asked to do.
type order struct {
	Path              string
	SQL               string
	MaxRows           int
	MaxCell, MaxBytes int
	Memory            int64
	Threads           int
	names             []string
	values            []any
}

// writeOrder sends an order.
func writeOrder(w io.Writer, r Request, threads int) error {
	head, err := json.Marshal(order{Path: r.EditionPath, SQL: r.SQL, MaxRows: r.MaxRows, MaxCell: r.MaxCell, MaxBytes: r.MaxBytes, Memory: r.MemoryBytes, Threads: threads})
	if err != nil {
		return err
	}
	b := appendText(nil, string(head))
	b = binary.AppendUvarint(b, uint64(len(r.Params)))
	for name, value := range r.Params {
		if b, err = appendValue(appendText(b, name), value); err != nil {
			return fmt.Errorf("parameter %s: %w", name, err)
		}
	}
	_, err = w.Write(b)
	return err
}

// readOrder receives an order.
func readOrder(r *bufio.Reader) (*order, error) {
	head, err := readText(r)
	if err != nil {
		return nil, err
	}
	var o order
	if err := json.Unmarshal(head, &o); err != nil {
		return nil, err
	}
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	for range n {
		name, err := readText(r)
		if err != nil {
			return nil, err
		}
		value, err := readValue(r)
		if err != nil {
			return nil, err
		}
		o.names, o.values = append(o.names, string(name)), append(o.values, value)
	}
	return &o, nil
}

// params are the order's parameters by name.
func (o *order) params() map[string]any {
	m := map[string]any{}
	for i, name := range o.names {
		m[name] = o.values[i]
	}
	return m
}

// writeJSON sends a frame whose content is JSON.
func writeJSON(w *bufio.Writer, kind byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(appendText([]byte{kind}, string(b)))
	return err
}

// Column of a result; Type is the engine's name, such as BIGINT or DECIMAL(18,3).
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Summary says how a statement went.
type Summary struct {
	Rows      int           `json:"rows"`      // handed over
	Total     int           `json:"total"`     // of the whole result
	Truncated bool          `json:"truncated"` // there are more than asked for
	Cut       int           `json:"cut"`       // cells that were shortened
	Elapsed   time.Duration `json:"elapsed"`   // of the engine: parsing, planning, running
}
