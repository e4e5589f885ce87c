package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"luanphien/dashboard"
	"luanphien/dashboard/report"
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
	flags.Int("year", 0, "năm của báo cáo\nthe year of the report")
	flags.Int("quarter", 0, "quý của báo cáo, từ 1 đến 4; nếu không ghi thì cả năm\nits quarter, 1 to 4; the whole year otherwise")
	flags.String("format", "docx", strings.Join(report.Formats, " hoặc ")+"\n"+strings.Join(report.Formats, " or "))
	flags.String("audience", "internal", "internal (nội bộ) hoặc press (chỉ những gì được công bố)\ninternal or press: what may be told to the public only")
	flags.String("lang", "vi", "vi hoặc en\nvi or en")
	addAsks(c, "province", "out")
	addEdition(c)
	addFlags(c, reportSettings...)
	return c
}

// reportOrder reads the flags that say which report is wanted.
func reportOrder(cmd *cobra.Command) (o report.Order, out string, err error) {
	g := &given{flags: cmd.Flags()}
	o = report.Order{Year: g.number("year"), Quarter: g.number("quarter"), Edition: g.edition(), Province: g.text("province"), Lang: g.lang(), Format: g.text("format")}
	out = g.out()
	audience := g.text("audience")
	o.Public = audience == "press"
	switch {
	case g.err != nil:
		err = g.err
	case o.Year < 1900 || o.Year > 9999:
		err = usagef("--year: cần một năm như 2026 (a year such as 2026 is needed)")
	case g.flags.Changed("quarter") && (o.Quarter < 1 || o.Quarter > 4):
		err = usagef("--quarter %d: cần một quý từ 1 đến 4 (a quarter from 1 to 4 is needed)", o.Quarter)
	case audience != "press" && audience != "internal":
		err = usagef("--audience %s: chỉ có internal và press (only internal and press)", audience)
	case !slices.Contains(report.Formats, o.Format):
		err = usagef("--format %s: báo cáo chỉ lập được dạng %s (a report is written as %s only)", o.Format, strings.Join(report.Formats, ", "), strings.Join(report.Formats, " or "))
	}
	return o, out, err
}

func runReport(cmd *cobra.Command, _ []string) error {
	o, out, err := reportOrder(cmd)
	if err != nil {
		return err
	}
	return writeDocument(cmd, out, o.Edition, func(server *dashboard.Server, to io.Writer) error {
		of, err := server.ProvinceOf(cmd.Context(), o.Edition, o.Province)
		if err != nil {
			return err
		}
		if o.Letter, err = letterOf(cmd, of); err != nil {
			return err
		}
		body, err := server.Report(cmd.Context(), o)
		if err == nil {
			_, err = to.Write(body)
		}
		return err
	})
}
