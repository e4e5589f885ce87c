package warehouse

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/s2"

	"luanphien/queries/edition"
)

// Original is what taking in a file's bytes gave: their SHA-256, and a compressed copy in the temporary folder ("" where
// none was asked for).
type Original struct {
	Sum, copied string
	Err         error
}

// errGivenUp ends a copy whose load has failed already.
var errGivenUp = errors.New("given up")

// stoppable is a reader that ends with errGivenUp once stop is set.
type stoppable struct {
	io.Reader
	stop *atomic.Bool
}

func (s stoppable) Read(b []byte) (int, error) {
	if s.stop.Load() {
		return 0, errGivenUp
	}
	return s.Reader.Read(b)
}

// TakeIn hashes a file, and copies it compressed into the folder temp unless that is "". It goes on beside the load.
func TakeIn(path, temp string, stop *atomic.Bool) Original {
	f, err := os.Open(path)
	if err != nil {
		return Original{Err: err}
	}
	defer f.Close()
	h := sha256.New()
	source := io.TeeReader(stoppable{f, stop}, h)
	o := Original{}
	if temp == "" {
		_, o.Err = io.Copy(io.Discard, source)
	} else {
		o.copied, o.Err = compress(source, temp)
	}
	o.Sum = hex.EncodeToString(h.Sum(nil))
	return o
}

func compress(source io.Reader, folder string) (path string, err error) {
	f, err := os.CreateTemp(folder, "original-*")
	if err != nil {
		return "", err
	}
	defer f.Close()
	w := s2.NewWriter(f, s2.WriterConcurrency(1))
	if _, err := io.Copy(w, source); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return f.Name(), f.Sync()
}

// OriginalPath is where the file of that SHA-256 is kept.
func OriginalPath(folder edition.Folder, sum string) string {
	return filepath.Join(folder.Originals(), sum+".s2")
}

// KeepOriginal moves a compressed copy to where it stays. A crash before the load is committed leaves it behind; the
// next run drops it.
func KeepOriginal(folder edition.Folder, o Original) error {
	if o.copied == "" {
		return nil
	}
	if err := os.MkdirAll(folder.Originals(), 0o700); err != nil {
		return err
	}
	if err := os.Rename(o.copied, OriginalPath(folder, o.Sum)); err != nil {
		return err
	}
	return SyncFolder(folder.Originals())
}

// RestoreOriginal unpacks the kept file of that SHA-256 to target, and makes sure that it is the same.
func RestoreOriginal(folder edition.Folder, sum, target string) error {
	f, err := os.Open(OriginalPath(folder, sum))
	if err != nil {
		return err
	}
	defer f.Close()
	out, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(out, h), s2.NewReader(f)); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != sum {
		return fmt.Errorf("the kept copy has SHA-256 %s, not %s", got, sum)
	}
	return out.Close()
}

// forgetOriginals drops the kept files of all loads but those given.
func forgetOriginals(folder edition.Folder, sums map[string]bool) error {
	entries, err := os.ReadDir(folder.Originals())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !sums[strings.TrimSuffix(e.Name(), ".s2")] {
			if err := os.Remove(filepath.Join(folder.Originals(), e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
