package dashboard

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/queries/calendar"
)

// citation names a figure so that it can be computed again: edition, figure, parameters, and the SHA-256 of its rows.
func (r *request) citation(f *Figure, d *Drawing) (string, error) {
	sum, err := digest(d.Table)
	if err != nil {
		return "", err
	}
	parameters := strings.ReplaceAll(r.parameters(f).Encode(), "+", "%20") // which reads the same wherever it is pasted
	return fmt.Sprintf("edition %d · %s · %s · sha256 %s", r.edition.Manifest.Number, f.ID, parameters, sum), nil
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
	if f.OfStation {
		q.Set("station", r.stationCode())
	}
	if f.Streamed {
		q.Set("stream", r.view.Stream)
	}
	if r.view.Lang != Vietnamese { // some cells are words
		q.Set("lang", string(r.view.Lang))
	}
	return q
}

// digest is the SHA-256 of the rows of a table, as hexadecimal digits: of its fields and cells as CSV, fractions to
// twelve significant digits, because the order in which an engine adds them up is not fixed.
func digest(t *Table) (string, error) {
	h := sha256.New()
	if t == nil {
		t = &Table{}
	}
	out := csv.NewWriter(h)
	if err := out.Write(csvFields(t)); err != nil {
		return "", err
	}
	for _, row := range t.Rows {
		record := make([]string, 0, len(row)+2)
		for i, c := range t.Columns {
			record = append(record, csvCells(c, steady(row[i]))...)
		}
		if err := out.Write(record); err != nil {
			return "", err
		}
	}
	out.Flush()
	return hex.EncodeToString(h.Sum(nil)), out.Error()
}

// steady takes the last digits from the fractions of a cell.
func steady(v any) any {
	switch v := v.(type) {
	case float64:
		return twelveDigits(v)
	case analytics.Ratio:
		v.Numerator, v.Denominator = twelveDigits(v.Numerator), twelveDigits(v.Denominator)
		if q, ok := v.Value(); ok {
			return digestedRatio{twelveDigits(q), v}
		}
	case estimateCell:
		v.Value = twelveDigits(v.Value)
		return v
	}
	return v
}

// digestedRatio is a proportion whose value is already rounded.
type digestedRatio struct {
	value float64
	of    analytics.Ratio
}

func twelveDigits(v float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return rounded
}

// citationForm is what citation writes. Around it there may be other text.
var citationForm = regexp.MustCompile(`edition (\d+) · (\w+) · (\S*) · sha256 ([0-9a-f]{64})`)

// FindCitation finds the first citation in a text.
func FindCitation(text string) (string, bool) {
	found := citationForm.FindString(text)
	return found, found != ""
}

// Verify computes again the figure that a citation names, from the edition it cites, and gives the citation as it
// would be written now: equal means that the rows are the same. Where there is no such edition, figure or parameter
// the error is a *Problem.
func (s *Server) Verify(citation string) (now string, equal bool, err error) {
	m := citationForm.FindStringSubmatch(citation)
	if m == nil {
		return "", false, badParameter("citation", citation, "không phải dòng trích dẫn.", "this is not a citation.")
	}
	number, err := strconv.Atoi(m[1])
	if err != nil {
		return "", false, badParameter("edition", m[1], "không phải số ấn bản.", "this is not the number of an edition.")
	}
	query, err := url.ParseQuery(m[3])
	if err != nil {
		return "", false, badParameter("?", m[3], "tham số viết sai.", "the parameters are malformed.")
	}
	query.Set("edition", m[1])
	a := asked{path: "/figures/" + m[2], query: query, params: map[string]string{"id": m[2]}, roles: readers.roles, newest: number,
		now: s.now().Truncate(time.Minute)}
	_, err = s.answer(func(r *request) (*kept, error) {
		f, err := r.figure()
		if err != nil {
			return nil, err
		}
		d, err := r.draw(f)
		if err != nil {
			return nil, err
		}
		now, err = r.citation(f, d)
		return nil, err
	}, a)
	return now, now == m[0], err
}
