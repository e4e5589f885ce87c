package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"luanphien/queries/edition"
)

// read reads the manifest of a back-up.
func read(dir string) (*Manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return nil, none(dir, err)
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil || m.Version != version {
		return nil, none(dir, errors.Join(err, fmt.Errorf("version %d", m.Version)))
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || f.Path == ManifestName {
			return nil, none(dir, fmt.Errorf("the path %q leads out of it", f.Path))
		}
	}
	return &m, nil
}

// Verify tells whether a back-up is whole: every file there, with the bytes that were written, and no other. The error
// names each file that is not.
func Verify(ctx context.Context, dir string) (*Manifest, error) {
	m, err := read(dir)
	if err != nil {
		return nil, err
	}
	var wrong []string
	known := map[string]bool{ManifestName: true}
	for _, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		known[f.Path] = true
		bytes, sum, err := sum(filepath.Join(dir, filepath.FromSlash(f.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			wrong = append(wrong, f.Path+" (thiếu – missing)")
		case errors.Is(err, errNotAFile):
			wrong = append(wrong, f.Path+" (không phải tệp riêng – not a file of its own)")
		case err != nil:
			return nil, err
		case bytes != f.Bytes || sum != f.SHA256:
			wrong = append(wrong, f.Path+" (đã đổi – changed)")
		}
	}
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		below, _ := filepath.Rel(dir, path) // both are of one walk
		if below = filepath.ToSlash(below); !known[below] {
			wrong = append(wrong, below+" (lạ – not of the back-up)")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(wrong) > 0 {
		return nil, damaged(dir, wrong)
	}
	return m, nil
}

// Restore makes a data folder of a back-up. The folder must not hold anything; it is there, whole and checked, or not at
// all.
func Restore(ctx context.Context, dir string, folder edition.Folder) (*Manifest, error) {
	if err := apart(dir, string(folder)); err != nil {
		return nil, err
	}
	m, err := Verify(ctx, dir)
	if err != nil {
		return nil, err
	}
	return m, build(string(folder), func(partial string) error {
		for _, f := range m.Files {
			if err := ctx.Err(); err != nil {
				return err
			}
			to := filepath.Join(partial, filepath.FromSlash(f.Path))
			if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
				return err
			}
			_, sum, err := copyBytes(filepath.Join(dir, filepath.FromSlash(f.Path)), to)
			if err != nil {
				return err
			}
			if sum != f.SHA256 {
				return damaged(dir, []string{f.Path})
			}
			if err := keepAsItWas(to, f); err != nil {
				return err
			}
		}
		return nil
	})
}
