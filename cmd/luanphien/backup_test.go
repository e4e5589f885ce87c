package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/followup"
	"luanphien/ingest/appstore"
	"luanphien/ingest/backup"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

var remarkWeek = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)

// state is what a data folder answers, in sorted lines: figures, history, users, the trail, names and follow-ups.
func state(t *testing.T, dir string) string {
	t.Helper()
	var text strings.Builder
	for _, command := range []string{"query activity --format csv", "indicators --format csv", "loads", "user list"} {
		code, printed := runProgram(t, append(strings.Fields(command), "--data", dir)...)
		if code != exitDone {
			t.Fatalf("%s on %s: %s", command, dir, printed)
		}
		rows := strings.Split(printed, "\n") // a query that states no order may give any
		sort.Strings(rows)
		text.WriteString(strings.Join(rows, "\n"))
	}
	folder := edition.Folder(dir)
	names, err := appstore.Open(folder.Application())
	if err != nil {
		t.Fatal(err)
	}
	defer names.Close()
	byCode, err := names.Names(t.Context())
	if err != nil || len(byCode) == 0 {
		t.Fatal("no names", err)
	}
	var lines []string
	for code, name := range byCode {
		lines = append(lines, code+" "+name)
	}
	sort.Strings(lines)
	text.WriteString(strings.Join(lines, "\n"))
	notes, err := followup.Open(folder.FollowUps(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer notes.Close()
	remarks, err := notes.Remarks(t.Context(), remarkWeek, remarkWeek, "S1")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range remarks {
		text.WriteString("\n" + r.Text)
	}
	return text.String()
}

// livedIn is a data folder with the demo, a user and a remark, of which the newest stands in the logs of the stores: a
// server has them open.
func livedIn(t *testing.T) (dir string, remark func(text string)) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	otherProcess(t, "demo", "--data", dir)
	serveProcess(t, dir)
	folder := edition.Folder(dir)
	accounts, err := account.Open(folder.Accounts(), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = accounts.Close() })
	if _, err := accounts.AddUser(t.Context(), account.NewUser{Login: "binh", Name: "Bình", Roles: account.Director, Password: secret}, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	notes, err := followup.Open(folder.FollowUps(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = notes.Close() })
	return dir, func(text string) {
		if err := notes.AddRemark(t.Context(), followup.Remark{Login: "binh", Station: "S1", Monday: remarkWeek, Text: text}); err != nil {
			t.Fatal(err)
		}
	}
}

// A back-up of a folder that is served, restored elsewhere, gives equal figures, users, names and follow-ups, and its
// pins keep their time. Copying the files by hand loses what is in the logs.
func TestBackupAndRestore(t *testing.T) {
	soak.Long(t)
	dir, remark := livedIn(t)
	remark("Mạng hỏng tuần này")
	if err := edition.Folder(dir).Pin(1, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	want := state(t, dir)
	if !strings.Contains(want, "binh") || !strings.Contains(want, "Mạng hỏng") {
		t.Fatal("the state lacks what was added")
	}
	saved, fresh := filepath.Join(t.TempDir(), "saved"), filepath.Join(t.TempDir(), "fresh")
	for _, step := range [][]string{{"create", saved, "--data", dir}, {"verify", saved}, {"restore", saved, "--data", fresh}} {
		if code, printed := runProgram(t, append([]string{"backup"}, step...)...); code != exitDone || !strings.Contains(printed, "1") {
			t.Fatalf("%v: %s", step, printed)
		}
	}
	if differs := firstDifference(want, state(t, fresh)); differs != "" {
		t.Error("restored, it answers otherwise:", differs)
	}
	if at, err := edition.Folder(fresh).Pinned(1); err != nil || at.UTC().Format(time.DateTime) != "2026-01-02 03:04:05" {
		t.Error("the pin's time is", at, err)
	}
	for _, folder := range []string{saved, fresh} {
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if info, e := os.Stat(path); err == nil && e == nil && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s is %v", path, info.Mode())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	refusals(t, dir, saved, fresh)
}

// refusals are what the commands do not do.
func refusals(t *testing.T, dir, saved, fresh string) {
	t.Helper()
	for _, c := range []struct {
		args []string
		word string
	}{
		{[]string{"create", saved, "--data", dir}, "holds something already"},
		{[]string{"create", filepath.Join(dir, "saved"), "--data", dir}, "lies in"},
		{[]string{"create", filepath.Join(linkTo(t, dir), "saved"), "--data", dir}, "lies in"},
		{[]string{"create", filepath.Join(dir, "saved"), "--data", linkTo(t, dir)}, "lies in"},
		{[]string{"create", t.TempDir() + "/x", "--data", filepath.Join(dir, "nothing")}, "no data folder"},
		{[]string{"restore", saved, "--data", fresh}, "holds something already"},
		{[]string{"restore", dir, "--data", t.TempDir() + "/x"}, "not a whole back-up"},
		{[]string{"verify", dir}, "not a whole back-up"},
	} {
		if code, printed := runProgram(t, append([]string{"backup"}, c.args...)...); code != exitFailed || !strings.Contains(printed, c.word) {
			t.Errorf("%v: %d %s", c.args, code, printed)
		}
	}
	harm := func(name string, do func(path string) error) {
		if err := do(filepath.Join(saved, name)); err != nil {
			t.Fatal(err)
		}
		into := filepath.Join(t.TempDir(), "into")
		for _, args := range [][]string{{"verify", saved}, {"restore", saved, "--data", into}} {
			code, printed := runProgram(t, append([]string{"backup"}, args...)...)
			if code != exitFailed || !strings.Contains(printed, filepath.ToSlash(name)) {
				t.Errorf("%s is harmed, and %v says %d %s", name, args, code, printed)
			}
		}
		if _, err := os.Stat(into); !errors.Is(err, fs.ErrNotExist) {
			t.Error("a damaged back-up was restored")
		}
	}
	harm("editions/0001.json", func(path string) error { return os.WriteFile(path, []byte("{}"), 0o600) })
	harm("accounts.sqlite", os.Remove)
	harm("application.sqlite", func(path string) error {
		elsewhere := filepath.Join(t.TempDir(), "application.sqlite")
		return errors.Join(os.Rename(path, elsewhere), os.Symlink(elsewhere, path))
	})
	harm("stranger", func(path string) error { return os.WriteFile(path, nil, 0o600) })
}

// linkTo is a link to a folder.
func linkTo(t *testing.T, folder string) string {
	t.Helper()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// What cannot be copied is named, and nothing is left that looks like a back-up.
func TestBackupNamesWhatItCannotCopy(t *testing.T) {
	dir, place := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "saved")
	store, err := account.Open(edition.Folder(dir).Accounts(), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for name, points := range map[string]string{"elsewhere": t.TempDir(), "nowhere": filepath.Join(t.TempDir(), "gone")} {
		link := filepath.Join(dir, name)
		if err := os.Symlink(points, link); err != nil {
			t.Fatal(err)
		}
		code, printed := runProgram(t, "backup", "create", place, "--data", dir)
		if code != exitFailed || !strings.Contains(printed, "Không sao lưu: «"+link) || !strings.Contains(printed, "Not backed up: “"+link) {
			t.Errorf("%s: %d %s", name, code, printed)
		}
		if _, err := os.Stat(place); !errors.Is(err, fs.ErrNotExist) {
			t.Error("there is a back-up", err)
		}
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
	}
	if code, printed := runProgram(t, "backup", "create", place, "--data", dir); code != exitDone {
		t.Error(printed)
	}
}

// Back-ups are killed at any moment while the folder is served and written to: what is there under its name is whole,
// the folder is unharmed, and the next back-up is made.
func TestBackupIsKilled(t *testing.T) {
	soak.Long(t)
	dir, remark := livedIn(t)
	place := t.TempDir()
	start := time.Now()
	otherProcess(t, "backup", "create", filepath.Join(place, "first"), "--data", dir)
	usual := time.Since(start)
	random, kills := soak.Random(t), soak.Times(4, 50)
	target, whole, none := filepath.Join(place, "saved"), 0, 0
	for i := range kills {
		remark("lần " + strings.Repeat("i", i))
		cmd := exec.Command(os.Args[0], "backup", "create", target, "--data", dir)
		cmd.Env = append(os.Environ(), asProgram+"=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(usual * 5 / 4))))
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if _, err := os.Stat(target); errors.Is(err, fs.ErrNotExist) {
			none++
			continue
		}
		if _, err := backup.Verify(t.Context(), target); err != nil {
			t.Fatal(err)
		}
		whole++
		if err := os.RemoveAll(target); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("a back-up takes %v; of %d kills %d came after it was whole", usual, kills, whole)
	if none == 0 {
		t.Error("no kill came before the end")
	}
	want := state(t, dir)
	otherProcess(t, "backup", "create", target, "--data", dir)
	fresh := filepath.Join(place, "fresh")
	otherProcess(t, "backup", "restore", target, "--data", fresh)
	if differs := firstDifference(want, state(t, fresh)); differs != "" {
		t.Error("restored, it answers otherwise:", differs)
	}
}
