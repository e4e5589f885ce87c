package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luanphien/analytics/editions"
	"luanphien/dashboard"
	"luanphien/dashboard/pack"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

func newPackCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "pack --out FILE",
		Short: "Lập gói số liệu cho báo chí – write a press pack",
		Long: "Lập một tệp ZIP cho báo chí từ một ấn bản: mỗi hình có ảnh PNG (mạng xã hội, vuông, trang web), SVG, CSV, XLSX, câu kết quả và lời mô tả; tờ tin một trang bằng hai thứ tiếng; figures.json; hướng dẫn cho nhà báo. Chỉ có những gì báo chí được biết; hình không qua được phép kiểm tra thì không có trong gói mà được nêu tên cùng lý do. Mặc định: mọi hình được công bố, từ đầu đợt luân phiên đến tuần trọn vẹn gần nhất. luanphien verify kiểm tra được cả gói và từng tệp.\n" +
			"Writes a ZIP for the press from one edition: each figure as PNG (social media, square, web page), SVG, CSV, XLSX, its sentence and description; a fact sheet of one page in both languages; figures.json; a guide for journalists. It holds only what the press is told; a figure that fails its checks is left out and named with the reason. By default all published figures, from the start of the rotation to the last complete week. luanphien verify checks the whole pack and each of its files.",
		Example: "  luanphien pack --from 2026-W27 --to 2026-W39 --out goi-bao-chi.zip\n" +
			"  luanphien pack --figures coverage_by_week,referrals_by_week --lang en --out press-pack.zip",
		Args: cobra.NoArgs,
		RunE: upToDate(runPack),
	}
	flags := c.Flags()
	flags.String("from", "", "tuần ISO đầu tiên của kỳ, ví dụ 2026-W01\nfirst ISO week of the period, such as 2026-W01")
	flags.String("to", "", "tuần ISO cuối cùng của kỳ\nlast ISO week of the period")
	flags.String("as-of", "", "thời điểm mà số liệu được tính đến: RFC 3339, hoặc một ngày (cuối ngày)\nmoment as of which figures are computed: RFC 3339, or a date (its end)")
	flags.StringSlice("figures", nil, "mã các hình, cách nhau bằng dấu phẩy; nếu không ghi thì mọi hình được công bố\nids of the figures, with commas between; all that are published otherwise")
	flags.String("out", "", "tệp để ghi; tệp đã có thì không ghi đè\nthe file to write; one that is there is not overwritten")
	flags.Int("edition", 0, "số ấn bản; 0 = mới nhất\nnumber of the edition; 0 = the newest")
	flags.String("province", "", "mã một tỉnh, trong thư mục của nhiều tỉnh\ncode of one province, in a folder of several")
	flags.String("lang", "vi", "vi hoặc en: ngôn ngữ của hình và bảng; phần lời có cả hai\nvi or en: the language of pictures and tables; words are in both")
	return c
}

// packOrder reads the flags that say which pack is wanted.
func packOrder(cmd *cobra.Command) (o pack.Order, out string, err error) {
	flags := cmd.Flags()
	text := func(name string) string {
		v, failed := flags.GetString(name)
		if err == nil {
			err = failed
		}
		return v
	}
	o = pack.Order{From: text("from"), To: text("to"), AsOf: text("as-of"), Province: text("province"), Lang: words.Lang(text("lang"))}
	out = text("out")
	if err != nil {
		return o, out, err
	}
	if o.Edition, err = flags.GetInt("edition"); err != nil {
		return o, out, err
	}
	if o.Figures, err = flags.GetStringSlice("figures"); err != nil {
		return o, out, err
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
	switch {
	case o.Edition < 0:
		err = usagef("--edition: số ấn bản là số dương (an edition's number is positive)")
	case out == "":
		err = usagef("--out: cần tên tệp để ghi (the name of the file to write is needed)")
	case o.Lang != words.Vietnamese && o.Lang != words.English:
		err = usagef("--lang %s: chỉ có vi và en (only vi and en)", o.Lang)
	case flags.Changed("figures") && strings.Trim(strings.Join(o.Figures, ""), " ") == "":
		err = usagef("--figures: cần ít nhất một hình (a figure at least is needed)")
	}
	return o, out, err
}

func runPack(cmd *cobra.Command, _ []string) error {
	o, out, err := packOrder(cmd)
	if err != nil {
		return err
	}
	folder := edition.Folder(settingData.text(cmd))
	shelf, err := editions.Open(folder)
	if err != nil {
		return err
	}
	defer shelf.Close()
	server, err := dashboard.New(dashboard.Options{Shelf: shelf})
	if err != nil {
		return err
	}
	number, err := editionOrNewest(folder, o.Edition)
	if err != nil {
		return err
	}
	defer boundHeap()()
	if err := writeNewBy(out, func(w io.Writer) error { return server.Pack(cmd.Context(), o, w) }); err != nil {
		return inBothLanguages(err)
	}
	if err := folder.Pin(number, time.Now()); err != nil { // which its citations name
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã ghi %[1]s – %[1]s is written\n", out)
	return nil
}
