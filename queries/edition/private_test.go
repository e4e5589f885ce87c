package edition

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// An older folder, open to all, is its owner's after MakePrivate; what a link points at is left alone.
func TestMakePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	outside := filepath.Join(t.TempDir(), "outside")
	must(t, os.WriteFile(outside, nil, 0o644))
	f := Folder(filepath.Join(t.TempDir(), "data"))
	must(t, os.MkdirAll(filepath.Join(f.Editions(), "deep"), 0o777))
	for _, path := range []string{f.Warehouse(), f.Accounts(), f.Accounts() + "-wal", f.Database(1), filepath.Join(f.Editions(), "deep", "x")} {
		must(t, os.WriteFile(path, nil, 0o666))
	}
	must(t, os.Chmod(f.Database(1), 0o444))
	must(t, os.Symlink(outside, f.Boundaries()))
	must(t, f.MakePrivate())
	must(t, os.WriteFile(filepath.Join(string(f), "new"), nil, 0o666))
	must(t, filepath.WalkDir(string(f), func(path string, e fs.DirEntry, err error) error {
		must(t, err)
		info, err := e.Info()
		must(t, err)
		want := fs.FileMode(0o600)
		if e.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want && e.Type()&fs.ModeSymlink == 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return nil
	}))
	if info, err := os.Stat(outside); err != nil || info.Mode().Perm() != 0o644 {
		t.Error("what a link points at was changed:", info.Mode(), err)
	}
}

// A scratch folder goes with its process: by done, or when the next one comes after a crash. One in use stays.
func TestScratch(t *testing.T) {
	f := Folder(t.TempDir())
	left := filepath.Join(string(f), "scratch", "p-of-one-that-was-killed")
	must(t, os.MkdirAll(left, 0o700))
	must(t, os.WriteFile(filepath.Join(left, "rows"), []byte("Nguyễn Văn A"), 0o600))
	first, done, err := f.Scratch()
	must(t, err)
	if _, err := os.Stat(left); err == nil {
		t.Error("what a killed process left is still there")
	}
	second, doneSecond, err := f.Scratch()
	must(t, err)
	if _, err := os.Stat(first); err != nil || first == second {
		t.Error("the folder of a living process was removed:", err)
	}
	done()
	doneSecond()
	for _, dir := range []string{first, second} {
		if _, err := os.Stat(dir); err == nil {
			t.Error(dir, "is still there")
		}
	}
}
