package read

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// all reads every record, as line|cell|cell.
func all(src io.Reader, comma byte) (rows []string, err error) {
	r := newCSV(src, comma)
	for {
		rec, err := r.next()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		if isBlank(rec.cells) {
			continue // of blanks that count as content, such as no-break spaces
		}
		rows = append(rows, fmt.Sprintf("%d|%s", rec.line, bytes.Join(rec.cells, []byte("|"))))
	}
}

func TestCSV(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"a":                              "1|a",
		"a,b\nc,d\n":                     "1|a|b;2|c|d",
		"a,b\r\nc,d\r\n":                 "1|a|b;2|c|d",
		"a,b\rc,d\r":                     "1|a|b;2|c|d",
		"a,b\r\nc,d\re,f\ng":             "1|a|b;2|c|d;3|e|f;4|g",
		"a\n\n\nb\n":                     "1|a;4|b",
		"a\n , \nb\n":                    "1|a;3|b",
		"\"a\nb\",c\nd,e\n":              "1|a\nb|c;3|d|e",
		"\"a\r\nb\",c\r\nd,e":            "1|a\r\nb|c;3|d|e",
		"\"a\rb\",c\nd,e":                "1|a\rb|c;3|d|e",
		"x\n\"a\n\n\nb\"\ny":             "1|x;2|a\n\n\nb;6|y",
		"\"a \"\"b\"\"\",\"\"\n":         "1|a \"b\"|",
		"a\"b,c\"\n":                     "1|a\"b|c\"",
		"\"a\"b,c\n":                     "1|ab|c",
		"a,\n":                           "1|a|",
		"a,\"\"":                         "1|a|",
		"\"\"\n\"x\"":                    "2|x",
		"a,\xff\n":                       "1|a|\ufffd",
		"a,\"\xffb\"\nMường,Nhé\n":       "1|a|\ufffdb;2|Mường|Nhé",
		strings.Repeat("Mường,\n", 3):    "1|Mường|;2|Mường|;3|Mường|",
		"a;b,c\n":                        "1|a;b|c",
		"a,b\n\"" + "x\ny" + "\",z\nq\n": "1|a|b;2|x\ny|z;4|q",
	} {
		want := strings.ReplaceAll(want, ";", "#")
		for name, src := range map[string]io.Reader{"whole": strings.NewReader(text), "bytewise": iotest.OneByteReader(strings.NewReader(text))} {
			rows, err := all(src, ',')
			if got := strings.Join(rows, "#"); err != nil || strings.ReplaceAll(got, ";", "#") != want {
				t.Errorf("%s %q: %q, %v; want %q", name, text, got, err, want)
			}
		}
	}
}

func TestCSVRefusesWithoutLosingItsPlace(t *testing.T) {
	for text, says := range map[string]string{
		"a\n\"b\nc\n": "dòng 2",
		"a\n" + strings.Repeat("x", maxRecord+2*chunk):    "dòng 2",
		"a\nb\n\"" + strings.Repeat("x\n", maxRecord):     "dòng 3",
		"a\n\"" + strings.Repeat("x", maxRecord+9) + "\"": "dòng 2",
	} {
		_, err := all(strings.NewReader(text), ',')
		var told *Error
		if !errors.As(err, &told) || !strings.Contains(told.VI, says) || told.EN == "" {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	_, err := all(io.MultiReader(strings.NewReader("a\nb\n"), iotest.ErrReader(io.ErrClosedPipe)), ',')
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a fault of the disk reads %v", err)
	}
}

// Records longer than the buffer's first size, and records across its edge, keep their lines.
func TestCSVLinesOverTheBuffersEdge(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		var text strings.Builder
		var want []string
		line := 1
		for i := range 20000 {
			want = append(want, fmt.Sprintf("%d|%d", line, i))
			fmt.Fprintf(&text, "%d,", i)
			if i%7 == 0 {
				long := strings.Repeat("z", i%5000)
				fmt.Fprintf(&text, "\"%s%sé\"", long, end)
				line++
			}
			text.WriteString(end)
			line++
		}
		rows, err := all(strings.NewReader(text.String()), ',')
		if err != nil || len(rows) != len(want) {
			t.Fatalf("%q: %d rows, %v", end, len(rows), err)
		}
		for i := range rows {
			if !strings.HasPrefix(rows[i], want[i]+"|") {
				t.Fatalf("%q: row %d is %.30q, want %q", end, i, rows[i], want[i])
			}
		}
	}
}

// Where the dialects agree (no lone CR, no quote in the middle of a cell), the standard library reads the same.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\nc,d\n", "\"a\nb\",c\r\n\n\nd", "\"\"\"\"", "é,\xff\n", "a,\n,b\n\n", "\"a\r\nb\"\r\nc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole, errWhole := all(strings.NewReader(text), ',')
		bytewise, errBytes := all(iotest.OneByteReader(strings.NewReader(text)), ',')
		if strings.Join(whole, "\n") != strings.Join(bytewise, "\n") || (errWhole == nil) != (errBytes == nil) {
			t.Fatalf("%q reads %q, %v at once, but %q, %v byte by byte", text, whole, errWhole, bytewise, errBytes)
		}
		if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
			return
		}
		var want []string
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		for {
			record, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				return // another dialect
			}
			line, _ := r.FieldPos(0)
			if strings.IndexFunc(strings.Join(record, ""), shows) >= 0 {
				want = append(want, fmt.Sprintf("%d|%s", line, strings.Join(record, "|")))
			}
		}
		got := strings.ReplaceAll(strings.Join(whole, "\n"), "\r\n", "\n")
		if oracle := strings.ToValidUTF8(strings.ReplaceAll(strings.Join(want, "\n"), "\r\n", "\n"), "\ufffd"); errWhole != nil || got != oracle {
			t.Fatalf("%q reads %q, %v; encoding/csv reads %q", text, got, errWhole, oracle)
		}
	})
}

func plainCSV(bytesWanted int) []byte {
	var text bytes.Buffer
	text.WriteString("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n")
	for i := 0; text.Len() < bytesWanted; i++ {
		fmt.Fprintf(&text, "%05d,2026-W%02d,tim mạch - tăng huyết áp,%d,%d\n", 3000+i%400, 1+i%52, i%200, i%9)
	}
	return text.Bytes()
}

func BenchmarkCSV(b *testing.B) {
	text := plainCSV(64 << 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r := newCSV(bytes.NewReader(text), ',')
		for {
			if _, err := r.next(); err != nil {
				break
			}
		}
	}
}

func TestPlainRowsAllocateNothing(t *testing.T) {
	r := newCSV(bytes.NewReader(plainCSV(1<<20)), ',')
	if _, err := r.next(); err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(1000, func() { r.next() }); n != 0 {
		t.Errorf("%v allocations per row", n)
	}
}
