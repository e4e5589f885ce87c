package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// file is the list of a file's objects, each with its number.
type file struct{ objects [][]byte }

// reserve gives the number of an object that is put later.
func (f *file) reserve() int {
	f.objects = append(f.objects, nil)
	return len(f.objects)
}

func (f *file) put(object int, body string) { f.objects[object-1] = []byte(body) }

// stream puts a stream, packed, with further entries of its dictionary.
func (f *file) stream(object int, entries string, body []byte) {
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression) // that level is known
	_, _ = z.Write(body)                                       // a bytes.Buffer does not fail
	_ = z.Close()
	head := fmt.Sprintf("<< %s%s/Filter /FlateDecode /Length %d >>", entries, strings.Repeat(" ", min(1, len(entries))), packed.Len())
	f.objects[object-1] = append([]byte(head+streamMark), append(packed.Bytes(), streamEnd...)...)
}

// What stands around a stream's bytes.
const streamMark, streamEnd = "\nstream\n", "\nendstream"

// header begins a file; bytes beyond ASCII keep programs from taking it for a text.
const header = "%PDF-1.7\n%\xc4\x90\xe1\xba\xbf\n"

// bytes writes the objects and where each begins.
func (f *file) bytes(catalogue, about int) []byte {
	var out bytes.Buffer
	out.WriteString(header)
	places := make([]int, len(f.objects))
	for i, body := range f.objects {
		places[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	sum := sha256.Sum256(out.Bytes())
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, place := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>] >>\nstartxref\n%d\n%%%%EOF\n", len(f.objects)+1, catalogue, about, sum[:16], sum[:16], start)
	return out.Bytes()
}

// number writes a number to a thousandth of a point.
func number(v float64) string {
	v = math.Round(v*1000) / 1000
	if v == 0 {
		v = 0 // no −0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func numbers(list ...float64) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = number(v)
	}
	return strings.Join(words, " ")
}

// exactly writes numbers that are multiplied by others.
func exactly(list ...float64) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64)
	}
	return strings.Join(words, " ")
}

// hexText is a text string (ISO 32000, 7.9.2.2).
func hexText(text string) string { return "<FEFF" + utf16Hex(text) + ">" }

func utf16Hex(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}
