//go:build unix

package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// fault makes a folder in which the engine fails: by a view in the place of a table, or by damage to its files.
type fault struct {
	table, view string
	damage      func(folder edition.Folder, newest int) error
}

var faults = map[string]fault{
	"conversion": {table: "stations_history", view: `CREATE VIEW stations_history AS
		SELECT * REPLACE (CAST(CAST(station_name AS INTEGER) AS VARCHAR) AS station_name) FROM kept`},
	"conversion of counts": {table: "activity_history", view: `CREATE VIEW activity_history AS
		SELECT * REPLACE (CAST(CAST(diagnosis_group AS DATE) AS VARCHAR) AS diagnosis_group) FROM kept`},
	"out of memory": {table: "stations_history", view: `CREATE VIEW stations_history AS
		SELECT * FROM kept WHERE (SELECT len(list(n)) FROM range(400_000_000) AS numbers(n)) > 0`},
	"damaged blocks": {damage: func(folder edition.Folder, newest int) error {
		return damaged(folder.Database(newest), folder.Warehouse())
	}},
	"cut file": {damage: func(folder edition.Folder, newest int) error {
		if err := os.Truncate(folder.Database(newest), 2<<20); err != nil {
			return err
		}
		return os.Truncate(folder.Warehouse(), 2<<20)
	}},
	"damaged manifest": {damage: func(folder edition.Folder, newest int) error {
		return os.WriteFile(folder.ManifestPath(newest), []byte("{"), 0o600)
	}},
}

// damaged overwrites the blocks of files, but for the first ones.
func damaged(paths ...string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		noise := make([]byte, info.Size()-3*4096)
		if _, err := rand.Read(noise); err != nil {
			return err
		}
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		if _, err := f.WriteAt(noise, 3*4096); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// faulty is a copy of the demo's folder in which the engine fails.
func faulty(t *testing.T, f fault) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	folder := edition.Folder(dir)
	newest, err := folder.Newest()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder.Warehouse(), folder.Database(newest), folder.ManifestPath(newest)} {
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if f.damage != nil {
		if err := f.damage(folder, newest); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	for _, path := range []string{folder.Warehouse(), folder.Database(newest)} {
		db, err := engine.OpenWarehouse(path, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{"ALTER TABLE " + f.table + " RENAME TO kept", f.view} {
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
