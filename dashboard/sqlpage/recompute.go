package sqlpage

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/console"
	"luanphien/analytics/stationset"
	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/verify"
	"luanphien/dashboard/words"
	"luanphien/queries"
)

// IsSQL tells whether a citation names a statement of the SQL page.
func IsSQL(citation string) bool {
	m := verify.CitationForm.FindStringSubmatch(citation)
	return m != nil && m[2] == sqlFigure
}

// Recompute runs the statement that a verdict's citation names again, on the edition it cites, and makes of its rows
// the same kind of file as the one given (nil = none), to compare the two. The rows of a statement that states no order
// may come in another one, and then count as others.
func (s *Room) Recompute(v *verify.Verdict, file []byte) error {
	m := verify.CitationForm.FindStringSubmatch(v.Cited)
	v.Cited = m[0]
	cited, err := url.ParseQuery(m[3])
	if err != nil || s.Console == nil || cited.Get("statement") == "" {
		return problem.BadParameter("citation", sqlFigure, "sql.problem.no_statement")
	}
	source := &Source{SQL: cited.Get("statement"), Query: cited.Get("query"), Program: cited.Get("program"), Lang: words.Vietnamese, Stations: account.StationCodes(cited.Get("stations"))}
	if cited.Get("lang") == string(words.English) {
		source.Lang = words.English
	}
	if source.Asked, err = time.Parse(time.RFC3339, cited.Get("asked")); err != nil {
		return problem.BadParameter("asked", cited.Get("asked"), "sql.problem.no_moment")
	}
	if source.Edition, err = strconv.Atoi(m[1]); err != nil {
		return problem.BadParameter("edition", m[1], "sql.problem.no_edition")
	}
	values, err := source.values(cited)
	if err != nil {
		return err
	}
	e, release, err := question.Hold(s.Shelf, source.Edition)
	if err != nil {
		return err
	}
	defer release()
	source.Illustrative = e.Manifest.Illustrative
	e.Complete(values)
	err = s.compareSQL(v, source, values, file)
	var p *console.Problem
	if errors.As(err, &p) {
		return &problem.Problem{Code: fiber.StatusUnprocessableEntity, VI: p.VI, EN: p.EN, Err: err}
	}
	return err
}

// values reads the parameters of the saved query that a citation names.
func (s *Source) values(cited url.Values) (map[string]any, error) {
	b := &sqlBody{}
	if s.Query == "" {
		return b.parameters()
	}
	catalog, err := queries.Load()
	if err != nil {
		return nil, err
	}
	q, ok := catalog.Get(s.Query)
	if !ok {
		return nil, problem.BadParameter("query", s.Query, "sql.problem.no_query")
	}
	b.Open = q
	for _, p := range q.All {
		b.Fields = append(b.Fields, sqlField{Name: "param." + p.Name, Label: p.Name, Value: cited.Get("param." + p.Name)})
	}
	s.Fields = b.Fields
	return b.parameters()
}

// Write runs a statement with its parameters and writes all its rows as a file of that ending, to be read from its
// beginning and closed.
func (s *Room) Write(ctx context.Context, source *Source, values map[string]any, ending string) (*os.File, error) {
	path, err := s.databaseOf(ctx, source.Edition, stationset.New(source.Stations...))
	if err != nil {
		return nil, err
	}
	result, err := s.Console.Run(ctx, console.Request{EditionPath: path, SQL: source.SQL, Params: values})
	if err != nil {
		return nil, err
	}
	defer result.Close()
	file, err := passingFile(s.Scratch)
	if err != nil {
		return nil, err
	}
	err = sqlFiles[ending].write(s.Languages[source.Lang], file, result, source)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

// compareSQL makes the file again and fills the verdict.
func (s *Room) compareSQL(v *verify.Verdict, source *Source, values map[string]any, file []byte) error {
	ending := "csv"
	if bytes.HasPrefix(file, []byte("PK")) {
		ending = "xlsx"
	}
	made, err := s.Write(context.Background(), source, values, ending)
	if err != nil {
		return err
	}
	defer made.Close()
	now, err := io.ReadAll(made)
	if err != nil {
		return err
	}
	if ending == "xlsx" {
		return v.CompareBook(file, now)
	}
	v.Now, _ = verify.FindCitation(string(now))
	if file != nil {
		v.Differs, err = verify.CSV(file, now)
	}
	return err
}
