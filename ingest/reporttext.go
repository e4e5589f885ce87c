package ingest

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/ingest/mend"
	"luanphien/ingest/refusedbook"
)

// The rows passed over that are written out for one file.
const writtenPassed = 50

// writeLedger says what became of the physical rows, and names those that were passed over.
func writeLedger(w io.Writer, f *FileReport) {
	if f.Ledger.Content == 0 {
		return
	}
	vi, en := f.Ledger.Say()
	fmt.Fprintf(w, "  %s\n  %s\n", vi, en)
	left := f.Ledger.Passed
	for i, p := range f.Passed {
		if i == writtenPassed {
			break
		}
		left -= p.Rows
		writePassed(w, p)
	}
	if left > 0 {
		fmt.Fprintf(w, "    … và %d dòng bỏ qua khác – and %d more rows passed over\n", left, left)
	}
}

func writePassed(w io.Writer, p ledger.Passed) {
	place := ""
	if p.Sheet != "" {
		place = "«" + p.Sheet + "», "
	}
	switch {
	case p.Line == 0:
		place += fmt.Sprintf("%d dòng (rows)", p.Rows)
	case p.Rows > 1:
		place += fmt.Sprintf("%d dòng từ dòng (rows from line) %d", p.Rows, p.Line)
	default:
		place += fmt.Sprintf("dòng (line) %d", p.Line)
	}
	if p.Text != "" {
		place += " «" + p.Text + "»"
	}
	vi, en := p.Reason.Words()
	fmt.Fprintf(w, "    %s: %s – %s\n", place, vi, en)
}

// writtenRefusals bounds the refused rows that are written out for one file; all of them are in the quarantine.
const writtenRefusals = 20

var statusWords = map[Status]string{
	Loaded:    "đã nạp – loaded",
	Unchanged: "không thay đổi – unchanged",
	Refused:   "bị từ chối – refused",
}

// WriteFileReport says in both languages what became of a file.
func WriteFileReport(w io.Writer, f *FileReport) {
	kinds := strings.Join(f.Kinds, ", ")
	if kinds != "" {
		kinds = " (" + kinds + ")"
	}
	fmt.Fprintf(w, "%s%s: %s\n", f.Name, kinds, statusWords[f.Status])
	WriteCounts(w, f)
}

// WriteCounts says how many rows came out how, what is to be noticed, and which rows were refused.
func WriteCounts(w io.Writer, f *FileReport) {
	if f.Counts.Read > 0 {
		c := f.Counts
		fmt.Fprintf(w, "  đọc (read) %d · nạp mới (loaded) %d · giữ nguyên (unchanged) %d · đính chính (corrected) %d · cách ly (quarantined) %d\n",
			c.Read, c.Loaded, c.Unchanged, c.Corrected, c.Quarantined)
	}
	writeLedger(w, f)
	writeUnread(w, f)
	for _, n := range f.Notices {
		fmt.Fprintf(w, "  %s\n  %s\n", n.VI, n.EN)
	}
	for _, d := range f.Doubts {
		writeDoubt(w, &d)
	}
	if f.Err != nil {
		fmt.Fprintf(w, "  %s\n  %s\n", f.Err.Say(f.Err.VI), f.Err.Say(f.Err.EN))
	}
	for i, q := range f.Refusals {
		if i == writtenRefusals {
			fmt.Fprintf(w, "  … và %d dòng khác – and %d more rows\n", f.Counts.Quarantined-writtenRefusals, f.Counts.Quarantined-writtenRefusals)
			break
		}
		writeRefusal(w, &q)
	}
}

// writeUnread names the columns that are passed over because their titles are not understood, each once.
func writeUnread(w io.Writer, f *FileReport) {
	var titles []string
	for _, s := range f.Sheets {
		for _, c := range s.Columns {
			if title := "«" + c.Title + "»"; c.Field == "" && c.Title != "" && !header.Ignored(c.Title) && !refusedbook.Own(c.Title) && !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
		}
	}
	if len(titles) > 0 {
		fmt.Fprintf(w, "  cột không hiểu tiêu đề, không đọc (columns not understood, not read): %s\n", strings.Join(titles, ", "))
	}
}

// writtenChanges bounds the changes that are written out for one doubt.
const writtenChanges = 20

var changeWords = map[ChangeKind]string{
	Renamed: "đổi tên – renamed",
	Moved:   "chuyển – moved",
	Closed:  "đóng – closed",
}

func writeDoubt(w io.Writer, d *Doubt) {
	fmt.Fprintf(w, "  %s\n  %s\n", d.VI, d.EN)
	for i, c := range d.Changes {
		if i == writtenChanges {
			fmt.Fprintf(w, "    … (%d)\n", d.Count)
			break
		}
		fmt.Fprintf(w, "    %s [%s]: «%s» → «%s»\n", c.Code, changeWords[c.What], c.Before, c.After)
	}
}

func writeRefusal(w io.Writer, q *Refusal) {
	place, said := fmt.Sprintf("dòng (line) %d", q.Line), ""
	if q.Sheet != "" {
		place = fmt.Sprintf("«%s», %s", q.Sheet, place)
	}
	if q.Column != "" {
		place += fmt.Sprintf(", «%s» = «%s»", q.Column, q.Value)
	}
	if q.Rule.Twins() {
		said = fmt.Sprintf(": «%s»", q.Value)
	}
	fmt.Fprintf(w, "  %s [%s]%s\n    %s\n    %s\n", place, q.Rule, said, mend.WithOption(q.VI, q.Rule.Option()), mend.WithOption(q.EN, q.Rule.Option()))
	if len(q.Nearest) > 0 {
		fmt.Fprintf(w, "    gần nhất (nearest): %s\n", strings.Join(q.Nearest, ", "))
	}
}
