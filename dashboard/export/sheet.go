package export

import (
	"math"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

// HeadRows are the lines above the table of a figure's workbook: title, measure, source, and why there is no chart.
const HeadRows = 4

// What a printed sheet of a figure takes.
const (
	headWidth    = 96   // characters that a line above the table has at least
	usualWidth   = 9.14 // of a column that no title widens, in characters
	lineHeight   = 15.0 // of a row, pt
	titleHeight  = 20.0 // of a line of the title, pt
	onePage      = 130  // rows of a table that can be read on one page of A4; a longer one goes on, its titles repeated
	a4           = 9    // as a workbook names papers
	columnPixels = 64   // of a column that no title widens
	charPixels   = 7
	rowPixels    = 20
)

// headLine is a line above a table, over so many columns.
type headLine struct {
	text           string
	style, columns int
	height         float64
}

func writeHead(out *excelize.StreamWriter, above []headLine) error {
	for i, line := range above {
		if line.text == "" {
			continue
		}
		if err := out.SetRow(cellAt(1, i+1), []any{excelize.Cell{StyleID: line.style, Value: line.text}}, excelize.RowOpts{Height: line.height}); err != nil {
			return err
		}
		if line.columns > 1 {
			if err := out.MergeCell(cellAt(1, i+1), cellAt(line.columns, i+1)); err != nil {
				return err
			}
		}
	}
	return nil
}

// figureSheet writes the first sheet of a figure's workbook: what it is, its chart, its table, as it is printed.
func figureSheet(r *question.Question, book *excelize.File, sheet string, f *figure.Figure, d *figure.Drawing, styles map[table.Kind]int) error {
	t := d.Table
	if t == nil {
		t = &table.Table{}
	}
	chart, without := nativeOf(r, sheet, f, d)
	wide, columns := 0.0, len(headerOf(r, t))
	for _, width := range widthsOf(r, t) {
		wide += width
	}
	high := rowPixels * (len(t.Rows()) + 1)
	pixels := int(wide * charPixels)
	if chart != nil {
		if err := book.AddChart(sheet, cellAt(columns+2, HeadRows+1), chart); err != nil {
			return err
		}
		steadyTypes(book)
		pixels += int(chart.Dimension.Width) + columnPixels
		high = max(high, int(chart.Dimension.Height))
	}
	for ; wide < headWidth; wide += usualWidth {
		columns++
	}
	above, err := headOf(r, book, f, d, without, columns, wide)
	if err != nil {
		return err
	}
	titles := &excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: inSheet(sheet, rowsOf(HeadRows+1)), Scope: sheet}
	if err := book.SetDefinedName(titles); err != nil {
		return err
	}
	if err := printed(book, sheet, max(pixels, int(wide*charPixels)) > high, len(t.Rows()) <= onePage); err != nil {
		return err
	}
	return dataSheet(r, book, sheet, "figure", t, styles, above)
}

// headOf are the lines above the table, each over the columns of the page and as high as its words need.
func headOf(r *question.Question, book *excelize.File, f *figure.Figure, d *figure.Drawing, without string, columns int, wide float64) ([]headLine, error) {
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	title, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Alignment: wrapped})
	if err != nil {
		return nil, err
	}
	plain, err := book.NewStyle(&excelize.Style{Alignment: wrapped})
	if err != nil {
		return nil, err
	}
	source := figure.Source(r, d.Scope)
	if mark := mark(r, f); mark != "" {
		source += " · " + mark
	}
	line := func(text string, style int, height, share float64) headLine {
		lines := math.Ceil(float64(len([]rune(text))) / (wide * share))
		return headLine{text, style, columns, height * max(lines, 1)}
	}
	return []headLine{line(d.Title, title, titleHeight, 0.7), line(d.Subtitle, plain, lineHeight, 0.95), line(source, plain, lineHeight, 0.95),
		line(without, plain, lineHeight, 0.95)}, nil
}

// printed has a sheet printed on A4, as wide as a page and, where it can be read so, on one.
func printed(book *excelize.File, sheet string, landscape, whole bool) error {
	size, across, down, fit, orientation := a4, 1, 1, true, "portrait"
	if landscape {
		orientation = "landscape"
	}
	if !whole {
		down = 0 // as many as it takes
	}
	if err := book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &across, FitToHeight: &down})
}
