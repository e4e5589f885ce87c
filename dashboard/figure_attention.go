package dashboard

import (
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var attentionList = &Figure{ID: "attention", Methods: []string{"COV-9", "COV-6", "COV-DQ", "CMP-5", "CMP-6", "CHT-4", "DQ-1", "DQ-2", "DQ-5"},
	Queries: []string{"attention_incidents", "attention_uncovered", "attention_reports", "attention_endings", "attention_postings", "attention_absences", "attention_needs",
		"double_bookings", "station_weeks"}, Specialised: true, build: drawAttention}

// attentionEvidence is the figure that shows what a rule found: of the station's page, or of the page of difficulties.
var attentionEvidence = map[analytics.AttentionCode]*Figure{
	analytics.AttentionUrgentIncident:  incidentsOpen,
	analytics.AttentionNobody:          stationPostings,
	analytics.AttentionNoDoctor:        stationPostings,
	analytics.AttentionPostingEnding:   stationPostings,
	analytics.AttentionReportsMissing:  stationReports,
	analytics.AttentionReferralSignal:  stationXmR,
	analytics.AttentionNeedUnmet:       stationPostings,
	analytics.AttentionDoubleBooking:   stationPostings,
	analytics.AttentionPostingInactive: stationPostings,
	analytics.AttentionLeftLate:        stationPostings,
	analytics.AttentionInconsistent:    stationActivity,
	analytics.AttentionOutlier:         stationActivity,
}

// attentionSpoken is the most findings of an item that a list beside other figures says.
const attentionSpoken = 3

// attentionLine is one thing to look at, in words.
type attentionLine struct {
	Severity string
	Station  string
	Text     string
	URL      string // of the evidence; "" where no station is meant
	See      string // what is to be seen there
}

// attentionRules are the thresholds in use: a citation's, or else the server's.
func (r *request) attentionRules() analytics.AttentionRules {
	if r.view.Rules != nil {
		return *r.view.Rules
	}
	return r.server.attention
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
		{Field: "words", Label: w.T("column.what"), Key: true},
		{Field: "worker_code", Label: w.T("column.worker"), Hidden: true},
		{Field: "since", Label: w.T("column.since"), Kind: KindDate},
		{Field: "until", Label: w.T("column.until"), Kind: KindDate},
	}}
	for _, item := range items {
		first := item.Findings[0]
		row := []any{severityCode(item.Severity), nil, string(item.Code), r.attentionText(item, len(item.Findings)), workersOf(item),
			dateOrNil(first.From), dateOrNil(first.To)}
		if item.Station != "" {
			row[1] = stationRef{Code: item.Station, Name: names[item.Station], Figure: attentionEvidence[item.Code].ID, Period: windowOf(item)}
		}
		t.Rows = append(t.Rows, row)
	}
	d := &Drawing{Title: w.N("attention.title", len(items)), Subtitle: w.T("attention.subtitle", "moment", w.Moment(r.scope.AsOf)),
		Notes: []string{w.T("attention.order"), w.T("attention.thresholds", "list", r.thresholdsInWords())},
		Alt:   w.N("attention.title", len(items)), Table: t}
	if part := r.attentionPart(); part != "" {
		d.Notes = append([]string{part}, d.Notes...)
	}
	return d, nil
}

// attentionPart says what the list of one specialty holds and what it leaves out; "" = it is the whole list.
func (r *request) attentionPart() string {
	if r.scope.Specialty == "" {
		return ""
	}
	return r.words.T("specialty.attention", "specialty", r.words.Named(r.scope.Specialty))
}

// thresholdsInWords says the thresholds in use, so that nobody reads the list without them.
func (r *request) thresholdsInWords() string {
	rules := r.attentionRules()
	var parts []string
	for _, t := range rules.Thresholds() {
		text := t.Text()
		if r.words.Lang == words.Vietnamese {
			text = strings.ReplaceAll(text, ".", ",")
		}
		parts = append(parts, r.words.T("attention.threshold."+t.Name, "n", text))
	}
	return strings.Join(parts, "; ")
}

func severityCode(severity analytics.Severity) string {
	switch severity {
	case analytics.SeverityNow:
		return "now"
	case analytics.SeverityWeek:
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

// stationLink is the address of a part of a station's page; the list of open difficulties has a page of its own.
// period, where it is not "", is the one to look at.
func (r *request) stationLink(code, figure, period string) string {
	if figure == incidentsOpen.ID {
		return r.view.Link("/difficulties") + "#" + figure
	}
	link := r.view.Link("/stations/" + code)
	if period != "" {
		link = r.view.Link("/stations/"+code, "period", period, "from", "", "to", "")
	}
	if figure != "" {
		link += "#" + figure
	}
	return link
}

// windowOf is the period in which the evidence of an item shows what was found; "" = any.
func windowOf(item analytics.AttentionItem) string {
	if item.Code != analytics.AttentionReferralSignal {
		return ""
	}
	first, last := calendar.WeekOf(item.Findings[0].From), calendar.WeekOf(item.Findings[0].To)
	if first == last {
		return first.String()
	}
	return first.String() + ".." + last.String()
}

// workersOf are the codes of the workers that an item names, with spaces between.
func workersOf(item analytics.AttentionItem) string {
	var codes []string
	for _, f := range item.Findings {
		if f.Worker != "" {
			codes = append(codes, f.Worker)
		}
	}
	return strings.Join(codes, " ")
}

// attentionText says what needs attention, short and active: the gravest findings, up to a limit, and how many more.
func (r *request) attentionText(item analytics.AttentionItem, limit int) string {
	w := r.words
	var parts []string
	for i, f := range item.Findings {
		if i == limit {
			parts = append(parts, w.T("attention.further", "n", w.Int(float64(len(item.Findings)-limit))))
			break
		}
		parts = append(parts, r.findingText(item.Code, f))
	}
	text := strings.Join(parts, "; ")
	if lead := "attention.lead." + string(item.Code); w.Has(lead) {
		text = w.T(lead) + text
	}
	return text
}

// hoursSaid is the time from which on an open report's hours are said as days.
const hoursSaid = 72

// findingText says one finding with its numbers and dates.
func (r *request) findingText(code analytics.AttentionCode, f analytics.AttentionFinding) string {
	w, key := r.words, "attention."+string(code)
	if code == analytics.AttentionUrgentIncident && f.Hours >= hoursSaid {
		key, f.Days = key+".days", f.Hours/24
	}
	number := func(n int) string { return w.Int(float64(n)) }
	pairs := []any{"worker", f.Worker, "decision", f.Decision, "specialty", w.Named(f.Specialty), "days", number(f.Days), "hours", number(f.Hours),
		"count", number(f.Count), "from", r.nearDate(f.From), "to", r.nearDate(f.To)}
	switch code {
	case analytics.AttentionReportsMissing:
		key += "." + string(f.Stream)
	case analytics.AttentionReferralSignal:
		pairs = append(pairs, "signal", r.runWords(f.Signal, f.High, f.Count),
			"value", w.Percent(100*f.Value, 100), "usual", w.Percent(100*f.Usual, 100))
	case analytics.AttentionOutlier:
		pairs = append(pairs, "variable", w.T("attention.variable."+f.Variable), "value", w.Int(f.Value), "usual", w.Int(f.Usual))
	}
	return w.T(key, pairs...)
}

// nearDate leaves the year out where it is that of the list.
func (r *request) nearDate(d time.Time) string {
	if d.Year() == r.today().To.Year() {
		return r.words.ShortDate(d)
	}
	return r.words.Date(d)
}

// attentionLines are the first items, for a list beside other figures; the rest is counted.
func (r *request) attentionLines(items []analytics.AttentionItem, limit int) (lines []attentionLine, more int, err error) {
	names, err := r.stationNames()
	if err != nil {
		return nil, 0, err
	}
	for i, item := range items {
		if i == limit {
			return lines, len(items) - limit, nil
		}
		line := attentionLine{Severity: severityCode(item.Severity), Text: r.attentionText(item, attentionSpoken)}
		if item.Station != "" {
			evidence := attentionEvidence[item.Code].ID
			line.Station, line.URL = names[item.Station], r.stationLink(item.Station, evidence, windowOf(item))
			line.See = r.words.T("attention.evidence." + evidence)
		}
		lines = append(lines, line)
	}
	return lines, 0, nil
}
