package ingest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"luanphien/ingest/aliases"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// aliasKind is what a load of former names is called in the history.
const aliasKind = "station_aliases"

// beginAliases reads a file of former names. It is taken whole or not at all.
func (r *runner) beginAliases(path string) (*fileLoad, error) {
	if r.options.Area != "" {
		return nil, &mend.Error{
			VI: "Danh sách tên cũ là của toàn tỉnh: chỉ người làm việc cho toàn tỉnh nạp được.",
			EN: "The list of former names is of the whole province: only who works for the province can load it.",
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, cannotRead(path, err)
	}
	rows, account, err := aliases.Parse(f)
	var fault *aliases.Fault
	if errors.As(err, &fault) {
		return nil, &mend.Error{
			VI: fmt.Sprintf("Tệp %s, dòng %d: %s", filepath.Base(path), fault.Line, fault.VI),
			EN: fmt.Sprintf("File %s, line %d: %s", filepath.Base(path), fault.Line, fault.EN),
		}
	}
	if err != nil {
		return nil, err
	}
	return &fileLoad{
		runner: r, taking: make(chan warehouse.Original, 1), key: rand.Text(), names: rows, lines: account,
		file: &read.File{Name: filepath.Base(path), Size: info.Size(), Container: read.ContainerCSV},
	}, nil
}

func cannotRead(path string, err error) *mend.Error {
	return &mend.Error{
		VI:  fmt.Sprintf("Không mở được tệp %s. Hãy kiểm tra đường dẫn và quyền đọc.", filepath.Base(path)),
		EN:  fmt.Sprintf("The file %s cannot be opened. Check its path and that it may be read.", filepath.Base(path)),
		Err: err,
	}
}

// aliasName is what a file's rows are about: all that is known of it is replaced.
type aliasName struct{ name, kind string }

// loadAliases applies a file of former names, and counts what it changed.
func (l *fileLoad) loadAliases(ctx context.Context, report *FileReport) error {
	known := map[aliasName][]aliases.Row{}
	err := warehouse.Each(ctx, l.Conn, checks.Get(aliasKind, "known"), nil, func(rows *sql.Rows) error {
		var r aliases.Row
		var from, until sql.NullTime
		err := rows.Scan(&r.Name, &r.Type, &r.StationCode, &from, &until, &r.Trap)
		r.ValidFrom, r.ValidTo = from.Time, until.Time
		known[aliasName{r.Name, r.Type}] = append(known[aliasName{r.Name, r.Type}], r)
		return err
	})
	if err != nil {
		return err
	}
	now := map[aliasName][]aliases.Row{}
	for _, r := range l.names {
		about := aliasName{r.Name, r.Type}
		now[about] = append(now[about], r)
	}
	c := Counts{Read: int64(len(l.names))}
	forgotten := map[aliasName]bool{}
	for _, r := range l.names {
		about := aliasName{r.Name, r.Type}
		switch before := known[about]; {
		case len(before) == 0:
			c.Loaded++
		case holds(before, r) && !slices.ContainsFunc(before, func(b aliases.Row) bool { return !holds(now[about], b) }):
			c.Unchanged++
		default:
			c.Corrected++
		}
		values := aliasParams(r)
		if !forgotten[about] {
			forgotten[about] = true
			if _, err := warehouse.Run(ctx, l.Conn, checks.Get(aliasKind, "forget"), values); err != nil {
				return err
			}
		}
		if _, err := warehouse.Run(ctx, l.Conn, checks.Get(aliasKind, "insert"), values); err != nil {
			return err
		}
	}
	report.Kinds, report.Counts = []string{aliasKind}, c
	report.Ledger = l.lines
	if err := l.balanced(l.lines); err != nil {
		return err
	}
	if err := l.holdsRows(report); err != nil {
		return err
	}
	if err := l.writer.Ledger(ctx, report.Ledger, nil); err != nil {
		return err
	}
	_, err = warehouse.Run(ctx, l.Conn, checks.Get("shared", "part"), warehouse.Params{
		"load_id": l.id, "sheet": "", "kind": aliasKind, "read": c.Read, "loaded": c.Loaded,
		"unchanged": c.Unchanged, "corrected": c.Corrected, "quarantined": c.Quarantined,
	})
	return err
}

func holds(known []aliases.Row, r aliases.Row) bool {
	for _, k := range known {
		if k.StationCode == r.StationCode && k.Trap == r.Trap && k.ValidFrom.Equal(r.ValidFrom) && k.ValidTo.Equal(r.ValidTo) {
			return true
		}
	}
	return false
}
