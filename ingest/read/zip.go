package read

import (
	"archive/zip"
	"os"
	"strings"
)

// openZip opens what is a zip file inside: a workbook, or something that only looks like one.
func (f *File) openZip(source *os.File, opts Options) error {
	archive, err := zip.NewReader(source, f.Size)
	if err != nil {
		return f.damaged(err)
	}
	names := map[string]bool{}
	for _, part := range archive.File {
		names[strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/"))] = true
	}
	switch {
	case names["xl/workbook.xml"]:
		return f.openWorkbook(source, archive, opts)
	case names["xl/workbook.bin"]:
		return f.refuse("là định dạng .xlsb. Hãy mở bằng Excel, chọn Lưu thành › Sổ làm việc Excel (.xlsx) rồi nạp lại.",
			"is in the .xlsb format. Open it, choose Save As › Excel Workbook (.xlsx), and load again.", nil)
	case names["word/document.xml"]:
		return f.refuse("là văn bản Word. Hãy chép bảng sang Excel và lưu thành .xlsx.",
			"is a Word document. Copy the table into a spreadsheet and save it as .xlsx.", nil)
	case names["content.xml"] && names["mimetype"]:
		return f.refuse("là tệp OpenDocument (.ods). Hãy lưu thành .xlsx rồi nạp lại.",
			"is an OpenDocument file (.ods). Save it as .xlsx and load again.", nil)
	}
	return f.refuse("là tệp nén .zip không chứa bảng tính. Hãy giải nén rồi nạp từng tệp.",
		"is a .zip archive, not a workbook. Unpack it and load the files in it.", nil)
}

func (f *File) damaged(cause error) *Error {
	return f.refuse("bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại thành .xlsx mới rồi nạp lại.",
		"is damaged and cannot be read. Open it in a spreadsheet program, save it as a new .xlsx, and load again.", cause)
}
