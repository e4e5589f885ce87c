package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"luanphien/analytics"
	"luanphien/queries"
	"luanphien/queries/calendar"
)

// resultWriter gives the function that writes a result in the format of the command's flag.
func resultWriter(cmd *cobra.Command) (func(io.Writer, *analytics.Result) error, error) {
	format, err := cmd.Flags().GetString("format")
	if err != nil {
		return nil, err
	}
	switch format {
	case "json":
		return writeJSON, nil
	case "csv":
		return writeCSV, nil
	case "table":
		return writeTable, nil
	}
	return nil, usagef("--format %s: chỉ có json, csv và table (only json, csv and table)", format)
}

// writeJSON writes an array of objects, their keys in the order of the columns.
func writeJSON(w io.Writer, r *analytics.Result) error {
	if _, err := io.WriteString(w, "["); err != nil {
		return err
	}
	var b []byte
	for i, row := range r.Rows {
		b = append(b[:0], '\n')
		if i > 0 {
			b = append(b[:0], ",\n"...)
		}
		for j, c := range r.Columns {
			b = append(b, "{,"[min(j, 1)])
			b = strconv.AppendQuote(b, c.Name) // names are identifiers
			b = append(b, ':')
			value, err := jsonValue(c.Type, row[j])
			if err != nil {
				return err
			}
			b = append(b, value...)
		}
		b = append(b, '}')
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n]\n")
	return err
}

func jsonValue(t queries.Type, v any) ([]byte, error) {
	if _, ok := v.(time.Time); ok {
		v = cellText(t, v)
	}
	return json.Marshal(v)
}

func writeCSV(w io.Writer, r *analytics.Result) error {
	out := csv.NewWriter(w)
	cells := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		cells[i] = c.Name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	for _, row := range r.Rows {
		for i, c := range r.Columns {
			cells[i] = cellText(c.Type, row[i])
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func writeTable(w io.Writer, r *analytics.Result) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	cells := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		cells[i] = c.Name
	}
	fmt.Fprintln(table, strings.Join(cells, "\t"))
	for _, row := range r.Rows {
		for i, c := range r.Columns {
			cells[i] = strings.Join(strings.Fields(cellText(c.Type, row[i])), " ") // a cell is one line
			if row[i] == nil {
				cells[i] = "–"
			}
		}
		fmt.Fprintln(table, strings.Join(cells, "\t"))
	}
	return table.Flush()
}

// cellText writes a value: blank for nil, reals unrounded, dates as 2026-03-31, moments as RFC 3339 in the local zone.
func cellText(t queries.Type, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		if t == queries.Date {
			return v.Format(time.DateOnly)
		}
		return calendar.FromLocal(v).Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}
