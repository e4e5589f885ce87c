package read

import (
	"io"
	"strings"

	"luanphien/ingest/ledger"
)

// leftOut accounts for all the rows of a table that is not read, whose first rows were read already.
func (f *File) leftOut(name string, src records, head []record) error {
	owner, place := f, name
	for ; owner.whole != nil; owner = owner.whole {
		place = strings.TrimSuffix(owner.Name+" › "+place, " › ")
	}
	rows := int64(0)
	pass := func(r record) {
		rows += r.rows()
		if len(owner.passed) < ledger.Listed && r.rows() > 0 {
			owner.passed = append(owner.passed, ledger.Passed{Sheet: place, Line: r.line, Rows: r.rows(), Text: rowText(r), Reason: ledger.OtherSheet})
		}
	}
	for _, r := range head {
		pass(r)
	}
	for {
		r, err := src.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		pass(r)
	}
	if rows != src.count() {
		return uncounted("«"+name+"»: ", src.count(), rows)
	}
	owner.ledger.Content += rows
	if rows > 0 {
		owner.ledger.Pass(ledger.OtherSheet, rows)
	}
	return nil
}
