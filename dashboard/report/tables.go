package report

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"luanphien/dashboard/docx"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/table"
)

// table writes the table of a figure, its caption above it.
func (c *composer) table(name string, t *table.Table) []docx.Block {
	var header []docx.Cell
	var labels []string
	for _, column := range t.Columns {
		if !column.Hidden {
			header, labels = append(header, head(column.Label, docx.StyleTable, 1)), append(labels, column.Label)
		}
	}
	rows, texts := [][]docx.Cell{header}, make([][]string, len(labels))
	for _, row := range t.Rows() {
		var cells []docx.Cell
		for i, cell := range table.Cells(c.question, row) {
			cells, texts[i] = append(cells, written(cell, docx.StyleTable)), append(texts[i], cell.Text)
		}
		rows = append(rows, cells)
	}
	wide := make([]float64, len(labels))
	for i, label := range labels {
		wide[i] = weight(label, texts[i])
	}
	c.tables++
	return []docx.Block{c.caption("document.table", fmt.Sprintf("table_%d", c.tables), c.tables, name), docx.Table{Widths: shares(wide, upright.TextWidth()), Header: 1, Rows: rows, Name: name},
		docx.Paragraph{Style: docx.StyleNote, Runs: []docx.Run{docx.Text(c.words.N("document.rows", len(t.Rows())))}}}
}

// weight is how wide a column is beside the others: by its texts, of which some may take several lines, and by the longest
// word of its heading.
func weight(label string, texts []string) float64 {
	longest, sum := 0, 0
	for _, text := range texts {
		n := utf8.RuneCountInString(text)
		sum += n
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }) {
			longest = max(longest, utf8.RuneCountInString(word))
		}
	}
	for _, word := range strings.Fields(label) {
		longest = max(longest, utf8.RuneCountInString(word))
	}
	mean := float64(sum) / float64(max(len(texts), 1))
	return max(float64(longest)+2, min(mean, 40))
}

// shares parts a width by weights.
func shares(weights []float64, width int) []int {
	sum := 0.0
	for _, v := range weights {
		sum += v
	}
	list := make([]int, len(weights))
	for i, v := range weights {
		list[i] = int(float64(width) * v / sum)
	}
	return list
}

func head(text, style string, span int) docx.Cell {
	return docx.Cell{Span: span, Paras: []docx.Paragraph{{Style: style, Align: docx.AlignCentre, Runs: []docx.Run{{Text: text, Bold: true}}}}}
}

func written(cell table.Cell, style string) docx.Cell {
	align := docx.AlignLeft
	if cell.Number {
		align = docx.AlignRight
	}
	return docx.Cell{Paras: []docx.Paragraph{{Style: style, Align: align, Runs: []docx.Run{docx.Text(cell.Text)}}}}
}

// columns are those of one figure's table that a joined table takes.
type columns struct {
	figure string
	fields []string
	wide   []float64 // beside each other
}

// joined is a table that stands columns of several figures side by side, row by row of the same station or week.
type joined struct {
	groups []string // names of the figures
	labels [][]string
	keys   []any // a station or a Monday
	rows   map[any][]table.Cell
	wide   []float64
}

// join draws the figures and lays their tables side by side. A row that a figure lacks has dashes for it; a figure without
// a table has no columns, and is told of where its reason is.
func (c *composer) join(parts []columns) (*joined, error) {
	j := &joined{rows: map[any][]table.Cell{}}
	width := 0
	for _, part := range parts {
		f := catalogue.All.ByID[part.figure]
		d, ok := c.figure(part.figure)
		if !ok {
			drawing, err := figure.Draw(c.question, f)
			if err != nil {
				return nil, err
			}
			d = drawn{Drawing: drawing}
		}
		if d.Table == nil {
			continue
		}
		labels, err := labels(d.Table, part)
		if err != nil {
			return nil, err
		}
		j.groups, j.labels, j.wide = append(j.groups, c.name(part.figure)), append(j.labels, labels), append(j.wide, part.wide...)
		for _, row := range d.Table.Rows() {
			j.put(c, d.Table, row, part.fields, width)
		}
		width += len(part.fields)
	}
	for key, cells := range j.rows {
		j.rows[key] = dashes(cells, width)
	}
	return j, nil
}

// labels are the names of the columns that a part takes.
func labels(t *table.Table, part columns) ([]string, error) {
	list := make([]string, len(part.fields))
	for i, field := range part.fields {
		column, ok := t.Column(field)
		if !ok {
			return nil, fmt.Errorf("the table of %s has no column %s", part.figure, field)
		}
		list[i] = column.Label
	}
	return list, nil
}

// put lays the fields of a row into the joined row of the same key, from column at on.
func (j *joined) put(c *composer, t *table.Table, row table.Row, fields []string, at int) {
	key := row.At(t.Columns[0].Field)
	if s, ok := key.(table.StationRef); ok {
		key = table.StationRef{Code: s.Code, Name: s.Name} // without where it leads
	}
	if _, known := j.rows[key]; !known {
		j.keys = append(j.keys, key)
	}
	cells := dashes(j.rows[key], at)
	for _, field := range fields {
		column, _ := t.Column(field)
		cells = append(cells, table.CellOf(c.question, column, row.At(field)))
	}
	j.rows[key] = cells
}

func dashes(cells []table.Cell, n int) []table.Cell {
	for len(cells) < n {
		cells = append(cells, table.Cell{Text: "–", Number: true, Missing: true})
	}
	return cells
}

// write writes the joined table: two rows of headings, the names of the figures above the columns.
func (j *joined) write(c *composer, name, first string, page docx.Page, leads float64) []docx.Block {
	upper := []docx.Cell{head("", docx.StyleNarrow, 1)}
	lower := []docx.Cell{head(first, docx.StyleNarrow, 1)}
	for g, group := range j.groups {
		upper = append(upper, head(group, docx.StyleNarrow, len(j.labels[g])))
		for _, label := range j.labels[g] {
			lower = append(lower, head(label, docx.StyleNarrow, 1))
		}
	}
	rows := [][]docx.Cell{upper, lower}
	for _, key := range j.keys {
		column := table.Column{Kind: table.KindStation}
		if _, ok := key.(time.Time); ok {
			column.Kind = table.KindWeek
		}
		cells := []docx.Cell{written(table.CellOf(c.question, column, key), docx.StyleNarrow)}
		for _, cell := range j.rows[key] {
			cells = append(cells, written(cell, docx.StyleNarrow))
		}
		rows = append(rows, cells)
	}
	c.tables++
	return []docx.Block{c.caption("document.table", fmt.Sprintf("table_%d", c.tables), c.tables, name), docx.Table{Widths: shares(append([]float64{leads}, j.wide...), page.TextWidth()), Header: 2, Rows: rows, Name: name}}
}
