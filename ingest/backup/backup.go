// Package backup copies a data folder to another place while it is served and loaded, checks such a copy, and makes a
// data folder of it again.
package backup

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
	"luanphien/queries/sqlite"
)

// ManifestName is the file that lists what a back-up holds. It is written last: without it there is no back-up.
const ManifestName = "backup.json"

// version of the manifest.
const version = 1

// Manifest lists what a back-up holds.
type Manifest struct {
	Version int       `json:"version"`
	MadeAt  time.Time `json:"made_at"`
	Edition int       `json:"edition"` // the newest; 0 = none
	Bytes   int64     `json:"bytes"`
	Files   []File    `json:"files"`
}

// File of a back-up. Path is below the data folder, with slashes.
type File struct {
	Path     string    `json:"path"`
	Bytes    int64     `json:"bytes"`
	SHA256   string    `json:"sha256"`
	Modified time.Time `json:"modified"` // an edition's pin says by it when it was last cited
}

// passedOver are the parts of a data folder that only the processes at work on it need.
var passedOver = map[string]bool{"scratch": true, "temp": true, "areas": true, "ingest.lock": true}

// fleeting tells whether a file may disappear while a folder is served: an upload that was loaded or discarded.
func fleeting(path string) bool { return strings.HasPrefix(path, "uploads/") }

// Create copies the folder into dir, which must not exist yet. All is as of one moment: no load runs meanwhile, and each
// store is copied with its log. What is killed on the way leaves dir.partial, which no command takes for a back-up and
// the next one replaces.
//
// key is the file of the key of second factors where it lies outside the folder, "" where inside; it is a part of the back-up
// under the name that it has there by itself.
func Create(ctx context.Context, folder edition.Folder, dir, key string, now time.Time) (*Manifest, error) {
	if err := apart(string(folder), dir); err != nil {
		return nil, err
	}
	if _, err := os.Stat(string(folder)); err != nil {
		return nil, missing(string(folder), err)
	}
	m := &Manifest{Version: version, MadeAt: now}
	return m, build(dir, func(partial string) error {
		err := warehouse.Quiet(ctx, folder, func() error {
			var err error
			if m.Edition, err = folder.Newest(); err != nil && !errors.Is(err, edition.ErrNone) {
				return err
			}
			return m.copyAll(ctx, string(folder), partial)
		})
		if err == nil {
			err = m.addKey(ctx, partial, key)
		}
		if err != nil {
			return err
		}
		return m.write(partial)
	})
}

// build makes a folder under another name and gives it its own when it is whole.
func build(dir string, fill func(partial string) error) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return taken(dir, err)
	}
	partial := filepath.Clean(dir) + ".partial"
	if err := os.RemoveAll(partial); err != nil {
		return err
	}
	if err := os.MkdirAll(partial, 0o700); err != nil {
		return err
	}
	if err := fill(partial); err != nil {
		return errors.Join(err, os.RemoveAll(partial))
	}
	if err := syncFolders(partial); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // an empty one
		return err
	}
	if err := os.Rename(partial, dir); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(filepath.Clean(dir)))
}

func (m *Manifest) copyAll(ctx context.Context, from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		below, _ := filepath.Rel(from, path) // both are of one walk
		below = filepath.ToSlash(below)
		switch {
		case err != nil && fleeting(below) && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case passedOver[below] && e.IsDir():
			return fs.SkipDir
		case passedOver[below] || isLog(below):
			return nil
		case e.IsDir():
			return os.MkdirAll(filepath.Join(to, below), 0o700)
		}
		f, err := copyOne(ctx, path, filepath.Join(to, filepath.FromSlash(below)))
		if fleeting(below) && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		f.Path = below
		m.Files, m.Bytes = append(m.Files, f), m.Bytes+f.Bytes
		return nil
	})
}

// isLog tells whether a file belongs to a store, which is copied with it.
func isLog(path string) bool {
	return strings.HasSuffix(path, ".sqlite-wal") || strings.HasSuffix(path, ".sqlite-shm") || strings.HasSuffix(path, ".sqlite-journal")
}

func copyOne(ctx context.Context, from, to string) (File, error) {
	if err := ctx.Err(); err != nil {
		return File{}, err
	}
	info, err := os.Stat(from) // of what a link points at
	switch entry, _ := os.Lstat(from); {
	case err != nil && entry != nil && entry.Mode()&fs.ModeSymlink != 0, err == nil && !info.Mode().IsRegular():
		return File{}, notCopied(from, err)
	case err != nil:
		return File{}, err
	}
	f := File{Modified: info.ModTime().UTC()}
	if strings.HasSuffix(from, ".sqlite") {
		if err := sqlite.Copy(ctx, from, to); err != nil {
			return f, err
		}
		f.Bytes, f.SHA256, err = sumAndSync(to)
	} else {
		f.Bytes, f.SHA256, err = copyBytes(from, to)
	}
	if err != nil {
		return f, err
	}
	return f, keepAsItWas(to, f)
}

func keepAsItWas(path string, f File) error {
	return errors.Join(os.Chmod(path, edition.PrivateFile), os.Chtimes(path, f.Modified, f.Modified))
}

func (m *Manifest) write(dir string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, ManifestName)
	if err := os.WriteFile(path, append(b, '\n'), edition.PrivateFile); err != nil {
		return err
	}
	_, _, err = sumAndSync(path)
	return err
}
