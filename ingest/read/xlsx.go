package read

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"

	"luanphien/ingest/header"
	"luanphien/ingest/read/ooxml"
)

// openWorkbook opens the visible sheets of an .xlsx whose header is recognised. main is the archive's document.
func (f *File) openWorkbook(archive *zip.Reader, main string, opts Options) (err error) {
	defer func() {
		if fault := recover(); fault != nil { // a malformed part must not bring the program down
			err = f.damaged(fmt.Errorf("%v", fault))
		}
	}()
	f.meter.report = opts.Progress
	folder, err := os.MkdirTemp(opts.TempDir, "luanphien-xlsx-")
	if err != nil {
		return cannotOpen(f.Name, err)
	}
	f.closers = append(f.closers, func() error { return os.RemoveAll(folder) })
	limit, which := opts.unpacked(), limitUnpacked
	if book := int64(opts.Limits.Filled().Book) << 20; book < limit {
		limit, which = book, limitBook
	}
	if err := f.checkSizes(archive, limit, which); err != nil {
		return err
	}
	book, err := ooxml.Open(archive, main, folder, opts.Limits.workbook())
	if err != nil {
		return f.faulty(err)
	}
	f.closers = append(f.closers, book.Close)
	if err := f.checkOthers(archive, book); err != nil {
		return err
	}
	for _, name := range book.Lost {
		f.notice("Phần «"+name+"» không thuộc trang nào của tệp nên không được đọc.", "The part “"+name+"” belongs to no sheet of the file and was not read.")
	}
	return f.openSheets(book, opts)
}

// faulty makes a file's error of a workbook's.
func (f *File) faulty(err error) error {
	var fault *ooxml.Fault
	if errors.As(err, &fault) {
		return f.beyond(fault.Limit, f.refuse(fault.VI, fault.EN, err))
	}
	return f.damaged(err)
}

// The sheets of a template that hold no rows; they are passed over in silence.
const (
	NotesSheet = "Hướng dẫn – notes"
	ListsSheet = "Danh mục – lists"
)

// openSheets opens the sheets that hold a table, and says of the others why they are left out. Each is walked through to
// its end before a row of any is read.
func (f *File) openSheets(book *ooxml.Book, opts Options) error {
	walked := make([]*ooxml.Summary, len(book.Sheets))
	for i, s := range book.Sheets {
		if s.Chart {
			continue
		}
		sum, err := s.Walk()
		if err != nil {
			return f.faulty(err)
		}
		walked[i] = sum
		f.checkedPart(s.Part(), sum.Rows)
	}
	var last error
	for i, s := range book.Sheets {
		if s.Chart {
			f.notice("Trang «"+s.Name+"» không có ô nào (biểu đồ) nên không được đọc.", "The sheet “"+s.Name+"” has no cells (a chart) and was not read.")
			continue
		}
		err := f.openWorksheet(s, walked[i], opts)
		var told *header.Error
		switch {
		case errors.As(err, &told) && !told.Personal:
			last = err
			f.notice("Trang «"+s.Name+"» không được đọc. "+told.VI, "The sheet “"+s.Name+"” was not read. "+told.EN)
		case err != nil:
			return sheetError(f.Name, s.Name, err)
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

// openWorksheet opens one sheet, where it is visible and holds a table.
func (f *File) openWorksheet(s *ooxml.Sheet, sum *ooxml.Summary, opts Options) error {
	rows, err := s.Rows(sum)
	if err != nil {
		return f.faulty(err)
	}
	f.closers = append(f.closers, rows.Close)
	src := &sheetRows{file: f, rows: rows, content: sum.Rows}
	if s.Hidden || s.Name == NotesSheet || s.Name == ListsSheet {
		if s.Hidden && s.Name != NotesSheet && s.Name != ListsSheet {
			f.notice("Trang ẩn «"+s.Name+"» không được đọc. Nếu cần, hãy bỏ ẩn rồi nạp lại.", "The hidden sheet “"+s.Name+"” was not read. Unhide it and load again if it is wanted.")
		}
		return f.leftOut(s.Name, src, nil)
	}
	sheet, ok, err := f.openSheet(s.Name, src, opts, true)
	if err != nil || !ok {
		return err
	}
	if sum.Beyond != nil {
		return f.faulty(sum.Beyond)
	}
	sheet.spans.all, sheet.numbered = sum.Merges, sum.Column
	f.Sheets = append(f.Sheets, sheet)
	return nil
}

// sheetRows gives the rows of one sheet as they are streamed.
type sheetRows struct {
	file    *File
	rows    *ooxml.Rows
	content int64
	marks   []Mark
}

// count is that of the walk through the sheet.
func (s *sheetRows) count() int64 { return s.content }

// marksOf says how the kinds of cells are read.
var marksOf = [...]Mark{ooxml.Text: Typed, ooxml.Number: Stored, ooxml.Unsaved: Unsaved, ooxml.Unusable: Unusable, ooxml.Month: MonthShown, ooxml.Hidden: Merged}

func (s *sheetRows) next() (r record, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = s.file.damaged(fmt.Errorf("%v", fault))
		}
	}()
	row, err := s.rows.Next()
	if err == io.EOF {
		return record{}, io.EOF
	}
	if err != nil {
		return record{}, s.file.faulty(err)
	}
	s.file.passRow()
	s.marks = s.marks[:0]
	for _, kind := range row.Kinds {
		s.marks = append(s.marks, marksOf[kind])
	}
	return record{line: row.Line, cells: row.Cells, marks: s.marks, hidden: row.Hidden}, nil
}

// checkSizes refuses a workbook that says it unpacks to more than is allowed.
func (f *File) checkSizes(archive *zip.Reader, limit int64, which ooxml.Limit) error {
	var all uint64
	for _, part := range archive.File {
		if part.Flags&1 != 0 && f.Container == ContainerZIP {
			return f.refuse("là tệp nén có mật khẩu. Hãy giải nén rồi nạp từng tệp.", "is an archive with a password. Unpack it and load its files.", nil)
		} else if part.Flags&1 != 0 {
			return f.refuse("được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu rồi lưu và nạp lại.",
				"is protected by a password. Remove it, save and load again.", nil)
		}
		if all += part.UncompressedSize64; all > uint64(limit) || part.UncompressedSize64 > uint64(limit) {
			return f.tooLarge(limit, which)
		}
	}
	f.meter.unpacked = all
	return nil
}

// checkOthers makes sure that the parts which are not read unpack to what they say.
func (f *File) checkOthers(archive *zip.Reader, book *ooxml.Book) error {
	for _, part := range archive.File {
		if book.Reads(part) {
			continue
		}
		if err := checkSize(part); err != nil {
			return f.damaged(fmt.Errorf("%s: %w", part.Name, err))
		}
	}
	return nil
}

// checkSize makes sure that a part unpacks to what it says, no more, and that its checksum is right.
func checkSize(part *zip.File) error {
	content, err := part.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	n, err := io.Copy(io.Discard, io.LimitReader(content, int64(part.UncompressedSize64)+1))
	if err == nil && uint64(n) > part.UncompressedSize64 {
		err = errors.New("larger than it says")
	}
	return err
}

// tooLarge refuses what unpacks to more than so many bytes.
func (f *File) tooLarge(limit int64, which ooxml.Limit) *Error {
	return f.beyond(which, f.refuse(fmt.Sprintf("quá lớn khi giải nén (hơn %d MB). Hãy bỏ hình ảnh, chia thành nhiều tệp, hoặc lưu thành CSV.", limit>>20),
		fmt.Sprintf("is too large when unpacked (more than %d MB). Remove its pictures, split it, or save it as CSV.", limit>>20), nil))
}
