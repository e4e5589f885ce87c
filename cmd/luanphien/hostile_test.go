package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/queries/soak"
)

// mostHeld is what a file made to exhaust the machine may make the program hold, bytes of resident memory.
const mostHeld = 500 << 20

// hostileFiles are small files that unpack to very much, each with what is said of it.
var hostileFiles = []struct {
	name, says string
	write      func(w *zip.Writer) error
}{
	{"twenty-thousand.zip", "20000", func(w *zip.Writer) error {
		for i := range 20_000 {
			if err := packed(w, fmt.Sprintf("tuần/%05d.csv", i), strings.NewReader("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n")); err != nil {
				return err
			}
		}
		return nil
	}},
	{"far-to-the-right.xlsx", "nạp|loaded", func(w *zip.Writer) error {
		var rows strings.Builder
		for i := range 60_000 {
			fmt.Fprintf(&rows, `<row r="%[1]d"><c r="A%[1]d"><v>%[1]d</v></c><c r="XFD%[1]d"><v>1</v></c></row>`, i+2)
		}
		return sheetIn(w, strings.NewReader(hostileHeader+rows.String()+`</sheetData></worksheet>`))
	}},
	{"one-cell.xlsx", "32767", func(w *zip.Writer) error {
		return sheetIn(w, io.MultiReader(strings.NewReader(hostileHeader+`<row r="2"><c r="A2" t="inlineStr"><is><t>`), repeated("x", 200<<20),
			strings.NewReader(`</t></is></c></row></sheetData></worksheet>`)))
	}},
	{"blanks.xlsx", "bị hỏng", func(w *zip.Writer) error {
		return sheetIn(w, io.MultiReader(strings.NewReader(hostileHeader), repeated(" \n", 300<<20), strings.NewReader(`</sheetData></worksheet>`)))
	}},
	{"rows.xlsx", "1048576", func(w *zip.Writer) error {
		return sheetIn(w, io.MultiReader(strings.NewReader(hostileHeader), repeated("<row/>", 300<<20), strings.NewReader(`</sheetData></worksheet>`)))
	}},
}

const hostileHeader = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Mã trạm</t></is></c><c r="B1" t="inlineStr"><is><t>Tuần</t></is></c>` +
	`<c r="C1" t="inlineStr"><is><t>Nhóm bệnh</t></is></c><c r="D1" t="inlineStr"><is><t>Lượt khám</t></is></c><c r="E1" t="inlineStr"><is><t>Chuyển tuyến</t></is></c></row>`

// repeated gives a text again and again, so many bytes of it or a little fewer.
func repeated(text string, size int) io.Reader {
	piece := strings.Repeat(text, 1<<16)
	var all []io.Reader
	for range size / len(piece) {
		all = append(all, strings.NewReader(piece))
	}
	return io.MultiReader(all...)
}

func packed(w *zip.Writer, name string, content io.Reader) error {
	part, err := w.Create(name)
	if err == nil {
		_, err = io.Copy(part, content)
	}
	return err
}

// sheetIn writes the parts of a workbook of one sheet.
func sheetIn(w *zip.Writer, sheet io.Reader) error {
	const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	for _, part := range []struct {
		name    string
		content io.Reader
	}{
		{"[Content_Types].xml", strings.NewReader(`<Types><Default Extension="xml" ContentType="application/xml"/></Types>`)},
		{"_rels/.rels", strings.NewReader(`<Relationships><Relationship Id="rId1" Type="` + relation + `officeDocument" Target="xl/workbook.xml"/></Relationships>`)},
		{"xl/workbook.xml", strings.NewReader(`<workbook xmlns:r="r"><sheets><sheet name="Tuần" sheetId="1" r:id="rId1"/></sheets></workbook>`)},
		{"xl/_rels/workbook.xml.rels", strings.NewReader(`<Relationships><Relationship Id="rId1" Type="` + relation + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)},
		{"xl/worksheets/sheet1.xml", sheet},
	} {
		if err := packed(w, part.name, part.content); err != nil {
			return err
		}
	}
	return nil
}

// writeHostile makes the files in a folder and gives their paths.
func writeHostile(t testing.TB) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range hostileFiles {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		if err := f.write(w); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 4<<20 {
			t.Fatalf("%s has %d KB", f.name, b.Len()>>10)
		}
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// Small files that unpack to very much end in a sentence, loaded or previewed, take little memory meanwhile and give it
// back.
func TestFilesMadeToExhaust(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads the resident memory as Linux gives it")
	}
	paths := writeHostile(t)
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	base, peak := serveProcess(t, dir)
	officer.base = base
	all := make([]int, len(hostileFiles))
	for i := range all {
		all[i] = i
	}
	var tried []string
	for _, i := range soak.Sample(t, all, 2) {
		f := hostileFiles[i]
		tried = append(tried, paths[i])
		says := regexp.MustCompile(f.says)
		cmd := exec.CommandContext(t.Context(), os.Args[0], "ingest", "--data", filepath.Join(t.TempDir(), "data"), paths[i])
		cmd.Env = append(os.Environ(), asProgram+"=1")
		said, held, err := runMeasured(cmd)
		if exited := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exited) {
			t.Fatal(err)
		}
		t.Logf("%s: %d MB, %v of processor time; %.300s", f.name, held>>20, cmd.ProcessState.UserTime(), said)
		if held > mostHeld || cmd.ProcessState.ExitCode() > exitFailed || !says.Match(said) {
			t.Errorf("%s: %d MB; exit code %d: %s", f.name, held>>20, cmd.ProcessState.ExitCode(), said)
		}
		content, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		status, at, page := officer.upload(officer.token("/data/upload"), [2]string{f.name, string(content)})
		if status != 200 || !says.MatchString(page) {
			t.Errorf("%s previewed: %d %s: %.2000s", f.name, status, at, page)
		}
		if strings.Contains(page, "--max-") || len(page) > 1<<20 {
			t.Errorf("%s: a page of %d KB, or one that names an option", f.name, len(page)>>10)
		}
		t.Logf("%s previewed: the server's peak is %d MB", f.name, peak()>>20)
	}
	if held := peak(); held == 0 || held > mostHeld {
		t.Errorf("the server held %d MB", held>>20)
	}
	givesBack(t, tried)
}

// givesBack makes sure that what such a file took is let go once it is refused.
func givesBack(t *testing.T, paths []string) {
	t.Helper()
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	dir := filepath.Join(t.TempDir(), "data")
	before := heap()
	for _, path := range paths {
		runProgram(t, "ingest", "--check", "--data", dir, path)
	}
	if more := heap() - before; more > 30<<20 {
		t.Errorf("%d MB are held still", more>>20)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "tmp", "*")); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

// BenchmarkFilesMadeToExhaust measures what it takes to say no.
func BenchmarkFilesMadeToExhaust(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "data")
	for i, path := range writeHostile(b) {
		b.Run(hostileFiles[i].name, func(b *testing.B) {
			for b.Loop() {
				Run(context.Background(), []string{"ingest", "--check", "--data", dir, path}, nil, io.Discard, io.Discard)
			}
		})
	}
}
