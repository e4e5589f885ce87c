package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"luanphien/dashboard"
	"luanphien/dashboard/pack"
	"luanphien/queries/calendar"
)

func newPackCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "pack --out FILE",
		Short: "Lập gói số liệu cho báo chí – write a press pack",
		Long: "Lập một tệp ZIP cho báo chí từ một ấn bản: mỗi hình có ảnh PNG (mạng xã hội, vuông, trang web), SVG, PDF, CSV, XLSX, Parquet, câu kết quả và lời mô tả; tờ tin một trang bằng hai thứ tiếng; figures.json; hướng dẫn cho nhà báo. Chỉ có những gì báo chí được biết; hình không qua được phép kiểm tra thì không có trong gói mà được nêu tên cùng lý do. Mặc định: mọi hình được công bố, từ đầu đợt luân phiên đến tuần trọn vẹn gần nhất. luanphien verify kiểm tra được cả gói và từng tệp.\n" +
			"Writes a ZIP for the press from one edition: each figure as PNG (social media, square, web page), SVG, PDF, CSV, XLSX, Parquet, its sentence and description; a fact sheet of one page in both languages; figures.json; a guide for journalists. It holds only what the press is told; a figure that fails its checks is left out and named with the reason. By default all published figures, from the start of the rotation to the last complete week. luanphien verify checks the whole pack and each of its files.",
		Example: "  luanphien pack --from 2026-W27 --to 2026-W39 --out goi-bao-chi.zip\n" +
			"  luanphien pack --figures coverage_by_week,referrals_by_week --lang en --out press-pack.zip",
		Args: cobra.NoArgs,
		RunE: upToDate(runPack),
	}
	flags := c.Flags()
	flags.StringSlice("figures", nil, "mã các hình, cách nhau bằng dấu phẩy; nếu không ghi thì mọi hình được công bố\nids of the figures, with commas between; all that are published otherwise")
	flags.String("lang", "vi", "vi hoặc en: ngôn ngữ của hình và bảng; phần lời có cả hai\nvi or en: the language of pictures and tables; words are in both")
	addAsks(c, "from", "to", "as-of", "province", "out")
	addEdition(c)
	addFlags(c, settingPublisher)
	return c
}

// packOrder reads the flags that say which pack is wanted.
func packOrder(cmd *cobra.Command) (o pack.Order, out string, err error) {
	g := &given{flags: cmd.Flags()}
	o = pack.Order{From: g.text("from"), To: g.text("to"), AsOf: g.text("as-of"), Province: g.text("province"), Lang: g.lang(), Edition: g.edition(), Figures: g.list("figures")}
	if out = g.out(); g.err != nil {
		return o, out, g.err
	}
	for _, name := range []string{"from", "to"} {
		if _, err := weekFlag(cmd, name); err != nil {
			return o, out, err
		}
	}
	if o.AsOf != "" {
		if _, err := calendar.ParseAsOf(o.AsOf); err != nil {
			return o, out, wrongMoment("as-of", o.AsOf, err)
		}
	}
	if g.flags.Changed("figures") && strings.Trim(strings.Join(o.Figures, ""), " ") == "" {
		return o, out, usagef("--figures: cần ít nhất một hình (a figure at least is needed)")
	}
	return o, out, nil
}

func runPack(cmd *cobra.Command, _ []string) error {
	o, out, err := packOrder(cmd)
	if err != nil {
		return err
	}
	return writeDocument(cmd, out, o.Edition, func(server *dashboard.Server, to io.Writer) error { return server.Pack(cmd.Context(), o, to) })
}
