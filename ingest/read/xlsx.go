package read

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/header"
)

const (
	unpackLimit = 1 << 30  // bytes of a workbook unpacked, most of it on disk, however much else is allowed
	memoryLimit = 16 << 20 // a sheet or string table larger than this is unpacked to disk
	otherLimit  = 64 << 20 // bytes of all other parts, such as pictures, which are held in memory
)

// openWorkbook opens the visible sheets of an .xlsx whose header is recognised.
func (f *File) openWorkbook(source *os.File, archive *zip.Reader, opts Options) (err error) {
	defer func() {
		if fault := recover(); fault != nil { // a malformed part must not bring the program down
			err = f.damaged(fmt.Errorf("%v", fault))
		}
	}()
	f.meter.report = opts.Progress
	if err := f.checkParts(archive, min(unpackLimit, opts.unpacked())); err != nil {
		return err
	}
	folder, err := os.MkdirTemp(opts.TempDir, "luanphien-xlsx-")
	if err != nil {
		return cannotOpen(f.Name, err)
	}
	f.closers = append(f.closers, func() error { return os.RemoveAll(folder) })
	if _, err := source.Seek(0, io.SeekStart); err != nil {
		return cannotOpen(f.Name, err)
	}
	book, err := excelize.OpenFile(source.Name(), excelize.Options{
		UnzipSizeLimit: unpackLimit, UnzipXMLSizeLimit: memoryLimit, TmpDir: folder,
	})
	if book != nil {
		f.closers = append(f.closers, book.Close)
	}
	if err != nil {
		return f.damaged(err)
	}
	plainFormats(book)
	return f.openSheets(book, opts)
}

// The sheets of a template that hold no rows; they are passed over in silence.
const (
	NotesSheet = "Hướng dẫn – notes"
	ListsSheet = "Danh mục – lists"
)

// openSheets opens the sheets that hold a table, and says of the others why they are left out.
func (f *File) openSheets(book *excelize.File, opts Options) error {
	var last error
	for _, name := range book.GetSheetList() {
		rows, err := book.Rows(name)
		if err != nil {
			return f.damaged(err)
		}
		f.closers = append(f.closers, rows.Close)
		visible, err := book.GetSheetVisible(name)
		if err != nil || !visible || name == NotesSheet || name == ListsSheet {
			if name != NotesSheet && name != ListsSheet {
				f.notice("Trang ẩn «"+name+"» không được đọc.", "The hidden sheet “"+name+"” was not read.")
			}
			if err := f.leftOut(name, &sheetRows{file: f, rows: rows}, nil); err != nil {
				return err
			}
			continue
		}
		sheet, ok, err := f.openSheet(name, &sheetRows{file: f, rows: rows}, opts, true)
		var told *header.Error
		switch {
		case err == nil && ok:
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

// sheetRows gives the rows of one sheet as they are streamed.
type sheetRows struct {
	file  *File
	rows  *excelize.Rows
	line  int
	given int64
	text  []byte
	cells [][]byte
}

func (s *sheetRows) count() int64 { return s.given }

func (s *sheetRows) next() (r record, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = s.file.damaged(fmt.Errorf("%v", fault))
		}
	}()
	for s.rows.Next() {
		s.line++
		s.file.passRow()
		values, err := s.rows.Columns()
		if err != nil {
			return record{}, s.file.damaged(err)
		}
		s.keep(values)
		if !isBlank(s.cells) {
			s.given++
			return record{line: s.line, cells: s.cells}, nil
		}
	}
	if err := s.rows.Error(); err != nil {
		return record{}, s.file.damaged(err)
	}
	return record{}, io.EOF
}

// keep copies the cells into one buffer, used again for each row.
func (s *sheetRows) keep(values []string) {
	s.text, s.cells = s.text[:0], s.cells[:0]
	for _, value := range values {
		s.text = append(s.text, value...)
	}
	begin := 0
	for _, value := range values {
		end := begin + len(value)
		s.cells = append(s.cells, s.text[begin:end:end])
		begin = end
	}
}

// checkParts reads through the sheets of a workbook before they are opened. The streaming reader takes a fault in the
// XML for its end, which would lose rows in silence: so a part must be whole and hold no characters that XML forbids.
func (f *File) checkParts(archive *zip.Reader, limit int64) error {
	var all, other uint64
	for _, part := range archive.File {
		if all += part.UncompressedSize64; all > uint64(limit) || part.UncompressedSize64 > uint64(limit) {
			return f.tooLarge()
		}
	}
	for _, part := range archive.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/"))
		sheet := strings.HasPrefix(name, "xl/worksheets/sheet")
		strs := name == "xl/sharedstrings.xml"
		if !sheet && !strs {
			if other += part.UncompressedSize64; other > otherLimit {
				return f.tooLarge()
			}
			if err := checkSize(part); err != nil {
				return f.damaged(fmt.Errorf("%s: %w", part.Name, err))
			}
			continue
		}
		rows, err := checkXML(part)
		if err != nil {
			return f.damaged(fmt.Errorf("%s: %w", part.Name, err))
		}
		f.checkedPart(part, all, rows)
	}
	return nil
}

func (f *File) tooLarge() *Error {
	return f.refuse("quá lớn khi giải nén. Hãy bỏ hình ảnh, chia thành nhiều tệp, hoặc lưu thành CSV.",
		"is too large when unpacked. Remove its pictures, split it, or save it as CSV.", nil)
}
