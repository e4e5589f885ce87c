package dashboard

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/question"
	"luanphien/dashboard/report"
	"luanphien/queries/province"
)

// Report writes a report in the format of its order. A public one is made of what the press is told. What cannot be
// answered, such as a period without data, is a *problem.Problem.
func (s *Server) Report(ctx context.Context, o report.Order) (body []byte, err error) {
	all := o
	all.Public = false
	if err := s.inquire(ctx, reportPath, all.Query(), func(r *question.Question) error { return report.Check(r, o) }); err != nil {
		return nil, err
	}
	err = s.inquire(ctx, reportPath, o.Query(), func(r *question.Question) (err error) {
		body, err = report.Write(r, o)
		return err
	})
	return body, err
}

// ProvinceOf is the province of the stations of an edition (0 = the newest): that of a code, or else the only one; the zero
// province where there are several, or no edition.
func (s *Server) ProvinceOf(ctx context.Context, edition int, code string) (of province.Province, err error) {
	q := url.Values{}
	if edition > 0 {
		q.Set("edition", strconv.Itoa(edition))
	}
	err = s.inquire(ctx, reportPath, q, func(r *question.Question) error {
		if r.Edition == nil || code != "" {
			of = province.Of(code)
			return nil
		}
		codes, err := r.Provinces()
		if len(codes) == 1 {
			of = province.Of(codes[0])
		}
		return err
	})
	return of, err
}

// reportPath is the address of which a report is asked: one of figures, so that it may be asked for the press.
const reportPath = "/figures/report"

// inquire asks of figures what a director may ask, or the press where the address says so.
func (s *Server) inquire(ctx context.Context, path string, q url.Values, ask func(*question.Question) error) error {
	newest, err := question.Newest(s.shelf)
	if err != nil {
		return err
	}
	a := asked{path: path, query: q, roles: account.Director, newest: newest.Number, now: s.now().Truncate(time.Minute)}
	_, err = s.answer(ctx, func(r *question.Question) (*answer.Answer, error) { return &answer.Answer{}, ask(r) }, a)
	return err
}
