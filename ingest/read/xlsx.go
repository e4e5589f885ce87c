package read

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"

	"luanphien/ingest/header"
	"luanphien/ingest/read/ooxml"
)

const (
	unpackLimit = 1 << 30 // bytes of a workbook unpacked, however much else is allowed
	mostWide    = 100     // rows of a sheet that may reach beyond wideColumns
	wideColumns = 512     // columns that a row may use
)

// openWorkbook opens the visible sheets of an .xlsx whose header is recognised.
func (f *File) openWorkbook(archive *zip.Reader, opts Options) error {
	f.meter.report = opts.Progress
	limit := uint64(min(unpackLimit, opts.unpacked()))
	var all uint64
	for _, part := range archive.File {
		if all += part.UncompressedSize64; all > limit || part.UncompressedSize64 > limit {
			return f.tooLarge()
		}
	}
	book, err := ooxml.Open(archive, opts.stopped)
	if err != nil {
		return f.bookError("", err)
	}
	return f.openSheets(book, opts, all)
}

// The sheets of a template that hold no rows; they are passed over in silence.
const (
	NotesSheet = "Hướng dẫn – notes"
	ListsSheet = "Danh mục – lists"
)

// openSheets opens the sheets that hold a table, and says of the others why they are left out. Each is walked once before
// its rows are read: whether all of it is whole must be known before the first row of any is loaded.
func (f *File) openSheets(book *ooxml.Book, opts Options, all uint64) error {
	looked := make([]*sheetRows, len(book.Sheets))
	for i, sheet := range book.Sheets {
		rows, err := f.survey(book, sheet)
		if err != nil {
			return f.bookError(sheet.Name, err)
		}
		f.checkedPart(sheet.Part(), all, rows.content)
		looked[i] = rows
		f.closers = append(f.closers, rows.close)
	}
	for _, name := range book.Others {
		f.notice("Trang «"+name+"» không có dòng nào (biểu đồ).", "The sheet “"+name+"” has no rows (a chart).")
	}
	var last error
	for i, found := range book.Sheets {
		name := found.Name
		if found.Hidden || name == NotesSheet || name == ListsSheet {
			if name != NotesSheet && name != ListsSheet {
				f.notice("Trang ẩn «"+name+"» không được đọc.", "The hidden sheet “"+name+"” was not read.")
			}
			if err := f.leftOut(name, looked[i], nil); err != nil {
				return err
			}
			continue
		}
		sheet, ok, err := f.openSheet(name, looked[i], opts, true)
		var told *header.Error
		switch {
		case err == nil && ok:
			sheet.spans = spansOf(looked[i].merges)
			f.Sheets = append(f.Sheets, sheet)
		case errors.As(err, &told) && !told.Personal:
			last = err
			f.notice("Trang «"+name+"» không được đọc. "+told.VI, "The sheet “"+name+"” was not read. "+told.EN)
		case err != nil:
			return sheetError(f.Name, name, err)
		}
	}
	switch {
	case len(f.Sheets) > 0:
		return nil
	case last != nil:
		return sheetError(f.Name, "", last)
	}
	return f.refuse("không có trang nào chứa số liệu.", "has no visible sheet with data.", nil)
}

// sheetRows gives the rows of one sheet that hold anything.
type sheetRows struct {
	file    *File
	sheet   *ooxml.Sheet
	values  values
	rows    *ooxml.Rows // nil until the first row is asked for
	merges  []ooxml.Area
	content int64 // rows that hold anything, counted before the first is given
	cells   [][]byte
	marks   []Mark
}

// survey walks a sheet from its first byte to its last. It counts the rows with content and finds the merged cells.
func (f *File) survey(book *ooxml.Book, sheet *ooxml.Sheet) (*sheetRows, error) {
	s := &sheetRows{file: f, sheet: sheet, values: valuesOf(book)}
	rows, err := sheet.Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	wide := 0
	for {
		row, err := rows.Next()
		if err == io.EOF {
			s.merges = rows.Merges
			return s, nil
		}
		if err != nil {
			return nil, err
		}
		s.take(row)
		if s.blank() {
			continue
		}
		s.content++
		if len(s.cells) > wideColumns {
			if wide++; wide > mostWide {
				return nil, &ooxml.Fault{Part: sheet.Name, Row: row.Line, Cell: ooxml.Name(row.Line, len(s.cells)-1), Limit: ooxml.LimitColumns, Err: errWide}
			}
		}
	}
}

var errWide = errors.New("too many rows reach far to the right")

func (s *sheetRows) count() int64 { return s.content }

func (s *sheetRows) close() error {
	if s.rows == nil {
		return nil
	}
	return s.rows.Close()
}

func (s *sheetRows) next() (record, error) {
	if s.rows == nil {
		var err error
		if s.rows, err = s.sheet.Rows(); err != nil {
			return record{}, s.file.bookError(s.sheet.Name, err)
		}
	}
	for {
		row, err := s.rows.Next()
		if err == io.EOF {
			return record{}, io.EOF
		}
		if err != nil {
			return record{}, s.file.bookError(s.sheet.Name, err)
		}
		if s.take(row); s.blank() {
			continue
		}
		s.file.passRow()
		return record{line: row.Line, cells: s.cells, marks: s.marks, hidden: row.Hidden}, nil
	}
}

// take reads the cells of a row, up to the last that holds anything.
func (s *sheetRows) take(row *ooxml.Row) {
	s.cells, s.marks = s.cells[:0], s.marks[:0]
	for i := range row.Cells {
		text, mark := s.values.of(&row.Cells[i])
		if mark.Fault() == "" && isBlank([][]byte{text}) {
			continue
		}
		for len(s.cells) < row.Cells[i].Column {
			s.cells, s.marks = append(s.cells, nil), append(s.marks, Typed)
		}
		s.cells, s.marks = append(s.cells, text), append(s.marks, mark)
	}
}

// blank tells whether a row holds nothing: blank cells are not taken.
func (s *sheetRows) blank() bool { return len(s.cells) == 0 }

// bookError makes a sentence of what is wrong with a workbook.
func (f *File) bookError(sheet string, err error) error {
	var fault *ooxml.Fault
	if !errors.As(err, &fault) {
		return err
	}
	vi, en := "", ""
	if sheet != "" {
		vi, en = "«"+sheet+"»: ", "“"+sheet+"”: "
	}
	if said, ok := limitWords[fault.Limit]; ok {
		at, atEN := faultPlace(fault)
		return f.refuse("quá giới hạn: "+vi+at+said[0], "passes a limit: "+en+atEN+said[1], err)
	}
	switch {
	case fault.Before != "" && fault.Cell != "":
		return f.refuse(fmt.Sprintf("bị hỏng: %sô %s đứng sau ô %s. Hãy mở bằng Excel, lưu lại thành .xlsx mới rồi nạp lại.", vi, fault.Cell, fault.Before),
			fmt.Sprintf("is damaged: %scell %s stands behind cell %s. Open it in a spreadsheet program, save it as a new .xlsx, and load again.", en, fault.Cell, fault.Before), err)
	case fault.Before != "":
		return f.refuse(fmt.Sprintf("bị hỏng: %sdòng %d đứng sau dòng %s. Hãy mở bằng Excel, lưu lại thành .xlsx mới rồi nạp lại.", vi, fault.Row, fault.Before),
			fmt.Sprintf("is damaged: %srow %d stands behind row %s. Open it in a spreadsheet program, save it as a new .xlsx, and load again.", en, fault.Row, fault.Before), err)
	case fault.Row > 0:
		at, atEN := faultPlace(fault)
		return f.refuse(fmt.Sprintf("bị hỏng: %s%skhông đọc được. Hãy mở bằng Excel, lưu lại thành .xlsx mới rồi nạp lại.", vi, at),
			fmt.Sprintf("is damaged: %s%scannot be read. Open it in a spreadsheet program, save it as a new .xlsx, and load again.", en, atEN), err)
	}
	return f.damaged(err)
}

// faultPlace names the cell, else the row after which something is wrong.
func faultPlace(f *ooxml.Fault) (vi, en string) {
	switch {
	case f.Cell != "":
		return "ô " + f.Cell + " ", "cell " + f.Cell + " "
	case f.Row > 0:
		return fmt.Sprintf("từ dòng %d ", f.Row), fmt.Sprintf("from row %d on it ", f.Row)
	}
	return "", ""
}

// limitWords say which limit was passed and what to do.
var limitWords = map[string][2]string{
	ooxml.LimitRows:    {fmt.Sprintf("có hơn %d dòng. Hãy chia bảng thành nhiều tệp.", ooxml.MostRows), fmt.Sprintf("has more than %d rows. Split the table.", ooxml.MostRows)},
	ooxml.LimitColumns: {fmt.Sprintf("nằm ngoài %d cột đầu, ở quá nhiều dòng. Hãy xóa các ô thừa bên phải bảng.", wideColumns), fmt.Sprintf("lies beyond the first %d columns, in too many rows. Delete the cells to the right of the table.", wideColumns)},
	ooxml.LimitText:    {fmt.Sprintf("có ô dài hơn %d ký tự. Hãy rút gọn ô đó.", ooxml.MostText), fmt.Sprintf("holds a text of more than %d characters. Shorten it.", ooxml.MostText)},
	ooxml.LimitMerges:  {fmt.Sprintf("có hơn %d vùng ô gộp. Hãy bỏ gộp ô.", ooxml.MostMerges), fmt.Sprintf("has more than %d merged areas. Unmerge its cells.", ooxml.MostMerges)},
	ooxml.LimitStrings: {"có quá nhiều chữ. Hãy chia thành nhiều tệp, hoặc lưu thành CSV.", "holds too much text. Split it, or save it as CSV."},
	ooxml.LimitParts:   {fmt.Sprintf("có hơn %d tệp bên trong. Hãy chia thành nhiều tệp nén.", ooxml.MostParts), fmt.Sprintf("holds more than %d files. Split the archive.", ooxml.MostParts)},
}

func (f *File) tooLarge() *Error {
	return f.refuse("quá lớn khi giải nén. Hãy bỏ hình ảnh, chia thành nhiều tệp, hoặc lưu thành CSV.",
		"is too large when unpacked. Remove its pictures, split it, or save it as CSV.", nil)
}
