package export

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"hash"
	"net/url"
	"strconv"
	"strings"

	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

// Citation names a figure so that it can be computed again: edition, figure, parameters, the release that made it, and the
// SHA-256 of its rows. Computed again by a later release, the same rows give the same citation.
func Citation(r *question.Question, f *figure.Figure, d *figure.Drawing) (string, error) {
	sum, err := digest(d.Table)
	if err != nil {
		return "", err
	}
	q := figure.Parameters(r, f)
	if r.View.Program != "" {
		q.Set("program", r.View.Program)
	}
	if r.Publisher != "" {
		q.Set("publisher", r.Publisher)
	}
	return Cite(r.Edition.Manifest.Number, f.ID, q, sum), nil
}

// Cite writes a citation.
func Cite(number int, figure string, parameters url.Values, sum string) string {
	text := strings.ReplaceAll(parameters.Encode(), "+", "%20") // which reads the same wherever it is pasted
	return fmt.Sprintf("edition %d · %s · %s · sha256 %s", number, figure, text, sum)
}

// digest is the SHA-256 of the rows of a table, as hexadecimal digits.
func digest(t *table.Table) (string, error) {
	if t == nil {
		t = &table.Table{}
	}
	records := [][]string{csvFields(t)}
	for _, row := range t.Rows() {
		record := make([]string, 0, len(t.Columns)+2)
		for c, v := range row.Cells {
			record = append(record, csvCells(c, v)...)
		}
		records = append(records, record)
	}
	return digestOf(records)
}

// digestOf is the sum of the fields and cells of a CSV, numbers to twelve significant digits, because the order in which
// an engine adds up fractions is not fixed.
func digestOf(records [][]string) (string, error) {
	d := NewDigester()
	for _, record := range records {
		if err := d.Add(record); err != nil {
			return "", err
		}
	}
	return d.Sum()
}

// Digester sums up records as they come.
type Digester struct {
	hash   hash.Hash
	out    *csv.Writer
	steady []string
}

func NewDigester() *Digester {
	h := sha256.New()
	return &Digester{hash: h, out: csv.NewWriter(h)}
}

func (d *Digester) Add(record []string) error {
	d.steady = d.steady[:0]
	for _, cell := range record {
		d.steady = append(d.steady, strings.ReplaceAll(twelveDigits(cell), "\r\n", "\n")) // as readers of CSV give it
	}
	return d.out.Write(d.steady)
}

func (d *Digester) Sum() (string, error) {
	d.out.Flush()
	return hex.EncodeToString(d.hash.Sum(nil)), d.out.Error()
}

// twelveDigits rounds a cell that holds a number as this program writes it; others stay as they are.
func twelveDigits(cell string) string {
	if len(cell) <= 12 { // has no more digits than that
		return cell
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || PlainNumber(v) != cell {
		return cell
	}
	if v, err = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64); err != nil {
		return cell
	}
	return PlainNumber(v)
}
