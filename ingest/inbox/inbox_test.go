package inbox

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/ingest"
	"luanphien/ingest/ingesttest"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

const (
	stations       = "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở,Ngày đóng\nT1,Mường Một,xã,TTYT A,01/01/2020,\nT2,Mường Hai,xã,TTYT A,01/01/2020,\n"
	activityHeader = "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n"
)

// testWatch is a watch whose clock the test turns.
func testWatch(t *testing.T) (*watch, *time.Time) {
	t.Helper()
	inbox, folder := t.TempDir(), edition.Folder(t.TempDir())
	clock := time.Date(2026, 3, 16, 8, 0, 0, 0, time.UTC)
	o := ingest.Options{MaxReject: ingest.DefaultMaxReject, LoadedBy: "hộp nhận"}
	o.Fill()
	w := &watch{inbox: inbox, folder: folder, options: o, stable: inboxStable, seen: map[string]sighting{}, stuck: map[string]bool{},
		now: func() time.Time { return clock }}
	for _, sub := range []string{InboxDone, InboxRefused} {
		if err := os.Mkdir(filepath.Join(inbox, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return w, &clock
}

func (w *watch) drop(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.inbox, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (w *watch) looks(t *testing.T, clock *time.Time) {
	t.Helper()
	for range 2 {
		if err := w.look(context.Background()); err != nil {
			t.Fatal(err)
		}
		*clock = clock.Add(inboxStable)
	}
}

func (w *watch) files(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(w.inbox, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			rel, _ := filepath.Rel(w.inbox, path)
			files = append(files, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestInbox(t *testing.T) {
	w, clock := testWatch(t)
	w.drop(t, "a.csv", activityHeader+"T1,2026-W10,hô hấp,5,1\n")
	w.drop(t, "tram.csv", stations)
	w.drop(t, "la.csv", "a,b\n1,2\n")
	w.drop(t, ".an", "x")
	w.drop(t, "dang-tai.csv.part", "x")
	w.looks(t, clock)
	want := []string{".an", "dang-tai.csv.part", "done/a.csv", "done/a.csv.txt", "done/tram.csv", "done/tram.csv.txt", "refused/la.csv", "refused/la.csv.txt"}
	if got := w.files(t); !slices.Equal(got, want) {
		t.Errorf("files %q", got)
	}
	for name, says := range map[string][]string{
		"done/a.csv.txt":     {"đã nạp – loaded", "(loaded) 1"},
		"refused/la.csv.txt": {"bị từ chối – refused", "Không nhận ra cột nào", "No column title is understood"},
	} {
		text, err := os.ReadFile(filepath.Join(w.inbox, name))
		for _, s := range says {
			if err != nil || !strings.Contains(string(text), s) {
				t.Errorf("%s lacks %q: %s %v", name, s, text, err)
			}
		}
	}
	if got := ingesttest.Rows(t, w.folder, "SELECT station_code, week, diagnosis_group, visits, referrals FROM activity"); !slices.Equal(got, []string{"T1|2026-W10|hô hấp|5|1"}) {
		t.Error(got)
	}
	// Another file of the same name replaces nothing.
	w.drop(t, "a.csv", activityHeader+"T1,2026-W11,hô hấp,6,1\n")
	w.looks(t, clock)
	if got := w.files(t); !slices.Contains(got, "done/a (2).csv") || !slices.Contains(got, "done/a (2).csv.txt") {
		t.Errorf("files %q", got)
	}
	first, err := os.ReadFile(filepath.Join(w.inbox, "done/a.csv"))
	if err != nil || !strings.Contains(string(first), "W10") {
		t.Errorf("the first file became %q (%v)", first, err)
	}
}

func TestInboxWaitsForWholeFiles(t *testing.T) {
	w, clock := testWatch(t)
	for i := range 5 { // a slow copy grows between two looks
		w.drop(t, "tram.csv", stations[:len(stations)*(i+1)/5])
		if err := w.look(context.Background()); err != nil {
			t.Fatal(err)
		}
		*clock = clock.Add(2 * inboxStable)
		if got := w.files(t); !slices.Equal(got, []string{"tram.csv"}) {
			t.Fatalf("taken in the making: %q", got)
		}
	}
	if err := w.look(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := ingesttest.Rows(t, w.folder, "SELECT count(*) FROM stations"); n[0] != "2" {
		t.Errorf("%s stations", n[0])
	}
}

func TestInboxWaitsForAnotherLoad(t *testing.T) {
	w, clock := testWatch(t)
	held, err := warehouse.Acquire(w.folder.Lock())
	if err != nil {
		t.Fatal(err)
	}
	w.drop(t, "tram.csv", stations)
	_ = w.look(context.Background())
	*clock = clock.Add(inboxStable)
	if err := w.look(context.Background()); err == nil {
		t.Error("loaded beside another load")
	}
	if got := w.files(t); !slices.Equal(got, []string{"tram.csv"}) {
		t.Errorf("files %q", got)
	}
	held.Release()
	if err := w.look(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := w.files(t); !slices.Equal(got, []string{"done/tram.csv", "done/tram.csv.txt"}) {
		t.Errorf("files %q", got)
	}
}

func TestWatchEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	inbox := filepath.Join(t.TempDir(), "nhan")
	go func() { ended <- Watch(ctx, inbox, edition.Folder(t.TempDir()), ingest.Options{}) }()
	time.Sleep(50 * time.Millisecond)
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute): // on a machine however busy
		t.Error("the watch does not end")
	}
}
