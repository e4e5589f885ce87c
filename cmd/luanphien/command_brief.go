package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"luanphien/dashboard"
	"luanphien/dashboard/brief"
	"luanphien/queries/calendar"
)

func newBriefCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "brief --week 2026-W24 --out FILE",
		Short: "Lập bản tin tuần trên một tờ A4 – write the weekly brief on one sheet of A4",
		Long: "Lập bản tin của một tuần, dạng Word (docx) hoặc một trang để in (html): bốn con số lớn với đánh giá và mục tiêu, các trạm cần gọi, báo cáo còn thiếu, những gì bắt đầu và hết hạn trong tuần sau. Các con số là của trang Tổng quan tính đến hết Chủ nhật của tuần đó; bản tin ghi «Nội bộ – không công bố».\n" +
			"Writes the brief of a week for Word (docx) or as a page to print (html): the four large numbers with judgement and target, the stations to call, the reports that are missing, what begins and ends in the week that follows. The numbers are those of the overview as of the end of that week's Sunday; the brief says that it is internal.",
		Example: "  luanphien brief --week 2026-W24 --out ban-tin-24.docx",
		Args:    cobra.NoArgs,
		RunE:    upToDate(runBrief),
	}
	flags := c.Flags()
	flags.String("week", "", "tuần ISO của bản tin, ví dụ 2026-W24\nISO week of the brief, such as 2026-W24")
	flags.String("format", "docx", strings.Join(brief.Formats, " hoặc ")+"\n"+strings.Join(brief.Formats, " or "))
	flags.String("lang", "vi", "vi hoặc en\nvi or en")
	addAsks(c, "province", "out")
	addEdition(c)
	addFlags(c, settingPublisher)
	return c
}

func runBrief(cmd *cobra.Command, _ []string) error {
	g := &given{flags: cmd.Flags()}
	o := brief.Order{Edition: g.edition(), Province: g.text("province"), Lang: g.lang(), Format: g.text("format")}
	text, out := g.text("week"), g.out()
	if g.err != nil {
		return g.err
	}
	var err error
	if o.Week, err = calendar.ParseWeek(text); err != nil {
		return usagef("--week %s: cần một tuần ISO như 2026-W24 (an ISO week such as 2026-W24 is needed)", text)
	}
	if !slices.Contains(brief.Formats, o.Format) {
		return usagef("--format %s: bản tin chỉ lập được dạng %s (a brief is written as %s only)", o.Format, strings.Join(brief.Formats, ", "), strings.Join(brief.Formats, " or "))
	}
	return writeDocument(cmd, out, o.Edition, func(server *dashboard.Server, to io.Writer) error {
		body, err := server.Brief(cmd.Context(), o)
		if err == nil {
			_, err = to.Write(body)
		}
		return err
	})
}
