package dashboard

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/export"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/problem"
	"luanphien/queries/soak"
)

// endings are the forms in which a figure with a chart is taken away.
var endings = []string{".csv", ".xlsx", ".parquet", ".svg", ".png", ".pdf"}

// taken is a figure's file; "" where it has no chart and the form needs one.
func (s *site) taken(id, ending, query string) string {
	s.t.Helper()
	if (ending == ".svg" || ending == ".png" || ending == ".pdf") && s.figure("/figures/"+id+".json"+query).Chart == nil {
		return ""
	}
	return s.see("/figures/" + id + ending + query)
}

// Every figure's file of every form is what is made again from the edition that it cites.
func TestEveryFileIsVerified(t *testing.T) {
	t.Parallel()
	soak.Long(t)
	s := openDemo(t)
	for i, f := range catalogue.All.Order {
		query := []string{"?from=2026-W02&to=2026-W05&" + ofOneArea, "?lang=en"}[i%2] // those of the second kind other tests have had drawn
		for _, ending := range endings {
			if drawn := ending == ".svg" || ending == ".png" || ending == ".pdf"; drawn && i%3 != 0 {
				continue // TestWordsOfEveryFile draws them all; here it is how they are compared
			}
			file := s.taken(f.ID, ending, query)
			if file == "" {
				continue
			}
			if v, err := s.VerifyFile([]byte(file)); err != nil || !v.Equal() {
				t.Errorf("%s%s: %+v, %v", f.ID, ending, v, err)
			}
		}
	}
}

// differs checks that a changed file is told from the true one, and where it was changed.
func (s *site) differs(what, file string, words ...string) {
	s.t.Helper()
	v, err := s.VerifyFile([]byte(file))
	if err != nil || v.Equal() || v.Differs == nil {
		s.t.Errorf("%s counts as the same: %+v, %v", what, v, err)
		return
	}
	for _, word := range words {
		if !strings.Contains(v.Differs.VI, word) && !strings.Contains(v.Differs.EN, word) {
			s.t.Errorf("%s: %q is not in %+v", what, word, *v.Differs)
		}
	}
}

func TestChangedCSVIsTold(t *testing.T) {
	s := openDemo(t)
	file := s.taken("coverage_by_station", ".csv", "")
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, export.ByteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	written := func(change func([][]string) [][]string) string {
		var copies [][]string
		for _, r := range records {
			copies = append(copies, append([]string{}, r...))
		}
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(change(copies)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if v, err := s.VerifyFile([]byte(written(func(r [][]string) [][]string { return r }))); err != nil || !v.Equal() {
		t.Errorf("the file without its byte order mark: %+v, %v", v, err)
	}
	for i, name := range records[0] {
		s.differs(name, written(func(r [][]string) [][]string { r[7][i] += "1"; return r }), "line 8", "“"+name+"”", "dòng 8", records[7][i][max(0, len(records[7][i])-15):])
	}
	s.differs("a row less", written(func(r [][]string) [][]string { return r[:len(r)-1] }), "number of lines", "“45”", "“46”")
	s.differs("a row more", written(func(r [][]string) [][]string { return append(r, r[3]) }), "“47”", "“46”")
	s.differs("two rows exchanged", written(func(r [][]string) [][]string { r[4], r[5] = r[5], r[4]; return r }), "line 5")
	s.differs("a cell less", written(func(r [][]string) [][]string { r[2] = r[2][:3]; return r }), "line 3")
	s.differs("a broken quote", strings.TrimSuffix(file, "\n")+"\n\"x", "record 47")
}

func TestChangedWorkbookIsTold(t *testing.T) {
	s := openDemo(t)
	file := s.taken("coverage_by_station", ".xlsx", "")
	written := func(change func(*excelize.File) error) string {
		book := openBook(t, file)
		var b bytes.Buffer
		if err := errors.Join(change(book), book.Write(&b)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if v, err := s.VerifyFile([]byte(written(func(*excelize.File) error { return nil }))); err != nil || !v.Equal() {
		t.Errorf("a workbook saved again: %+v, %v", v, err)
	}
	const data = "Số liệu"
	s.differs("a number", written(func(b *excelize.File) error { return b.SetCellValue(data, "F13", 12345) }), data, "F13", "“12345”")
	s.differs("a number as text", written(func(b *excelize.File) error {
		value, err := b.GetCellValue(data, "F13", excelize.Options{RawCellValue: true})
		return errors.Join(err, b.SetCellStr(data, "F13", value))
	}), "F13")
	s.differs("a name", written(func(b *excelize.File) error { return b.SetCellStr(data, "B8", "Nơi khác") }), "B8", "Nơi khác")
	s.differs("a formula", written(func(b *excelize.File) error { return b.SetCellFormula(data, "F13", "1+1") }), "F13", "=1+1")
	s.differs("a cell beyond", written(func(b *excelize.File) error { return b.SetCellValue(data, "Z99", 1) }), "Z99")
	s.differs("the notice", written(func(b *excelize.File) error { return b.SetCellStr("Về hình này", "B1", "Công khai") }), "Về hình này", "B1", "Nội bộ")
	s.differs("a sheet more", written(func(b *excelize.File) error { _, err := b.NewSheet("khác"); return err }), "khác")
}

func TestChangedSVGIsTold(t *testing.T) {
	s := openDemo(t)
	file := s.taken("coverage_by_station", ".svg", "")
	bar := regexp.MustCompile(`<path d="M([\d.]+) [^"]*" fill="#[0-9a-f]{6}"`).FindAllString(file, -1)
	if len(bar) < 45 {
		t.Fatalf("%d bars", len(bar))
	}
	change := func(old, with string) string {
		if !strings.Contains(file, old) {
			t.Fatalf("the file does not hold %s", old)
		}
		return strings.Replace(file, old, with, 1)
	}
	s.differs("a bar's colour", change(bar[9], regexp.MustCompile(`fill="#.*"`).ReplaceAllString(bar[9], `fill="#0e1000"`)), "<path>", "fill", "#0e1000")
	s.differs("a bar's length", change(bar[9], strings.Replace(bar[9], "M", "M9", 1)), "<path>", ", d")
	s.differs("a bar less", change(bar[9], "<g"), "<path>")
	s.differs("a name", change(">Mường Nhà<", ">Mường Nhé<"), "<text>", "Mường Nhà", "Mường Nhé")
	s.differs("the notice", change("Nội bộ – không công bố", "Công khai"), "<text>", "Công khai")
	s.differs("a mark hidden", change(`<rect width="`, `<rect opacity="0" width="`), "<rect>", "opacity")
	s.differs("a mark more", change("</svg>", "<circle r='4'/></svg>"), "circle")
	s.differs("half a file", file[:len(file)-400], "SVG")
	if v, err := s.VerifyFile([]byte(change(`><`, ">\n  <!-- kept -->\n  <"))); err != nil || !v.Equal() {
		t.Errorf("a comment and empty space count: %+v, %v", v, err)
	}
}

func TestChangedPNGIsTold(t *testing.T) {
	s := openDemo(t)
	file := s.taken("coverage_by_week", ".png", "")
	written := func(change func(*image.NRGBA)) string {
		picture, err := png.Decode(strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		pixels := image.NewNRGBA(picture.Bounds())
		draw.Draw(pixels, pixels.Rect, picture, image.Point{}, draw.Src)
		change(pixels)
		var b bytes.Buffer
		if err := png.Encode(&b, pixels); err != nil {
			t.Fatal(err)
		}
		return withPixelsOf(file, b.String())
	}
	if v, err := s.VerifyFile([]byte(written(func(*image.NRGBA) {}))); err != nil || !v.Equal() {
		t.Errorf("a picture packed again: %+v, %v", v, err)
	}
	s.differs("three pixels", written(func(m *image.NRGBA) {
		for x := range 3 {
			m.Set(500+x, 301, color.NRGBA{200, 0, 0, 255})
		}
	}), "3 pixels", "column 500", "row 301", "(502, 301)")
	s.differs("the title in the file", strings.Replace(file, "Độ bao phủ", "Đồ bao phủ", 1), "Title", "Đồ bao phủ")
	s.differs("another size", withPixelsOf(file, s.taken("station_postings", ".png", "")), "size")
	s.differs("half a picture", file[:len(file)/2], "pixels")
}

func TestChangedPDFIsTold(t *testing.T) {
	s := openDemo(t)
	file := s.taken("coverage_by_station", ".pdf", "")
	if v, err := s.VerifyFile([]byte(file)); err != nil || !v.Equal() {
		t.Fatalf("the file as it is: %+v, %v", v, err)
	}
	page := regexp.MustCompile(`/Length (\d+) >>\nstream\n`).FindStringSubmatchIndex(file)
	size, err := strconv.Atoi(file[page[2]:page[3]])
	if err != nil {
		t.Fatal(err)
	}
	z, err := zlib.NewReader(strings.NewReader(file[page[1]:]))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	drawn := string(content)
	written := func(old, with string) string {
		if !strings.Contains(drawn, old) {
			t.Fatalf("the page does not hold %s", old)
		}
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		if _, err := w.Write([]byte(strings.Replace(drawn, old, with, 1))); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return file[:page[2]] + strconv.Itoa(b.Len()) + file[page[3]:page[1]] + b.String() + file[page[1]+size:]
	}
	if v, err := s.VerifyFile([]byte(written("f\n", "f\n"))); err != nil || !v.Equal() {
		t.Errorf("a page packed again: %+v, %v", v, err)
	}
	letters := regexp.MustCompile(`(?m)^\[<([0-9A-F]{4})([0-9A-F]{4})[^\n]*\] TJ$`).FindAllStringSubmatch(drawn, 9)[8]
	s.differs("two letters exchanged", written(letters[0], strings.Replace(letters[0], letters[1]+letters[2], letters[2]+letters[1], 1)), "step ")
	colour := regexp.MustCompile(`\n[0-9.]+ [0-9.]+ [0-9.]+ rg\n`).FindAllString(drawn, 9)[8]
	s.differs("a colour", written(colour, "\n0.9 0.1 0.1 rg\n"), "step ", "0.9 0.1 0.1 rg")
	s.differs("a mark less", written("\nf\n", "\nn\n"), "step ", "“n”")
	s.differs("a mark more", written("ET\n", "ET\n0 0 9 9 re f\n"), "step ", "0 0 9 9 re f")
	s.differs("something after the file", file+"1 0 obj\n<< >>\nendobj\n", "another program")
	s.differs("half a file", file[:len(file)/2]+file[strings.LastIndex(file, "/Keywords"):], "another program")
	s.differs("the title", regexp.MustCompile(`/Title <FEFF[0-9A-F]{4}`).ReplaceAllString(file, "/Title <FEFF0058"), "Title", "“X")
}

// withPixelsOf is a PNG with the header and the pixels of another, and its own texts.
func withPixelsOf(file, pixels string) string {
	var out strings.Builder
	out.WriteString(file[:8])
	texts := chunks(file, func(kind string) bool { return kind == "iTXt" })
	out.WriteString(chunks(pixels, func(kind string) bool { return kind == "IHDR" || kind == "PLTE" }) + texts)
	out.WriteString(chunks(pixels, func(kind string) bool { return kind == "IDAT" || kind == "IEND" }))
	return out.String()
}

func chunks(file string, wanted func(kind string) bool) string {
	var out strings.Builder
	for at := 8; at+12 <= len(file); {
		size := int(binary.BigEndian.Uint32([]byte(file[at:]))) + 12
		if wanted(file[at+4 : at+8]) {
			out.WriteString(file[at : at+size])
		}
		at += size
	}
	return out.String()
}

// What cites nothing, or nothing that is there, is a problem told in both languages.
func TestFilesThatCannotBeVerified(t *testing.T) {
	s := openDemo(t)
	svg := s.taken("coverage_by_week", ".svg", "")
	for what, file := range map[string]string{"nothing": "", "a text": "a,b\n1,2\n", "no workbook": "PK\x03\x04 x", "no picture": "\x89PNG\r\n\x1a\nx",
		"another edition": strings.Replace(svg, "edition 1 ·", "edition 77 ·", 1), "a list as a picture": strings.Replace(svg, "coverage_by_week ·", "attention ·", 1)} {
		var p *problem.Problem
		if v, err := s.VerifyFile([]byte(file)); !errors.As(err, &p) || p.VI == "" || p.EN == "" {
			t.Errorf("%s: %+v, %v", what, v, err)
		}
	}
}
