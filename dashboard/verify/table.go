// Package verify compares a file that was taken away with the same figure made again, and says where they differ.
package verify

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/export"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// CSV says at which line and column a CSV first differs from the one made again.
func CSV(file, now []byte) (*problem.Sentence, error) {
	made, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(now, []byte(export.ByteOrderMark)))).ReadAll()
	if err != nil {
		return nil, err
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte(export.ByteOrderMark))))
	in.FieldsPerRecord = -1 // a row too short is a difference, not an error
	for i := 0; ; i++ {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			if i < len(made) {
				return rowsUnlike(i, len(made)), nil
			}
			return nil, nil
		}
		if err != nil {
			return problem.Say("verify.problem.no_csv", "i", i+1), nil
		}
		if i >= len(made) {
			rest, _ := in.ReadAll() // what cannot be read is not counted
			return rowsUnlike(i+1+len(rest), len(made)), nil
		}
		line, _ := in.FieldPos(0)
		if at := firstUnlike(record, made[i]); at >= 0 {
			name := strconv.Itoa(at + 1)
			if at < len(made[0]) {
				name = made[0][at]
			}
			return unlike(words.Both("verify.problem.cell", "line", line, "name", name),
				field(record, at), field(made[i], at)), nil
		}
	}
}

func rowsUnlike(file, now int) *problem.Sentence {
	return unlike(words.Both("verify.problem.lines"), strconv.Itoa(file), strconv.Itoa(now))
}

// firstUnlike is the place of the first cell that differs, to the last digit: no program writes a CSV of its own accord, as
// spreadsheets do workbooks. -1 = none.
func firstUnlike(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

func field(record []string, i int) string {
	if i < len(record) {
		return record[i]
	}
	return ""
}

// bookCell is a cell of a workbook as it is stored.
type bookCell struct {
	Value   string
	formula string
	text    bool // a text, even if it reads as a number
}

func (c bookCell) String() string {
	if c.formula != "" {
		return "=" + c.formula
	}
	return c.Value
}

// is tells whether a cell of a file holds what the one made again does.
func (c bookCell) is(made bookCell) bool {
	if c.formula != made.formula || c.text != made.text {
		return false
	}
	return c.Value == made.Value || !c.text && sameNumber(c.Value, made.Value)
}

// officeDigits is how many digits an office keeps of a number when it saves a workbook again: LibreOffice writes 15, Excel
// all 17.
const officeDigits = 15

// sameNumber tells whether a number of a file is the one made again, to the last digit. One written with no more digits
// than an office keeps may have lost the rest when somebody saved it: it is compared to these.
func sameNumber(file, made string) bool {
	x, err := strconv.ParseFloat(file, 64)
	if err != nil {
		return false
	}
	y, err := strconv.ParseFloat(made, 64)
	if err != nil || x == y {
		return err == nil
	}
	digits := func(f float64) string { return strconv.FormatFloat(f, 'e', officeDigits-1, 64) }
	away := math.Nextafter(y, math.Copysign(math.MaxFloat64, y)) // LibreOffice rounds the shortest form of a number, a half upwards
	return significant(file) <= officeDigits && (digits(x) == digits(y) || digits(x) == digits(away))
}

// significant is how many digits of a number count.
func significant(number string) int {
	number, _, _ = strings.Cut(strings.ToLower(number), "e")
	return len(strings.Trim(strings.ReplaceAll(strings.TrimLeft(number, "+-"), ".", ""), "0"))
}

type BookSheet struct {
	name string
	Rows [][]bookCell
}

// ReadBook reads the cells of all sheets.
func ReadBook(book *excelize.File) ([]BookSheet, error) {
	var sheets []BookSheet
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		sheet := BookSheet{name: name}
		for i, row := range rows {
			cells := make([]bookCell, len(row))
			for k, value := range row {
				if cells[k], err = readCell(book, name, k+1, i+1, value); err != nil {
					return nil, err
				}
			}
			sheet.Rows = append(sheet.Rows, cells)
		}
		sheets = append(sheets, sheet)
	}
	return sheets, nil
}

func readCell(book *excelize.File, sheet string, column, row int, value string) (cell bookCell, err error) {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return cell, err
	}
	cell.Value = value
	if cell.formula, err = book.GetCellFormula(sheet, at); err != nil || value == "" {
		return cell, err
	}
	kind, err := book.GetCellType(sheet, at)
	cell.text = kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString
	return cell, err
}

// Books says at which cell a workbook first differs from the one made again.
func Books(taken, made []BookSheet) *problem.Sentence {
	names := func(sheets []BookSheet) (list []string) {
		for _, s := range sheets {
			list = append(list, s.name)
		}
		return list
	}
	if a, b := names(taken), names(made); !slices.Equal(a, b) {
		return unlike(words.Both("verify.problem.sheets"), fmt.Sprint(a), fmt.Sprint(b))
	}
	for i, sheet := range taken {
		for row := range max(len(sheet.Rows), len(made[i].Rows)) {
			a, b := bookRow(sheet.Rows, row), bookRow(made[i].Rows, row)
			for column := range max(len(a), len(b)) {
				if one, other := bookCellAt(a, column), bookCellAt(b, column); !one.is(other) {
					at, _ := excelize.CoordinatesToCellName(column+1, row+1) // both are within a sheet
					return unlike(words.Both("verify.problem.sheet_cell", "name", sheet.name, "at", at),
						one.String(), other.String())
				}
			}
		}
	}
	return nil
}

func bookRow(rows [][]bookCell, i int) []bookCell {
	if i < len(rows) {
		return rows[i]
	}
	return nil
}

func bookCellAt(row []bookCell, i int) bookCell {
	if i < len(row) {
		return row[i]
	}
	return bookCell{}
}
