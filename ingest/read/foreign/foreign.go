// Package foreign tells the files that people take for tables from their first bytes, and says what to do with each.
package foreign

import "bytes"

// Told is what a file is and what to do about it, as the end of a sentence about the file. NoTable says that nothing in it could
// be read as rows by any program that reads tables, as the letter or the photograph that was sent along with a table.
type Told struct {
	VI, EN  string
	NoTable bool
}

// known lists the beginnings; those that are binary are only found among bytes that no text holds.
var known = []struct {
	begins string
	binary bool
	is     Told
}{
	{"%PDF", false, Told{"là tệp PDF. Hãy nạp bảng tính gốc (.xlsx) hoặc CSV.", "is a PDF. Load the spreadsheet it was made from (.xlsx), or a CSV.", true}},
	{"\x1f\x8b", true, Told{"là tệp nén gzip. Hãy giải nén rồi nạp lại.", "is compressed with gzip. Unpack it and load again.", false}},
	{"Rar!", true, Told{"là tệp nén RAR. Hãy giải nén rồi nạp lại.", "is a RAR archive. Unpack it and load again.", false}},
	{"7z\xbc\xaf", true, Told{"là tệp nén 7z. Hãy giải nén rồi nạp lại.", "is a 7z archive. Unpack it and load again.", false}},
	{"{\\rtf", false, Told{"là văn bản RTF. Hãy lưu bảng thành .xlsx hoặc CSV.", "is an RTF document. Save the table as .xlsx or CSV.", false}},
	{"\x89PNG", true, Told{"là tệp ảnh. Hãy nạp bảng tính gốc.", "is a picture. Load the spreadsheet itself.", true}},
	{"\xff\xd8\xff", true, Told{"là tệp ảnh. Hãy nạp bảng tính gốc.", "is a picture. Load the spreadsheet itself.", true}},
	{"<?xml", false, Told{"là tệp XML. Hãy mở bằng Excel rồi lưu thành .xlsx.", "is XML. Open it in a spreadsheet program and save it as .xlsx.", false}},
	{"<html", false, Told{"là trang HTML (dù tên có thể là .xls). Hãy mở bằng Excel rồi lưu thành .xlsx.", "is an HTML page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx.", false}},
	{"<!doctype html", false, Told{"là trang HTML (dù tên có thể là .xls). Hãy mở bằng Excel rồi lưu thành .xlsx.", "is an HTML page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx.", false}},
	{"<table", false, Told{"là trang HTML (dù tên có thể là .xls). Hãy mở bằng Excel rồi lưu thành .xlsx.", "is an HTML page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx.", false}},
}

// Tell says what a file is whose first bytes are sample; ok is false where it is none of those that are known.
func Tell(sample []byte) (is Told, ok bool) {
	begin := bytes.TrimLeft(bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, k := range known {
		if k.binary && !isBinary(sample) || len(begin) < len(k.begins) {
			continue // text in an older encoding may begin with the bytes of a picture
		}
		if bytes.EqualFold(begin[:len(k.begins)], []byte(k.begins)) && (!k.binary || bytes.HasPrefix(begin, []byte(k.begins))) {
			return k.is, true
		}
	}
	return Told{}, false
}

// isBinary tells whether bytes hold what no text holds.
func isBinary(sample []byte) bool {
	return bytes.ContainsFunc(sample, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\v' && r != '\f' })
}
