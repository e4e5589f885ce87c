// Package ooxml reads the workbooks of spreadsheet programs (Office Open XML, transitional and strict) from their zip
// archive: which sheets there are, and the rows of each, cell by cell, with what kind of cell each is. It is strict: what
// it gives is all that the sheet holds, or it gives a Fault that says what cannot be read, and where.
package ooxml

import (
	"errors"
	"fmt"
)

// Fault says what is wrong with a workbook. The sentences go on after the file's name: «Tệp x …», “File x …”.
type Fault struct {
	VI, EN string
	Err    error // the cause, for the log; may be nil
	Limit  Limit // which limit it passes; "" = it is damaged
}

func (f *Fault) Error() string { return f.EN }
func (f *Fault) Unwrap() error { return f.Err }

// place is where a fault is.
type place struct{ vi, en string }

func inPart(name string) place {
	return place{" ở phần «" + name + "» của tệp", " in its part “" + name + "”"}
}

// damaged makes the fault of a place; the words say what is wrong there, none where there is nothing to say to a reader.
func damaged(where place, vi, en string, cause error) *Fault {
	if vi != "" {
		vi, en = ": "+vi, ": "+en
	}
	return &Fault{
		VI:  "bị hỏng" + where.vi + vi + ". Hãy mở bằng Excel, kiểm tra chỗ đó, lưu lại thành .xlsx mới rồi nạp lại.",
		EN:  "is damaged" + where.en + en + ". Open it in a spreadsheet program, check that place, save it as a new .xlsx, and load again.",
		Err: cause,
	}
}

// inWords says to a reader what the scanner found.
func inWords(err error) (vi, en string) {
	switch {
	case errors.Is(err, errCut):
		return "nội dung bị cắt cụt", "its content is cut short"
	case errors.Is(err, errEntity):
		return "có dấu «&» không viết đúng cách của XML", "it holds an ampersand that begins no entity"
	case errors.Is(err, errDeclared):
		return "có khai báo DOCTYPE hoặc thực thể", "it declares types or entities"
	case errors.Is(err, errCharacter):
		return "có ký tự không hợp lệ", "it holds a character that is not allowed"
	case errors.Is(err, errIdle):
		return "có hơn một megabyte khoảng trắng hoặc chú thích liền nhau", "it holds more than a megabyte of blanks or comments on end"
	case errors.Is(err, errEncoding):
		return "không phải UTF-8", "it is not UTF-8"
	}
	return "XML không đúng", "its XML is not well-formed"
}

// Limit names what is limited.
type Limit string

// What is limited, that a setting can change, and what is not.
const (
	LimitRows    Limit = "rows"
	LimitColumns Limit = "columns"
	LimitCell    Limit = "cell"
	LimitEntries Limit = "entries"
	LimitFixed   Limit = "fixed"
)

// tooMuch makes the fault of a workbook beyond a limit.
func tooMuch(limit Limit, vi, en string) *Fault { return &Fault{VI: vi, EN: en, Limit: limit} }

// asFault gives a scanner's error its place; a fault already placed stays.
func asFault(err error, where place) error {
	var placed *Fault
	if err == nil || errors.As(err, &placed) {
		return err
	}
	vi, en := inWords(err)
	return damaged(where, vi, en, fmt.Errorf("%s: %w", where.en, err))
}

func manyEntries(n, most int) *Fault {
	return tooMuch(LimitEntries, fmt.Sprintf("chứa %d phần; nhiều nhất là %d. Hãy chia thành nhiều tệp nén rồi nạp lại.", n, most),
		fmt.Sprintf("holds %d entries; %d are the most. Split it into several archives and load again.", n, most))
}

func manyColumns(sheet string, n, most int) *Fault {
	return tooMuch(LimitColumns, fmt.Sprintf("có %d cột có nội dung ở trang «%s»; nhiều nhất là %d. Hãy xóa các cột thừa bên phải bảng rồi nạp lại.", n, sheet, most),
		fmt.Sprintf("has %d columns with content on sheet “%s”; %d are the most. Delete the columns to the right of the table and load again.", n, sheet, most))
}
