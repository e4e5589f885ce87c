package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"luanphien/analytics"
	"luanphien/analytics/statement"
	"luanphien/queries"
	"luanphien/queries/edition"
)

func newQueryCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "query [NAME]",
		Short: "Chạy một truy vấn có tên – run a named query on an edition",
		Long: "Chạy một truy vấn có tên trên ấn bản mới nhất (hoặc ấn bản được chọn). Không có tên: liệt kê các truy vấn.\n" +
			"Runs a named query on the newest edition (or the one chosen). Without a name it lists the queries.",
		Example: "  luanphien query activity --format csv\n" +
			"  luanphien query coverage_by_station --param from_day=2026-01-01 --param to_day=2026-03-31 --param as_of=2026-04-01",
		Args: cobra.MaximumNArgs(1),
		RunE: upToDate(runQuery),
	}
	c.Flags().StringArray("param", nil, "một tham số của truy vấn, tên=giá trị; có thể ghi nhiều lần\na parameter of the query, name=value; may be repeated")
	addOutputFlags(c)
	return c
}

// addOutputFlags gives a command the flags of those that print figures.
func addOutputFlags(c *cobra.Command) {
	c.Flags().String("format", "table", "json, csv hoặc table\njson, csv or table")
	addEdition(c)
}

func runQuery(cmd *cobra.Command, args []string) error {
	write, err := resultWriter(cmd)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return listQueries(cmd.OutOrStdout())
	}
	params, err := readParams(cmd)
	if err != nil {
		return err
	}
	catalog, err := queries.Load()
	if err != nil {
		return err
	}
	if _, ok := catalog.Get(args[0]); !ok {
		return usagef("không có truy vấn «%[1]s»; xem: luanphien query\nthere is no query “%[1]s”; luanphien query lists them", args[0])
	}
	e, err := openEdition(cmd)
	if err != nil {
		return err
	}
	defer e.Close()
	result, err := e.Run(cmd.Context(), args[0], params)
	var wrong *statement.ParamError
	if errors.As(err, &wrong) {
		return usagef("%s (%s)", wrong.VI, wrong.EN)
	}
	if err != nil {
		return err
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	if err := write(out, result); err != nil {
		return err
	}
	return out.Flush()
}

// openEdition opens the edition that the flags name.
func openEdition(cmd *cobra.Command) (*analytics.Edition, error) {
	data, err := cmd.Flags().GetString("data")
	if err != nil {
		return nil, err
	}
	g := &given{flags: cmd.Flags()}
	number := g.edition()
	if g.err != nil {
		return nil, g.err
	}
	e, err := analytics.OpenEdition(edition.Folder(data), number)
	if errors.Is(err, edition.ErrNone) {
		return nil, noEdition(edition.Folder(data))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noEditionOf(number, edition.Folder(data))
	}
	return e, err
}

func readParams(cmd *cobra.Command) (map[string]any, error) {
	given, err := cmd.Flags().GetStringArray("param")
	if err != nil {
		return nil, err
	}
	params := map[string]any{}
	for _, p := range given {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return nil, usagef("--param %s: cần dạng tên=giá trị (name=value is wanted)", p)
		}
		if _, twice := params[name]; twice {
			return nil, usagef("--param %s: có hai lần (given twice)", name)
		}
		params[name] = value
	}
	return params, nil
}

func listQueries(w io.Writer) error {
	catalog, err := queries.Load()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, name := range catalog.Names() {
		q, _ := catalog.Get(name)
		fmt.Fprintf(table, "%s\t%s\t%s\n", name, q.Title.VI, q.Title.EN)
	}
	return table.Flush()
}
