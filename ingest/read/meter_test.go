package read

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whatever a file is, its progress rises in many steps from its beginning to its end.
func TestProgressRisesToTheEnd(t *testing.T) {
	rows := [][]any{{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}}
	var text strings.Builder
	text.WriteString("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n")
	for i := range 40_000 {
		if i < 4000 {
			rows = append(rows, []any{"03158", "2026-W07", "hô hấp", i, 0})
		}
		fmt.Fprintf(&text, "03158,2026-W07,hô hấp,%d,0\n", i*i)
	}
	plain := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(plain, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	book := workbook(t, rows, nil)
	packed, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{plain, book, archive(t, "a.csv", text.String(), "b.xlsx", string(packed))} {
		var told []int64
		file, err := Open(path, Options{TempDir: t.TempDir(), Progress: func(n int64) { told = append(told, n) }})
		if err != nil {
			t.Fatal(err)
		}
		opened := len(told)
		for _, s := range file.Sheets {
			for err = nil; err == nil; {
				_, err = s.Next()
			}
			if !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
		}
		last := told[len(told)-1]
		if len(told) < opened+5 || !slices.IsSorted(told) || last > file.Size || float64(last) < 0.9*float64(file.Size) {
			t.Errorf("%s of %d bytes: %d times while opened, then %v", filepath.Base(path), file.Size, opened, told[opened:])
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
