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
		fmt.Fprintf(w, "%d dòng chờ từ các lần nạp trước nay đã được nạp – %d rows that waited since earlier loads are loaded now\n", r.Resolved, r.Resolved)
	}
	if r.Published > 0 {
		fmt.Fprintf(w, "Đã công bố ấn bản %d – edition %d is published\n", r.Published, r.Published)
	} else {
		fmt.Fprintln(w, "Ấn bản giữ nguyên: không có gì thay đổi trong số liệu – the edition stays: nothing changed in its data")
	}
}
