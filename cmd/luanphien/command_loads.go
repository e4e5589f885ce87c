package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"luanphien/ingest"
	"luanphien/queries/edition"
)

func newLoadsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "loads",
		Short: "Lịch sử nạp dữ liệu – the history of loads",
		Long: "Liệt kê các lần nạp: số, thời điểm, người nạp, tệp, SHA-256 và số dòng theo từng loại bảng.\n" +
			"Lists every load: number, time, who, file, SHA-256, and rows by kind of table.",
		RunE: upToDate(runLoads),
	}
	c.AddCommand(newUndoCommand(), newRefusedCommand())
	return c
}

func runLoads(cmd *cobra.Command, _ []string) error {
	loads, err := ingest.Loads(cmd.Context(), edition.Folder(settingData.text(cmd)))
	if err != nil {
		return err
	}
	if len(loads) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "Chưa nạp tệp nào – nothing was loaded yet")
		return nil
	}
	return printLoads(cmd.OutOrStdout(), loads)
}

// shortSum is how many letters of a SHA-256 tell files apart for people.
const shortSum = 12

func printLoads(w io.Writer, loads []ingest.Load) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "số (load)\tlúc (at)\tngười nạp (by)\ttệp (file)\tsha256\tdòng (rows)")
	for _, l := range loads {
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\n", l.ID, l.LoadedAt.Format("2006-01-02 15:04"), l.LoadedBy, l.FileName,
			l.SHA256[:min(shortSum, len(l.SHA256))], rowsByKind(l))
	}
	return t.Flush()
}

func rowsByKind(l ingest.Load) string {
	if !l.UndoneAt.IsZero() {
		return fmt.Sprintf("đã hủy lúc %[1]s bởi %[2]s (undone at %[1]s by %[2]s)", l.UndoneAt.Format("2006-01-02 15:04"), l.UndoneBy)
	}
	var parts []string
	for _, p := range l.Parts {
		parts = append(parts, p.Kind+": "+countWords(p.Counts))
	}
	return strings.Join(parts, " · ")
}

func countWords(c ingest.Counts) string {
	var words []string
	for _, n := range []struct {
		rows int64
		word string
	}{{c.Loaded, "mới (new)"}, {c.Corrected, "đính chính (corrected)"}, {c.Unchanged, "không đổi (unchanged)"}, {c.Quarantined, "cách ly (quarantined)"}} {
		if n.rows > 0 {
			words = append(words, fmt.Sprintf("%d %s", n.rows, n.word))
		}
	}
	if len(words) == 0 {
		return "0"
	}
	return strings.Join(words, ", ")
}

func newUndoCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "undo N",
		Short: "Hủy cả một lần nạp và công bố ấn bản mới – take a whole load back and publish a new edition",
		Long: "Hủy lần nạp số N: dữ liệu của nó không còn, dữ liệu nó đã đính chính có hiệu lực trở lại, các lần nạp sau được tính lại như chưa từng có nó.\n" +
			"Takes load N back: what it brought is gone, what it corrected is in force again, and later loads come out as if it had never been.",
		Args: cobra.ExactArgs(1),
		RunE: runUndo,
	}
	addFlags(c, settingUser, settingKeep, settingKeepCited, settingLoadMemory)
	return c
}

func runUndo(cmd *cobra.Command, args []string) error {
	id, err := loadNumber(args[0])
	if err != nil {
		return err
	}
	o := ingest.Options{LoadedBy: loader(cmd)}
	if o.Keep, err = keepOf(cmd); err != nil {
		return err
	}
	if o.KeepCited, err = settingKeepCited.duration(cmd); err != nil {
		return err
	}
	report, err := ingest.Undo(cmd.Context(), edition.Folder(settingData.text(cmd)), id, o)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "Đã hủy lần nạp %[1]d («%[2]s») – load %[1]d (“%[2]s”) is undone\n", report.Load.ID, report.Load.FileName)
	if report.Again > 0 {
		fmt.Fprintf(out, "%[1]d lần nạp khác được tính lại – %[1]d other loads were made again\n", report.Again)
	}
	fmt.Fprintf(out, "Đã công bố ấn bản %[1]d – edition %[1]d is published\n", report.Published)
	return nil
}

func loadNumber(text string) (int, error) {
	id, err := strconv.Atoi(text)
	if err != nil || id < 1 {
		return 0, usagef("«%s» không phải là số của một lần nạp (is not the number of a load)", text)
	}
	return id, nil
}
