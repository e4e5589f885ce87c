package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luanphien/dashboard/docx"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
)

// stationColumns and weekColumns are what the appendices take of the tables of figures.
var (
	stationColumns = []columns{
		{"coverage_by_station", []string{"health_center", "coverage", "doctor_coverage", "preventive_coverage", "longest_gap_days"}, []float64{3.4, .95, .9, .9, 1}},
		{"reporting_by_station", []string{"on_time_rate", "completeness", "missing", "due"}, []float64{.8, .8, .75, .75}},
		{"referrals_by_station", []string{"observed", "expected", "avoided", "low", "high", "finding"}, []float64{.8, .8, .8, .8, .8, 1.7}},
	}
	weekColumns = []columns{
		{"coverage_by_week", []string{"coverage", "stations_covered", "stations_active"}, []float64{1, 1, 1}},
		{"reporting_by_week", []string{"on_time_rate", "completeness", "due"}, []float64{1, 1, 1}},
		{"referrals_by_week", []string{"observed", "expected", "low", "high"}, []float64{1, 1, .9, .9}},
	}
)

// byStation adds the appendix with a row a station, across.
func (c *composer) byStation() error {
	for _, part := range stationColumns {
		if !figure.May(c.question, catalogue.All.ByID[part.figure]) {
			c.left = append(c.left, c.words.T("document.left.stations"))
			return nil
		}
	}
	j, err := c.join(stationColumns)
	if err != nil {
		return err
	}
	name := c.words.T("document.by_station")
	blocks := j.write(c, name, c.words.T("column.station"), across, 1.9)
	blocks = append(blocks, note(c.words.N("document.by_station.rows", len(j.keys))), note(c.words.T("document.by_station.note")))
	c.appendix(across, name, blocks...)
	return nil
}

// byWeek adds the appendix with a row a week, of all stations together.
func (c *composer) byWeek() error {
	j, err := c.join(weekColumns)
	if err != nil {
		return err
	}
	all, scope := len(j.keys), c.question.Scope
	j.keys = slices.DeleteFunc(j.keys, func(key any) bool {
		monday := key.(time.Time)
		return monday.After(scope.To) || monday.AddDate(0, 0, 6).Before(scope.From)
	})
	slices.SortFunc(j.keys, func(a, b any) int { return a.(time.Time).Compare(b.(time.Time)) })
	name := c.words.T("document.by_week")
	blocks := append(j.write(c, name, c.words.T("column.week"), upright, 4), note(c.words.N("document.rows", len(j.keys))))
	if outside := all - len(j.keys); outside > 0 {
		blocks = append(blocks, note(c.words.N("document.by_week.outside", outside)))
	}
	c.appendix(upright, name, blocks...)
	return nil
}

func note(text string) docx.Paragraph {
	return docx.Paragraph{Style: docx.StyleNote, Before: docx.PT(4), Runs: []docx.Run{docx.Text(text)}}
}

// methodsUsed are the definitions of what the report counts, in the order of the figures.
func (c *composer) methodsUsed() []figure.Method {
	var ids []string
	add := func(f *figure.Figure) {
		for _, id := range f.Methods {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	for _, d := range c.drawn {
		add(d.Figure)
	}
	for _, part := range stationColumns {
		if f := catalogue.All.ByID[part.figure]; figure.May(c.question, f) {
			add(f)
		}
	}
	return figure.MethodsOf(c.question, ids)
}

// methodText is how a method computes, with its numbers and its source, a line each.
func (c *composer) methodText(m figure.Method) string {
	text := m.Text
	for _, p := range m.Parameters {
		text += "\n" + p.Name + ": " + p.Value
	}
	if m.Source != "" {
		text += "\n" + c.words.T("document.method.source", "source", m.Source)
	}
	return text
}

// methods adds the appendix that defines what the report counts.
func (c *composer) methods() error {
	w := c.words
	rows := [][]docx.Cell{{head(w.T("document.method.id"), docx.StyleTable, 1), head(w.T("document.method.name"), docx.StyleTable, 1), head(w.T("document.method.text"), docx.StyleTable, 1)}}
	for _, m := range c.methodsUsed() {
		rows = append(rows, []docx.Cell{cell(m.ID), cell(m.Name + " (" + m.Unit + ")"), cell(c.methodText(m))})
	}
	c.tables++
	name := w.T("document.methods")
	c.appendix(upright, name, c.caption("document.table", fmt.Sprintf("table_%d", c.tables), c.tables, name),
		docx.Table{Widths: shares([]float64{1, 2, 5}, upright.TextWidth()), Header: 1, Rows: rows, Name: name})
	return nil
}

func cell(text string) docx.Cell {
	return docx.Cell{Paras: []docx.Paragraph{{Style: docx.StyleTable, Align: docx.AlignLeft, Runs: []docx.Run{docx.Text(text)}}}}
}

// citations adds the appendix with what is not in the report, and the lines by which each figure is computed again.
func (c *composer) citations() error {
	w := c.words
	var blocks []docx.Block
	left := append(slices.Clone(c.left), c.withheld()...)
	blocks = append(blocks, docx.Paragraph{Style: docx.StyleHeading3, Runs: []docx.Run{docx.Text(w.T("document.left"))}})
	if len(left) == 0 {
		left = []string{w.T("document.left.nothing")}
	}
	for _, text := range left {
		blocks = append(blocks, body("- "+strings.TrimSuffix(text, ".")+"."))
	}
	rows := [][]docx.Cell{{head(w.T("document.figure"), docx.StyleNarrow, 1), head(w.T("document.cited.name"), docx.StyleNarrow, 1), head(w.T("figure.citation"), docx.StyleNarrow, 1)}}
	for _, d := range c.drawn {
		number := "–"
		if n, ok := c.numbers[d.ID]; ok {
			number = fmt.Sprint(n)
		}
		row := []docx.Cell{cell(number), cell(c.name(d.ID)), cell(d.citation)}
		for i := range row {
			row[i].Paras[0].Style = docx.StyleNarrow
		}
		rows = append(rows, row)
	}
	c.tables++
	name := w.T("document.cited")
	blocks = append(blocks, docx.Paragraph{Style: docx.StyleHeading3, Runs: []docx.Run{docx.Text(name)}}, body(w.T("document.cited.how")),
		c.caption("document.table", fmt.Sprintf("table_%d", c.tables), c.tables, name), docx.Table{Widths: shares([]float64{.8, 2.4, 6}, upright.TextWidth()), Header: 1, Rows: rows, Name: name})
	c.appendix(upright, w.T("document.left_and_cited"), blocks...)
	return nil
}
