package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"luanphien/ingest"
	"luanphien/ingest/demo"
	"luanphien/queries/edition"
)

// demoFiles is the folder, within the data folder, that keeps the input files of the demo for people to look at.
const demoFiles = "minh-hoa"

func newDemoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Tạo tỉnh minh họa – make the demo province",
		Long: "Viết mười tệp đầu vào của một tỉnh minh họa vào thư mục con «" + demoFiles + "» của thư mục dữ liệu rồi nạp chúng như mọi tệp khác.\n" +
			"Trừ tên và mã 45 xã, phường và các con số tổng đã công bố, mọi số liệu đều là bịa đặt.\n" +
			"Writes the ten input files of a demo province into the subfolder “" + demoFiles + "” of the data folder and loads them like any others.\n" +
			"But for the names and codes of the 45 communes and the published totals, every figure is invented.",
		RunE: runDemo,
	}
}

func runDemo(cmd *cobra.Command, _ []string) error {
	folder := edition.Folder(settingData.text(cmd))
	if err := refuseRealData(folder); err != nil {
		return err
	}
	source := filepath.Join(string(folder), demoFiles)
	files, err := demo.Write(source)
	if err != nil {
		return err
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = filepath.Join(source, f.Name)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Số liệu minh họa; vài dòng cố ý sai để thấy khu cách ly – invented data; a few rows are wrong on purpose, for the quarantine: %s\n", source)
	return load(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), folder, paths, ingest.Options{
		Now: demo.AsOf, MaxReject: ingest.DefaultMaxReject, LoadedBy: systemUser(),
		Meta: ingest.Meta{Illustrative: true, AsOf: demo.AsOf, ProgrammeStart: demo.StartWeek.String()},
	})
}

// refuseRealData keeps invented data out of a folder that holds others.
func refuseRealData(folder edition.Folder) error {
	number, err := folder.Newest()
	if errors.Is(err, edition.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	m, err := folder.Manifest(number)
	if err != nil {
		return err
	}
	if !m.Illustrative {
		return fmt.Errorf("thư mục %[1]s đã có số liệu khác, không trộn với số liệu minh họa; hãy chọn thư mục khác bằng --data "+
			"(the folder %[1]s holds other data, with which invented ones are not mixed; choose another with --data)", string(folder))
	}
	return nil
}
