package sqlpage

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
	"github.com/xuri/excelize/v2"

	"luanphien/analytics/console"
	"luanphien/dashboard/export"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/sheettext"
)

// What a sheet of a workbook holds.
const (
	sheetRows    = excelize.TotalRows - 1 // below the titles
	sheetText    = excelize.TotalCellChars
	exactInteger = 1 << 53 // beyond which a number of a workbook loses digits
	exactDigits  = 15
)

var errLargeSheet = problem.Of(fiber.StatusUnprocessableEntity, "sql.problem.sheet_full")

// writeSQLBook writes rows as a workbook: a table on the first sheet, where it comes from on the second. The rows go
// through the disk, so that memory does not grow with them.
func writeSQLBook(words *words.Words, file *os.File, result *console.Result, source *Source) (err error) {
	if len(result.Columns) > excelize.MaxColumns {
		return errLargeSheet
	}
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return quickZip(file) }) // not into memory
	data, about := words.T("xlsx.data"), words.T("sql.about")
	if err := book.SetSheetName("Sheet1", data); err != nil {
		return err
	}
	sheet := &sqlSheet{sum: export.NewDigester()}
	if err := sheet.write(book, data, result); err != nil {
		return err
	}
	sum, err := sheet.sum.Sum()
	if err != nil {
		return err
	}
	if _, err := book.NewSheet(about); err != nil {
		return err
	}
	lines := [][2]string{{words.T("xlsx.notice"), words.T("figure.internal")}, {words.T("sql.statement"), source.SQL}}
	for _, f := range source.Fields {
		lines = append(lines, [2]string{"$" + f.Label, f.Value})
	}
	if sheet.cut > 0 {
		lines = append(lines, [2]string{words.T("xlsx.note"), words.T("sql.cells_cut", "n", words.Int(float64(sheet.cut)))})
	}
	if sheet.changed > 0 {
		lines = append(lines, [2]string{words.T("xlsx.note"), words.T("sql.cells_changed", "n", words.Int(float64(sheet.changed)))})
	}
	lines = append(lines, [2]string{words.T("sql.rows"), words.Int(float64(result.Summary().Rows))},
		[2]string{words.T("sql.asked"), words.Moment(source.Asked.In(calendar.Zone))}, [2]string{words.T("xlsx.source"), sqlSourceWords(words, source)},
		[2]string{words.T("figure.citation"), source.citation(sum)})
	if err := export.WriteLines(book, about, lines); err != nil {
		return err
	}
	_, err = book.WriteToBuffer() // which writes with the writer above
	return err
}

// sqlSourceWords tells the edition, and that its data are invented where they are.
func sqlSourceWords(words *words.Words, source *Source) string {
	text := words.T("source.edition", "number", source.Edition)
	if n := len(source.Stations); n > 0 {
		text += " · " + words.N("area.said", n)
	}
	if source.Illustrative {
		text += " · " + words.T("illustrative")
	}
	return text
}

// quickZip compresses in half the time of the usual level, to files a tenth larger.
func quickZip(to io.Writer) *zip.Writer {
	z := zip.NewWriter(to)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return z
}

// sqlSheet is a sheet of rows being written.
type sqlSheet struct {
	sum         *export.Digester
	day, moment int // styles
	cut         int // texts that were longer than a cell
	changed     int // texts with characters that no workbook holds
}

func (s *sqlSheet) write(book *excelize.File, sheet string, result *console.Result) error {
	day, moment := "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"
	var err error
	if s.day, err = book.NewStyle(&excelize.Style{CustomNumFmt: &day}); err != nil {
		return err
	}
	if s.moment, err = book.NewStyle(&excelize.Style{CustomNumFmt: &moment}); err != nil {
		return err
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, len(result.Columns), 18); err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	titles, lower, plain := make([]any, len(result.Columns)), make([]any, len(result.Columns)), true
	for i, c := range result.Columns {
		titles[i], lower[i] = s.text(c.Name), strings.ToLower(c.Name)
		plain = plain && titles[i] == c.Name && !strings.ContainsFunc(c.Name, unicode.IsControl)
	}
	if err := out.SetRow("A1", titles); err != nil {
		return err
	}
	if err := s.sum.Add(sqlHeader(result.Columns)); err != nil {
		return err
	}
	rows, err := s.writeRows(out, result)
	if err != nil {
		return err
	}
	if rows > 0 && plain && export.Distinct(lower) { // as a table of Excel demands
		corner, err := excelize.CoordinatesToCellName(len(titles), rows+1)
		if err != nil {
			return err
		}
		if err := out.AddTable(&excelize.Table{Range: "A1:" + corner, Name: "result", StyleName: "TableStyleLight1"}); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (s *sqlSheet) writeRows(out *excelize.StreamWriter, result *console.Result) (rows int, err error) {
	cells, record := make([]any, len(result.Columns)), make([]string, len(result.Columns))
	for result.Next() {
		if rows++; rows > sheetRows {
			return rows, errLargeSheet
		}
		row := result.Row()
		sqlRecord(result.Columns, row, record)
		if err := s.sum.Add(record); err != nil {
			return rows, err
		}
		for i, v := range row {
			cells[i] = s.cell(v)
		}
		if err := out.SetRow("A"+strconv.Itoa(rows+1), cells); err != nil {
			return rows, err
		}
	}
	return rows, result.Err()
}

// firstDay is the first that Excel knows as everybody else does, afterDays the first that it does not know.
var (
	firstDay  = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)
	afterDays = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
)

// inSheet tells whether Excel knows a day.
func inSheet(t time.Time) bool { return !t.Before(firstDay) && t.Before(afterDays) }

// cell is a value as a cell holds it: texts stay texts whatever they begin with, and numbers that would lose digits
// become texts.
func (s *sqlSheet) cell(v any) any {
	switch v := v.(type) {
	case nil, bool:
		return v
	case int64:
		if v <= -exactInteger || v >= exactInteger {
			return sqlText(v)
		}
		return v
	case uint64:
		if v >= exactInteger {
			return sqlText(v)
		}
		return v
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return sqlText(v)
		}
		return v
	case console.Number:
		digits := strings.Trim(string(v), "-.")
		if strings.Contains(digits, ".") {
			digits = strings.TrimRight(digits, "0")
		}
		if f, err := strconv.ParseFloat(string(v), 64); err == nil && len(digits) <= exactDigits {
			return f
		}
		return string(v)
	case console.Day:
		if !inSheet(v.Time) {
			return sqlText(v)
		}
		return excelize.Cell{StyleID: s.day, Value: v.Time}
	case time.Time:
		if !inSheet(v) || v.Nanosecond() != 0 { // the number of a moment is not exact within a second
			return sqlText(v)
		}
		return excelize.Cell{StyleID: s.moment, Value: v}
	}
	return s.text(sqlText(v))
}

// text cuts what is longer than a cell, and counts it, as it counts what holds characters that a workbook writes as others.
func (s *sqlSheet) text(text string) string {
	if strings.ContainsFunc(text, sheettext.Foreign) {
		s.changed++
	}
	units, head := 0, len(text) // Excel counts the units of UTF-16
	for i, r := range text {
		if units += utf16.RuneLen(r); units < sheetText {
			head = i + utf8.RuneLen(r)
		}
	}
	if units <= sheetText {
		return text
	}
	s.cut++
	return text[:head] + "…"
}
