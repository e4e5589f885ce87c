package dashboard

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"

	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/pack"
	"luanphien/dashboard/question"
	"luanphien/dashboard/verify"
)

// Pack writes a press pack, made of what the press is told. What is not told, or a period without data, is a
// *problem.Problem.
func (s *Server) Pack(ctx context.Context, o pack.Order, out io.Writer) error {
	return s.inquire(ctx, address.PackPath, o.Query(), func(r *question.Question) error { return pack.Write(r, out) })
}

// packFile sends a pack. What leaves from here is of the newest edition at its own moment, whoever asks.
func (s *Server) packFile(r *question.Question) (*answer.Answer, error) {
	if err := r.PressMoment(s.shelf); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := pack.Write(r, &b); err != nil {
		return nil, err
	}
	k := answer.NewPacked(pack.Type, b.Bytes())
	k.Disposition = fmt.Sprintf(`attachment; filename="%s.zip"`, pack.Name(r))
	k.Cites = r.Edition.Manifest.Number
	return k, nil
}

// packBody is the form that asks for a pack.
type packBody struct {
	Figures []figure.CatalogueLine
	Hidden  []address.Choice // parameters that it carries along
}

// packForm is the form on the page of the figures; nil before the first edition. The page shows it to who may send it.
func packForm(r *question.Question) *packBody {
	if r.Edition == nil {
		return nil
	}
	b := &packBody{}
	for _, f := range pack.Published() {
		b.Figures = append(b.Figures, figure.CatalogueLine{ID: f.ID, Name: r.Words.T("figure." + f.ID)})
	}
	for _, name := range []string{"period", "from", "to", "province", "lang"} {
		if value := r.View.Given(name); value != "" {
			b.Hidden = append(b.Hidden, address.Choice{Value: name, Text: value})
		}
	}
	return b
}

// ofPack asks the question that the citation of a pack names.
func (s *Server) ofPack(citation string, ask func(*question.Question) error) error {
	_, number, query, ok := pack.Citation(citation)
	if !ok {
		return verify.BadFile("pack.problem.citation")
	}
	asked := url.Values{}
	for name, values := range query {
		asked[name] = values
	}
	asked.Set("edition", strconv.Itoa(number))
	if !asked.Has("program") {
		asked.Set("program", "")
	}
	ctx, cancel := context.WithTimeout(context.Background(), guard.RenderTime)
	defer cancel()
	return s.inquire(ctx, address.PackPath, asked, func(r *question.Question) error {
		r.Publisher = query.Get("publisher") // as cited, whoever this server is of
		return ask(r)
	})
}

// recite computes the citation of a pack again.
func (s *Server) recite(v *verify.Verdict) error {
	return s.ofPack(v.Cited, func(r *question.Question) (err error) {
		v.Now, err = pack.Cite(r)
		return err
	})
}

// verifyPack makes the pack again that a file cites, and compares the whole of it or, with the same file of it, one.
func (s *Server) verifyPack(file []byte, cited string, whole bool) (*verify.Verdict, error) {
	v := &verify.Verdict{Cited: cited}
	err := s.ofPack(cited, func(r *question.Question) (err error) {
		if v.Now, err = pack.Cite(r); err != nil {
			return err
		}
		var b bytes.Buffer
		if err := pack.Write(r, &b); err != nil {
			return err
		}
		if whole {
			v.Members, err = pack.Compare(r.Ctx, file, b.Bytes())
		} else {
			v.Differs, err = pack.CompareOne(r.Ctx, file, b.Bytes())
		}
		return err
	})
	return v, err
}
