package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"luanphien/ingest"
	"luanphien/queries/edition"
)

// check tells what loading the files would do, and loads nothing.
func check(ctx context.Context, out io.Writer, folder edition.Folder, paths []string, o ingest.Options) error {
	report, err := ingest.Preview(ctx, folder, paths, o)
	if err != nil {
		return err
	}
	for i := range report.Files {
		printPreview(out, &report.Files[i])
	}
	fmt.Fprintln(out, "Chỉ kiểm tra, chưa nạp gì – this was a check only, nothing was loaded")
	if report.Failed() {
		return errReported
	}
	return nil
}

var previewWords = map[ingest.Status]string{
	ingest.Loaded:    "sẽ nạp – would load",
	ingest.Unchanged: "sẽ không thay đổi gì – would change nothing",
	ingest.Refused:   "sẽ bị từ chối – would be refused",
}

func printPreview(w io.Writer, p *ingest.FileReport) {
	name := p.Name
	if p.Container != "" { // of a file that was not understood, or is loaded already, it is not known
		name += " (" + p.Container + ")"
	}
	fmt.Fprintf(w, "%s: %s\n", name, previewWords[p.Status])
	shapes, more := p.Shapes()
	for _, s := range shapes {
		printShape(w, s.SheetShape)
		if s.Alike > 0 {
			fmt.Fprintf(w, "    … và %d bảng khác cũng như vậy – and %d more tables alike\n", s.Alike, s.Alike)
		}
	}
	if more > 0 {
		fmt.Fprintf(w, "  … còn %d bảng khác – %d more tables\n", more, more)
	}
	for _, rows := range p.FirstRows {
		printFirst(w, rows)
	}
	for _, c := range p.Corrections {
		printCorrections(w, c)
	}
	ingest.WriteCounts(w, p)
}

func printShape(w io.Writer, s ingest.SheetShape) {
	name := ""
	if s.Name != "" {
		name = "«" + s.Name + "»: "
	}
	fmt.Fprintf(w, "  %s%s – %s (%s), tiêu đề ở dòng %d (header on line %d)\n", name, s.VI, s.EN, s.Kind, s.Header, s.Header)
	for _, c := range s.Columns {
		meaning := "bỏ qua (passed over)"
		if c.Field != "" {
			vi, en := c.Class.Words()
			meaning = fmt.Sprintf("%s – %s (%s): %s – %s", c.Means.VI, c.Means.EN, c.Field, vi, en)
		}
		if c.Beside.VI != "" {
			meaning = c.Beside.VI + " – " + c.Beside.EN
		}
		if c.Described {
			meaning += ", chỉ để đối chiếu (for comparison only)"
		}
		fmt.Fprintf(w, "    %s → %s\n", c.Title, meaning)
	}
}

func printFirst(w io.Writer, rows ingest.FirstRows) {
	if len(rows.Rows) == 0 {
		return
	}
	fmt.Fprintf(w, "  %d dòng đầu sẽ nạp – the first %d rows that would load:\n", len(rows.Rows), len(rows.Rows))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	var titles []string
	for _, c := range rows.Columns {
		titles = append(titles, c.VI)
	}
	fmt.Fprintln(t, "    "+strings.Join(titles, "\t"))
	for _, r := range rows.Rows {
		var cells []string
		for _, cell := range r {
			cells = append(cells, cell.VI)
		}
		fmt.Fprintln(t, "    "+strings.Join(cells, "\t"))
	}
	_ = t.Flush() // of w, whose own errors show elsewhere
}

// printCorrections shows each corrected cell as «old → new».
func printCorrections(w io.Writer, c ingest.Corrections) {
	fmt.Fprintf(w, "  đính chính – corrections (%s):\n", c.VI)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	var titles []string
	for _, column := range c.Columns {
		titles = append(titles, column.VI)
	}
	fmt.Fprintln(t, "    "+strings.Join(titles, "\t"))
	for _, row := range c.Rows {
		var cells []string
		for _, cell := range row {
			text := cell.VI
			if cell.Changed {
				text = "«" + cell.Old.VI + "» → «" + cell.VI + "»"
			}
			cells = append(cells, text)
		}
		fmt.Fprintln(t, "    "+strings.Join(cells, "\t"))
	}
	_ = t.Flush() // of w, whose own errors show elsewhere
	if c.More > 0 {
		fmt.Fprintf(w, "    … và %[1]d dòng đính chính khác – and %[1]d more corrections\n", c.More)
	}
}
