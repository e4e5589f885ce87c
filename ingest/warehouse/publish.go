package warehouse

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"luanphien/ingest/mend"
	"luanphien/queries"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/release"
)

// Publication says how an edition is published.
type Publication struct {
	Now       time.Time     // when
	Keep      int           // how many of the older editions stay
	KeepCited time.Duration // how long a cited one stays beyond them
}

// Publish makes the warehouse's present state the newest edition, if it differs from the newest one, and prunes old
// editions. It returns the new edition's number, 0 when nothing has changed. It closes the warehouse's database.
func (w *Warehouse) Publish(ctx context.Context, o Publication) (int, error) {
	m, changed, err := w.manifest(ctx, o.Now)
	if err != nil || !changed {
		return 0, err
	}
	if err := engine.SetMemory(ctx, w.Conn, engine.PublishMemory()); err != nil {
		return 0, err
	}
	if err := w.materialize(ctx); err != nil {
		return 0, err
	}
	// No lock is lost by reading the file once it is closed.
	if err := w.Settle(ctx); err != nil {
		return 0, err
	}
	temporary := filepath.Join(w.Folder.Temp(), "edition.duckdb")
	if m.Bytes, m.SHA256, err = CopyFile(w.Folder.Warehouse(), temporary); err != nil {
		return 0, mend.FolderError(w.Folder, err)
	}
	if err := os.Rename(temporary, w.Folder.Database(m.Number)); err != nil {
		return 0, mend.FolderError(w.Folder, err)
	}
	if err := writeManifest(w.Folder, m); err != nil {
		return 0, mend.FolderError(w.Folder, err)
	}
	return m.Number, w.prune(o)
}

// manifest describes the edition that is due, and tells whether one is: whether loads that brought
// anything, or marks, came after the newest.
func (w *Warehouse) manifest(ctx context.Context, now time.Time) (edition.Manifest, bool, error) {
	m := edition.Manifest{Number: 1, SchemaVersion: edition.SchemaVersion, Program: release.Number, PublishedAt: now, Rows: map[string]int64{}}
	var last edition.Manifest
	number, err := w.Folder.Newest()
	switch {
	case errors.Is(err, edition.ErrNone):
	case err != nil:
		return m, false, err
	default:
		m.Number = number + 1
		if last, err = w.Folder.Manifest(number); err != nil {
			return m, false, err
		}
	}
	if err := w.describe(ctx, &m, last.LastLoad); err != nil {
		return m, false, err
	}
	var brought int
	if err := One(ctx, w.Conn, checks.Get("publish", "brought"), nil, &brought); err != nil {
		return m, false, err
	}
	changed := brought > last.LastLoad || m.Resolved != last.Resolved || m.Undone != last.Undone || m.Illustrative != last.Illustrative ||
		!m.AsOf.Equal(last.AsOf) || m.ProgrammeStart != last.ProgrammeStart
	return m, changed && (m.LastLoad > 0 || m.Undone > 0), nil
}

func (w *Warehouse) describe(ctx context.Context, m *edition.Manifest, lastLoad int) error {
	if err := One(ctx, w.Conn, checks.Get("publish", "state"), nil, &m.LastLoad, &m.Resolved, &m.Undone); err != nil {
		return err
	}
	err := Each(ctx, w.Conn, checks.Get("publish", "rows"), nil, func(rows *sql.Rows) error {
		var kind string
		var n int64
		err := rows.Scan(&kind, &n)
		m.Rows[kind] = n
		return err
	})
	if err != nil {
		return err
	}
	err = Each(ctx, w.Conn, checks.Get("publish", "loads"), Params{"after": lastLoad}, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		m.Loads = append(m.Loads, name)
		return err
	})
	if err != nil {
		return err
	}
	return w.marks(ctx, m)
}

// marks reads the settings of the warehouse into the manifest.
func (w *Warehouse) marks(ctx context.Context, m *edition.Manifest) error {
	values := map[string]string{}
	for _, key := range []string{MetaIllustrative, MetaAsOf, MetaProgrammeStart} {
		value, err := w.Meta(ctx, key)
		if err != nil {
			return err
		}
		values[key] = value
	}
	m.Illustrative = values[MetaIllustrative] == "true"
	m.ProgrammeStart = values[MetaProgrammeStart]
	if values[MetaAsOf] == "" {
		return nil
	}
	var err error
	m.AsOf, err = time.Parse(time.RFC3339, values[MetaAsOf])
	return err
}

// CopyFile copies a file through to the disk and gives its size and SHA-256. The system copies from file to file: where
// the file system can share blocks (Btrfs, XFS), nothing is written but what changes later.
func CopyFile(from, to string) (int64, string, error) {
	source, err := os.Open(from)
	if err != nil {
		return 0, "", err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_RDWR, edition.PrivateFile)
	if err != nil {
		return 0, "", err
	}
	defer target.Close()
	n, err := io.Copy(target, source)
	if err != nil {
		return 0, "", err
	}
	synced := make(chan error, 1)
	go func() { synced <- target.Sync() }()
	h := sha256.New()
	_, err = io.Copy(h, io.NewSectionReader(target, 0, n))
	if err := errors.Join(<-synced, err); err != nil {
		return 0, "", err
	}
	return n, hex.EncodeToString(h.Sum(nil)), target.Close()
}

// writeManifest writes the manifest under its final name in one step: from then on the edition exists.
func writeManifest(folder edition.Folder, m edition.Manifest) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	temporary := filepath.Join(folder.Temp(), "manifest.json")
	f, err := os.Create(temporary)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(append(b, '\n')); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(temporary, folder.ManifestPath(m.Number)); err != nil {
		return err
	}
	return SyncFolder(folder.Editions())
}

// SyncFolder makes renames in a folder survive a power cut.
func SyncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// prune removes all but the newest editions and those that files cite. Readers that still hold one open are not disturbed.
func (w *Warehouse) prune(o Publication) error {
	numbers, err := w.Folder.Numbers()
	if err != nil {
		return err
	}
	for _, n := range numbers[:max(0, len(numbers)-o.Keep)] {
		cited, err := w.Folder.Pinned(n)
		if err != nil {
			return err
		}
		if time.Since(cited) < o.KeepCited {
			continue
		}
		// The manifest goes first: without it the edition does not exist.
		for _, path := range []string{w.Folder.ManifestPath(n), w.Folder.Database(n)} {
			if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("remove edition %d: %w", n, err)
			}
		}
		if err := w.Folder.RemoveAreas(n); err != nil {
			return fmt.Errorf("remove the parts of edition %d: %w", n, err)
		}
	}
	return nil
}

// materialize makes the tables that an edition holds beside the facts, so that no figure needs to work them out again.
func (w *Warehouse) materialize(ctx context.Context) error {
	catalog, err := queries.Load()
	if err != nil {
		return err
	}
	return InTransaction(ctx, w.Conn, func() error {
		for _, table := range catalog.Tables() {
			if _, err := w.Conn.ExecContext(ctx, table.Script); err != nil {
				return fmt.Errorf("make the table %s: %w", table.Name, err)
			}
		}
		return nil
	})
}
