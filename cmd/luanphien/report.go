package main

import (
	"fmt"
	"io"
	"strings"

	"luanphien/ingest"
)

// printedRefusals bounds the refused rows that a run prints for one file; all of them are in the quarantine.
const printedRefusals = 20

// printReport says what became of each file, in both languages.
func printReport(w io.Writer, r *ingest.Report) {
	for i := range r.Files {
		printFile(w, &r.Files[i])
	}
	if r.Resolved > 0 {
		fmt.Fprintf(w, "%d dòng chờ từ các lần nạp trước nay đã được nạp – %d rows that waited since earlier loads are loaded now\n", r.Resolved, r.Resolved)
	}
	if r.Published > 0 {
		fmt.Fprintf(w, "Đã công bố ấn bản %d – edition %d is published\n", r.Published, r.Published)
	} else {
		fmt.Fprintln(w, "Không có gì thay đổi, ấn bản giữ nguyên – nothing changed, the edition stays")
	}
}

var statusWords = map[ingest.Status]string{
	ingest.Loaded:    "đã nạp – loaded",
	ingest.Unchanged: "không thay đổi – unchanged",
	ingest.Refused:   "bị từ chối – refused",
}

func printFile(w io.Writer, f *ingest.FileReport) {
	kinds := strings.Join(f.Kinds, ", ")
	if kinds != "" {
		kinds = " (" + kinds + ")"
	}
	fmt.Fprintf(w, "%s%s: %s\n", f.Name, kinds, statusWords[f.Status])
	printCounts(w, f)
}

// printCounts says how many rows came out how, what is to be noticed, and which rows were refused.
func printCounts(w io.Writer, f *ingest.FileReport) {
	if f.Counts.Read > 0 {
		c := f.Counts
		fmt.Fprintf(w, "  đọc (read) %d · nạp mới (loaded) %d · giữ nguyên (unchanged) %d · đính chính (corrected) %d · cách ly (quarantined) %d\n",
			c.Read, c.Loaded, c.Unchanged, c.Corrected, c.Quarantined)
	}
	for _, n := range f.Notices {
		fmt.Fprintf(w, "  %s\n  %s\n", n.VI, n.EN)
	}
	if f.Err != nil {
		fmt.Fprintf(w, "  %s\n  %s\n", f.Err.VI, f.Err.EN)
	}
	for i, q := range f.Refusals {
		if i == printedRefusals {
			fmt.Fprintf(w, "  … và %d dòng khác – and %d more rows\n", f.Counts.Quarantined-printedRefusals, f.Counts.Quarantined-printedRefusals)
			break
		}
		printRefusal(w, &q)
	}
}

func printRefusal(w io.Writer, q *ingest.Refusal) {
	place := fmt.Sprintf("dòng (line) %d", q.Line)
	if q.Sheet != "" {
		place = fmt.Sprintf("«%s», %s", q.Sheet, place)
	}
	if q.Column != "" {
		place += fmt.Sprintf(", «%s» = «%s»", q.Column, q.Value)
	}
	fmt.Fprintf(w, "  %s [%s]\n    %s\n    %s\n", place, q.Rule, q.VI, q.EN)
	if len(q.Nearest) > 0 {
		fmt.Fprintf(w, "    gần nhất (nearest): %s\n", strings.Join(q.Nearest, ", "))
	}
}
