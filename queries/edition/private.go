package edition

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// What is in a data folder is for its owner alone: names of workers, hashes of passwords, the audit trail.
const (
	privateFolder fs.FileMode = 0o700
	PrivateFile   fs.FileMode = 0o600
)

// MakePrivate makes the data folder where it is missing, takes it and all that is in it from everybody but its owner,
// and sees to it that what this process makes from now on is born so, whatever the umask: the engine makes files by
// itself. An error names what belongs to somebody else.
func (f Folder) MakePrivate() error {
	ownOnly()
	if err := os.MkdirAll(string(f), privateFolder); err != nil {
		return err
	}
	return TakePrivate(string(f))
}

// TakePrivate takes a folder and all that is in it from everybody but its owner. It follows no links, and what
// disappears meanwhile is passed over.
func TakePrivate(folder string) error {
	return filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err == nil {
			err = takePrivate(path, e)
		}
		if errors.Is(err, fs.ErrNotExist) && path != folder {
			return nil
		}
		return err
	})
}

func takePrivate(path string, e fs.DirEntry) error {
	want := PrivateFile
	switch {
	case e.IsDir():
		want = privateFolder
	case !e.Type().IsRegular():
		return nil
	}
	info, err := e.Info()
	if err != nil || info.Mode().Perm() == want {
		return err
	}
	if err := os.Chmod(path, want); err != nil {
		return fmt.Errorf("make %s private: %w", path, err)
	}
	return nil
}
