package engine

import (
	"errors"
	"regexp"
	"strings"
	"syscall"
)

// The texts by which the engines' errors are known where the driver gives them no type of their own.
var engineText = regexp.MustCompile(`\b(IO|Invalid Input|Binder|Catalog|Conversion|Out of Memory|INTERNAL|Serialization|FATAL|Fatal|` +
	`TransactionContext|Transaction|Constraint|Parser|Not implemented|Out of Range|Dependency|Interrupt) Error:|database/sql/driver|(?i:duckdb|sqlite)`)

// diskWords are how the engines tell that a disk is full, or a file as large as it may be.
var diskWords = []string{"No space left on device", "File too large", "Could not write file", "database or disk is full",
	"disk I/O error", "Disk quota exceeded", "Could not truncate file", "fsync failed"}

// DiskFull tells whether a disk that is full, or cannot be written to, is why something failed.
func DiskFull(err error) bool {
	if err == nil {
		return false
	}
	full := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) || errors.Is(err, syscall.EDQUOT)
	for _, w := range diskWords {
		full = full || strings.Contains(err.Error(), w)
	}
	return full
}

// Failed tells whether an error is one of an engine: of this one, or of the one that keeps the application store.
func Failed(err error) bool {
	if err == nil {
		return false
	}
	var coded interface{ Code() int } // the errors of the other engine
	return FaultOf(err) != FaultNone || errors.As(err, &coded) || engineText.MatchString(err.Error())
}

// outOfMemory tells whether the engine was refused the memory that it needed.
func outOfMemory(err error) bool {
	return err != nil && (FaultOf(err) == FaultMemory || strings.Contains(err.Error(), "Out of Memory"))
}

// Option is what of the command line mends an engine's error; "" = nothing does.
func Option(err error) string {
	if !DiskFull(err) && outOfMemory(err) {
		return "--load-memory, --edition-memory"
	}
	return ""
}

// Sentence says in both languages what people are to know and do of an engine's error; false for any other error. The
// engine's own text names tables, files and settings, in English: it is for the log.
func Sentence(err error) (vi, en string, ok bool) {
	switch {
	case DiskFull(err):
		return "Đĩa đã đầy hoặc không ghi được. Hãy giải phóng dung lượng rồi thử lại.",
			"The disk is full or cannot be written to. Free some space and try again.", true
	case !Failed(err):
		return "", "", false
	case outOfMemory(err):
		return "Việc này cần nhiều bộ nhớ hơn mức được dùng. Hãy chia nhỏ việc, hoặc nhờ người quản trị nâng giới hạn bộ nhớ.",
			"This needs more memory than it may use. Do it in smaller parts, or ask the administrator to raise the limit of memory.", true
	case FaultOf(err) == FaultStopped:
		return "Việc này đã bị dừng giữa chừng. Hãy thử lại.", "This was stopped before its end. Try again.", true
	}
	return "Chương trình gặp lỗi khi đọc hoặc ghi dữ liệu. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên kèm nhật ký lỗi.",
		"The program failed while reading or writing its data. Try again; if it fails again, tell the administrator and give the log of errors.", true
}
