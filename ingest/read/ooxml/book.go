package ooxml

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// Limits bound what a workbook may cost.
type Limits struct {
	Rows    int // the number of the last row
	Columns int // that hold anything
	Cell    int // characters of a cell
}

// Most is what spreadsheet programs themselves keep within, but for the columns.
var Most = Limits{Rows: 1 << 20, Columns: 512, Cell: 32767}

// lastColumn is the number of columns that a sheet can have.
const lastColumn = 16384

// Book is an open workbook.
type Book struct {
	Sheets []*Sheet
	// Lost are the worksheets that no sheet shows.
	Lost []string

	parts    parts
	limits   Limits
	main     string
	texts    string // the part of the shared strings, "" where there is none
	strings  *stringTable
	types    func(part string) string
	formats  []format
	date1904 bool
	folder   string
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	Chart  bool // a sheet that holds a chart, or another thing without cells

	book *Book
	part string
}

// Main finds the part that a zip archive's own list of relations calls its document; "" where it has none.
func Main(archive *zip.Reader) (string, error) {
	p := newParts(archive)
	relations, err := p.relations("")
	if err != nil {
		return "", err
	}
	main := ""
	for _, r := range relations {
		if r.kind != "officedocument" || p[r.target] == nil || r.target == main {
			continue
		}
		if main != "" {
			return "", damaged(inPart("_rels/.rels"), "tệp có hai tài liệu", "the file holds two documents", nil)
		}
		main = r.target
	}
	if main != "" {
		return main, nil
	}
	if p["xl/workbook.xml"] != nil {
		return "xl/workbook.xml", nil
	}
	return "", nil
}

func newParts(archive *zip.Reader) parts {
	p := parts{}
	for _, f := range archive.File {
		p[partName(f.Name)] = f
	}
	return p
}

// Open reads what a workbook says of itself: its sheets and the formats of its cells. main is its document, as Main
// found it. Large tables of texts are kept in the folder. Close it.
func Open(archive *zip.Reader, main, folder string, limits Limits) (*Book, error) {
	b := &Book{parts: newParts(archive), limits: limits, main: main, folder: folder}
	relations, err := b.parts.relations(main)
	if err != nil {
		return nil, err
	}
	if b.types, err = b.parts.types(); err != nil {
		return nil, err
	}
	styles := ""
	for _, r := range relations {
		into := (*string)(nil)
		switch r.kind {
		case "sharedstrings":
			into = &b.texts
		case "styles":
			into = &styles
		default:
			continue
		}
		if *into != "" && *into != r.target {
			return nil, damaged(place{}, "hai phần cùng là "+r.kind+" («"+*into+"», «"+r.target+"»)", "two parts are both its "+r.kind+" (“"+*into+"”, “"+r.target+"”)", nil)
		}
		*into = r.target
	}
	if b.texts == "" && b.parts["xl/sharedstrings.xml"] != nil {
		b.texts = "xl/sharedstrings.xml"
	}
	if styles != "" && b.parts[styles] != nil {
		if b.formats, err = b.parts.formats(styles); err != nil {
			return nil, err
		}
	}
	if err := b.readSheets(relations); err != nil {
		return nil, err
	}
	return b, nil
}

// readSheets lists the sheets in their order, each with the part that its relation names.
func (b *Book) readSheets(relations map[string]relation) error {
	shown := map[string]string{} // sheets by part
	err := b.parts.each(b.main, "workbook", func(s *scanner, within string) error {
		switch string(s.local()) {
		case "workbookPr":
			b.date1904 = isTrue(s.attr("date1904"))
		case "sheet":
			if within != "sheets" {
				return nil
			}
			sheet := &Sheet{Name: string(s.attr("name")), book: b}
			state := s.attr("state")
			sheet.Hidden = bytes.EqualFold(state, []byte("hidden")) || bytes.EqualFold(state, []byte("veryHidden"))
			r, ok := relations[string(s.relationID())]
			if !ok || r.target == "" || b.parts[r.target] == nil {
				return damaged(sheet.place(), "tệp không có nội dung của trang này", "the file does not hold what stands on it", nil)
			}
			if other, twice := shown[r.target]; twice {
				return damaged(sheet.place(), "nội dung của trang là của trang «"+other+"»", "what stands on it belongs to sheet “"+other+"”", nil)
			}
			shown[r.target] = sheet.Name
			sheet.part, sheet.Chart = r.target, r.kind != "worksheet"
			if err := sheet.isWhatItSays(r.kind); err != nil {
				return err
			}
			b.Sheets = append(b.Sheets, sheet)
		}
		return nil
	})
	for _, r := range relations {
		if r.kind == "worksheet" && b.parts[r.target] != nil && shown[r.target] == "" {
			b.Lost = append(b.Lost, b.parts[r.target].Name)
		}
	}
	return err
}

// relationID is the attribute r:id, whatever the prefix.
func (s *scanner) relationID() []byte {
	for i := range s.attrs {
		if name := s.attrs[i].name; bytes.IndexByte(name, ':') > 0 && string(local(name)) == "id" {
			return s.attrs[i].value
		}
	}
	return nil
}

// kindsOfSheets says of each kind of relation that leads to a sheet how the type that the part is declared to have
// ends, and which element it begins with.
var kindsOfSheets = map[string]struct {
	declared, root string
}{
	"worksheet":        {"spreadsheetml.worksheet+xml", "worksheet"},
	"chartsheet":       {"spreadsheetml.chartsheet+xml", "chartsheet"},
	"dialogsheet":      {"spreadsheetml.dialogsheet+xml", "dialogsheet"},
	"xlmacrosheet":     {"ms-excel.macrosheet+xml", "macrosheet"},
	"xlintlmacrosheet": {"ms-excel.intlmacrosheet+xml", "macrosheet"},
}

// isWhatItSays refuses a sheet whose part is declared to be something else than the relation to it says, or is: a table
// would be passed over as a chart.
func (s *Sheet) isWhatItSays(kind string) error {
	wanted, known := kindsOfSheets[kind]
	if !known {
		return damaged(s.place(), "không biết loại trang «"+kind+"»", "the kind of sheet “"+kind+"” is not known", nil)
	}
	says := s.book.types(s.part)
	generic := says == "" || strings.HasSuffix(says, "/xml")
	if !generic && !strings.HasSuffix(says, wanted.declared) {
		return damaged(s.place(), "phần chứa trang được khai là «"+says+"»", "the part that holds it is declared as “"+says+"”", nil)
	}
	if !s.Chart {
		return nil
	}
	return s.book.parts.each(s.part, wanted.root, func(*scanner, string) error { return nil })
}

func isTrue(value []byte) bool {
	return string(value) == "1" || bytes.EqualFold(value, []byte("true")) || bytes.EqualFold(value, []byte("on"))
}

// Close gives back what the workbook keeps.
func (b *Book) Close() error {
	if b.strings == nil {
		return nil
	}
	return b.strings.close()
}

// Part is the name of the sheet's part of the archive.
func (s *Sheet) Part() *zip.File { return s.book.parts[s.part] }

func (s *Sheet) place() place {
	return place{" ở trang «" + s.Name + "»", " on sheet “" + s.Name + "”"}
}

// at is the place of a row, or of a cell of it.
func (s *Sheet) at(line, column int) place {
	p := s.place()
	if line <= 0 {
		return p
	}
	p.vi, p.en = fmt.Sprintf("%s, dòng %d", p.vi, line), fmt.Sprintf("%s, row %d", p.en, line)
	if column > 0 {
		cell := Cell(column, line)
		p.vi, p.en = p.vi+", ô "+cell, p.en+", cell "+cell
	}
	return p
}

// Cell is how people write the place of a cell: B7. Both numbers are 1-based.
func Cell(column, line int) string {
	var letters strings.Builder
	letters.WriteString(ColumnName(column))
	fmt.Fprint(&letters, line)
	return letters.String()
}

// ColumnName is how people write the place of a column: B, AA.
func ColumnName(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// Reads tells whether a part of the archive is read when the sheets are: its checksum is looked at there.
func (b *Book) Reads(part *zip.File) bool {
	name := partName(part.Name)
	if name == b.texts {
		return true
	}
	for _, s := range b.Sheets {
		if s.part == name && !s.Chart {
			return true
		}
	}
	return false
}
