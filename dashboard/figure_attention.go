package dashboard

import (
	"time"

	"luanphien/analytics"
)

var attentionList = &Figure{ID: "attention", Methods: []string{"COV-9", "CMP-2", "COV-DQ"},
	Queries: []string{"attention_incidents", "attention_uncovered", "attention_reports", "attention_endings", "attention_postings", "attention_absences", "attention_needs",
		"double_bookings", "station_weeks"}, Streamed: false, build: drawAttention}

// attentionLine is one thing to look at, in words.
type attentionLine struct {
	Severity int
	Station  string
	URL      string
	Text     string
	Since    string
}

func drawAttention(r *request) (*Drawing, error) {
	items, err := r.attention(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	names, err := r.stationNames()
	if err != nil {
		return nil, err
	}
	t := &Table{Columns: []Column{
		{Field: "severity", Label: w.T("column.severity"), Kind: KindTerm, Prefix: "severity."},
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "reason", Label: w.T("column.reason"), Kind: KindTerm, Prefix: "attention.name.", Hidden: true},
		{Field: "words", Label: w.T("column.what")},
		{Field: "worker_code", Label: w.T("column.worker"), Hidden: true},
		{Field: "since", Label: w.T("column.since"), Kind: KindDate},
		{Field: "until", Label: w.T("column.until"), Kind: KindDate},
	}}
	for _, item := range items {
		row := []any{severityCode(item.Severity), nil, string(item.Code), r.attentionText(item), item.Worker, dateOrNil(item.From), dateOrNil(item.To)}
		if item.Station != "" {
			row[1] = stationRef{item.Station, names[item.Station]}
		}
		t.Rows = append(t.Rows, row)
	}
	return &Drawing{Title: w.N("attention.title", len(items)), Subtitle: w.T("attention.subtitle", "moment", w.Moment(r.scope.AsOf)),
		Alt: w.N("attention.title", len(items)), Table: t}, nil
}

func severityCode(severity int) string {
	switch severity {
	case 1:
		return "now"
	case 2:
		return "week"
	}
	return "data"
}

func dateOrNil(d time.Time) any {
	if d.IsZero() {
		return nil
	}
	return d
}

func (r *request) stationNames() (map[string]string, error) {
	stations, err := r.stations()
	names := make(map[string]string, len(stations))
	for _, s := range stations {
		names[s.Code] = s.Name
	}
	return names, err
}

// attentionText says what needs attention, short and active.
func (r *request) attentionText(item analytics.AttentionItem) string {
	w := r.words
	pairs := []any{"worker", item.Worker, "days", w.Int(float64(item.Days)), "hours", w.Int(float64(item.Hours)), "count", w.Int(float64(item.Count)),
		"from", w.ShortDate(item.From), "to", w.ShortDate(item.To), "decision", item.Decision, "stream", ""}
	if item.Stream != "" {
		pairs = append(pairs[:len(pairs)-1], w.T("stream."+string(item.Stream)))
	}
	pairs = append(pairs, "specialty", item.Specialty, "value", w.Int(item.Value), "usual", w.Int(item.Usual))
	if item.Variable != "" {
		pairs = append(pairs, "variable", w.T("attention.variable."+item.Variable))
	}
	if item.Signal != "" {
		pairs = append(pairs, "signal", w.T("attention.signal."+item.Signal))
	}
	return w.T("attention."+string(item.Code), pairs...)
}

// attentionLines are the items for a list beside other figures; the rest is counted.
func (r *request) attentionLines(items []analytics.AttentionItem, limit int) (lines []attentionLine, more int, err error) {
	names, err := r.stationNames()
	if err != nil {
		return nil, 0, err
	}
	for i, item := range items {
		if i == limit {
			return lines, len(items) - limit, nil
		}
		line := attentionLine{Severity: item.Severity, Text: r.attentionText(item)}
		if item.Station != "" {
			line.Station, line.URL = names[item.Station], r.view.Link("/stations/"+item.Station)
		}
		lines = append(lines, line)
	}
	return lines, 0, nil
}
