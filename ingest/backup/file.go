package backup

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"luanphien/ingest/mend"
	"luanphien/queries/edition"
)

// copyBytes copies a file through to the disk, and gives the size and SHA-256 of what was copied.
func copyBytes(from, to string) (int64, string, error) {
	source, err := os.Open(from)
	if err != nil {
		return 0, "", err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, edition.PrivateFile)
	if err != nil {
		return 0, "", err
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(target, h), source)
	if err == nil {
		err = target.Sync()
	}
	return n, hex.EncodeToString(h.Sum(nil)), errors.Join(err, target.Close())
}

// errNotAFile is of what stands in a file's place: a folder, a pipe, or a link to what may change elsewhere.
var errNotAFile = errors.New("not a file of its own")

func sum(path string) (int64, string, error) {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return 0, "", cmp.Or(err, errNotAFile)
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hex.EncodeToString(h.Sum(nil)), err
}

func sumAndSync(path string) (int64, string, error) {
	n, text, err := sum(path)
	if err != nil {
		return 0, "", err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, "", err
	}
	return n, text, errors.Join(f.Sync(), f.Close())
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func syncFolders(root string) error {
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}

// apart refuses a target inside its source, by whatever name it is reached.
func apart(from, to string) error {
	source, err := resolved(from)
	if err != nil {
		return err
	}
	target, err := resolved(to)
	if err != nil {
		return err
	}
	if below, err := filepath.Rel(source, target); err == nil && filepath.IsLocal(below) {
		return &mend.Error{VI: fmt.Sprintf("«%s» nằm trong «%s». Hãy chọn một chỗ khác, tốt nhất là ổ đĩa khác.", to, from),
			EN: fmt.Sprintf("“%s” lies in “%s”. Choose another place, best on another disk.", to, from)}
	}
	return nil
}

// resolved is where a path leads, of which the last parts need not be there yet.
func resolved(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	for rest := ""; ; path = filepath.Dir(path) {
		real, err := filepath.EvalSymlinks(path)
		if err == nil || path == filepath.Dir(path) {
			return filepath.Join(real, rest), err
		}
		if errors.Is(err, syscall.ENOTDIR) { // which is told without its path
			return "", &fs.PathError{Op: "open", Path: path, Err: syscall.ENOTDIR}
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		rest = filepath.Join(filepath.Base(path), rest)
	}
}

func taken(dir string, err error) error {
	return &mend.Error{VI: fmt.Sprintf("«%s» đã có nội dung. Hãy nêu một thư mục mới.", dir),
		EN: fmt.Sprintf("“%s” holds something already. Name a new folder.", dir), Err: err}
}

// notCopied names what lies in a data folder and is neither a file nor a folder, nor a link to a file.
func notCopied(path string, err error) error {
	return &mend.Error{Err: err,
		VI: fmt.Sprintf("Không sao lưu: «%s» không phải là tệp hay thư mục, hoặc là liên kết tới thư mục hay tới chỗ không có. Hãy chuyển nó ra khỏi thư mục dữ liệu, hoặc thay liên kết bằng chính thư mục đó.", path),
		EN: fmt.Sprintf("Not backed up: “%s” is neither a file nor a folder, or a link to a folder or to nothing. Move it out of the data folder, or put the folder itself in the link's place.", path)}
}

func missing(folder string, err error) error {
	return &mend.Error{VI: fmt.Sprintf("Không có thư mục dữ liệu «%s». Hãy nêu thư mục có số liệu.", folder),
		EN: fmt.Sprintf("There is no data folder “%s”. Name the one that holds the data.", folder), Option: "--data", Err: err}
}

func none(dir string, err error) error {
	return &mend.Error{VI: fmt.Sprintf("«%s» không phải là bản sao lưu trọn vẹn: không đọc được %s.", dir, ManifestName),
		EN: fmt.Sprintf("“%s” is not a whole back-up: its %s cannot be read.", dir, ManifestName), Err: err}
}

func damaged(dir string, files []string) error {
	list := strings.Join(files, ", ")
	return &mend.Error{VI: fmt.Sprintf("Bản sao lưu «%s» bị hỏng: %s. Hãy dùng bản khác.", dir, list),
		EN: fmt.Sprintf("The back-up “%s” is damaged: %s. Use another one.", dir, list), Err: errors.New("damaged")}
}
