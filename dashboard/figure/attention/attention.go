// Package attention has what needs a call first: the list of items and its counts.
package attention

import (
	"strings"
	"time"

	"luanphien/analytics/attention"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/incidents"
	"luanphien/dashboard/figure/postings"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/figure/station"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var List = &figure.Figure{ID: "attention", Methods: []string{"COV-9", "COV-6", "COV-DQ", "CMP-5", "CMP-6", "CHT-4", "DQ-1", "DQ-2", "DQ-5"},
	Queries: []string{"attention_incidents", "attention_uncovered", "attention_reports", "attention_endings", "attention_postings", "attention_absences", "attention_needs",
		"double_bookings", "possible_replacements", "station_weeks", "coverage_by_week", "report_states", "referral_window", "rebasings", "targets"}, Specialised: true, Ruled: true, Draw: drawAttention}

// Evidence is the figure that shows what a rule found: of the station's page, or of the page of difficulties.
var Evidence = map[attention.Code]*figure.Figure{
	attention.UrgentIncident:  incidents.Open,
	attention.Nobody:          postings.OfStation,
	attention.NoDoctor:        postings.OfStation,
	attention.PostingEnding:   postings.OfStation,
	attention.ReportsMissing:  station.Reports,
	attention.ReferralSignal:  station.XmR,
	attention.CoverageSignal:  variation.StationCoverage,
	attention.DoctorSignal:    variation.StationDoctors,
	attention.OnTimeSignal:    variation.StationOnTime,
	attention.NeedUnmet:       postings.OfStation,
	attention.DoubleBooking:   postings.OfStation,
	attention.Replacement:     postings.OfStation,
	attention.PostingInactive: postings.OfStation,
	attention.LeftLate:        postings.OfStation,
	attention.Inconsistent:    station.Activity,
	attention.Outlier:         station.Activity,
}

// provinceChart is the chart of a signal of the province, on the page of its topic.
var provinceChart = map[attention.Code]struct {
	page   string
	figure *figure.Figure
}{
	attention.CoverageSignal: {"/coverage", variation.Coverage},
	attention.DoctorSignal:   {"/coverage", variation.Doctors},
	attention.OnTimeSignal:   {"/reporting", variation.OnTime},
	attention.ReferralSignal: {"/referrals", referrals.XmR},
}

// attentionSpoken is the most findings of an item that a list beside other figures says.
const attentionSpoken = 3

// Line is one thing to look at, in words.
type Line struct {
	Severity string
	Station  string
	Text     string
	URL      string // of the evidence; "" where no station is meant
	See      string // what is to be seen there
}

func drawAttention(r *question.Question) (*figure.Drawing, error) {
	items, err := r.Attention(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	names, err := r.StationNames()
	if err != nil {
		return nil, err
	}
	type item = attention.Item
	t := table.Of(items, []table.For[item]{
		{Field: "severity", Label: w.T("column.severity"), Kind: table.KindTerm, Prefix: "severity.", Cell: func(i item) any { return severityCode(i.Severity) }},
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(i item) any {
			if i.Station == "" {
				return nil
			}
			return table.StationRef{Code: i.Station, Name: names[i.Station], Figure: Evidence[i.Code].ID, Period: windowOf(i)}
		}},
		{Field: "reason", Label: w.T("column.reason"), Kind: table.KindTerm, Prefix: "attention.name.", Hidden: true, Cell: func(i item) any { return string(i.Code) }},
		{Field: "words", Label: w.T("column.what"), Key: true, Cell: func(i item) any { return AttentionText(r, i, len(i.Findings)) }},
		{Field: "worker_code", Label: w.T("column.worker"), Hidden: true, Cell: func(i item) any { return workersOf(i) }},
		{Field: "since", Label: w.T("column.since"), Kind: table.KindDate, Cell: func(i item) any { return dateOrNil(i.Findings[0].From) }},
		{Field: "until", Label: w.T("column.until"), Kind: table.KindDate, Cell: func(i item) any { return dateOrNil(i.Findings[0].To) }},
	})
	d := &figure.Drawing{Title: w.N("attention.title", len(items)), Subtitle: w.T("attention.subtitle", "moment", w.Moment(r.Scope.AsOf)),
		Notes: []string{w.T("attention.order"), w.T("attention.thresholds", "list", thresholdsInWords(r))},
		Alt:   w.N("attention.title", len(items)), Table: t}
	if part := Part(r); part != "" {
		d.Notes = append([]string{part}, d.Notes...)
	}
	return d, nil
}

// Part says what the list of one specialty holds and what it leaves out; "" = it is the whole list.
func Part(r *question.Question) string {
	if r.Scope.Specialty == "" {
		return ""
	}
	return r.Words.T("specialty.attention", "specialty", r.Words.Named(r.Scope.Specialty))
}

// thresholdsInWords says the thresholds in use, so that nobody reads the list without them.
func thresholdsInWords(r *question.Question) string {
	rules := r.AttentionRules()
	var parts []string
	for _, t := range rules.Thresholds() {
		text := t.Text()
		if r.Words.Lang == words.Vietnamese {
			text = strings.ReplaceAll(text, ".", ",")
		}
		parts = append(parts, r.Words.T("attention.threshold."+t.Name, "n", text))
	}
	return strings.Join(parts, "; ")
}

func severityCode(severity attention.Severity) string {
	switch severity {
	case attention.SeverityNow:
		return "now"
	case attention.SeverityWeek:
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

// windowOf is the period in which the evidence of an item shows what was found; "" = any.
func windowOf(item attention.Item) string {
	if attention.SignalMeasure(item.Code) == "" {
		return ""
	}
	first, last := calendar.WeekOf(item.Findings[0].From), calendar.WeekOf(item.Findings[0].To)
	if first == last {
		return first.String()
	}
	return first.String() + ".." + last.String()
}

// workersOf are the codes of the workers that an item names, with spaces between.
func workersOf(item attention.Item) string {
	var codes []string
	for _, f := range item.Findings {
		if f.Worker != "" {
			codes = append(codes, f.Worker)
		}
	}
	return strings.Join(codes, " ")
}

// AttentionText says what needs attention, short and active: the gravest findings, up to a limit, and how many more.
func AttentionText(r *question.Question, item attention.Item, limit int) string {
	w := r.Words
	var parts []string
	for i, f := range item.Findings {
		if i == limit {
			parts = append(parts, w.T("attention.further", "n", w.Int(float64(len(item.Findings)-limit))))
			break
		}
		parts = append(parts, FindingText(r, item.Code, f))
	}
	text := strings.Join(parts, "; ")
	if lead := "attention.lead." + string(item.Code); w.Has(lead) {
		text = w.T(lead) + text
	}
	if item.Station == "" && attention.SignalMeasure(item.Code) != "" {
		text = w.T("attention.province", "what", text)
	}
	return text
}

// hoursSaid is the time from which on an open report's hours are said as days.
const hoursSaid = 72

// FindingText says one finding with its numbers and dates.
func FindingText(r *question.Question, code attention.Code, f attention.Finding) string {
	w, key := r.Words, "attention."+string(code)
	if code == attention.UrgentIncident && f.Hours >= hoursSaid {
		key, f.Days = key+".days", f.Hours/24
	}
	number := func(n int) string { return w.Int(float64(n)) }
	pairs := []any{"worker", f.Worker, "other", f.Other, "decision", f.Decision, "specialty", w.Named(f.Specialty), "days", number(f.Days), "hours", number(f.Hours),
		"count", number(f.Count), "from", nearDate(r, f.From), "to", nearDate(r, f.To)}
	switch code {
	case attention.ReportsMissing:
		key += "." + string(f.Stream)
	case attention.ReferralSignal, attention.CoverageSignal, attention.DoctorSignal, attention.OnTimeSignal:
		pairs = append(pairs, "signal", chart.RunWords(r, f.Signal, f.High, f.Count),
			"value", w.Percent(100*f.Value, 100), "usual", w.Percent(100*f.Usual, 100))
	case attention.Outlier:
		pairs = append(pairs, "variable", w.T("attention.variable."+f.Variable), "value", w.Int(f.Value), "usual", w.Int(f.Usual))
	}
	return w.T(key, pairs...)
}

// nearDate leaves the year out where it is that of the list.
func nearDate(r *question.Question, d time.Time) string {
	if d.Year() == r.Today().To.Year() {
		return r.Words.ShortDate(d)
	}
	return r.Words.Date(d)
}

// Lines are the first items, for a list beside other figures; the rest is counted.
func Lines(r *question.Question, items []attention.Item, limit int) (lines []Line, more int, err error) {
	names, err := r.StationNames()
	if err != nil {
		return nil, 0, err
	}
	for i, item := range items {
		if i == limit {
			return lines, len(items) - limit, nil
		}
		line := Line{Severity: severityCode(item.Severity), Text: AttentionText(r, item, attentionSpoken)}
		if item.Station != "" {
			evidence := Evidence[item.Code].ID
			line.Station, line.URL = names[item.Station], table.StationLink(r, item.Station, evidence, windowOf(item))
			line.See = r.Words.T("attention.evidence." + evidence)
		} else if on, drawn := provinceChart[item.Code]; drawn {
			line.URL = r.View.Link(on.page, "period", windowOf(item), "from", "", "to", "") + "#" + on.figure.ID
			line.See = r.Words.T("attention.evidence.province")
		}
		lines = append(lines, line)
	}
	return lines, 0, nil
}
