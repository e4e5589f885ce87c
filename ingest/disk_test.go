//go:build unix

package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// A full disk is played by a limit on the size of files, which a process can only set for itself: the load runs in a
// process of its own.
const diskLimit = "LUANPHIEN_TEST_FILE_LIMIT"

// limitFiles makes writes beyond the size fail, as on a full disk; blank = no limit.
func limitFiles(text string) error {
	if text == "" {
		return nil
	}
	bytes, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: bytes})
}

// contend runs what compete does in a process of its own, and gives what it says when it fails.
func contend(t *testing.T, dir, what string, prepare func(*exec.Cmd)) (string, error) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), contender+"="+what, "LUANPHIEN_BENCH_DIR="+dir)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	prepare(cmd)
	err := cmd.Run()
	return said.String(), err
}

func TestFullDisk(t *testing.T) {
	soak.Long(t)
	dir := t.TempDir()
	folder := edition.Folder(filepath.Join(dir, "data"))
	mustRun(t, folder, reference(t)...)
	clean := filepath.Join(dir, "clean")
	copyTree(t, string(folder), clean)
	size := fileSize(t, folder.Warehouse())
	mustRun(t, folder, sample(t, "hoat-dong.csv"))
	grown := fileSize(t, folder.Warehouse())
	failed := 0
	for _, limit := range []int64{size / 8, size, size + (grown-size)/4, size + (grown-size)/2, grown - 4096} {
		if err := os.RemoveAll(string(folder)); err != nil {
			t.Fatal(err)
		}
		copyTree(t, clean, string(folder))
		said, err := contend(t, dir, "load "+sample(t, "hoat-dong.csv"), func(cmd *exec.Cmd) {
			cmd.Env = append(cmd.Env, diskLimit+"="+fmt.Sprint(limit))
		})
		if err != nil {
			failed++
			if !strings.Contains(said, "đã đầy hoặc không ghi được") && !strings.Contains(said, "Không ghi được vào thư mục dữ liệu") {
				t.Errorf("with files of at most %d bytes: %s", limit, said)
			}
		}
		report := mustRun(t, folder, sample(t, "hoat-dong.csv"))
		if f := report.Files[0]; f.Status != Unchanged && f.Counts.Loaded != 33200 {
			t.Errorf("after a full disk at %d bytes: %s %+v", limit, f.Status, f.Counts)
		}
		if n := rowsOf(t, folder, "SELECT count(*) FROM activity_history"); n[0] != "33200" {
			t.Errorf("after a full disk at %d bytes: %s rows", limit, n[0])
		}
	}
	if failed < 3 {
		t.Errorf("only %d loads met the full disk", failed)
	}
}

func fileSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// TestReadOnlyFolder loads into a folder that may not be written to. Root may write everywhere, so it hands the load to
// a user who may not.
func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	folder := edition.Folder(filepath.Join(dir, "data"))
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	before := tree(t, folder)
	path := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(path, []byte(activityHeader+"T1,2026-W10,hô hấp,5,1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var said string
	if os.Getuid() == 0 {
		program := filepath.Join(dir, "load")
		binary, err := os.ReadFile(os.Args[0])
		if err == nil {
			err = errors.Join(os.WriteFile(program, binary, 0o755), os.Chmod(program, 0o755)) // whatever the umask
		}
		if err == nil {
			err = errors.Join(os.Chmod(dir, 0o755), os.Chmod(filepath.Dir(dir), 0o755))
		}
		if err != nil {
			t.Fatal(err)
		}
		said, err = contend(t, dir, "load "+path, func(cmd *exec.Cmd) {
			cmd.Path, cmd.Args = program, []string{program}
			cmd.Dir = "/"
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		})
		if err == nil {
			t.Error("the folder was written to")
		}
	} else {
		if err := os.Chmod(string(folder), 0o555); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(string(folder), 0o755)
		_, err := Run(context.Background(), folder, []string{path}, Options{})
		said = fmt.Sprint(err)
	}
	if !strings.Contains(said, "Hãy kiểm tra quyền ghi") || !strings.Contains(said, "written to") {
		t.Errorf("it says %q", said)
	}
	if after := tree(t, folder); !slices.Equal(after, before) {
		t.Errorf("the folder changed: %v", after)
	}
}
