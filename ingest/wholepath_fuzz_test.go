package ingest

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"luanphien/ingest/cells"
	"luanphien/ingest/ledger"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// The whole path of a file, from its bytes to its ledger, is gone by files of which two things are known apart from the
// program: how many lines or rows with content they have, and on which of them stand rows that nobody would take for
// anything but data. Such a row is loaded or refused, or the file is; it is never passed over, and never lost in a cell of
// another.

// The engine judges one file in so many, and each that the steps before it leave in doubt; those steps are a thousand times
// as fast.
const judgedOneIn = 64

// knownProvince is a folder with the sample's lists, made once.
var knownProvince = sync.OnceValues(func() (edition.Folder, error) {
	dir, err := os.MkdirTemp("", "luanphien-path-")
	if err != nil {
		return "", err
	}
	folder := edition.Folder(dir)
	lists := []string{"tram-y-te.csv", "don-vi-cu.csv", "can-bo.csv"}
	for i, name := range lists {
		lists[i] = filepath.Join("testdata", "sample", name)
	}
	report, err := Run(context.Background(), folder, lists, Options{Now: sampleNow})
	if err == nil && report.Failed() {
		err = errors.New("the lists do not load")
	}
	return folder, err
})

// path is what is known of a file before it is read.
type path struct {
	file         string
	fewest, most int64 // lines or rows with content
	data         []int // those on which a row of data stands, in their order
}

// goes sends the file its way and holds what became of it against what is known.
func (p path) goes(t *testing.T, content []byte) {
	name := filepath.Join(t.TempDir(), p.file)
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if p.staged(t, name) || crc32.ChecksumIEEE(content)%judgedOneIn == 0 {
		p.judged(t, name)
	}
}

// knownNames are the sample's lists as rows are read by them, made once.
var knownNames = sync.OnceValues(func() (*cells.Resolver, error) {
	folder, err := knownProvince()
	if err != nil {
		return nil, err
	}
	w, err := warehouse.Open(context.Background(), folder)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	return cells.NewResolver(context.Background(), w.Conn, cells.Province{})
})

// noted is a table that notes what became of its lines.
type noted struct {
	sheetTable
	became map[int]string
}

func (n noted) Next() (*read.Row, error) {
	row, err := n.sheetTable.Next()
	if err == nil && n.became[row.Line] == "" {
		n.became[row.Line] = "loaded"
	}
	if err == nil && row.Rule != rule.None {
		n.became[row.Line] = "refused"
	}
	return row, err
}

// staged reads and stages the file, without the engine. doubtful is true where a row of data is not among its rows.
func (p path) staged(t *testing.T, name string) (doubtful bool) {
	known, err := knownNames()
	if err != nil {
		t.Fatal(err)
	}
	f, err := read.Open(name, read.Options{})
	if err == nil {
		defer f.Close()
	}
	became := map[int]string{}
	for i := 0; err == nil && i < len(f.Sheets); i++ {
		words, failed := cells.NewDictionary(t.TempDir())
		if failed != nil {
			t.Fatal(failed)
		}
		defer words.Close()
		f.Sheets[i].Known = known.Knows
		s, failed := cells.NewStage(f.Sheets[i].Kind, known, words, []cells.Table{noted{sheetTable{f.Sheets[i]}, became}})
		if failed != nil {
			t.Fatal(failed)
		}
		err = s.Run(t.Context(), t.TempDir())
		s.Close()
	}
	if err != nil {
		var told *read.Error
		if !errors.As(err, &told) || told.VI == "" || strings.Contains(told.EN, "fault of the program") {
			t.Fatalf("%v", err)
		}
		return false
	}
	l, passed := f.Ledger()
	if !l.Balanced() || l.Content < p.fewest || l.Content > p.most {
		t.Fatalf("%d to %d rows with content are %+v", p.fewest, p.most, l)
	}
	return p.lost(became, passed) != ""
}

// judged previews the file.
func (p path) judged(t *testing.T, name string) {
	folder, err := knownProvince()
	if err != nil {
		t.Fatal(err)
	}
	report, err := Preview(t.Context(), folder, []string{name}, Options{Now: sampleNow, MaxReject: -1})
	if err != nil {
		t.Fatal(err)
	}
	f := &report.Files[0]
	if f.Status == Refused {
		if f.Err == nil || f.Err.VI == "" || strings.Contains(f.Err.EN, "fault of the program") {
			t.Fatalf("%+v", f.Err)
		}
		return
	}
	l := f.Ledger
	if !l.Balanced() || l.Content < p.fewest || l.Content > p.most {
		t.Fatalf("%d to %d rows with content are %+v", p.fewest, p.most, l)
	}
	p.accounted(t, f)
}

// accounted looks for the rows of data among what was loaded and refused.
func (p path) accounted(t *testing.T, f *FileReport) {
	became := map[int]string{} // by line
	shown := int64(0)
	for _, first := range f.FirstRows {
		at := slices.IndexFunc(first.Columns, func(c FirstColumn) bool { return c.Name == "line" })
		for _, row := range first.Rows {
			line, err := strconv.Atoi(row[at].VI)
			if err != nil {
				t.Fatal(err)
			}
			became[line] = "loaded"
			shown++
		}
	}
	if len(f.Kinds) > 1 || shown < f.Counts.Read-f.Counts.Quarantined || int64(len(f.Refusals)) < f.Counts.Quarantined {
		return // too many to be shown
	}
	for _, r := range f.Refusals {
		became[r.Line] = "refused"
	}
	if lost := p.lost(became, f.Passed); lost != "" {
		t.Fatalf("%s\n%+v\n%+v", lost, f.Ledger, f.Passed)
	}
}

// lost names a row of data that was passed over, or taken into a row that loads.
func (p path) lost(became map[int]string, passed []ledger.Passed) string {
	for _, r := range passed {
		if r.Reason == ledger.Header || r.Reason == ledger.OtherSheet {
			return "" // of a table that calls its columns otherwise
		}
		became[r.Line] = "passed over"
	}
	for _, line := range p.data {
		at := line
		for ; at > 0 && became[at] == ""; at-- {
		}
		if became[at] == "passed over" || became[at] == "loaded" && at < line {
			return fmt.Sprintf("the row of data on line %d: line %d is %s", line, at, became[at])
		}
	}
	return ""
}

// dataRows are rows of weekly activity that nobody would take for anything else.
var dataRows = [][]string{
	{"03127", "2026-W10", "hô hấp", "10", "1"},
	{"03158", "2026-W11", "tiêu hóa", "25", "3"},
	{"03160", "2026-W12", "hô hấp", "7", "0"},
}

// amid puts the rows of data between others, one after every second of them and the rest behind.
func amid(others []string, sep string) (lines []string, data []int) {
	next := 0
	put := func() {
		if next < len(dataRows) {
			lines = append(lines, strings.Join(dataRows[next], sep)+sep)
			data = append(data, len(lines)-1)
			next++
		}
	}
	for i, other := range others[:min(len(others), 6)] {
		lines = append(lines, other)
		if i%2 == 0 {
			put()
		}
	}
	for next < len(dataRows) {
		put()
	}
	return lines, data
}

var activityTitles = []string{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến", "Ghi chú"}

// known makes the folder before the first input: Go's fuzzing takes an input of more than ten seconds for one that hangs.
func known(f *testing.F) {
	f.Helper()
	if _, err := knownProvince(); err != nil {
		f.Fatal(err)
	}
}

func FuzzWholeCSV(f *testing.F) {
	for _, s := range []string{
		"03162,2026-W10,hô hấp,4,1,\"thiếu thuốc\n03163,2026-W10,hô hấp,5,1,xong\"",
		"03162,2026-W10,hô hấp,4,1,\"dòng 1\ndòng 2\"\n\n\"\n03163,2026-W10,\"hô hấp\",5,1,",
		"Tổng cộng,,,9,2,\nGhi chú: hết,,,,,\n,,,,,", "TYT Sín Thầu,\"2026-W10\n\",hô hấp,1,0,\"a;b\nc;d\"",
		"\x1a\n\u00a0\n\"\"\"\"\n\ufeff", "I. Khu vực,,,,,\nCB001,,,,,\"\n\"\n1,2,3,4,5,6",
	} {
		f.Add(s, uint8(0), uint8(0))
		f.Add(strings.ReplaceAll(s, ",", ";"), uint8(1), uint8(1))
		f.Add(strings.ReplaceAll(s, ",", "\t"), uint8(2), uint8(2))
	}
	known(f)
	f.Fuzz(wholeCSV)
}

func wholeCSV(t *testing.T, text string, end, separator uint8) {
	newline := []string{"\n", "\r\n", "\r"}[end%3]
	sep := []string{",", ";", "\t", "|"}[separator%4]
	lines, data := amid(strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' }), sep)
	lines = append([]string{strings.Join(activityTitles, sep)}, lines...)
	p := path{file: "thử.csv"}
	for _, at := range data {
		p.data = append(p.data, at+2)
	}
	for _, line := range lines {
		if strings.ContainsFunc(line, func(c rune) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }) {
			p.fewest++
		}
		if strings.ContainsFunc(line, func(c rune) bool { return c > ' ' }) {
			p.most++
		}
	}
	p.goes(t, []byte(strings.Join(lines, newline)+newline))
}

func FuzzWholeSheet(f *testing.F) {
	for _, s := range []string{
		"Tổng cộng\t\t\t#9\t#2\nNgười lập biểu\t\tGiám đốc", "I. Khu vực Mường Nhé\n1\t2\t3\t4\t5\t6\n\t\t\tKBC\tKBC",
		"03162\t2026-W10\thô hấp\t=SUM(A1)\t=A1=4\t!#REF!\nGhi chú: số liệu tuần 12\nTuần 13/2026", "Không báo cáo\n03163\t\t\t\t\t", "#3163\t?\thô hấp\t#1.5\t#x",
		"A\tB\tC\t#1\t#2\n03162\t2026-W10\thô hấp\t#4\t#1\nA\tB\t#1\t#2\nTổng số\t2026-W10\thô hấp\t#4\t#1", "Người lập biểu\t\t\t#3\nLò Thị Hoa\t\tTrưởng trạm\n03163\t2026-W10\tmắt\t#2",
		"Cộng mang sang\t\t\t#3\nSín Thầu\t2026-W10\thô hấp\t-\t–\tký tên\nĐã ký",
	} {
		f.Add(s, "")
		f.Add(s, "A3:A5 D4:E4")
	}
	known(f)
	f.Fuzz(wholeSheet)
}

func wholeSheet(t *testing.T, text, merges string) {
	lines, data := amid(strings.Split(text, "\n"), "\t")
	lines = append([]string{strings.Join(activityTitles, "\t")}, lines...)
	p := path{file: "thử.xlsx"}
	for _, at := range data {
		p.data = append(p.data, at+2)
	}
	var b sheetXML
	for _, line := range lines {
		text, any := b.row(line)
		if text {
			p.fewest++
		}
		if any {
			p.most++
		}
	}
	if b.merge(merges) {
		p.most = int64(len(lines)) + 100 // the value of a merged cell stands in all its rows
	}
	p.goes(t, b.book(t))
}

// pieces are what people put into the cells of such tables.
var pieces = strings.Split(`03127|03160|3158|Sín Thầu|TYT Mường Nhé|Xã Nà Hỳ|2026-W10|2026-W11|Tuần 12/2026|12/2026|hô hấp|tiêu hóa|0|7|12|1.234|1,5|-|x|KBC|Không báo cáo|`+
	`Tổng cộng|Cộng mang sang|I|II.|1.1|A|Khu vực Mường Nhé|TTYT Mường Chà|Người lập biểu|Giám đốc|(đã ký)|Ghi chú: số liệu tuần 12|Tuần 13 năm 2026|Nơi nhận|`+
	`thiếu thuốc, thiếu máy; đề nghị bổ sung|#REF!|Lũy kế|Tỷ lệ %|Mã trạm|Nhóm bệnh|Lượt khám||||`, "|")

// Random tables of such pieces go the whole way, with open quotes and cells over several lines.
func TestWholePathOfRandomTables(t *testing.T) {
	random := soak.Random(t)
	any := func(of []string) string { return of[random.IntN(len(of))] }
	for range soak.Times(40, 20_000) {
		end, sep := uint8(random.IntN(3)), uint8(random.IntN(4))
		sheet := random.IntN(2) == 0
		var text strings.Builder
		for range 1 + random.IntN(6) {
			for range 1 + random.IntN(6) {
				cell := any(pieces)
				switch n := random.IntN(30); {
				case sheet && n < 6:
					cell = any([]string{"#", "=", "!", "?", "=A1="}) + cell
				case !sheet && n == 0:
					cell = "\"" + cell
				case !sheet && n == 1:
					cell += "\""
				case !sheet && n < 4:
					cell = "\"" + cell + "\n" + any(pieces) + "\""
				}
				text.WriteString(cell)
				if sheet {
					text.WriteString("\t")
				} else {
					text.WriteString([]string{",", ";", "\t", "|"}[sep])
				}
			}
			text.WriteString("\n")
		}
		what := text.String()
		ran := t.Run("", func(t *testing.T) {
			if sheet {
				wholeSheet(t, what, any([]string{"", "", "A2:A4", "A3:B3", "D3:D5 A5:C5"}))
			} else {
				wholeCSV(t, what, end, sep)
			}
		})
		if !ran {
			t.Fatalf("sheet %v, line end %d, separator %d:\n%q", sheet, end, sep, what)
		}
	}
}
