package ingest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// TestTwice looks for the numbers that stand twice in lists whose answer a map gives as well.
func TestTwice(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 8))
	for _, c := range []struct {
		numbers int
		other   uint64 // the numbers are below this
	}{{0, 1}, {1, 1}, {2, 1}, {500, 1 << 63}, {20_000, 1 << 63}, {20_000, 30_000}, {50_000, 40}} {
		folder := t.TempDir()
		f, err := newTwice(folder, c.numbers/2) // more come than it was told of
		if err != nil {
			t.Fatal(err)
		}
		counts := map[uint64]int{}
		for range c.numbers {
			number := random.Uint64N(c.other)
			counts[number]++
			if err := f.add(number); err != nil {
				t.Fatal(err)
			}
		}
		var want []uint64
		for number, n := range counts {
			if n > 1 {
				want = append(want, number)
			}
		}
		slices.Sort(want)
		if got, err := f.found(); err != nil || !slices.Equal(got, want) {
			t.Errorf("%d numbers below %d: %d stand twice, not %d (%v)", c.numbers, c.other, len(got), len(want), err)
		}
		f.close()
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("%v is left behind", left)
		}
	}
}

// TestRepeatedKeysFarApart repeats the first rows of a file far behind them, in the same and in another spelling, by a
// former name of the station and by its code; a row that is at fault otherwise repeats nothing. Activity names the cells of
// its key; of weekly reports the engine hashes the keys, in several statements.
func TestRepeatedKeysFarApart(t *testing.T) {
	defer func(blocks int) { windowBlocks = blocks }(windowBlocks)
	windowBlocks = 2
	folder := edition.Folder(t.TempDir())
	var stations, activity, reports strings.Builder
	stations.WriteString("Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\n")
	activity.WriteString(activityHeader)
	reports.WriteString("Mã trạm,Mã cán bộ,Tuần,Nộp lúc,Số mục bắt buộc,Số mục đã điền\n")
	const units, weeks = 210, 52
	for s := range units {
		fmt.Fprintf(&stations, "%05d,Trạm %d,xã,Trung tâm %d,01/01/1990\n", 10000+s, s, s/20)
	}
	for week := range weeks {
		for s := range units {
			for g := range 3 {
				fmt.Fprintf(&activity, "%05d,2025-W%02d,%s,%d,0\n", 10000+s, week+1, benchGroups[g], s)
			}
			fmt.Fprintf(&reports, "%05d,,2025-W%02d,2026-01-05 08:00,20,20\n", 10000+s, week+1)
		}
	}
	activity.WriteString("10000,2025-W01,hô hấp,7,0\n10001,Tuần 1 năm 2025,Hô hấp,7,0\n10000,2025-W01,hô hấp,9,0\n10002,2025-W01,hô hấp,1,5\n" +
		"Bản Cũ,2025-W02,hô hấp,1,0\nBản Xưa,2025-W02,hô hấp,1,0\nkhông có,2025-W01,hô hấp,1,0\n")
	reports.WriteString("10000,,2025-W01,2026-01-05 08:00,20,20\n10001,,Tuần 1 năm 2025,05/01/2026 08:00,20,20\n10002,,2025-W01,2026-01-05 09:00,20,20\n")
	written := t.TempDir()
	names := map[string]string{
		"tram.csv": stations.String(), "hoat-dong.csv": activity.String(), "bao-cao.csv": reports.String(),
		"ten.csv": "Tên cũ,Loại,Mã trạm,Đến ngày,Trùng tên\nBản Cũ,,10003,,\nBản Xưa,,10003,30/06/2025,\n",
	}
	for name, text := range names {
		names[name] = filepath.Join(written, name)
		if err := os.WriteFile(names[name], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, folder, names["tram.csv"])
	runAs(t, folder, names["ten.csv"], true)
	report := mustRun(t, folder, names["hoat-dong.csv"], names["bao-cao.csv"])
	const whole, received = units * weeks * 3, units * weeks
	if whole <= judgedOnce || received/engine.BlockRows() <= windowBlocks {
		t.Fatal("the files are too small")
	}
	if c := report.Files[0].Counts; c.Read != whole+7 || c.Loaded != whole-3 || c.Quarantined != 10 {
		t.Fatalf("%+v %v", c, report.Files[0].Err)
	}
	if c := report.Files[1].Counts; c.Read != received+3 || c.Loaded != received+1 || c.Quarantined != 2 {
		t.Fatalf("%+v %v", c, report.Files[1].Err)
	}
	equalSets(t, "quarantine", rowsOf(t, folder, "SELECT kind, line, rule FROM quarantine"), []string{
		"activity|2|key_contradicted", "activity|5|key_contradicted", fmt.Sprint("activity|", units*3+3*3+2, "|key_contradicted"), // what they repeat
		fmt.Sprint("activity|", whole+2, "|key_contradicted"), fmt.Sprint("activity|", whole+3, "|key_contradicted"), fmt.Sprint("activity|", whole+4, "|key_contradicted"),
		fmt.Sprint("activity|", whole+5, "|referrals_exceed_visits"), fmt.Sprint("activity|", whole+6, "|key_contradicted"),
		fmt.Sprint("activity|", whole+7, "|key_contradicted"), fmt.Sprint("activity|", whole+8, "|station_unknown"),
		fmt.Sprint("weekly_reports|", received+2, "|duplicate_key"), fmt.Sprint("weekly_reports|", received+3, "|duplicate_key"),
	})
	if left, _ := os.ReadDir(folder.Temp()); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}
