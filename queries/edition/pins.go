package edition

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Pins is the folder of the pins: an empty file for each edition that a file somebody took away cites. Its time is
// that of the last such file.
func (f Folder) Pins() string { return filepath.Join(string(f), "pins") }

func (f Folder) pin(number int) string { return filepath.Join(f.Pins(), fmt.Sprintf("%04d", number)) }

// Pin notes that an edition is cited now.
func (f Folder) Pin(number int, now time.Time) error {
	if err := os.MkdirAll(f.Pins(), privateFolder); err != nil {
		return err
	}
	file, err := os.OpenFile(f.pin(number), os.O_CREATE|os.O_WRONLY, PrivateFile)
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Chtimes(f.pin(number), now, now))
}

// Pinned is the moment at which an edition was last cited; zero = never.
func (f Folder) Pinned(number int) (time.Time, error) {
	info, err := os.Stat(f.pin(number))
	if errors.Is(err, fs.ErrNotExist) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}
