package scorecard

import (
	"math"
	"strings"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

// Figure is the scorecard as a table: for its page, JSON, CSV and XLSX.
var Figure = &figure.Figure{ID: "scorecard", Streamed: true, Specialised: true, Ruled: true,
	Methods: []string{"CHT-5", "CHT-4", "COV-1", "COV-4", "CMP-2", "CHT-1", "RA-1", "COV-6"},
	Queries: []string{"coverage_by_week", "report_states", "station_weeks", "referral_window", "rebasings", "targets", "ahead_postings",
		"referral_cells", "referral_baseline", "referral_blocks", "need_coverage"}, Draw: draw}

// fields name the measures in files.
var fields = map[string]string{analytics.MeasureCoverage: "coverage", analytics.MeasureDoctors: "doctor", analytics.MeasureOnTime: "on_time", analytics.MeasureReferrals: "referrals"}

func draw(r *question.Question) (*figure.Drawing, error) {
	c, err := Of(r)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(c.Rows) == 0 {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.scorecard"), w.T("stations.none")), nil
	}
	d := &figure.Drawing{Title: w.T("figure.scorecard"), Subtitle: Subtitle(r, c), Table: tableOf(r, c), Notes: Summaries(r, c)}
	d.Notes = append(d.Notes, w.T("scorecard.note"))
	d.Alt = d.Title
	return d, nil
}

// Subtitle says what the figures are of.
func Subtitle(r *question.Question, c *Card) string {
	w := r.Words
	return w.T("scorecard.subtitle", "weeks", w.Period(c.Weeks.From, c.Weeks.To), "due", w.Period(c.Due[0], c.Due[1]), "period", r.Period())
}

func tableOf(r *question.Question, c *Card) *table.Table {
	w := r.Words
	columns := []table.For[Row]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s Row) any { return table.StationOf(s.Station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s Row) any { return s.Station.HealthCenter }},
		{Field: "present_now", Label: w.T("column.present_now"), Cell: func(s Row) any { return PresentInWords(w, s) }},
	}
	for i, m := range analytics.Measures {
		columns = append(columns, measureColumns(w, m, func(s Row) Cell { return s.Cells[i] })...)
	}
	return table.Of(c.Rows, append(columns, []table.For[Row]{
		{Field: "referrals_oe", Label: w.T("column.oe"), Kind: table.KindRatio, Cell: ratio(func(e *analytics.StationReferrals) any { return e.RatioOE })},
		{Field: "referrals_oe_low", Label: w.T("column.low"), Kind: table.KindRatio, Cell: ratio(func(e *analytics.StationReferrals) any { return e.RatioLow })},
		{Field: "referrals_oe_high", Label: w.T("column.high"), Kind: table.KindRatio, Cell: ratio(func(e *analytics.StationReferrals) any { return table.Known(e.RatioHigh) })},
		{Field: "needs_met", Label: w.T("column.needs_met_days"), Kind: table.KindPercent, Cell: func(s Row) any { return s.Needs }},
		{Field: "open_items", Label: w.T("column.open_items"), Kind: table.KindInt, Cell: func(s Row) any { return s.Items }},
	}...))
}

// measureColumns are the columns of one weekly series.
func measureColumns(w *words.Words, measure string, of func(Row) Cell) []table.For[Row] {
	f, label := fields[measure], w.T("series."+measure)
	held := func(s Row) bool { return of(s).Judged.Of > 0 }
	return []table.For[Row]{
		{Field: f, Label: w.T("column.four_weeks", "what", label), Kind: table.KindPercent, Cell: func(s Row) any { return of(s).Recent }},
		{Field: f + "_variation", Label: w.T("column.variation", "what", label), Kind: table.KindTerm, Prefix: "variation.short.", Cell: func(s Row) any { return string(of(s).Judged.Variation) }},
		{Field: f + "_assurance", Label: w.T("column.assurance", "what", label), Kind: table.KindTerm, Prefix: "assurance.short.", Hidden: true, Cell: func(s Row) any { return string(of(s).Judged.Assurance) }},
		{Field: f + "_target", Label: w.T("column.target"), Kind: table.KindShare, Hidden: true, Cell: func(s Row) any { return table.Known(of(s).Judged.Target) }},
		{Field: f + "_weeks_met", Label: w.T("column.weeks_met"), Kind: table.KindInt, Hidden: true, Cell: func(s Row) any { return table.If(held(s), of(s).Judged.Met) }},
		{Field: f + "_weeks_held", Label: w.T("column.weeks_held"), Kind: table.KindInt, Hidden: true, Cell: func(s Row) any { return table.If(held(s), of(s).Judged.Of) }},
	}
}

// ratio is a cell of the station's observed over expected; missing where it is not reported.
func ratio(of func(*analytics.StationReferrals) any) func(Row) any {
	return func(s Row) any {
		if e := s.Expected; e != nil && e.State == analytics.StateOK && e.Expected > 0 {
			return of(e)
		}
		return nil
	}
}

// PresentInWords says who is at a station by role and until when; «không có ai» where nobody is, and that a station is not
// active where it has closed or is not open yet.
func PresentInWords(w *words.Words, s Row) string {
	if !s.Active {
		return w.T("presence.inactive")
	}
	if len(s.Present) == 0 {
		return w.T("scorecard.nobody")
	}
	var parts []string
	for _, p := range s.Present {
		parts = append(parts, w.T("scorecard.present", "role", w.T("scorecard.role."+p.Role), "until", w.Date(p.Until)))
	}
	return strings.Join(parts, "; ")
}

// OEInWords writes observed over expected with its interval; a station without a figure has the reason instead.
func OEInWords(w *words.Words, s Row) string {
	e := s.Expected
	if e == nil || e.State != analytics.StateOK || e.Expected <= 0 {
		return words.NoValue
	}
	high := "∞"
	if e.RatioHigh != nil {
		high = w.Decimal(*e.RatioHigh, 2)
	}
	return w.T("scorecard.oe", "ratio", w.Decimal(e.RatioOE, 2), "low", w.Decimal(e.RatioLow, 2), "high", high)
}

// Tally counts the stations by what the icons of a measure say.
type Tally struct{ Concern, Better, Common, Other, Unjudged, Pass, Fail, Miss, Unassured int }

// TallyOf counts the icons of the measure at a place in analytics.Measures.
func TallyOf(c *Card, measure int) (t Tally) {
	for _, row := range c.Rows {
		j := row.Cells[measure].Judged
		switch j.Variation {
		case spc.CommonCause:
			t.Common++
		case spc.ConcernHigh, spc.ConcernLow:
			t.Concern++
		case spc.ImprovementHigh, spc.ImprovementLow:
			t.Better++
		case spc.NeutralHigh, spc.NeutralLow:
			t.Other++
		default:
			t.Unjudged++
		}
		switch j.Assurance {
		case spc.Pass:
			t.Pass++
		case spc.Fail:
			t.Fail++
		case spc.HitAndMiss:
			t.Miss++
		default:
			t.Unassured++
		}
	}
	return t
}

// ByChance is the share of judged series that chance alone marks in their latest week (methods CHT-5).
const ByChance = 0.04

// Summaries say how many stations have which icon, measure by measure, and what chance alone would mark.
func Summaries(r *question.Question, c *Card) (list []string) {
	w := r.Words
	for i, m := range analytics.Measures {
		t := TallyOf(c, i)
		judged := len(c.Rows) - t.Unjudged
		text := w.T("scorecard.summary", "what", w.T("series."+m), "concern", t.Concern, "better", t.Better, "common", t.Common, "unjudged", t.Unjudged)
		if t.Pass+t.Fail+t.Miss > 0 {
			text += " " + w.T("scorecard.summary.target", "pass", t.Pass, "miss", t.Miss, "fail", t.Fail, "rest", t.Unassured)
		}
		if judged > 0 {
			text += " " + w.T("scorecard.chance", "k", int(math.Floor(ByChance*float64(judged)+0.5)), "n", judged)
		}
		list = append(list, text)
	}
	return list
}
