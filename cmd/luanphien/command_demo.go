package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"luanphien/ingest"
	"luanphien/ingest/demo"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

// demoFiles is the folder, within the data folder, that keeps the input files of the demo for people to look at.
const demoFiles = "minh-hoa"

func newDemoCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "demo",
		Short: "Tạo tỉnh minh họa – make a demo province",
		Long: "Ghi mười bốn tệp đầu vào của một tỉnh minh họa vào thư mục con «" + demoFiles + "» của thư mục dữ liệu rồi nạp chúng như mọi tệp khác.\n" +
			"Có hai tỉnh: dien-bien (45 trạm y tế xã, phường; mặc định) và lao-cai (trước sáp nhập: chín bệnh viện huyện và các trạm y tế xã).\n" +
			"Trừ các tên gọi và con số tổng đã công bố (docs/data-sources.md), mọi số liệu đều là bịa đặt.\n" +
			"Writes the fourteen input files of a demo province into the subfolder “" + demoFiles + "” of the data folder and loads them like any others.\n" +
			"There are two: dien-bien (45 commune stations; the default) and lao-cai (before its merger: nine district hospitals and commune stations).\n" +
			"But for the names and totals on the public record (docs/data-sources.md), every figure is invented.",
		RunE: runDemo,
	}
	addFlags(c, settingProvince, settingKeep, settingKeepCited, settingLoadMemory)
	return c
}

func runDemo(cmd *cobra.Command, _ []string) error {
	province, err := demo.Named(settingProvince.text(cmd))
	if err != nil {
		return &UsageError{Err: err}
	}
	folder := edition.Folder(settingData.text(cmd))
	if err := refuseOtherData(folder, province); err != nil {
		return err
	}
	keep, err := keepOf(cmd)
	if err != nil {
		return err
	}
	keepCited, err := settingKeepCited.duration(cmd)
	if err != nil {
		return err
	}
	source := filepath.Join(string(folder), demoFiles)
	files, err := province.Write(source)
	if err != nil {
		return err
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = filepath.Join(source, f.Name)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s – số liệu minh họa; vài dòng cố ý sai để thấy khu cách ly – invented data; a few rows are wrong on purpose, for the quarantine: %s\n",
		province.Name, source)
	return load(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), folder, paths, ingest.Options{
		Now: province.AsOf(), MaxReject: ingest.DefaultMaxReject, LoadedBy: systemUser(), Keep: keep, KeepCited: keepCited,
		Meta: warehouse.Meta{Illustrative: true, AsOf: province.AsOf(), ProgrammeStart: province.StartWeek().String()},
	})
}

// refuseOtherData keeps invented data out of a folder that holds real ones, or those of another demo province.
func refuseOtherData(folder edition.Folder, province *demo.Province) error {
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
	if !m.AsOf.Equal(province.AsOf()) { // the provinces' moments differ
		return fmt.Errorf("thư mục %[1]s đã có số liệu minh họa của tỉnh khác; hãy chọn thư mục khác bằng --data "+
			"(the folder %[1]s holds the demo of another province, with which this one is not mixed; choose another with --data)", string(folder))
	}
	return nil
}
