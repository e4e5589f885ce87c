package dashboard

import (
	"bytes"
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/pack"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/render"
	"luanphien/dashboard/render/pdf"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/sqlpage"
	"luanphien/dashboard/verify"
)

// Verify computes again the figure that a citation names, from the edition it cites. Where there is no such edition,
// figure or parameter the error is a *Problem.
func (s *Server) Verify(citation string) (*verify.Verdict, error) {
	v := &verify.Verdict{Cited: citation}
	if sqlpage.IsSQL(citation) {
		return v, s.sql.Recompute(v, nil)
	}
	if _, _, _, ok := pack.Citation(citation); ok {
		return v, s.recite(v)
	}
	return v, s.recompute(v, nil)
}

// VerifyFile computes a figure again from a file that was taken away (CSV, XLSX, Parquet, SVG, PNG, PDF), makes the same file of it and
// compares the two: cell by cell, element by element, pixel by pixel. A press pack and its further files are compared with the
// pack made again. An error of the file or its citation is a *Problem.
func (s *Server) VerifyFile(file []byte) (*verify.Verdict, error) {
	if cited, whole, ok := pack.Cited(file); ok {
		return s.verifyPack(file, cited, whole)
	}
	text, again, err := openTaken(file)
	if err != nil {
		return nil, err
	}
	cited, ok := verify.FindCitation(text)
	if !ok {
		return nil, verify.BadFile("verify.problem.no_citation")
	}
	v := &verify.Verdict{Cited: cited}
	if sqlpage.IsSQL(cited) {
		return v, s.sql.Recompute(v, file)
	}
	return v, s.recompute(v, func(r *question.Question, f *figure.Figure, d *figure.Drawing) (err error) {
		v.Differs, err = again(r, f, d)
		return err
	})
}

// recompute draws the figure that a verdict's citation names and gives it to check, where there is one.
func (s *Server) recompute(v *verify.Verdict, check func(*question.Question, *figure.Figure, *figure.Drawing) error) error {
	m := verify.CitationForm.FindStringSubmatch(v.Cited)
	if m == nil {
		return problem.BadParameter("citation", v.Cited, "verify.problem.not_a_citation")
	}
	v.Cited = m[0]
	number, err := strconv.Atoi(m[1])
	if err != nil {
		return problem.BadParameter("edition", m[1], "verify.problem.edition")
	}
	query, err := url.ParseQuery(m[3])
	if err != nil {
		return problem.BadParameter("?", m[3], "verify.problem.parameters")
	}
	query.Set("edition", m[1])
	if !query.Has("rules") {
		query.Set("rules", "") // the defaults, whatever this server's are
	}
	if !query.Has("program") {
		query.Set("program", "") // a release before 0.9.0 made it
	}
	a := asked{path: "/figures/" + m[2], query: query, params: map[string]string{"id": m[2]}, roles: roles.Readers.Roles, newest: number,
		now: s.now().Truncate(time.Minute)}
	ctx, cancel := context.WithTimeout(context.Background(), guard.RenderTime)
	defer cancel()
	_, err = s.answer(ctx, func(r *question.Question) (*answer.Answer, error) {
		r.Publisher = query.Get("publisher") // as cited, whoever this server is of
		f, d, err := export.ToTakeAway(r)
		if err != nil {
			return nil, err
		}
		if v.Now, err = export.Citation(r, f, d); err != nil || check == nil {
			return nil, err
		}
		return nil, check(r, f, d)
	}, a)
	return err
}

// comparison makes a file of a figure again and says where the taken one first differs from it.
type comparison func(*question.Question, *figure.Figure, *figure.Drawing) (*problem.Sentence, error)

// openTaken tells by its first bytes what a file is, and gives the text that holds its citation.
func openTaken(file []byte) (text string, again comparison, err error) {
	if bytes.HasPrefix(file, []byte("PK")) {
		return openTakenBook(file)
	}
	if verify.IsParquet(file) {
		return openTakenParquet(file)
	}
	if citation, ok := pdf.Citation(file); ok || pdf.IsPDF(file) {
		return citation, againAsPage(file), nil
	}
	if citation, ok := render.Citation(file); ok || render.IsPNG(file) {
		return citation, againAsPicture(file), nil
	}
	return string(file), func(r *question.Question, f *figure.Figure, d *figure.Drawing) (*problem.Sentence, error) {
		now, err := export.CSVBytes(r, f, d)
		if err != nil {
			return nil, err
		}
		return verify.CSV(file, now)
	}, nil
}

func openTakenBook(file []byte) (text string, again comparison, err error) {
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		return "", nil, verify.BadFile("verify.problem.no_xlsx")
	}
	defer func() { _ = book.Close() }()
	taken, err := verify.ReadBook(book)
	if err != nil {
		return "", nil, err
	}
	for _, sheet := range taken {
		for _, row := range sheet.Rows {
			for _, cell := range row {
				text += cell.Value + "\n"
			}
		}
	}
	return text, func(r *question.Question, f *figure.Figure, d *figure.Drawing) (*problem.Sentence, error) {
		body, err := export.Workbook(r, f, d)
		if err != nil {
			return nil, err
		}
		now, err := excelize.OpenReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		defer func() { _ = now.Close() }()
		made, err := verify.ReadBook(now)
		if err != nil {
			return nil, err
		}
		return verify.Books(taken, made), nil
	}, nil
}

// openTakenParquet waits for nobody: it is asked on the command line.
func openTakenParquet(file []byte) (text string, again comparison, err error) {
	taken, err := verify.ReadParquet(context.Background(), file)
	if err != nil {
		return "", nil, err
	}
	text, _ = taken.Text("citation")
	return text, func(r *question.Question, f *figure.Figure, d *figure.Drawing) (*problem.Sentence, error) {
		body, err := export.ParquetBytes(r, f, d)
		if err != nil {
			return nil, err
		}
		made, err := verify.ReadParquet(r.Ctx, body)
		if err != nil {
			return nil, err
		}
		return verify.ParquetsUnlike(taken, made), nil
	}, nil
}

func againAsPage(file []byte) comparison {
	return func(r *question.Question, f *figure.Figure, d *figure.Drawing) (*problem.Sentence, error) {
		_, picture, err := export.ToRender(r, f, d)
		if err != nil {
			return nil, err
		}
		now, err := export.Page(r.Ctx, picture)
		if err != nil {
			return nil, err
		}
		return verify.PDF(file, now)
	}
}

func againAsPicture(file []byte) comparison {
	return func(r *question.Question, f *figure.Figure, d *figure.Drawing) (*problem.Sentence, error) {
		renderer, picture, err := export.ToRender(r, f, d)
		if err != nil {
			return nil, err
		}
		if render.IsPNG(file) {
			scale := float64(export.PictureScale)
			if size, ok := render.Size(file); ok { // else the comparison says so
				if paper, ok := export.PaperOf(size.X); ok {
					scale = paper.Scale
					if picture, err = paper.On(r, renderer, d, picture); err != nil {
						return nil, err
					}
				}
			}
			now, err := renderer.PNG(r.Ctx, picture, scale)
			if err != nil {
				return nil, err
			}
			return verify.PNG(file, now)
		}
		now, err := renderer.SVG(r.Ctx, picture)
		if err != nil {
			return nil, err
		}
		return verify.SVG(file, now)
	}
}
