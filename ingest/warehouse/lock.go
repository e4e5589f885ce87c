package warehouse

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/gofrs/flock"

	"luanphien/ingest/mend"
	"luanphien/queries/edition"
)

// errLocked is the cause where another load holds the folder.
var errLocked = errors.New("locked")

// lock keeps a second load out of a data folder. The operating system frees it when its process ends, however it ends.
type lock struct {
	f    *flock.Flock
	path string
}

func Acquire(path string) (*lock, error) {
	f := flock.New(path, flock.SetPermissions(edition.PrivateFile))
	ok, err := f.TryLock()
	if err != nil {
		return nil, &mend.Error{
			VI:  fmt.Sprintf("Không khóa được thư mục dữ liệu («%s»). Hãy kiểm tra quyền ghi.", path),
			EN:  fmt.Sprintf("The data folder cannot be locked (“%s”). Check that it may be written to.", path),
			Err: err,
		}
	}
	if !ok {
		holder, _ := os.ReadFile(path)
		return nil, &mend.Error{
			VI:  fmt.Sprintf("Một lần nạp khác đang chạy trên thư mục này (tiến trình %s). Hãy đợi nó xong rồi thử lại.", strings.TrimSpace(string(holder))),
			EN:  fmt.Sprintf("Another load is running on this folder (process %s). Wait until it has ended and try again.", strings.TrimSpace(string(holder))),
			Err: errLocked,
		}
	}
	// The number only serves the message above; a lock without it still holds.
	_ = os.WriteFile(path, fmt.Appendf(nil, "%d\n", os.Getpid()), edition.PrivateFile)
	return &lock{f: f, path: path}, nil
}

func (l *lock) Release() { l.f.Unlock() }
