package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"luanphien/ingest/header"
	"luanphien/ingest/refusedbook"
	"luanphien/ingest/template"
	"luanphien/queries/edition"
)

func newTemplateCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "template [KIND] [flags] > FILE.xlsx",
		Short: "Tạo mẫu XLSX trống của một loại bảng – make an empty XLSX of a kind of table",
		Long: "Ghi ra một mẫu XLSX có tiêu đề, danh sách chọn, kiểm tra nhập liệu và hướng dẫn; danh sách trạm lấy từ thư mục dữ liệu nếu có.\n" +
			"Writes an XLSX with titles, drop-down lists, input checks and notes; the lists of stations come from the data folder where it holds any.",
		Args: cobra.MaximumNArgs(1),
		RunE: upToDate(runTemplate),
	}
	addFlags(c, settingAll)
	return c
}

func runTemplate(cmd *cobra.Command, args []string) error {
	folder := edition.Folder(settingData.text(cmd))
	into := settingAll.text(cmd)
	switch {
	case into != "" && len(args) > 0, into == "" && len(args) == 0:
		return usagef("cần một loại bảng, hoặc --all THƯ_MỤC (takes a kind of table, or --all DIR)")
	case into == "":
		return toOutput(cmd, func(w io.Writer) error { return template.Template(cmd.Context(), folder, args[0], "", w) })
	}
	if err := os.MkdirAll(into, 0o755); err != nil {
		return err
	}
	for _, kind := range header.Kinds() {
		path := filepath.Join(into, kind.Name+".xlsx")
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		if err := errors.Join(template.Template(cmd.Context(), folder, kind.Name, "", f), f.Close()); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), path)
	}
	return nil
}

func newRefusedCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "refused N [flags] > FILE.xlsx",
		Short: "Xuất các dòng bị từ chối của một lần nạp – write a load's refused rows",
		Long: "Ghi ra một XLSX gồm các dòng bị từ chối, ô sai được tô màu, kèm lý do. Sửa rồi nạp lại tệp đó: chỉ những dòng đã sửa được nạp.\n" +
			"Writes an XLSX of the refused rows, the faulty cell marked, with the reason. Mend it and load it: only mended rows load.",
		Args: cobra.ExactArgs(1),
		RunE: upToDate(func(cmd *cobra.Command, args []string) error {
			id, err := loadNumber(args[0])
			if err != nil {
				return err
			}
			return toOutput(cmd, func(w io.Writer) error {
				return refusedbook.RefusedWorkbook(cmd.Context(), edition.Folder(settingData.text(cmd)), id, w)
			})
		}),
	}
}

// toOutput writes a workbook to the standard output, unless that is a terminal.
func toOutput(cmd *cobra.Command, write func(io.Writer) error) error {
	out := cmd.OutOrStdout()
	if isTerminal(out) {
		return usagef("hãy chuyển đầu ra vào một tệp, ví dụ > mau.xlsx (redirect the output to a file, such as > template.xlsx)")
	}
	return write(out)
}
