package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"luanphien/dashboard/words"
	"luanphien/queries/edition"
)

// asks are the flags by which several commands are asked for figures, with what each is in both languages.
var asks = map[string]string{
	"from":     "tuần ISO đầu tiên của kỳ, ví dụ 2026-W01\nfirst ISO week of the period, such as 2026-W01",
	"to":       "tuần ISO cuối cùng của kỳ\nlast ISO week of the period",
	"as-of":    "thời điểm mà số liệu được tính đến: RFC 3339, hoặc một ngày (cuối ngày)\nmoment as of which figures are computed: RFC 3339, or a date (its end)",
	"province": "mã một tỉnh, trong thư mục của nhiều tỉnh\ncode of one province, in a folder of several",
	"out":      "tệp để ghi; tệp đã có thì không ghi đè\nthe file to write; one that is there is not overwritten",
}

// addAsks gives a command some of them.
func addAsks(c *cobra.Command, names ...string) {
	for _, name := range names {
		c.Flags().String(name, "", asks[name])
	}
}

// addEdition gives a command the flag that names an edition.
func addEdition(c *cobra.Command) {
	c.Flags().Int("edition", 0, "số ấn bản; 0 = mới nhất\nnumber of the edition; 0 = the newest")
}

// given reads flags one after the other, and keeps the first error: a flag that the command was not given.
type given struct {
	flags *pflag.FlagSet
	err   error
}

func (g *given) text(name string) string   { return readFlag(g, name, g.flags.GetString) }
func (g *given) number(name string) int    { return readFlag(g, name, g.flags.GetInt) }
func (g *given) list(name string) []string { return readFlag(g, name, g.flags.GetStringSlice) }

func readFlag[T any](g *given, name string, get func(string) (T, error)) T {
	v, err := get(name)
	if g.err == nil {
		g.err = err
	}
	return v
}

// edition reads the flag that names an edition.
func (g *given) edition() int {
	number := g.number("edition")
	if number < 0 && g.err == nil {
		g.err = usagef("--edition: số ấn bản là số dương (an edition's number is positive)")
	}
	return number
}

// lang reads the flag of a document's language.
func (g *given) lang() words.Lang {
	lang := words.Lang(g.text("lang"))
	if lang != words.Vietnamese && lang != words.English && g.err == nil {
		g.err = usagef("--lang %s: chỉ có vi và en (only vi and en)", lang)
	}
	return lang
}

// out reads the flag that names the file to write.
func (g *given) out() string {
	out := g.text("out")
	if out == "" && g.err == nil {
		g.err = usagef("--out: cần tên tệp để ghi (the name of the file to write is needed)")
	}
	return out
}

func noEdition(folder edition.Folder) error {
	return fmt.Errorf("thư mục «%[1]s» chưa có ấn bản nào; hãy nạp dữ liệu bằng luanphien ingest (no edition has been published in “%[1]s”; load files with luanphien ingest)", folder)
}

func noEditionOf(number int, folder edition.Folder) error {
	return fmt.Errorf("không có ấn bản số %[1]d trong «%[2]s» (there is no edition %[1]d in “%[2]s”)", number, folder)
}
