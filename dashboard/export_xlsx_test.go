package dashboard

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/verify"
	"luanphien/dashboard/words"
	"luanphien/queries/soak"
)

func openBook(t *testing.T, body string) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

// Every figure is a workbook that reads back: as many rows as its CSV, and a second sheet that says what it is.
func TestEveryXLSX(t *testing.T) {
	soak.Long(t)
	s := openDemo(t)
	for i, f := range catalogue.All.Order {
		lang, data, about, mark := "", "Số liệu", "Về hình này", "Nội bộ – không công bố"
		if i%2 == 1 {
			lang, data, about, mark = "?lang=en", "Data", "About", "Internal – not for publication"
		}
		book := openBook(t, s.see("/figures/"+f.ID+".xlsx"+lang))
		rows, err := book.GetRows(data)
		if err != nil {
			t.Fatal(f.ID, err)
		}
		records, err := csv.NewReader(strings.NewReader(s.see("/figures/" + f.ID + ".csv" + lang)[len(export.ByteOrderMark):])).ReadAll()
		if len(rows) <= export.HeadRows {
			t.Fatalf("%s holds %v", f.ID, rows)
		}
		told := rows[:export.HeadRows]
		if told[0][0] != records[1][len(records[1])-len(export.CsvTail)] || len(told[1]) == 0 || !strings.HasPrefix(told[2][0], records[1][len(records[1])-len(export.CsvTail)+2]) ||
			f.Province == strings.Contains(told[2][0], mark) {
			t.Errorf("%s says above its table %q", f.ID, told)
		}
		rows = rows[export.HeadRows:]
		if err != nil || len(rows) != len(records) || len(rows[0]) != len(records[0])-len(export.CsvTail) {
			t.Errorf("%s: %d rows, its CSV %d: %v", f.ID, len(rows), len(records), err)
		}
		lines, err := book.GetRows(about)
		if err != nil {
			t.Fatal(f.ID, err)
		}
		var text strings.Builder
		for _, line := range lines {
			text.WriteString(strings.Join(line, " ") + "\n")
		}
		if cited, ok := verify.FindCitation(text.String()); !ok || cited != records[1][len(records[1])-1] {
			t.Errorf("%s cites %q", f.ID, cited)
		}
		for _, word := range append([]string{"2026-11-16T00:00:00+07:00"}, f.Methods...) {
			if !strings.Contains(text.String(), word) {
				t.Errorf("%s does not say %s", f.ID, word)
			}
		}
		if strings.Contains(text.String(), "⟨") || f.Province == strings.Contains(text.String(), mark) {
			t.Errorf("%s says %s", f.ID, text.String())
		}
	}
}

// Texts never become formulas, negative numbers stay numbers, dates are dates, proportions percentages.
func TestCellsKeepTheirKind(t *testing.T) {
	s := openDemo(t)
	r := &question.Question{Shared: s.shared, Words: s.words[words.Vietnamese], View: &address.View{Lang: words.Vietnamese}}
	texts := []string{"=1+1", "+84", "-5", "@sum", "\tx", "\rx", "bình thường"}
	var rows [][]any
	for _, text := range texts {
		rows = append(rows, []any{text, -5, -1.25, day("2026-02-15"), analytics.Ratio{Numerator: 1, Denominator: 4}})
	}
	table := ofCells([]table.Column{{Field: "text", Kind: table.KindText}, {Field: "n", Kind: table.KindInt}, {Field: "x", Kind: table.KindDecimal},
		{Field: "day", Kind: table.KindDate}, {Field: "share", Kind: table.KindPercent}}, append(rows, []any{nil, nil, nil, nil, nil}))
	f := &figure.Figure{ID: "coverage_by_week", Province: true}
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	r.Edition = e
	body, err := export.Workbook(r, f, &figure.Drawing{Table: table})
	if err != nil {
		t.Fatal(err)
	}
	book := openBook(t, string(body))
	for i, text := range texts {
		at, _ := excelize.CoordinatesToCellName(1, export.HeadRows+i+2)
		value, err := book.GetCellValue("Số liệu", at)
		formula, _ := book.GetCellFormula("Số liệu", at)
		if err != nil || formula != "" || strings.TrimSpace(value) != strings.TrimSpace(text) {
			t.Errorf("%q became %q, formula %q: %v", text, value, formula, err)
		}
	}
	for at, want := range map[string]string{"B6": "-5", "C6": "-1.25", "D6": "46068", "E6": "0.25", "B13": ""} {
		value, err := book.GetCellValue("Số liệu", at, excelize.Options{RawCellValue: true})
		if err != nil || value != want {
			t.Errorf("%s holds %q, not %q: %v", at, value, want, err)
		}
		if kind, _ := book.GetCellType("Số liệu", at); kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
			t.Errorf("%s is a text", at)
		}
	}
	for at, want := range map[string]string{"D6": "15/02/2026", "E6": "25.0%", "C6": "-1.3"} {
		if value, err := book.GetCellValue("Số liệu", at); err != nil || value != want {
			t.Errorf("%s shows %q, not %q: %v", at, value, want, err)
		}
	}
	out, err := export.CSVBytes(r, f, &figure.Drawing{Table: table})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n'=1+1,-5,-1.25,2026-02-15,0.25,1,4,", "\n'+84,", "\n'-5,-5,", "\n'@sum,", "\n'\tx,"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the CSV lacks %q:\n%s", want, out)
		}
	}
}
