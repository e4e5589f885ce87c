package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// citedData is a data folder with two editions.
func citedData(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for i, text := range []string{twoStations, weekOf(10)} {
		path := filepath.Join(folder, fmt.Sprintf("%d.csv", i))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		words := []string{fmt.Sprintf("edition %d is published", i+1)}
		expectRun(t, exitDone, words, "ingest", "--data", filepath.Join(folder, "data"), path)
	}
	return filepath.Join(folder, "data")
}

// copyCited copies that data folder. Files that were taken half an hour ago cite its first edition, those that were taken
// two hours ago the second.
func copyCited(t *testing.T, from string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	for number, ago := range map[int]time.Duration{1: 30 * time.Minute, 2: 2 * time.Hour} {
		if err := edition.Folder(dir).Pin(number, time.Now().Add(-ago)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func weekOf(week int) string {
	return fmt.Sprintf("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\nT1,2026-W%d,hô hấp,5,1\n", week)
}

// Whichever way a load comes, an edition that a file cites stays as long as --keep-cited says, and no longer.
func TestEveryLoadKeepsCitedEditions(t *testing.T) {
	loaded := citedData(t)
	limits := []string{"--keep", "1", "--keep-cited", "1h"}
	with := func(args ...string) []string { return append(args, limits...) }
	file := func(t *testing.T, folder, text string) string {
		path := filepath.Join(folder, "c.csv")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	ways := map[string]func(t *testing.T, dir string){
		"ingest": func(t *testing.T, dir string) {
			expectRun(t, exitDone, nil, with("ingest", "--data", dir, file(t, t.TempDir(), weekOf(11)))...)
		},
		"ingest, by the environment": func(t *testing.T, dir string) {
			t.Setenv("LUANPHIEN_KEEP", "1")
			t.Setenv("LUANPHIEN_KEEP_CITED", "1h")
			expectRun(t, exitDone, nil, "ingest", "--data", dir, file(t, t.TempDir(), weekOf(11)))
		},
		"aliases": func(t *testing.T, dir string) {
			names := "alias_name,alias_type,station_code,valid_to,is_trap\nMường Cũ,,T1,,\n"
			expectRun(t, exitDone, nil, with("aliases", "import", "--data", dir, file(t, t.TempDir(), names))...)
		},
		"undo": func(t *testing.T, dir string) {
			expectRun(t, exitDone, nil, with("loads", "undo", "2", "--data", dir)...)
		},
		"inbox": func(t *testing.T, dir string) {
			inbox := t.TempDir()
			file(t, inbox, weekOf(11))
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan int, 1)
			go func() {
				ended <- Run(ctx, with("inbox", "--inbox", inbox, "--data", dir), strings.NewReader(""), &strings.Builder{}, &strings.Builder{})
			}()
			waitForFile(t, filepath.Join(inbox, "done", "c.csv.txt"))
			stop()
			<-ended
		},
		"serve, inbox": func(t *testing.T, dir string) {
			inbox := t.TempDir()
			file(t, inbox, weekOf(11))
			serveAndRead(t, dir, with("--inbox", inbox)...)
			waitForFile(t, filepath.Join(inbox, "done", "c.csv.txt"))
		},
		"serve, upload": func(t *testing.T, dir string) {
			officer := peopleIn(t, dir, account.DataOfficer)[0]
			officer.base, _ = serveAndRead(t, dir, limits...)
			at := officer.preview(nil, [2]string{"c.csv", weekOf(11)})
			officer.press(at, at, "đã nạp")
		},
		"serve, undo": func(t *testing.T, dir string) {
			admin := peopleIn(t, dir, account.DataOfficer, account.Administrator)[1]
			admin.base, _ = serveAndRead(t, dir, limits...)
			admin.press("/data/loads/2/undo", "/data/loads/2/undo")
		},
	}
	for _, way := range soak.Sample(t, slices.Sorted(maps.Keys(ways)), len(ways)/2) {
		t.Run(way, func(t *testing.T) {
			dir := copyCited(t, loaded)
			ways[way](t, dir)
			if left, err := edition.Folder(dir).Numbers(); err != nil || !slices.Equal(left, []int{1, 3}) {
				t.Errorf("editions %v are left, not the one cited within the hour and the newest: %v", left, err)
			}
		})
	}
}

func waitForFile(t *testing.T, path string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if _, err := os.Stat(path); err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s does not come", path)
		}
	}
}
