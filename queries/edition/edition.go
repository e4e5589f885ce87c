// Package edition knows the data folder: where the warehouse, the application store and the numbered editions lie,
// and what the manifest beside each edition says. The ingest writes editions, the analytics read them.
package edition

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"time"
)

// SchemaVersion is the version of the tables in queries/schema and of those that an edition is given beside them. It goes
// up when they change, and each version after the first that was in use has its step in queries/schema, which brings
// older folders there.
const SchemaVersion = 6

// ErrNone says that a data folder holds no edition yet.
var ErrNone = errors.New("no edition has been published yet")

// Folder is a data folder.
type Folder string

// Warehouse is the path of the warehouse file.
func (f Folder) Warehouse() string { return filepath.Join(string(f), "warehouse.duckdb") }

// Application is the path of the application store.
func (f Folder) Application() string { return filepath.Join(string(f), "application.sqlite") }

// Lock is the path of the lock file that a load holds.
func (f Folder) Lock() string { return filepath.Join(string(f), "ingest.lock") }

// Originals is the folder of the files that were loaded, as they came: an undo loads again what followed.
func (f Folder) Originals() string { return filepath.Join(string(f), "originals") }

// Uploads is the folder of uploaded files that wait for their user to load them.
func (f Folder) Uploads() string { return filepath.Join(string(f), "uploads") }

// Boundaries is the file of the communes' outlines for the map, where somebody put one: GeoJSON in degrees, each feature
// with the station's code as property «code».
func (f Folder) Boundaries() string { return filepath.Join(string(f), "boundaries.geojson") }

// Temp is the folder in which the engine may spill during a load.
func (f Folder) Temp() string { return filepath.Join(string(f), "temp") }

// Editions is the folder of the editions.
func (f Folder) Editions() string { return filepath.Join(string(f), "editions") }

// Database is the path of one edition's database.
func (f Folder) Database(number int) string {
	return filepath.Join(f.Editions(), fmt.Sprintf("%04d.duckdb", number))
}

// ManifestPath is the path of one edition's manifest. An edition exists once its manifest does.
func (f Folder) ManifestPath(number int) string {
	return filepath.Join(f.Editions(), fmt.Sprintf("%04d.json", number))
}

// Manifest tells what an edition holds.
type Manifest struct {
	Number        int              `json:"number"`
	SchemaVersion int              `json:"schema_version"`
	Program       string           `json:"program,omitempty"` // the release that published it; "" = one before 0.9.0
	PublishedAt   time.Time        `json:"published_at"`
	SHA256        string           `json:"sha256"`
	Bytes         int64            `json:"bytes"`
	LastLoad      int              `json:"last_load"`
	Resolved      int64            `json:"resolved"`         // quarantined rows that have left the list since
	Undone        int              `json:"undone,omitempty"` // loads that were undone so far
	Loads         []string         `json:"loads"`            // names of the files that are new in this edition
	Rows          map[string]int64 `json:"rows"`             // rows in force, by kind
	Illustrative  bool             `json:"illustrative"`
	// AsOf is the moment as of which figures are computed unless another is asked for; zero = now.
	AsOf time.Time `json:"as_of,omitzero"`
	// ProgrammeStart is the ISO week in which the rotation began, where the department has set it (methods.md §4).
	ProgrammeStart string `json:"programme_start,omitempty"`
}

var manifestName = regexp.MustCompile(`^(\d{4,})\.json$`)

// Numbers lists the editions of the folder, oldest first. A folder without any gives an empty list.
func (f Folder) Numbers() ([]int, error) {
	entries, err := os.ReadDir(f.Editions())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, e := range entries {
		if m := manifestName.FindStringSubmatch(e.Name()); m != nil {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				return nil, fmt.Errorf("edition number %s: %w", m[1], err)
			}
			numbers = append(numbers, n)
		}
	}
	sort.Ints(numbers)
	return numbers, nil
}

// Newest is the number of the newest edition, or ErrNone.
func (f Folder) Newest() (int, error) {
	numbers, err := f.Numbers()
	if err != nil {
		return 0, err
	}
	if len(numbers) == 0 {
		return 0, ErrNone
	}
	return numbers[len(numbers)-1], nil
}

// Manifest reads one edition's manifest.
func (f Folder) Manifest(number int) (Manifest, error) {
	var m Manifest
	b, err := os.ReadFile(f.ManifestPath(number))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, &DamagedError{What: filepath.Base(f.ManifestPath(number)), Err: err}
	}
	return m, nil
}
