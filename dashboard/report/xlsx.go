package report

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// XLSX writes the report as a workbook: what it is and its findings first, then the whole table of each figure, unrounded,
// on a sheet of its own, those by station among them, the methods and the citations. Check has to have let it pass.
func XLSX(r *question.Question, o Order) (_ []byte, err error) {
	c := &composer{question: r, words: r.Words, order: o}
	if err := c.drawAll(); err != nil {
		return nil, err
	}
	if err := c.drawStations(); err != nil {
		return nil, err
	}
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	first := c.words.T("document.kind")
	if err := book.SetSheetName("Sheet1", first); err != nil {
		return nil, err
	}
	sheets, err := c.tableSheets(book)
	if err != nil {
		return nil, err
	}
	if err := export.WriteLines(book, first, append(c.aboutLines(), sheets...)); err != nil {
		return nil, err
	}
	for _, s := range []struct {
		name  string
		lines [][2]string
	}{{c.words.T("document.methods"), c.methodLines()}, {c.words.T("document.cited"), c.citationLines()}} {
		if _, err := book.NewSheet(s.name); err != nil {
			return nil, err
		}
		if err := export.WriteLines(book, s.name, s.lines); err != nil {
			return nil, err
		}
	}
	made := r.Scope.AsOf.UTC().Format(time.RFC3339)
	err = book.SetDocProps(&excelize.DocProperties{Title: c.title(), Subject: c.source(), Creator: o.Letter.Body, Language: c.language(), Created: made, Modified: made})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = book.Write(&b)
	return b.Bytes(), err
}

// drawStations adds the figures with a row a station, where the reader of the report may see them.
func (c *composer) drawStations() error {
	for _, part := range stationColumns {
		f := catalogue.All.ByID[part.figure]
		if !figure.May(c.question, f) {
			c.left = append(c.left, c.words.T("document.left.stations"))
			return nil
		}
		if err := c.draw(f); err != nil {
			return err
		}
	}
	return nil
}

// tableSheets writes the figures' tables, and gives the names of the sheets with what they hold.
func (c *composer) tableSheets(book *excelize.File) ([][2]string, error) {
	styles, err := export.Formats(book)
	if err != nil {
		return nil, err
	}
	var list [][2]string
	for _, d := range c.drawn {
		if d.Table == nil {
			continue
		}
		sheet := sheetName(len(list)+1, c.name(d.ID))
		if _, err := book.NewSheet(sheet); err != nil {
			return nil, err
		}
		if err := export.DataSheet(c.question, book, sheet, d.ID, d.Table, styles); err != nil {
			return nil, err
		}
		list = append(list, [2]string{sheet, c.said(d)})
	}
	return list, nil
}

// longestSheet is how many characters Excel allows the name of a sheet.
const longestSheet = 31

func sheetName(n int, name string) string {
	text := []rune(fmt.Sprintf("%d %s", n, strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return -1
		}
		return r
	}, name)))
	return strings.TrimSpace(string(text[:min(len(text), longestSheet)]))
}

// aboutLines say what the report is, what it found and what it leaves out.
func (c *composer) aboutLines() [][2]string {
	w := c.words
	lines := [][2]string{{w.T("xlsx.title"), c.subject()}, {w.T("xlsx.subtitle"), c.question.Period()}, {w.T("xlsx.source"), c.source()}}
	if mark := c.mark(); mark != "" {
		lines = append([][2]string{{w.T("xlsx.notice"), mark}}, lines...)
	}
	if late := c.unfinished(); late != "" {
		lines = append(lines, [2]string{w.T("xlsx.note"), late})
	}
	if c.order.Public {
		lines = append(lines, [2]string{w.T("xlsx.note"), w.T("document.public")})
	}
	for _, id := range headlines {
		if d, ok := c.figure(id); ok {
			lines = append(lines, [2]string{w.T("document.summary"), c.said(d)})
		}
	}
	for _, text := range append(c.left[:len(c.left):len(c.left)], c.withheld()...) {
		lines = append(lines, [2]string{w.T("document.left"), words.Sentence(strings.TrimSuffix(text, "."))})
	}
	return lines
}

func (c *composer) methodLines() [][2]string {
	lines := [][2]string{{c.words.T("document.method.id"), c.words.T("document.method.text")}}
	for _, m := range c.methodsUsed() {
		lines = append(lines, [2]string{m.ID, m.Name + " (" + m.Unit + "). " + c.methodText(m)})
	}
	return lines
}

func (c *composer) citationLines() [][2]string {
	lines := [][2]string{{c.words.T("document.cited.name"), c.words.T("figure.citation")}}
	for _, d := range c.drawn {
		lines = append(lines, [2]string{c.name(d.ID), d.citation})
	}
	return lines
}
