// Package mend has the errors that people can mend, in both languages.
package mend

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// Error is a failure that people can mend: a sentence in each language, and what is behind it for the log.
type Error struct {
	VI, EN string
	Err    error
	Option string // of the command line that does what the sentence speaks of; pages have buttons instead. "" = none
}

// Error is what the command line says.
func (e *Error) Error() string { return e.Say(e.VI) + "\n" + e.Say(e.EN) }

func (e *Error) Say(sentence string) string { return WithOption(sentence, e.Option) }

func WithOption(sentence, option string) string {
	if option == "" {
		return sentence
	}
	return sentence + " (" + option + ")"
}

func (e *Error) Unwrap() error { return e.Err }

// Problem gives the error for people that is at the bottom of an error, nil where there is none.
func Problem(err error) *Error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	return nil
}

// Stopped says of an error that it came because the work was ended from outside, by a signal or a person: what then fails
// first, and in which words, is a matter of chance.
func Stopped(ctx context.Context, err error) error {
	if err == nil || !errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	return &Error{
		VI:  "Việc này đã bị dừng giữa chừng. Mỗi tệp đã được nạp trọn vẹn hoặc chưa nạp gì; hãy nạp lại: phần đã có sẽ không bị tính hai lần.",
		EN:  "This was stopped before its end. Each file is loaded wholly or not at all; load again: what is there already is not counted twice.",
		Err: err,
	}
}

// FolderError says why a data folder cannot be written to.
func FolderError(folder edition.Folder, err error) error {
	if errors.Is(err, syscall.ENOTDIR) {
		return &Error{
			VI:  fmt.Sprintf("Thư mục dữ liệu «%s» là tệp hoặc nằm dưới một tệp, không phải thư mục. Hãy chọn đường dẫn khác.", folder),
			EN:  fmt.Sprintf("The data folder “%s” is a file or lies below one, and no folder. Choose another path.", folder),
			Err: err,
		}
	}
	return &Error{
		VI:  fmt.Sprintf("Không ghi được vào thư mục dữ liệu «%s». Hãy kiểm tra quyền ghi và dung lượng đĩa.", folder),
		EN:  fmt.Sprintf("The data folder “%s” cannot be written to. Check permissions and disk space.", folder),
		Err: err,
	}
}

// DiskError tells in words that people can act on when the disk is why something failed; any other error it hands back.
func DiskError(folder edition.Folder, err error) error {
	var own *Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	if !engine.DiskFull(err) {
		return err
	}
	return FullDisk(folder, err)
}

// FullDisk says what holds whenever it happens: a load is committed whole or not at all, and nothing was published.
func FullDisk(folder edition.Folder, err error) *Error {
	return &Error{
		VI:  fmt.Sprintf("Đĩa chứa thư mục dữ liệu «%s» đã đầy hoặc không ghi được: chưa công bố ấn bản mới, các ấn bản cũ vẫn nguyên. Hãy giải phóng dung lượng rồi nạp lại.", folder),
		EN:  fmt.Sprintf("The disk of the data folder “%s” is full or cannot be written to: no new edition is published, the old ones are as they were. Free some space and load again.", folder),
		Err: err,
	}
}
