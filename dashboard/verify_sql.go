package dashboard

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/xuri/excelize/v2"

	"luanphien/analytics/console"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/verify"
	"luanphien/dashboard/words"
	"luanphien/queries"
)

// isSQL tells whether a citation names a statement of the SQL page.
func isSQL(citation string) bool {
	m := citationForm.FindStringSubmatch(citation)
	return m != nil && m[2] == sqlFigure
}

// recomputeSQL runs the statement that a verdict's citation names again, on the edition it cites, and makes of its rows
// the same kind of file as the one given (nil = none), to compare the two. The rows of a statement that states no order
// may come in another one, and then count as others.
func (s *Server) recomputeSQL(v *Verdict, file []byte) error {
	m := citationForm.FindStringSubmatch(v.Cited)
	v.Cited = m[0]
	cited, err := url.ParseQuery(m[3])
	if err != nil || s.console == nil || cited.Get("statement") == "" {
		return problem.BadParameter("citation", sqlFigure, "trích dẫn này không mang câu lệnh để chạy lại.", "this citation holds no statement to run again.")
	}
	source := &sqlSource{SQL: cited.Get("statement"), Query: cited.Get("query"), Lang: words.Vietnamese}
	if cited.Get("lang") == string(words.English) {
		source.Lang = words.English
	}
	if source.Asked, err = time.Parse(time.RFC3339, cited.Get("asked")); err != nil {
		return problem.BadParameter("asked", cited.Get("asked"), "không phải thời điểm.", "this is not a moment.")
	}
	if source.Edition, err = strconv.Atoi(m[1]); err != nil {
		return problem.BadParameter("edition", m[1], "không phải số ấn bản.", "this is not the number of an edition.")
	}
	values, err := source.values(cited)
	if err != nil {
		return err
	}
	e, release, err := question.Hold(s.shelf, source.Edition)
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
func (s *sqlSource) values(cited url.Values) (map[string]any, error) {
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
		return nil, problem.BadParameter("query", s.Query, "không có truy vấn này.", "there is no such query.")
	}
	b.Open = q
	for _, p := range q.All {
		b.Fields = append(b.Fields, sqlField{Name: "param." + p.Name, Label: p.Name, Value: cited.Get("param." + p.Name)})
	}
	s.Fields = b.Fields
	return b.parameters()
}

// compareSQL makes the file again and fills the verdict.
func (s *Server) compareSQL(v *Verdict, source *sqlSource, values map[string]any, file []byte) error {
	isBook := bytes.HasPrefix(file, []byte("PK"))
	kind := sqlFiles["csv"]
	if isBook {
		kind = sqlFiles["xlsx"]
	}
	result, err := s.console.Run(context.Background(), console.Request{EditionPath: s.database(source.Edition), SQL: source.SQL, Params: values})
	if err != nil {
		return err
	}
	defer result.Close()
	made, err := passingFile(s.scratch)
	if err != nil {
		return err
	}
	defer made.Close()
	if err := kind.write(s.words[source.Lang], made, result, source); err != nil {
		return err
	}
	if _, err := made.Seek(0, io.SeekStart); err != nil {
		return err
	}
	now, err := io.ReadAll(made)
	if err != nil {
		return err
	}
	if isBook {
		return v.compareBook(file, now)
	}
	v.Now, _ = FindCitation(string(now))
	if file != nil {
		v.Differs, err = verify.CSV(file, now)
	}
	return err
}

func (v *Verdict) compareBook(file, now []byte) error {
	var sheets [2][]verify.BookSheet
	for i, body := range [][]byte{file, now} {
		book, err := excelize.OpenReader(bytes.NewReader(body))
		if err != nil {
			return verify.BadFile("không đọc được tệp XLSX.", "the XLSX file cannot be read.")
		}
		sheets[i], err = verify.ReadBook(book)
		if err = errors.Join(err, book.Close()); err != nil {
			return err
		}
	}
	for _, row := range sheets[1][len(sheets[1])-1].Rows {
		for _, cell := range row {
			if cited, ok := FindCitation(cell.Value); ok {
				v.Now = cited
			}
		}
	}
	v.Differs = verify.Books(sheets[0], sheets[1])
	return nil
}
