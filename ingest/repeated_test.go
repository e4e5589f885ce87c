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
	"luanphien/queries/soak"
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

// TestRepeatedKeysFarApart repeats the first rows of a file behind so many that the keys are hashed in several
// statements, in the same and in another spelling; a row that is at fault otherwise repeats nothing.
func TestRepeatedKeysFarApart(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	var stations, rows strings.Builder
	stations.WriteString("Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\n")
	rows.WriteString(activityHeader)
	const units, weeks = 2100, 52
	for s := range units {
		fmt.Fprintf(&stations, "%05d,Trạm %d,xã,Trung tâm %d,01/01/1990\n", 10000+s, s, s/20)
	}
	for week := range weeks {
		for s := range units {
			for g := range 10 {
				fmt.Fprintf(&rows, "%05d,2025-W%02d,%s,%d,0\n", 10000+s, week+1, benchGroups[g], s)
			}
		}
	}
	const whole = units * weeks * 10
	if blocks := whole / engine.BlockRows(); blocks <= windowBlocks {
		t.Fatalf("%d blocks are hashed at once", blocks)
	}
	rows.WriteString("10000,2025-W01,hô hấp,7,0\n10001,Tuần 1 năm 2025,Hô hấp,7,0\n10000,2025-W01,hô hấp,9,0\n10002,2025-W01,hô hấp,1,5\n")
	list, file := filepath.Join(t.TempDir(), "tram.csv"), filepath.Join(t.TempDir(), "a.csv")
	for path, text := range map[string]string{list: stations.String(), file: rows.String()} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	report := mustRun(t, folder, list, file)
	if c := report.Files[1].Counts; c.Read != whole+4 || c.Loaded != whole || c.Quarantined != 4 {
		t.Fatalf("%+v %v", c, report.Files[1].Err)
	}
	equalSets(t, "quarantine", rowsOf(t, folder, "SELECT line, rule FROM quarantine"), []string{
		fmt.Sprint(whole+2, "|duplicate_key"), fmt.Sprint(whole+3, "|duplicate_key"), fmt.Sprint(whole+4, "|duplicate_key"),
		fmt.Sprint(whole+5, "|referrals_exceed_visits"),
	})
	if left, _ := os.ReadDir(folder.Temp()); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}
