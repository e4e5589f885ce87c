package sqlpage

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"luanphien/analytics/console"
	"luanphien/dashboard/export"
	"luanphien/dashboard/upload"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// Source says where the rows of a file come from.
type Source struct {
	Edition      int
	Illustrative bool
	Asked        time.Time
	SQL          string
	Query        string     // the saved query that was opened; "" = none
	Fields       []sqlField // its parameters, as they were filled in
	Lang         words.Lang
	Program      string   // the release that made the file; "" = one before 0.9.0
	Stations     []string // the edition holds only these; none = all
}

// longestCitation is the length in bytes above which a citation holds no statement: a cell of a workbook could not hold
// it, and a citation cut short names nothing.
const longestCitation = 30_000

// sqlFigure stands in a citation where that of a figure has its name.
const sqlFigure = "sql"

// citation names the statement so that it can be run again: edition, moment, statement, parameters, and the SHA-256 of
// its rows.
func (s *Source) citation(sum string) string {
	q := url.Values{}
	q.Set("asked", s.Asked.In(calendar.Zone).Format(time.RFC3339))
	q.Set("statement", s.SQL)
	if s.Query != "" {
		q.Set("query", s.Query)
	}
	if s.Lang != words.Vietnamese { // some words of the file are in it
		q.Set("lang", string(s.Lang))
	}
	if s.Program != "" {
		q.Set("program", s.Program)
	}
	if len(s.Stations) > 0 {
		q.Set("stations", strings.Join(s.Stations, ","))
	}
	for _, f := range s.Fields {
		q.Set(f.Name, f.Value)
	}
	text := export.Cite(s.Edition, sqlFigure, q, sum)
	if len(text) > longestCitation {
		q.Set("statement", "")
		text = export.Cite(s.Edition, sqlFigure, q, sum)
	}
	return text
}

// sqlFiles are the kinds of files that hold all rows of a statement.
var sqlFiles = map[string]*sqlFile{
	"csv":  {"text/csv; charset=utf-8", writeSQLCSV},
	"xlsx": {export.XlsxType, writeSQLBook},
}

type sqlFile struct {
	contentType string
	write       func(*words.Words, *os.File, *console.Result, *Source) error
}

// sendRows sends all rows of a statement as a file. They pass through a file on the disk, not through memory: only once
// the last row has come is it known that none is missing.
func (d *visit) sendRows(ctx context.Context, result *console.Result, source *Source, ending string, kind *sqlFile) error {
	file, err := passingFile(d.room.Scratch)
	if err != nil {
		return err
	}
	err = kind.write(d.Words, file, result, source)
	var size int64
	if err == nil {
		size, err = file.Seek(0, io.SeekEnd)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if ctx.Err() != nil {
		err = console.Stopped() // perhaps while the last bytes were written
	}
	if err == nil && d.room.Cited != nil {
		err = d.room.Cited(source.Edition)
	}
	if err != nil {
		_ = file.Close()
		return err
	}
	d.Set("Content-Type", kind.contentType)
	d.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="sql-edition%d-%s%s-internal.%s"`, source.Edition,
		source.Asked.In(calendar.Zone).Format("20060102-150405"), map[bool]string{true: "-illustrative"}[source.Illustrative], ending))
	return d.SendStream(&patientFile{file, d.Context().Conn()}, int(size)) // closes it
}

// passingFile is a file in a folder, but without a name: it lives as long as it is open.
func passingFile(folder string) (*os.File, error) {
	file, err := os.CreateTemp(folder, "luanphien-rows-")
	if err != nil {
		return nil, err
	}
	return file, os.Remove(file.Name())
}

// patientFile is a file on its way to a reader, which may take long as long as it moves on.
type patientFile struct {
	file *os.File
	conn net.Conn
}

func (p *patientFile) Read(b []byte) (int, error) {
	if err := p.conn.SetWriteDeadline(time.Now().Add(upload.StallTime)); err != nil {
		return 0, err
	}
	return p.file.Read(b)
}

// Close frees the file.
func (p *patientFile) Close() error { return p.file.Close() }

// measured finds the types whose values are numbers, days, moments and lengths of time, though some come as the engine writes
// them: «-infinity» and «-3 days» begin with a sign, but are no text that somebody wrote to be run.
var measured = regexp.MustCompile(`^(DATE|TIME|INTERVAL$)`)

// sqlRecord writes a row as CSV holds it; texts that a spreadsheet would run begin with an apostrophe.
func sqlRecord(columns []console.Column, row []any, record []string) {
	for i, v := range row {
		record[i] = sqlText(v)
		if _, ok := v.(string); ok && !measured.MatchString(columns[i].Type) {
			record[i] = export.GuardFormula(record[i])
		}
	}
}

func sqlHeader(columns []console.Column) []string {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = export.GuardFormula(c.Name)
	}
	return header
}

// sqlTail names the columns after the data, as in the file of a figure. A statement has no title.
var sqlTail = []string{"edition", "as_of", "illustrative", "notice", "citation"}

// writeSQLCSV writes rows as CSV. The columns after the data are the same in every row; only the citation, which holds
// the whole statement and the sum of all rows, is in the first row alone.
func writeSQLCSV(words *words.Words, file *os.File, result *console.Result, source *Source) error {
	place := &counter{to: file}
	buffered := bufio.NewWriterSize(place, 256<<10)
	if _, err := buffered.WriteString(export.ByteOrderMark); err != nil {
		return err
	}
	sum := export.NewDigester()
	header := sqlHeader(result.Columns)
	writeLine(buffered, append(header, sqlTail...), nil)
	if err := sum.Add(header); err != nil {
		return err
	}
	const unknown = "0000000000000000000000000000000000000000000000000000000000000000" // until the last row has come
	n := len(header)
	record := append(make([]string, n), strconv.Itoa(source.Edition), source.Asked.In(calendar.Zone).Format(time.RFC3339),
		strconv.FormatBool(source.Illustrative), words.T("figure.internal"), source.citation(unknown))
	var at int64
	for rows := 0; result.Next(); rows++ {
		sqlRecord(result.Columns, result.Row(), record[:n])
		if err := sum.Add(record[:n]); err != nil {
			return err
		}
		writeLine(buffered, record, result.Row())
		if rows == 0 {
			at = place.bytes + int64(buffered.Buffered()) - int64(len(unknown)+len("\n"))
			record[len(record)-1] = ""
		}
	}
	if err := result.Err(); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil || at == 0 {
		return err
	}
	total, err := sum.Sum()
	if err == nil {
		_, err = file.WriteAt([]byte(total), at)
	}
	return err
}

// writeLine writes a line as the package csv does, but that an empty text is quoted where a missing value (nil in row) is
// not: they are not the same. An error of the writer stays with it until it is flushed.
func writeLine(out *bufio.Writer, record []string, row []any) {
	for i, field := range record {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		switch {
		case field == "" && i < len(row) && row[i] != nil:
			_, _ = out.WriteString(`""`)
		case strings.ContainsAny(field, "\",\r\n") || field != "" && (field[0] == ' ' || field[0] == '\t') || field == `\.`:
			_ = out.WriteByte('"')
			_, _ = out.WriteString(strings.ReplaceAll(field, `"`, `""`))
			_ = out.WriteByte('"')
		default:
			_, _ = out.WriteString(field)
		}
	}
	_ = out.WriteByte('\n')
}

// counter counts what is written.
type counter struct {
	to    io.Writer
	bytes int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.bytes += int64(n)
	return n, err
}
