package main

import (
	"fmt"
	"io"

	"luanphien/ingest"
)

// printReport says what became of each file, in both languages.
func printReport(w io.Writer, r *ingest.Report) {
	for i := range r.Files {
		ingest.WriteFileReport(w, &r.Files[i])
	}
	if r.Resolved > 0 {
		rows := "rows that waited since earlier loads are loaded now"
		if r.Resolved == 1 {
			rows = "row that waited since an earlier load is loaded now"
		}
		fmt.Fprintf(w, "%d dòng chờ từ các lần nạp trước nay đã được nạp – %d %s\n", r.Resolved, r.Resolved, rows)
	}
	if r.Published > 0 {
		fmt.Fprintf(w, "Đã công bố ấn bản %d – edition %d is published\n", r.Published, r.Published)
	} else {
		fmt.Fprintln(w, "Ấn bản giữ nguyên: không có gì thay đổi trong số liệu – the edition stays: nothing changed in its data")
	}
}
