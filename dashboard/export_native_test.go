package dashboard

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/address"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

// nativeChart is what a workbook's chart says of itself.
type nativeChart struct {
	Titles []string     `xml:"chart>title>tx>rich>p>r>t"`
	Area   nativeSeries `xml:"chart>plotArea"`
}

type nativeSeries struct {
	Kinds []struct {
		XMLName xml.Name
		Series  []struct {
			Name string `xml:"tx>strRef>f"`
			By   string `xml:"cat>strRef>f"`
			Of   string `xml:"val>numRef>f"`
		} `xml:"ser"`
	} `xml:",any"`
}

// kind is the place of a kind of charts in the plot; -1 = there is none.
func (n nativeSeries) kind(name string) int {
	for i, k := range n.Kinds {
		if k.XMLName.Local == name {
			return i
		}
	}
	return -1
}

// chartsOf reads the charts of a workbook.
func chartsOf(t *testing.T, body string) (charts []nativeChart) {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/charts/chart") {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		var c nativeChart
		if err := xml.Unmarshal(part, &c); err != nil {
			t.Fatal(err)
		}
		charts = append(charts, c)
	}
	return charts
}

var rangeForm = regexp.MustCompile(`^'(.+)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$`)

// inRange reads the cells of a range of one column.
func inRange(t *testing.T, book *excelize.File, named string) (cells []string) {
	t.Helper()
	m := rangeForm.FindStringSubmatch(named)
	if m == nil || m[4] != "" && m[4] != m[2] {
		t.Fatalf("%q is no range of one column", named)
	}
	from, _ := strconv.Atoi(m[3])
	to := from
	if m[5] != "" {
		to, _ = strconv.Atoi(m[5])
	}
	for row := from; row <= to; row++ {
		v, err := book.GetCellValue(m[1], m[2]+strconv.Itoa(row), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, v)
	}
	return cells
}

// column is a field of a CSV.
func column(t *testing.T, records [][]string, field string) (cells []string) {
	t.Helper()
	i := slices.Index(records[0], field)
	if i < 0 {
		t.Fatalf("no field %s in %v", field, records[0])
	}
	for _, r := range records[1:] {
		cells = append(cells, r[i])
	}
	return cells
}

// sameCells tells whether two columns hold the same, numbers as a workbook keeps them.
func sameCells(a, b []string) bool {
	return slices.EqualFunc(a, b, func(a, b string) bool {
		x, errA := strconv.ParseFloat(a, 64)
		y, errB := strconv.ParseFloat(b, 64)
		return a == b || errA == nil && errB == nil && fmt.Sprintf("%.12g", x) == fmt.Sprintf("%.12g", y)
	})
}

// drawnValues are the numbers of all series of a picture.
func drawnValues(c map[string]any) map[string]int {
	found := map[string]int{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case float64:
			found[fmt.Sprintf("%.12g", v)]++
		case []any:
			for _, w := range v {
				walk(w)
			}
		case map[string]any:
			walk(v["value"])
		}
	}
	for _, s := range c["series"].([]any) {
		walk(s.(map[string]any)["data"])
	}
	return found
}

// The chart of a figure's workbook draws the figure's values: its ranges hold what the CSV does, and what the picture draws.
// A workbook without a chart says why above the table.
func TestChartsOfWorkbooks(t *testing.T) {
	s := openDemo(t)
	kinds := map[figure.NativeKind]string{figure.NativeLine: "lineChart", figure.NativeBars: "barChart", figure.NativeParts: "barChart"}
	drawn := 0
	for _, f := range catalogue.All.Order {
		body := s.see("/figures/" + f.ID + ".xlsx?lang=en")
		book, charts := openBook(t, body), chartsOf(t, body)
		remark, err := book.GetCellValue("Data", "A4")
		if err != nil {
			t.Fatal(err)
		}
		if f.Native == nil {
			if len(charts) != 0 || remark == "" {
				t.Errorf("%s has %d charts and says %q", f.ID, len(charts), remark)
			}
			continue
		}
		if len(charts) != 1 || remark != "" {
			t.Errorf("%s has %d charts and says %q", f.ID, len(charts), remark)
			continue
		}
		drawn++
		records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.see("/figures/"+f.ID+".csv?lang=en"), export.ByteOrderMark))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		picture := s.figure("/figures/" + f.ID + ".json?lang=en")
		if title := strings.Join(charts[0].Titles, ""); title != picture.Title {
			t.Errorf("the chart of %s is headed %q, not %q", f.ID, title, picture.Title)
		}
		at := charts[0].Area.kind(kinds[f.Native.Kind])
		if at < 0 || len(charts[0].Area.Kinds[at].Series) != len(f.Native.Values) {
			t.Errorf("%s has the charts %+v", f.ID, charts[0].Area.Kinds)
			continue
		}
		inPicture := drawnValues(picture.Chart.Option)
		for i, series := range charts[0].Area.Kinds[at].Series {
			by := f.Native.By
			if by == "station" {
				by = "station_name"
			}
			if got, want := inRange(t, book, series.By), column(t, records, by); !sameCells(got, want) || len(got) < 3 {
				t.Errorf("%s stands along %v, not %v", f.ID, got, want)
			}
			values := inRange(t, book, series.Of)
			if want := column(t, records, f.Native.Values[i]); !sameCells(values, want) {
				t.Errorf("%s draws %v, not %v", f.ID, values, want)
			}
			if name := inRange(t, book, series.Name); name[0] == "" || strings.Contains(name[0], "⟨") {
				t.Errorf("a series of %s is named %q", f.ID, name)
			}
			if f.Native.Kind == figure.NativeParts || f.Native.Values[i] == "high" {
				continue // shares of what the table counts; the width of a band above its lower edge
			}
			for k, v := range values {
				n, err := strconv.ParseFloat(v, 64)
				if err == nil && inPicture[fmt.Sprintf("%.12g", n)] == 0 {
					t.Errorf("%s, row %d: the picture does not draw %s", f.ID, k+1, v)
				}
			}
		}
	}
	if drawn < 7 {
		t.Errorf("%d figures have a chart in their workbook", drawn)
	}
}

// The same figure gives the same bytes, whose sum a press pack tells.
func TestWorkbooksAreTheSameEachTime(t *testing.T) {
	s := openDemo(t)
	r := &question.Question{Shared: s.shared, Words: s.words[words.Vietnamese], View: &address.View{Lang: words.Vietnamese}}
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	r.Edition = e
	f := &figure.Figure{ID: "coverage_by_week", Native: &figure.Native{Kind: figure.NativeBars, By: "week", Values: []string{"n"}}}
	d := &figure.Drawing{Title: "Tên", Chart: &chart.Chart{}, Table: ofCells([]table.Column{{Field: "week", Kind: table.KindWeek}, {Field: "n", Kind: table.KindInt}},
		[][]any{{day("2026-02-02"), 9}, {day("2026-02-09"), 7}})}
	var first []byte
	for range 5 {
		body, err := export.Workbook(r, f, d)
		if err != nil || len(chartsOf(t, string(body))) != 1 {
			t.Fatal(err)
		}
		if first == nil {
			first = body
		}
		if !bytes.Equal(first, body) {
			t.Fatal("made again, the workbook has other bytes")
		}
	}
}

// A number that is withheld would be drawn as nought: such a workbook has no chart and says why.
func TestNoChartOfWithheldNumbers(t *testing.T) {
	s := openDemo(t)
	r := &question.Question{Shared: s.shared, Words: s.words[words.Vietnamese], View: &address.View{Lang: words.Vietnamese}}
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	r.Edition = e
	f := &figure.Figure{ID: "coverage_by_week", Province: true, Native: &figure.Native{Kind: figure.NativeLine, By: "week", Values: []string{"n"}}}
	columns := []table.Column{{Field: "week", Label: "Tuần", Kind: table.KindWeek}, {Field: "n", Label: "Số", Kind: table.KindInt}, {Field: "more", Label: "Khác", Kind: table.KindInt}}
	for _, c := range []struct {
		n, more any
		charts  int
		says    string
	}{{7, 8, 1, ""}, {nil, 8, 1, ""}, {7, disclosure.Few(viFew), 1, ""}, {disclosure.Few(viFew), 8, 0, "không công bố"}} {
		rows := [][]any{{day("2026-02-02"), 9, 9}, {day("2026-02-09"), c.n, c.more}, {day("2026-02-16"), 6, 7}}
		body, err := export.Workbook(r, f, &figure.Drawing{Title: "Tên", Chart: &chart.Chart{}, Table: ofCells(columns, rows)})
		if err != nil {
			t.Fatal(err)
		}
		remark, err := openBook(t, string(body)).GetCellValue("Số liệu", "A4")
		if n := len(chartsOf(t, string(body))); err != nil || n != c.charts || (remark == "") != (c.says == "") || !strings.Contains(remark, c.says) {
			t.Errorf("%v, %v: %d charts, %q, %v", c.n, c.more, n, remark, err)
		}
	}
}

// LibreOffice prints the first sheet on one page of A4 with title, source and chart, and the second on another.
func TestWorkbooksArePrintedOnOnePage(t *testing.T) {
	office, info, text := toolOf(t, "soffice", "libreoffice-calc"), toolOf(t, "pdfinfo", "poppler-utils"), toolOf(t, "pdftotext", "poppler-utils")
	s := openDemo(t)
	dir := t.TempDir()
	var files []string
	ids := []string{"coverage_by_week", "coverage_by_station", "reporting_by_station", "referrals_by_week", "rotation_stations", "reporting_funnel", "referral_xmr", "attention"}
	for _, id := range ids {
		files = append(files, filepath.Join(dir, id+".xlsx"))
		if err := os.WriteFile(files[len(files)-1], []byte(s.see("/figures/"+id+".xlsx")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(office, append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "pdf", "--outdir", dir}, files...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, id := range ids {
		path := filepath.Join(dir, id+".pdf")
		paper, err := exec.Command(info, path).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", id, err, paper)
		}
		if !regexp.MustCompile(`Pages: +2\n`).Match(paper) || !strings.Contains(string(paper), "(A4)") {
			t.Errorf("%s is printed as\n%s", id, paper)
		}
		page, err := exec.Command(text, "-l", "1", "-layout", path, "-").Output()
		if err != nil {
			t.Fatal(id, err)
		}
		picture, said := s.figure("/figures/"+id+".json"), spaced(string(page))
		first := strings.Join(strings.Fields(picture.Title)[:5], " ")
		want := 1
		if catalogue.All.ByID[id].Native != nil {
			want = 2 // above the table, and of the chart
		}
		if n := strings.Count(said, first); n != want || !strings.Contains(said, spaced(picture.Source)) {
			t.Errorf("%s: the title stands %d times on the page, of\n%s", id, n, page)
		}
	}
}
