package dashboard

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"

	"luanphien/analytics/console"
)

// sqlCSV sends all rows of a statement. They pass through a file, not through memory: only once the last row has come
// is it known that none is missing.
func (d *dialog) sqlCSV(result *console.Result, number int) error {
	file, err := os.CreateTemp("", "luanphien-rows-")
	if err != nil {
		return err
	}
	if err := os.Remove(file.Name()); err != nil { // it lives as long as it is open
		return err
	}
	if err := writeSQLRows(file, result); err != nil {
		_ = file.Close()
		return err
	}
	size, err := file.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return err
	}
	d.Set("Content-Type", "text/csv; charset=utf-8")
	d.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="sql-edition%d-internal.csv"`, number))
	return d.SendStream(file, int(size)) // closes it
}

// writeSQLRows writes rows as CSV; texts that a spreadsheet would run begin with an apostrophe.
func writeSQLRows(file io.Writer, result *console.Result) error {
	buffered := bufio.NewWriterSize(file, 64<<10)
	if _, err := buffered.WriteString(byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(buffered)
	record := make([]string, len(result.Columns))
	for i, c := range result.Columns {
		record[i] = guard(c.Name)
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for result.Next() {
		for i, v := range result.Row() {
			record[i] = sqlText(v)
			if text, ok := v.(string); ok {
				record[i] = guard(text)
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	if err := result.Err(); err != nil {
		return err
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}
