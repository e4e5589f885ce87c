package dashboard

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"hash"
	"net/url"
	"strconv"
	"strings"
	"time"

	"luanphien/dashboard/address"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// citation names a figure so that it can be computed again: edition, figure, parameters, and the SHA-256 of its rows.
func (r *request) citation(f *Figure, d *Drawing) (string, error) {
	sum, err := digest(d.Table)
	if err != nil {
		return "", err
	}
	return cite(r.edition.Manifest.Number, f.ID, r.parameters(f), sum), nil
}

// cite writes a citation.
func cite(number int, figure string, parameters url.Values, sum string) string {
	text := strings.ReplaceAll(parameters.Encode(), "+", "%20") // which reads the same wherever it is pasted
	return fmt.Sprintf("edition %d · %s · %s · sha256 %s", number, figure, text, sum)
}

// parameters are those of an address that gives this very figure, whatever the defaults are by then.
func (r *request) parameters(f *Figure) url.Values {
	q := url.Values{}
	q.Set("from", r.scope.From.Format(time.DateOnly))
	q.Set("to", r.scope.To.Format(time.DateOnly))
	q.Set("as_of", r.scope.AsOf.In(calendar.Zone).Format(time.RFC3339))
	if r.scope.HealthCenter != "" {
		q.Set("area", r.scope.HealthCenter)
	}
	if r.scope.FacilityType != "" {
		q.Set("kind", r.scope.FacilityType)
	}
	if r.specialises(f) && r.view.Specialty != "" {
		q.Set("specialty", r.view.Specialty)
	}
	if f.OfStation {
		q.Set("station", r.stationCode())
	}
	for _, name := range f.Asked {
		if value := r.view.All.Get(name); value != "" {
			q.Set(name, value)
		}
	}
	if f.Streamed {
		q.Set("stream", r.view.Stream)
	}
	if r.forPress() { // some numbers are not told
		q.Set("audience", address.AudiencePress)
	}
	if f == attentionList {
		if changed := r.attentionRules().Changed(); changed != "" {
			q.Set("rules", changed)
		}
	}
	if r.view.Lang != words.Vietnamese { // some cells are words
		q.Set("lang", string(r.view.Lang))
	}
	return q
}

// digest is the SHA-256 of the rows of a table, as hexadecimal digits.
func digest(t *Table) (string, error) {
	if t == nil {
		t = &Table{}
	}
	records := [][]string{csvFields(t)}
	for _, row := range t.Rows {
		record := make([]string, 0, len(row)+2)
		for i, c := range t.Columns {
			record = append(record, csvCells(c, row[i])...)
		}
		records = append(records, record)
	}
	return digestOf(records)
}

// digestOf is the sum of the fields and cells of a CSV, numbers to twelve significant digits, because the order in which
// an engine adds up fractions is not fixed.
func digestOf(records [][]string) (string, error) {
	d := newDigester()
	for _, record := range records {
		if err := d.add(record); err != nil {
			return "", err
		}
	}
	return d.sum()
}

// digester sums up records as they come.
type digester struct {
	hash   hash.Hash
	out    *csv.Writer
	steady []string
}

func newDigester() *digester {
	h := sha256.New()
	return &digester{hash: h, out: csv.NewWriter(h)}
}

func (d *digester) add(record []string) error {
	d.steady = d.steady[:0]
	for _, cell := range record {
		d.steady = append(d.steady, strings.ReplaceAll(twelveDigits(cell), "\r\n", "\n")) // as readers of CSV give it
	}
	return d.out.Write(d.steady)
}

func (d *digester) sum() (string, error) {
	d.out.Flush()
	return hex.EncodeToString(d.hash.Sum(nil)), d.out.Error()
}

// twelveDigits rounds a cell that holds a number as this program writes it; others stay as they are.
func twelveDigits(cell string) string {
	if len(cell) <= 12 { // has no more digits than that
		return cell
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || plainNumber(v) != cell {
		return cell
	}
	if v, err = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64); err != nil {
		return cell
	}
	return plainNumber(v)
}
