// Package aside notes what stands in the rows of a table outside the columns that are read, however far from them, so that
// no cell is left out without a word.
package aside

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"luanphien/ingest/lex"
	"luanphien/ingest/read/ooxml"
)

const (
	mostShown = 5  // columns of which a cell is shown; all are named
	longest   = 40 // characters of a cell that is shown
)

// Columns are the columns of a table that are neither read nor named by what tells of its titles.
type Columns struct {
	loose  []int // within the titles
	titles []string
	found  map[int]cell // the first of each that holds anything
}

type cell struct {
	line        int
	title, text string
}

// Under begins the rows below a header. told tells of each of its columns whether it is read, or named elsewhere.
func (c *Columns) Under(titles []string, told func(column int) bool) {
	c.titles, c.loose = titles, nil
	for i := range titles {
		if !told(i) {
			c.loose = append(c.loose, i)
		}
	}
}

// Row notes what a row of data holds beside what is read of it.
func (c *Columns) Row(line int, cells [][]byte) {
	for _, i := range c.loose {
		if i < len(cells) {
			c.note(line, i, cells[i])
		}
	}
	for i := len(c.titles); i < len(cells); i++ {
		c.note(line, i, cells[i])
	}
}

func (c *Columns) note(line, column int, content []byte) {
	if len(content) == 0 {
		return
	}
	if _, known := c.found[column]; known {
		return
	}
	text := []rune(lex.Text(string(content)))
	if len(text) == 0 {
		return
	}
	if len(text) > longest {
		text = append(text[:longest:longest], '…')
	}
	if c.found == nil {
		c.found = map[int]cell{}
	}
	title := ""
	if column < len(c.titles) {
		title = c.titles[column]
	}
	c.found[column] = cell{line, title, string(text)}
}

// Say names the columns that hold anything, each with its first cell; any is false where there is none. number gives the
// number that a column has in the file, 1 = A.
func (c *Columns) Say(number func(column int) int) (vi, en string, any bool) {
	if len(c.found) == 0 {
		return "", "", false
	}
	var listVI, listEN []string
	for i, column := range slices.Sorted(maps.Keys(c.found)) {
		one, at := c.found[column], number(column)
		if i == mostShown {
			listVI, listEN = append(listVI, "các cột "+ooxml.ColumnName(at)), append(listEN, "the columns "+ooxml.ColumnName(at))
			continue
		} else if i > mostShown {
			listVI, listEN = append(listVI, ooxml.ColumnName(at)), append(listEN, ooxml.ColumnName(at))
			continue
		}
		titleVI, titleEN := "", ""
		if one.title != "" {
			titleVI, titleEN = ", tiêu đề «"+one.title+"»", ", under “"+one.title+"”"
		}
		listVI = append(listVI, fmt.Sprintf("ô %s («%s»%s)", ooxml.Cell(at, one.line), one.text, titleVI))
		listEN = append(listEN, fmt.Sprintf("cell %s (“%s”%s)", ooxml.Cell(at, one.line), one.text, titleEN))
	}
	return "Số liệu hay chữ ở " + strings.Join(listVI, ", ") + " nằm ở cột không hiểu tiêu đề hoặc không có tiêu đề: cột đó không được đọc. Nếu là số liệu, hãy đặt tiêu đề cho cột rồi nạp lại.",
		"What stands at " + strings.Join(listEN, ", ") + " is in a column whose title is not understood, or that has none: it is not read. If it is a figure, give the column a title and load again.", true
}
