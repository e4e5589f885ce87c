package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luanphien/analytics/editions"
	"luanphien/dashboard"
	"luanphien/dashboard/report"
	"luanphien/dashboard/words"
	"luanphien/queries/edition"
)

func newReportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "report --year YEAR [--quarter N] --out FILE",
		Short: "Lập báo cáo năm hoặc quý – write the annual or quarterly report",
		Long: "Lập báo cáo năm hoặc quý dạng Word (docx) theo thể thức «Báo cáo» của Nghị định 30/2020/NĐ-CP, từ một ấn bản; số, chữ ký và dấu để trống. Dạng bảng tính (xlsx) có kết quả chính và toàn bộ bảng của từng hình.\n" +
			"Bản lập ra ghi «Nội bộ – không công bố», trừ khi lập với --audience press: bản ấy chỉ có những gì báo chí được xem.\n" +
			"Writes the annual or quarterly report for Word (docx) in the form of a «Báo cáo» by decree 30/2020/NĐ-CP, from one edition; number, signature and seal are left blank. As a workbook (xlsx) it has the findings and the whole table of each figure.\n" +
			"It says that it is internal, unless it is made with --audience press: that one holds only what the press is told.",
		Example: "  luanphien report --year 2026 --quarter 2 --out bao-cao-quy-2.docx\n" +
			"  luanphien report --year 2026 --audience press --report-signer 'Nguyễn Văn A' --out bao-cao-2026.docx",
		Args: cobra.NoArgs,
		RunE: upToDate(runReport),
	}
	flags := c.Flags()
	flags.Int("year", 0, "the year of the report")
	flags.Int("quarter", 0, "its quarter, 1 to 4; the whole year otherwise")
	flags.String("format", "docx", strings.Join(report.Formats, " or "))
	flags.String("out", "", "the file to write; one that is there is not overwritten")
	flags.Int("edition", 0, "number of the edition; 0 = the newest")
	flags.String("province", "", "code of one province, in a folder of several")
	flags.String("audience", "internal", "internal or press: what may be told to the public only")
	flags.String("lang", "vi", "vi or en")
	addFlags(c, reportSettings...)
	return c
}

// reportOrder reads the flags that say which report is wanted.
func reportOrder(cmd *cobra.Command) (o report.Order, out string, err error) {
	flags := cmd.Flags()
	text := func(name string) string {
		v, failed := flags.GetString(name)
		if err == nil {
			err = failed
		}
		return v
	}
	number := func(name string) int {
		v, failed := flags.GetInt(name)
		if err == nil {
			err = failed
		}
		return v
	}
	o = report.Order{Year: number("year"), Quarter: number("quarter"), Edition: number("edition"), Province: text("province"), Lang: words.Lang(text("lang")), Format: text("format")}
	out = text("out")
	audience := text("audience")
	o.Public = audience == "press"
	switch {
	case err != nil:
	case o.Year < 1900 || o.Year > 9999:
		err = usagef("--year: cần một năm như 2026 (a year such as 2026 is needed)")
	case flags.Changed("quarter") && (o.Quarter < 1 || o.Quarter > 4):
		err = usagef("--quarter %d: cần một quý từ 1 đến 4 (a quarter from 1 to 4 is needed)", o.Quarter)
	case o.Edition < 0:
		err = usagef("--edition: số ấn bản là số dương (an edition's number is positive)")
	case out == "":
		err = usagef("--out: cần tên tệp để ghi (the name of the file to write is needed)")
	case audience != "press" && audience != "internal":
		err = usagef("--audience %s: chỉ có internal và press (only internal and press)", audience)
	case o.Lang != words.Vietnamese && o.Lang != words.English:
		err = usagef("--lang %s: chỉ có vi và en (only vi and en)", o.Lang)
	case !slices.Contains(report.Formats, o.Format):
		err = usagef("--format %s: báo cáo chỉ lập được dạng %s (a report is written as %s only)", o.Format, strings.Join(report.Formats, ", "), strings.Join(report.Formats, " or "))
	}
	return o, out, err
}

// picturesHeap is the size of the heap, bytes, above which a document in the making collects its garbage early.
const picturesHeap = 200 << 20

// boundHeap keeps pictures, sixty of them in a report, from leaving more garbage than a document needs memory. The function
// that it gives ends that.
func boundHeap() func() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	before := debug.SetMemoryLimit(picturesHeap)
	return func() { debug.SetMemoryLimit(before) }
}

func runReport(cmd *cobra.Command, _ []string) error {
	o, out, err := reportOrder(cmd)
	if err != nil {
		return err
	}
	folder := edition.Folder(settingData.text(cmd))
	shelf, err := editions.Open(folder)
	if err != nil {
		return err
	}
	defer shelf.Close()
	server, err := dashboard.New(dashboard.Options{Shelf: shelf, Outlines: folder.Boundaries()})
	if err != nil {
		return err
	}
	number, err := editionOrNewest(folder, o.Edition)
	if err != nil {
		return err
	}
	of, err := server.ProvinceOf(cmd.Context(), o.Edition, o.Province)
	if err != nil {
		return inBothLanguages(err)
	}
	if o.Letter, err = letterOf(cmd, of); err != nil {
		return err
	}
	defer boundHeap()()
	body, err := server.Report(cmd.Context(), o)
	if err != nil {
		return inBothLanguages(err)
	}
	if err := writeNew(out, body); err != nil {
		return err
	}
	if err := folder.Pin(number, time.Now()); err != nil { // which its citations name
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã ghi %[1]s – %[1]s is written\n", out)
	return nil
}

// editionOrNewest is the number of an edition that is there, 0 standing for the newest.
func editionOrNewest(folder edition.Folder, number int) (int, error) {
	numbers, err := folder.Numbers()
	switch {
	case err != nil:
		return 0, err
	case len(numbers) == 0:
		return 0, fmt.Errorf("thư mục «%[1]s» chưa có ấn bản nào; hãy nạp dữ liệu bằng luanphien ingest – no edition has been published in “%[1]s”; load files with luanphien ingest", folder)
	case number == 0:
		return numbers[len(numbers)-1], nil
	case !slices.Contains(numbers, number):
		return 0, fmt.Errorf("không có ấn bản số %[1]d trong «%[2]s» – there is no edition %[1]d in “%[2]s”", number, folder)
	}
	return number, nil
}

// writeNew writes a file that is not there yet.
func writeNew(path string, body []byte) error {
	return writeNewBy(path, func(out io.Writer) error {
		_, err := out.Write(body)
		return err
	})
}

// writeNewBy has a file written that is not there yet; what was written in part is taken away.
func writeNewBy(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if os.IsExist(err) {
		return fmt.Errorf("đã có tệp «%[1]s», không ghi đè; hãy chọn tên khác – “%[1]s” is there already and is not overwritten; choose another name", path)
	}
	if err != nil {
		return err
	}
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}
