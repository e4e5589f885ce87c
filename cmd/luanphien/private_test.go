//go:build unix

package main

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// open gives what others than the owner may open or list in a folder.
func open(t *testing.T, folder string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // it went meanwhile
		}
		if info, err := e.Info(); err == nil && info.Mode().Perm()&0o077 != 0 {
			list = append(list, info.Mode().String()+" "+path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Whatever the umask, and also where an older folder was open to all, the data folder, every file in it and what an
// inbox has done are their owner's alone: after loading, while serving, asking and downloading, and after an undo.
func TestDataFolderIsPrivate(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	dir := filepath.Join(t.TempDir(), "data")
	otherProcess(t, "demo", "--data", dir)
	if list := open(t, dir); len(list) > 0 {
		t.Errorf("after loading:\n%s", strings.Join(list, "\n"))
	}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, 0o777)
	})
	if err != nil {
		t.Fatal(err)
	}
	inbox := filepath.Join(t.TempDir(), "inbox")
	if err := os.MkdirAll(filepath.Join(inbox, "done"), 0o777); err != nil {
		t.Fatal(err)
	}
	address, _ := serveProcess(t, dir, "--inbox", inbox)
	signIn(t, address, "phantich")
	client := clientOf(address)
	token := formToken.FindStringSubmatch(pageText(t, client, address+"/sql"))[1]
	for _, as := range []string{"", "csv", "xlsx"} {
		answer, err := client.PostForm(address+"/sql", url.Values{"csrf": {token}, "sql": {"SELECT * FROM postings"}, "as": {as}})
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	if err := os.WriteFile(filepath.Join(inbox, "lạ.csv"), []byte("a,b\n1,2\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(inbox, "refused", "lạ.csv.txt")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the inbox did nothing")
		}
	}
	list := append(open(t, dir), open(t, filepath.Join(inbox, "done"))...)
	if list = append(list, open(t, filepath.Join(inbox, "refused"))...); len(list) > 0 {
		t.Errorf("while serving an older folder:\n%s", strings.Join(list, "\n"))
	}
}

// A server that was killed while it answered leaves temporary files with rows; the next one on the folder removes them.
func TestScratchGoesAfterACrash(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	otherProcess(t, "demo", "--data", dir)
	address, _ := serveProcess(t, dir)
	before, err := filepath.Glob(filepath.Join(dir, "scratch", "*", "luanphien-console-*"))
	if err != nil || len(before) == 0 {
		t.Fatalf("the console's folder is not in the data folder: %v", err)
	}
	killServer(t, address)
	serveProcess(t, dir)
	for _, folder := range before {
		if _, err := os.Stat(folder); err == nil {
			t.Errorf("%s is left", folder)
		}
	}
}
