// Package aliases holds the names that communes bore before 1 July 2025, and a few spelling variants of today's names,
// so that files which still use them find their station. The rows are data (dien_bien.csv); docs/data-sources.md says
// where they come from.
package aliases

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// What a former unit was. A spelling variant of a name still in force has the type Variant.
const (
	Commune  = "commune"
	Ward     = "ward"
	Township = "township"
	Variant  = ""
)

// Row is one former name.
type Row struct {
	Name        string    // without "Xã", "Phường", "Thị trấn"; Unicode NFC
	Type        string    // Commune, Ward, Township or Variant
	StationCode string    // the station that the unit became part of
	ValidFrom   time.Time // the first day on which the name held, midnight UTC; zero = not known
	ValidTo     time.Time // the last one; zero = still in use
	// Trap marks an old name that a new unit elsewhere bears: before ValidTo it is ambiguous and must not be resolved.
	Trap bool
}

//go:embed dien_bien.csv
var dienBien string

var header = []string{"alias_name", "alias_type", "station_code", "valid_to", "is_trap"}

// Rows reads the embedded table, in the order of the file.
func Rows() ([]Row, error) {
	records, err := csv.NewReader(strings.NewReader(dienBien)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("table of former names: %w", err)
	}
	if len(records) == 0 || strings.Join(records[0], ",") != strings.Join(header, ",") {
		return nil, fmt.Errorf("table of former names: its header is not %v", header)
	}
	rows := make([]Row, 0, len(records)-1)
	for i, record := range records[1:] {
		row, err := parse(record)
		if err != nil {
			return nil, fmt.Errorf("table of former names, line %d: %w", i+2, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func parse(record []string) (Row, error) {
	row := Row{Name: record[0], Type: record[1], StationCode: record[2]}
	var err error
	switch row.Type {
	case Commune, Ward, Township, Variant:
	default:
		return row, fmt.Errorf("unknown type %q", row.Type)
	}
	if record[3] != "" {
		if row.ValidTo, err = time.Parse(time.DateOnly, record[3]); err != nil {
			return row, err
		}
	}
	row.Trap, err = strconv.ParseBool(record[4])
	return row, err
}
