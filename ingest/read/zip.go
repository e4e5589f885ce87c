package read

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/read/foreign"
	"luanphien/ingest/read/ooxml"
	"luanphien/ingest/read/streams"
)

// openZip opens what is a zip file inside: a workbook, or something that only looks like one.
func (f *File) openZip(source *os.File, opts Options) error {
	archive, err := zip.NewReader(&streams.EndingAt{Check: opts.stopped, Source: source}, f.Size)
	if err != nil {
		return f.damaged(err)
	}
	ooxml.Prepare(archive)
	names := map[string]bool{}
	for _, part := range archive.File {
		names[strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/"))] = true
	}
	if err := ooxml.CheckEntries(archive, opts.Limits.Filled().Entries, names["[content_types].xml"]); err != nil {
		return f.faulty(err)
	}
	main := ""
	if names["[content_types].xml"] {
		if main, err = ooxml.Main(archive); err != nil {
			return f.faulty(err)
		}
	}
	switch {
	case names["content.xml"] && names["mimetype"]:
		return f.refuse("là tệp OpenDocument (.ods). Hãy lưu thành .xlsx rồi nạp lại.",
			"is an OpenDocument file (.ods). Save it as .xlsx and load again.", nil)
	case f.whole != nil && !names["[content_types].xml"]:
		return f.refuse("là tệp nén nằm trong tệp nén. Hãy giải nén rồi nạp lại.", "is an archive within an archive. Unpack it and load again.", nil)
	case names["xl/workbook.bin"] || strings.HasSuffix(main, ".bin"):
		return f.refuse("là định dạng .xlsb. Hãy mở bằng Excel, chọn Lưu thành › Sổ làm việc Excel (.xlsx) rồi nạp lại.",
			"is in the .xlsb format. Open it, choose Save As › Excel Workbook (.xlsx), and load again.", nil)
	case names["word/document.xml"]:
		return f.refuse("là văn bản Word. Hãy chép bảng sang Excel và lưu thành .xlsx.",
			"is a Word document. Copy the table into a spreadsheet and save it as .xlsx.", nil)
	case strings.HasSuffix(main, "/presentation.xml"):
		return f.refuse("là bài trình chiếu. Hãy chép bảng sang Excel và lưu thành .xlsx.",
			"is a presentation. Copy the table into a spreadsheet and save it as .xlsx.", nil)
	case main != "":
		f.Container = ContainerXLSX
		return f.openWorkbook(archive, main, opts)
	}
	f.Container = ContainerZIP
	return f.openArchive(archive, opts)
}

// leftAside says of a file of an archive that it cannot hold a table: a letter or a photograph that was sent along.
type leftAside foreign.Told

func (e *leftAside) Error() string { return e.EN }

// openArchive opens the files of a .zip, each with what it holds. A file without a table is left out with a notice; any
// other fault in one refuses the whole.
func (f *File) openArchive(archive *zip.Reader, opts Options) error {
	folder, err := os.MkdirTemp(opts.TempDir, "luanphien-zip-")
	if err != nil {
		return cannotOpen(f.Name, err)
	}
	f.closers = append(f.closers, func() error { return os.RemoveAll(folder) })
	left := opts.unpacked()
	if err := f.checkSizes(archive, left, limitUnpacked); err != nil {
		return err
	}
	f.meter.report = opts.Progress
	var last error
	for i, part := range archive.File {
		name := strings.ReplaceAll(part.Name, "\\", "/")
		if isIncidental(name) {
			if err := checkSize(part); err != nil {
				return f.damaged(fmt.Errorf("%s: %w", part.Name, err))
			}
			continue
		}
		unpacked := filepath.Join(folder, strconv.Itoa(i)) // never the name in the archive, which may lead elsewhere
		if err := f.unpack(part, unpacked, opts.unpacked(), &left); err != nil {
			return err
		}
		opts.Progress = f.meter.share(int64(part.CompressedSize64), int64(part.UncompressedSize64))
		err := f.openPart(name, unpacked, opts)
		var told *header.Error
		var letter *leftAside
		switch {
		case errors.As(err, &letter):
			f.notice("«"+name+"» không được đọc: "+letter.VI, "“"+name+"” was not read: it "+letter.EN)
		case errors.As(err, &told) && !told.Personal:
			last = err
			f.notice("«"+name+"» không được đọc. "+told.VI, "“"+name+"” was not read. "+told.EN)
		case err != nil:
			return err
		}
	}
	switch {
	case len(f.Sheets) > 0:
		return nil
	case last != nil:
		return last
	}
	return f.refuse("là tệp nén .zip không chứa bảng nào.", "is a .zip archive without any table.", nil)
}

// unpack writes one file of an archive to the disk.
func (f *File) unpack(part *zip.File, target string, limit int64, left *int64) error {
	content, err := part.Open()
	if err != nil {
		return f.damaged(err)
	}
	defer content.Close()
	out, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return cannotOpen(f.Name, err)
	}
	n, err := io.Copy(out, io.LimitReader(content, *left+1))
	if errClose := out.Close(); err == nil {
		err = errClose
	}
	if err != nil {
		return f.damaged(err)
	}
	if *left -= n; *left < 0 {
		return f.tooLarge(limit, limitUnpacked)
	}
	return nil
}

func (f *File) damaged(cause error) *Error {
	return f.refuse("bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại thành .xlsx mới rồi nạp lại.",
		"is damaged and cannot be read. Open it in a spreadsheet program, save it as a new .xlsx, and load again.", cause)
}
