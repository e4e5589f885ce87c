package ingest

import (
	"fmt"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

// A refused row that is mended in its file leaves the list wherever it stands now; one that was deleted, though a row like it
// was added elsewhere, stays, and so do rows that nothing tells apart.
func TestAMendedRowThatMoved(t *testing.T) {
	base := edition.Folder(t.TempDir())
	mustRun(t, base, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	week := func(station string, n, visits int) string {
		return fmt.Sprintf("%s,2026-W%02d,hô hấp,%d,1\n", station, n, visits)
	}
	var rows []string
	for n := 1; n <= 20; n++ {
		rows = append(rows, week("T1", n, 5))
	}
	upper, lower := strings.Join(rows[:10], ""), strings.Join(rows[10:], "")
	const bad, mended = "T9,2026-W10,khác,7,2\n", "T2,2026-W10,khác,7,2\n"
	more := week("T2", 30, 4) + week("T2", 31, 6)
	for name, c := range map[string]struct {
		first, then string
		open        []string
	}{
		"inserted far above":         {upper + bad + lower, more + upper + mended + lower, nil},
		"inserted right above":       {upper + bad + lower, upper + more + mended + lower, nil},
		"inserted right below":       {upper + bad + lower, upper + mended + more + lower, nil},
		"first of the table":         {bad + upper + lower, more + mended + upper + lower, nil},
		"last of the table":          {upper + lower + bad, more + upper + lower + mended, nil},
		"rows deleted above":         {upper + bad + lower, strings.Join(rows[1:10], "") + mended + lower, nil},
		"deleted, one like it added": {upper + bad + lower, mended + upper + lower, []string{"2:12"}},
		"not mended":                 {upper + bad + lower, more + upper + bad + lower, []string{"3:14"}},
		"deleted":                    {upper + bad + lower, more + upper + lower, []string{"2:12"}},
		"other figures":              {upper + bad + lower, more + upper + "T2,2026-W10,khác,8,2\n" + lower, []string{"2:12"}},
		"two alike, one mended":      {upper + bad + strings.Replace(bad, "T9", "T8", 1) + lower, more + upper + mended + lower, []string{"2:12", "2:13"}},
		"another file":               {upper + bad + lower, more + mended, []string{"2:12"}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := edition.Folder(t.TempDir())
			copyTree(t, string(base), string(folder))
			loadAll(t, folder, writeFile(t, "a.csv", activityHeader+c.first))
			f := loadAll(t, folder, writeFile(t, "a.csv", activityHeader+c.then))
			if got := listed(t, folder); fmt.Sprint(got) != fmt.Sprint(c.open) {
				t.Errorf("open %v, want %v; %d mended, %+v", got, c.open, f.Mended, f.Counts)
			}
			if (f.Mended == 1) != (c.open == nil) {
				t.Errorf("%d mended", f.Mended)
			}
		})
	}
}
