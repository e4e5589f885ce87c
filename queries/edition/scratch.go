package edition

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// scratchLock is the file that a process holds locked in its scratch folder as long as it lives, however it ends.
const scratchLock = "lock"

// Scratch makes a folder for what this process needs for a while only, in the data folder and so as private as that. What
// processes left behind that ended without done, because they were killed or the power failed, is removed.
func (f Folder) Scratch() (dir string, done func(), err error) {
	parent, err := filepath.Abs(filepath.Join(string(f), "scratch"))
	if err != nil {
		return "", nil, err
	}
	if err := os.MkdirAll(parent, privateFolder); err != nil {
		return "", nil, err
	}
	guard := flock.New(filepath.Join(parent, scratchLock)) // one process at a time makes or removes
	if err := guard.Lock(); err != nil {
		return "", nil, err
	}
	defer guard.Close()
	if err := sweepScratch(parent); err != nil {
		return "", nil, err
	}
	if dir, err = os.MkdirTemp(parent, "p-"); err != nil {
		return "", nil, err
	}
	held := flock.New(filepath.Join(dir, scratchLock))
	if err := held.Lock(); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(dir))
	}
	return dir, func() {
		_ = os.RemoveAll(dir) // what cannot be removed now, the next process removes
		_ = held.Close()
	}, nil
}

// sweepScratch removes the folders whose processes are gone.
func sweepScratch(parent string) error {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		dir := filepath.Join(parent, e.Name())
		held := flock.New(filepath.Join(dir, scratchLock))
		free, err := held.TryLock()
		if err == nil && free {
			err = os.RemoveAll(dir)
		}
		if err := errors.Join(err, held.Close()); err != nil {
			return err
		}
	}
	return nil
}
