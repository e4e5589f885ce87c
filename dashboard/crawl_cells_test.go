package dashboard

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

// cells holds each figure's table on its page, and its workbook, against its file of lines, cell for cell. A run that is a
// sample takes every so many figures, others at each address.
func (c *crawl) cells() {
	for i, f := range slices.Concat(catalogue.All.Order, catalogue.All.More) {
		if i%c.sample != c.turn%c.sample {
			continue
		}
		if c.tableOf(f); c.err != nil {
			c.err = fmt.Errorf("%s: %w", f.ID, c.err)
			return
		}
	}
}

func (c *crawl) tableOf(f *figure.Figure) {
	var pairs []string
	if f.OfStation {
		pairs = []string{"station", c.stations[c.turn%len(c.stations)].Code}
	}
	r, err := c.site.requestOf(c.edition, c.address("/figures/"+f.ID, pairs...))
	if err != nil {
		c.err = err
		return
	}
	d, err := figure.Draw(r, f)
	if err != nil || d.Table == nil {
		c.err = err
		return
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(c.get("/figures/"+f.ID+".csv", pairs...), export.ByteOrderMark))).ReadAll()
	if err != nil || c.err != nil || len(lines) == 0 {
		c.err = err
		return
	}
	if len(d.Table.Rows()) == 0 {
		lines = lines[:1] // the file of an empty table has one row, of its provenance
	}
	c.pageCells(f.ID, d.Table, lines, tableRows(c.get("/figures/"+f.ID, pairs...)))
	book, err := excelize.OpenReader(bytes.NewReader([]byte(c.get("/figures/"+f.ID+".xlsx", pairs...))))
	if err != nil {
		c.err = fmt.Errorf("%s.xlsx: %w", f.ID, err)
		return
	}
	cells, err := book.GetRows(book.GetSheetName(0), excelize.Options{RawCellValue: true})
	if err != nil || len(cells) <= export.HeadRows {
		c.err = fmt.Errorf("%s.xlsx: %d rows: %w", f.ID, len(cells), err)
		return
	}
	cells = cells[export.HeadRows:]
	c.add(crawlKey{f.ID, "", "", "rows"}, float64(len(lines)), 0, f.ID+".csv")
	for i, line := range lines[1:] {
		for j, text := range line {
			if i+1 < len(cells) && j < len(cells[i+1]) && j < len(cells[0]) {
				c.cell(f.ID, lines[0][j], i, text, cells[i+1][j], f.ID+".xlsx")
			}
		}
	}
}

// cell adds a number of a file of lines and what another source gives for it.
func (c *crawl) cell(figure, field string, row int, text, other, source string) {
	a, errA := strconv.ParseFloat(text, 64)
	b, errB := strconv.ParseFloat(other, 64)
	if errA == nil && errB == nil {
		k := crawlKey{figure, "", strconv.Itoa(row + 1), field}
		c.add(k, a, 0, figure+".csv")
		c.add(k, b, 0, source)
	}
}

// pageCells compares the table as the page writes it. A page tells how many rows there are by having them.
func (c *crawl) pageCells(figure string, t *table.Table, lines, rows [][]string) {
	if len(rows) == 0 && len(t.Rows()) == 0 {
		return
	}
	source := figure + " page"
	c.add(crawlKey{figure, "", "", "rows"}, float64(len(rows)+1), 0, source)
	shown := slices.DeleteFunc(slices.Clone(t.Columns), func(column table.Column) bool { return column.Hidden })
	for i, row := range rows[:min(len(rows), len(lines)-1)] {
		if len(row) != len(shown) {
			c.err = fmt.Errorf("row %d of the page has %d cells, not %d", i+1, len(row), len(shown))
			return
		}
		for j, column := range shown {
			at := slices.Index(lines[0], column.Field)
			_, rounded := t.Rows()[i].At(column.Field).(table.EstimateCell)
			if !column.Numeric() || at < 0 || rounded { // to two figures where its interval is wide
				continue
			}
			spoken, within, ok := spokenNumber(row[j])
			exact, err := strconv.ParseFloat(lines[i+1][at], 64)
			if ok && err == nil {
				k := crawlKey{figure, "", strconv.Itoa(i + 1), column.Field}
				c.add(k, exact, 0, figure+".csv")
				c.add(k, spoken, within, source)
			}
		}
	}
}

var (
	tableBody = regexp.MustCompile(`(?s)<tbody>(.*?)</tbody>`)
	tableRow  = regexp.MustCompile(`(?s)<tr[^>]*>(.*?)</tr>`)
	tableCell = regexp.MustCompile(`(?s)<t[dh][^>]*>(.*?)</t[dh]>`)
)

// tableRows are the cells of the first table of a page, as text.
func tableRows(page string) (rows [][]string) {
	body := tableBody.FindStringSubmatch(page)
	if body == nil {
		return nil
	}
	for _, row := range tableRow.FindAllStringSubmatch(body[1], -1) {
		var cells []string
		for _, cell := range tableCell.FindAllStringSubmatch(row[1], -1) {
			cells = append(cells, plain(cell[1]))
		}
		rows = append(rows, cells)
	}
	return rows
}

// plain is the text of a piece of a page.
func plain(part string) string {
	return strings.TrimSpace(strings.ReplaceAll(html.UnescapeString(tags.ReplaceAllString(part, " ")), words.Nbsp, " "))
}

// crawlRoles are those of who asks: all figures are theirs to see.
const crawlRoles = account.Director | account.Analyst
