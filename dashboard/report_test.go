package dashboard

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/docx"
	"luanphien/dashboard/docx/ziptest"
	"luanphien/dashboard/export"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/report"
	"luanphien/dashboard/verify"
	"luanphien/dashboard/words"
)

// The orders of the tests: the internal report of a quarter and the public one of the year.
var (
	letter   = report.Letter{Superior: "UBND tỉnh Điện Biên", Body: "Sở Y tế", Symbol: "SYT", Place: "Điện Biên", Date: day("2026-02-05"), SignerTitle: "Giám đốc", Signer: "Lò Thị Ếch", Recipients: []string{"UBND tỉnh", "Bộ Y tế;"}}
	internal = report.Order{Year: 2026, Quarter: 2, Lang: words.Vietnamese, Letter: letter}
	public   = report.Order{Year: 2026, Lang: words.Vietnamese, Public: true, Letter: letter}
)

var madeReports struct {
	sync.Mutex
	of map[string][]byte
}

// reportOf makes a report once for all tests.
func reportOf(t *testing.T, o report.Order) []byte {
	t.Helper()
	madeReports.Lock()
	defer madeReports.Unlock()
	if madeReports.of == nil {
		madeReports.of = map[string][]byte{}
	}
	key := fmt.Sprint(o)
	if madeReports.of[key] == nil {
		body, err := openDemo(t).Report(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		madeReports.of[key] = body
	}
	return madeReports.of[key]
}

var xmlTags = regexp.MustCompile(`<[^>]*>`)

// textOf is what a part says, a line a paragraph.
func textOf(part string) string {
	text := xmlTags.ReplaceAllString(strings.ReplaceAll(part, "</w:p>", "\n"), "")
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`, "&#39;", "'").Replace(text)
}

// The form that Nghị định 30/2020/NĐ-CP, appendix I, demands: paper, margins, font and sizes, the letterhead's words.
func TestReportHasTheFormOfTheDecree(t *testing.T) {
	for _, o := range []report.Order{internal, public} {
		parts := ziptest.Parts(t, reportOf(t, o))
		main, styles := parts["word/document.xml"], parts["word/styles.xml"]
		for _, size := range regexp.MustCompile(`<w:pgSz w:w="(\d+)" w:h="(\d+)"`).FindAllStringSubmatch(main, -1) {
			if size[1]+" "+size[2] != "11906 16838" && size[1]+" "+size[2] != "16838 11906" {
				t.Error("not A4:", size)
			}
		}
		margins := regexp.MustCompile(`<w:pgMar w:top="(\d+)" w:right="(\d+)" w:bottom="(\d+)" w:left="(\d+)"`).FindAllStringSubmatch(main, -1)
		if len(margins) < 4 {
			t.Error("sections:", len(margins))
		}
		for _, m := range margins {
			for i, within := range [][2]float64{{20, 25}, {15, 20}, {20, 25}, {30, 35}} {
				if n, _ := strconv.Atoi(m[i+1]); n < docx.MM(within[0]) || n > docx.MM(within[1]) {
					t.Errorf("margin %d is %d twentieths of a point, want %v mm", i, n, within)
				}
			}
		}
		for what, want := range map[string]string{
			"font":                   `w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="28"/>`,
			"language":               `w:lang w:val="vi-VN"`,
			"body":                   `<w:spacing w:before="0" w:after="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>`,
			"numbering of headings":  `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`,
			"no other font anywhere": `<w:styles`,
		} {
			if !strings.Contains(styles, want) {
				t.Errorf("the styles lack the %s", what)
			}
		}
		if strings.Contains(main, "rFonts") || strings.Count(styles, "rFonts") != 1 || strings.Contains(main, "w:color w:val=\"0070") {
			t.Error("a run has a font or a colour of its own")
		}
		text := textOf(main)
		for _, want := range []string{"UBND TỈNH ĐIỆN BIÊN\nSỞ Y TẾ\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n", "/BC-SYT\n", "Điện Biên, ngày 05 tháng 02 năm 2026", "BÁO CÁO\nKết quả luân phiên cán bộ y tế về trạm y tế ",
			"Nơi nhận:- UBND tỉnh;- Bộ Y tế;- Lưu: VT.", "GIÁM ĐỐC\n\n\n\n\nLò Thị Ếch\n", "trân trọng báo cáo./."} {
			if !strings.Contains(text, want) && !strings.Contains(strings.ReplaceAll(text, "\n- ", "- "), want) {
				t.Errorf("the report lacks %q", want)
			}
		}
		if strings.Contains(text, "⟨") {
			t.Error("a message is missing")
		}
		if n := strings.Count(main, `<w:pgNumType w:start="1"/>`); n != len(margins) || strings.Count(main, "<w:titlePg/>") != n {
			t.Error("page numbers of sections:", n)
		}
		if head := parts["word/headerNumber.xml"]; !strings.Contains(head, " PAGE ") || strings.Contains(parts["word/headerNone.xml"], "PAGE") || !strings.Contains(styles, `<w:name w:val="header"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>`) {
			t.Error("the page number is not centred at the top, or on the first page too")
		}
	}
}

// Figures have pictures, words for those who do not see them, numbered captions and references that lead to them; tables
// repeat their headings; the table of contents names every heading.
func TestReportHoldsItsFigures(t *testing.T) {
	parts := ziptest.Parts(t, reportOf(t, internal))
	main := parts["word/document.xml"]
	alts := regexp.MustCompile(`<wp:docPr id="\d+" name="([^"]*)" descr="([^"]*)"`).FindAllStringSubmatch(main, -1)
	pictures := 0
	for name, body := range parts {
		if strings.HasPrefix(name, "word/media/") {
			pictures++
			if !strings.HasPrefix(body, "\x89PNG") {
				t.Errorf("%s is no picture", name)
			}
		}
	}
	if len(alts) < 18 || pictures != len(alts) || strings.Count(main, `SEQ Hình \* ARABIC`) != len(alts) {
		t.Errorf("%d pictures, %d with words, %d captions", pictures, len(alts), strings.Count(main, `SEQ Hình \* ARABIC`))
	}
	for _, alt := range alts {
		if alt[1] == "" || len(alt[2]) < 20 {
			t.Errorf("the words of %q are %q", alt[1], alt[2])
		}
	}
	for _, ref := range regexp.MustCompile(` REF (\w+) `).FindAllStringSubmatch(main, -1) {
		if strings.Count(main, `<w:bookmarkStart w:id="`) < 1 || strings.Count(main, ` w:name="`+ref[1]+`"/>`) != 1 {
			t.Errorf("the reference to %s leads nowhere, or to several", ref[1])
		}
	}
	for i, table := range strings.Split(main, "<w:tbl>")[1:] {
		open := strings.Contains(table, `"OpenTable"`)
		if first, _, _ := strings.Cut(table, "</w:tr>"); open == strings.Contains(first, "<w:tblHeader/>") {
			t.Errorf("table %d: its first row is repeated on each page: %v", i, !open)
		}
	}
	if n := strings.Count(main, "PAGEREF _Toc"); n < 30 || !strings.Contains(main, `TOC \o "1-2"`) {
		t.Errorf("the table of contents has %d lines", n)
	}
	core := parts["docProps/core.xml"]
	if !strings.Contains(core, "<dc:title>BÁO CÁO. Kết quả luân phiên cán bộ y tế về trạm y tế quý II năm 2026</dc:title>") || !strings.Contains(core, "<dc:language>vi-VN</dc:language>") {
		t.Error(core)
	}
}

// The sentences and numbers are those of the pages, the citations give the same figures again, every station has its row.
func TestReportSaysWhatThePagesSay(t *testing.T) {
	s := openDemo(t)
	text := textOf(ziptest.Parts(t, reportOf(t, internal))["word/document.xml"])
	for _, id := range []string{"coverage_by_week", "reporting_by_week", "referrals_by_week", "referral_funnel", "needs_by_specialty"} {
		page := s.see("/figures/" + id + "?period=2026-Q2")
		title := regexp.MustCompile(`(?s)<h2[^>]*>(.*?)</h2>`).FindStringSubmatch(page)
		if title == nil {
			t.Fatalf("%s has no title", id)
		}
		if said := strings.TrimSpace(textOf(title[1])); !strings.Contains(text, said) {
			t.Errorf("the report lacks %q", said)
		}
	}
	citations := verify.CitationForm.FindAllString(text, -1)
	if len(citations) < 20 {
		t.Fatalf("%d citations", len(citations))
	}
	for _, c := range []string{citations[0], citations[len(citations)-1]} {
		if v, err := s.Verify(c); err != nil || !v.Equal() {
			t.Errorf("%s: %v %v", c, v, err)
		}
	}
	for _, want := range []string{"Bảng có đủ 45 trạm", "Sín Thầu\nTrung tâm Y tế Mường Nhé", "Ước tính giảm khoảng", "khoảng tin cậy 95", "so với mức trước đây của từng trạm", "Không có trong báo cáo này", "Phương pháp tính", "RA-1"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
}

// An internal report says so on every page; a public one holds no station and says what it leaves out.
func TestPublicReportHoldsNoStation(t *testing.T) {
	parts := ziptest.Parts(t, reportOf(t, internal))
	if n := strings.Count(parts["word/document.xml"], "footerReference"); !strings.Contains(parts["word/footer1.xml"], "Nội bộ – không công bố") || n != 10 {
		t.Error("the internal report does not say on each page what it is:", n)
	}
	parts = ziptest.Parts(t, reportOf(t, public))
	for name, part := range parts {
		if strings.HasPrefix(name, "word/media/") {
			continue
		}
		said := textOf(part) + strings.Join(regexp.MustCompile(`descr="[^"]*"`).FindAllString(part, -1), "\n")
		for _, never := range []string{"Nội bộ", "NỘI BỘ", "Sín Thầu", "Mường Nhé", "Điện Biên Đông", "BVĐK"} {
			if strings.Contains(said, never) {
				t.Errorf("%s of the public report says %q", name, never)
			}
		}
	}
	text := textOf(parts["word/document.xml"])
	for _, want := range []string{"18 hình không được công bố", "Bảng kết quả của từng trạm không được công bố", "dưới 5", "audience=press"} {
		if !strings.Contains(text, want) {
			t.Errorf("the public report lacks %q", want)
		}
	}
}

// Made again, a report has the same bytes; a period without data is refused in both languages.
func TestReportIsTheSameAgain(t *testing.T) {
	s := openDemo(t)
	again, err := s.Report(t.Context(), public)
	if err != nil || !bytes.Equal(again, reportOf(t, public)) {
		t.Error("made again, the report has other bytes", err)
	}
	for i, o := range []report.Order{internal, public} {
		year := []int{2024, 2027}[i]
		o.Year = year
		var p *problem.Problem
		if _, err := s.Report(t.Context(), o); !errors.As(err, &p) || !strings.Contains(p.VI, fmt.Sprintf("năm %d:", year)) || !strings.Contains(p.EN, "nothing to report yet") {
			t.Errorf("%d: %v", year, err)
		}
	}
	o := public
	o.Lang = words.English
	english := textOf(ziptest.Parts(t, reportOf(t, o))["word/document.xml"])
	if !strings.Contains(english, "Main results") || strings.Contains(english, "Kết quả") {
		t.Error("the English report is not in English")
	}
}

// The workbook has the findings of the document, and each figure's table as the figure's own file has it.
func TestReportAsWorkbook(t *testing.T) {
	o := public
	o.Format = "xlsx"
	body, err := openDemo(t).Report(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	first, err := book.GetRows("BÁO CÁO")
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprint(first)
	text := textOf(ziptest.Parts(t, reportOf(t, public))["word/document.xml"])
	for _, want := range []string{"Độ bao phủ 64,4", "Ước tính giảm khoảng", "18 hình không được công bố", "Bảng kết quả của từng trạm không được công bố", "dưới 5"} {
		if !strings.Contains(said, want) || !strings.Contains(text, want) {
			t.Errorf("document and workbook do not both say %q", want)
		}
	}
	if strings.Contains(said, "Nội bộ") || strings.Contains(said, "Sín Thầu") {
		t.Error("the public workbook says what it must not")
	}
	sheet := ""
	for _, row := range first {
		if len(row) > 1 && strings.HasPrefix(row[1], "Độ bao phủ 64,4") && row[0] != "Kết quả chính" {
			sheet = row[0]
		}
	}
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	status, own := openDemo(t).as(account.PressOfficer).get("/figures/coverage_by_week.xlsx?period=2026")
	alone, err := excelize.OpenReader(strings.NewReader(own))
	if err != nil {
		t.Fatal(status, err)
	}
	defer alone.Close()
	want, err := alone.GetRows("Số liệu")
	if err != nil || len(want) < 40 || !reflect.DeepEqual(rows, want[export.HeadRows:]) {
		t.Errorf("the sheet %q has %d rows, the figure's own file %d: %v", sheet, len(rows), len(want), err)
	}
	for _, name := range book.GetSheetList() {
		if n := len([]rune(name)); n > 31 {
			t.Errorf("Excel takes no sheet named %q", name)
		}
	}
}

// toolOf finds a program of a Debian package, which CI has.
func toolOf(t *testing.T, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: install %s", name, debian)
	}
	if err != nil {
		t.Skipf("%s is not at hand", name)
	}
	return path
}

// LibreOffice lays the report out on A4, in Times New Roman or what stands in for it, with numbers from page 2 and every
// letter of Vietnamese.
func TestReportInLibreOffice(t *testing.T) {
	office, read, fonts, info := toolOf(t, "soffice", "libreoffice-writer"), toolOf(t, "pdftotext", "poppler-utils"), toolOf(t, "pdffonts", "poppler-utils"), toolOf(t, "pdfinfo", "poppler-utils")
	dir := t.TempDir()
	path := filepath.Join(dir, "report.docx")
	if err := os.WriteFile(path, reportOf(t, public), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		return string(out)
	}
	said := run(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, path)
	pdf := filepath.Join(dir, "report.pdf")
	if _, err := os.Stat(pdf); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("LibreOffice writes no PDF: install libreoffice-writer: ", said)
		}
		t.Skip("LibreOffice has no Writer here: ", said)
	}
	pages := run(info, "-f", "1", "-l", "99", pdf)
	sizes := regexp.MustCompile(`Page +\d+ size: +([\d.]+) x ([\d.]+) pts \(A4\)`).FindAllString(pages, -1)
	if n := len(regexp.MustCompile(`Page +\d+ size`).FindAllString(pages, -1)); len(sizes) != n || n < 8 || n > 20 {
		t.Errorf("%d of %d pages are A4:\n%s", len(sizes), n, pages)
	}
	list := strings.Split(strings.TrimSpace(run(fonts, pdf)), "\n")[2:]
	for _, line := range list {
		if !regexp.MustCompile(`\+(TimesNewRoman|LiberationSerif|Tinos)`).MatchString(line) {
			t.Error("another font than Times New Roman and those of its widths:", line)
		}
	}
	text := run(read, "-layout", pdf, "-")
	sheets := strings.Split(text, "\f")
	if first := strings.TrimSpace(sheets[0]); !strings.HasPrefix(first, "UBND TỈNH ĐIỆN BIÊN") || strings.HasPrefix(first, "1") {
		t.Errorf("the first page begins with %.60q", first)
	}
	if second := strings.TrimSpace(sheets[1]); !strings.HasPrefix(second, "2\n") {
		t.Errorf("the second page begins with %.60q", second)
	}
	for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "I. Kết quả chính", "1. Độ bao phủ theo tuần", "Hình 1. Độ bao phủ theo tuần", "Phụ lục III", "Lò Thị Ếch", "ước tính"} {
		if !strings.Contains(text, want) && !strings.Contains(strings.ToLower(text), want) {
			t.Errorf("the pages lack %q", want)
		}
	}
	for i, sheet := range sheets {
		if strings.Contains(sheet, "SỐ LIỆU THEO TUẦN CỦA MỌI TRẠM\n") && strings.Contains(sheet, "(Kèm theo") && !strings.Contains(sheets[i+1], "Chuyển tuyến quan sát") {
			t.Errorf("the headings of the table of weeks are not repeated on its second page:\n%s", sheets[i+1])
		}
	}
}
