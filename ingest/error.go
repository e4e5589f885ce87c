package ingest

import (
	"fmt"

	"luanphien/queries/edition"
)

// Error is a failure that people can mend: a sentence in each language, and what is behind it for the log.
type Error struct {
	VI, EN string
	Err    error
}

func (e *Error) Error() string { return e.VI + "\n" + e.EN }

func (e *Error) Unwrap() error { return e.Err }

func folderError(folder edition.Folder, err error) error {
	return &Error{
		VI:  fmt.Sprintf("Không ghi được vào thư mục dữ liệu «%s». Hãy kiểm tra quyền ghi và dung lượng đĩa.", folder),
		EN:  fmt.Sprintf("The data folder “%s” cannot be written to. Check permissions and disk space.", folder),
		Err: err,
	}
}
