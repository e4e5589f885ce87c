package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bounded runs f and fails when it takes too much memory.
func bounded(t *testing.T, megabytes uint64, f func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	if grown := (after.HeapSys - before.HeapSys) >> 20; after.HeapSys > before.HeapSys && grown > megabytes {
		t.Errorf("the heap grew by %d MB", grown)
	}
}

// refusedInBounds opens a file that must be refused in words and in little memory.
func refusedInBounds(t *testing.T, path string, opts Options, says string) {
	t.Helper()
	opts.TempDir = t.TempDir()
	bounded(t, 200, func() {
		file, err := Open(path, opts)
		if err == nil {
			for _, s := range file.Sheets {
				for err == nil {
					_, err = s.Next()
				}
			}
			file.Close()
		}
		var told *Error
		if !errors.As(err, &told) || !strings.Contains(told.EN, says) || told.VI == "" || told.VI == told.EN {
			t.Errorf("%v, want %q", err, says)
		}
	})
	if left, err := os.ReadDir(opts.TempDir); err != nil || len(left) != 0 {
		t.Errorf("%d files are left in the temporary folder (%v)", len(left), err)
	}
}

// reshaped writes a workbook with some of its parts replaced.
func reshaped(t *testing.T, parts map[string]string) string {
	t.Helper()
	book := workbook(t, [][]any{{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}, {"03158", "2026-W07", "hô hấp", 12, 0}}, nil)
	source, err := zip.OpenReader(book)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	path := filepath.Join(t.TempDir(), "a.xlsx")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	w := zip.NewWriter(out)
	for _, part := range source.File {
		target, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := parts[part.Name]; ok {
			_, err = io.WriteString(target, text)
		} else {
			var content io.ReadCloser
			if content, err = part.Open(); err == nil {
				_, err = io.Copy(target, content)
				content.Close()
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

const firstSheet = "xl/worksheets/sheet1.xml"

func TestLimitDimension(t *testing.T) {
	path := workbook(t, [][]any{{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}, {"03158", "2026-W07", "hô hấp", 12, 0}}, func(f *excelize.File) {
		if err := f.SetSheetDimension("Sheet1", "A1:XFD1048576"); err != nil {
			t.Fatal(err)
		}
	})
	bounded(t, 100, func() {
		rows, _ := rowsOf(t, path, Options{TempDir: t.TempDir()})
		expect(t, linesOf(rows, "station_code", "visits"), []string{"2|03158|12"})
	})
	// One forgotten cell in the last row and column is no table of a thousand million cells.
	far := workbook(t, [][]any{{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}, {"03158", "2026-W07", "hô hấp", 12, 0}}, func(f *excelize.File) {
		if err := f.SetCellValue("Sheet1", "XFD1048576", "Người lập biểu"); err != nil {
			t.Fatal(err)
		}
	})
	bounded(t, 200, func() {
		rows, _ := rowsOf(t, far, Options{TempDir: t.TempDir()})
		expect(t, linesOf(rows, "station_code", "visits"), []string{"2|03158|12"})
	})
}

func TestLimitBomb(t *testing.T) {
	// 64 MB of blanks in some 64 KB: above the limit that was set, which is told from the directory of the archive.
	blanks := "<worksheet>" + strings.Repeat(" ", 64<<20) + "</worksheet>"
	refusedInBounds(t, reshaped(t, map[string]string{firstSheet: blanks}), Options{Unpacked: 32 << 20}, "too large when unpacked")
	// The least of the two limits is said, with the setting that raises it.
	for option, o := range map[string]Options{
		"--max-book":     {Limits: Limits{Book: 32}},
		"--max-unpacked": {Limits: Limits{Book: 48}, Unpacked: 32 << 20},
	} {
		_, err := Open(reshaped(t, map[string]string{firstSheet: blanks}), o)
		var told *Error
		if !errors.As(err, &told) || told.Option != option || !strings.Contains(told.EN, "more than 32 MB") {
			t.Errorf("%v, not with %s", err, option)
		}
	}
	// An archive that unpacks to more than is allowed, and one that says it is small.
	csv := activityText + strings.Repeat(" \n", 16<<20)
	refusedInBounds(t, archive(t, "a.csv", csv), Options{Unpacked: 8 << 20}, "too large when unpacked")
	refusedInBounds(t, lying(t, firstSheet, blanks), Options{}, "damaged")
	refusedInBounds(t, lying(t, "a.csv", csv), Options{}, "damaged")
}

// lying makes an archive one part of which says that it unpacks to a hundred bytes.
func lying(t *testing.T, name, text string) string {
	t.Helper()
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	if name == firstSheet {
		for _, part := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
			if _, err := w.Create(part); err != nil {
				t.Fatal(err)
			}
		}
	}
	var deflated bytes.Buffer
	inner := zip.NewWriter(&deflated)
	part, err := inner.Create("x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, text); err != nil {
		t.Fatal(err)
	}
	if err := inner.Close(); err != nil {
		t.Fatal(err)
	}
	read, err := zip.NewReader(bytes.NewReader(deflated.Bytes()), int64(deflated.Len()))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := read.File[0].OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	target, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(text)),
		CompressedSize64: read.File[0].CompressedSize64, UncompressedSize64: 100})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(target, raw); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(path, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLimitNesting(t *testing.T) {
	deep := "<worksheet><sheetData>" + strings.Repeat("<a>", 1_000_000) + strings.Repeat("</a>", 1_000_000) + "</sheetData></worksheet>"
	refusedInBounds(t, reshaped(t, map[string]string{firstSheet: deep}), Options{}, "damaged")
	refusedInBounds(t, reshaped(t, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si>", 100_000) + "</sst>"}), Options{}, "damaged")
}

func TestLimitColumns(t *testing.T) {
	head := []string{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}
	for i := len(head); i < 10_000; i++ {
		head = append(head, fmt.Sprint("Cột ", i))
	}
	row := "03158,2026-W07,hô hấp,1,0" + strings.Repeat(",x", 9_995)
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte(strings.Join(head, ",")+"\n"+strings.Repeat(row+"\n", 200)), 0o644); err != nil {
		t.Fatal(err)
	}
	refusedInBounds(t, path, Options{}, "10000 columns")
	titles := make([]any, len(head))
	for i, h := range head {
		titles[i] = h
	}
	refusedInBounds(t, workbook(t, [][]any{titles, {"03158"}}, nil), Options{}, "10000 columns")
}

// endless is a stream of one line, as long as it is asked to be.
type endless struct{ left int64 }

func (e *endless) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(b)), e.left))
	for i := range b[:n] {
		b[i] = 'x'
	}
	e.left -= int64(n)
	return n, nil
}

func TestLimitLine(t *testing.T) {
	for name, begin := range map[string]string{"plain": "", "in quotes": "\"", "second line": activityText} {
		bounded(t, 100, func() {
			line := &endless{left: 2 << 30}
			r := newCSV(io.MultiReader(strings.NewReader(begin), line), ',')
			var err error
			for err == nil {
				_, err = r.next()
			}
			var told *Error
			if !errors.As(err, &told) || !strings.Contains(told.EN, "longer than 1 MB") {
				t.Errorf("%s: %v", name, err)
			}
			if line.left < 2<<30-16<<20 {
				t.Errorf("%s: %d MB were read", name, (2<<30-line.left)>>20)
			}
		})
	}
}
