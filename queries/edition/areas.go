package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Areas is the folder of the databases that hold only some stations of an edition, for those who work for these. They are
// made when they are asked for, and go with their edition.
func (f Folder) Areas() string { return filepath.Join(string(f), "areas") }

// AreaDatabase is the path of the database of some stations of an edition. form tells apart what later programs leave out.
func (f Folder) AreaDatabase(number int, stations []string, form string) string {
	sum := sha256.Sum256([]byte(form + "\n" + strings.Join(stations, ",")))
	return filepath.Join(f.Areas(), fmt.Sprintf("%04d-%s.duckdb", number, hex.EncodeToString(sum[:16])))
}

// RemoveAreas removes the databases of some stations of an edition that is gone.
func (f Folder) RemoveAreas(number int) error {
	paths, err := filepath.Glob(filepath.Join(f.Areas(), fmt.Sprintf("%04d-*", number)))
	for _, path := range paths {
		if gone := os.Remove(path); !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}
