package export

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/render"
	"luanphien/dashboard/web"
	"luanphien/dashboard/words"
)

// pictureWidth is the width of a picture, px, unless its chart asks for more; pictureScale the pixels of a PNG to each.
const (
	PictureScale = 2
)

// Svg sends a figure as a picture that scales, drawn from the option that the page draws.
func (p Pictures) Svg(r *question.Question) (*answer.Answer, error) {
	return pictureFile(r, ".svg", func(_ *render.Renderer, picture render.Picture) (*answer.Answer, error) {
		return p.drawOnce(r.Ctx, picture)
	})
}

// Png sends the same picture in pixels, or one for the paper that the address names.
func (p Pictures) Png(r *question.Question) (*answer.Answer, error) {
	if size := r.View.All.Get("size"); size != "" {
		paper, err := PaperNamed(size)
		if err != nil {
			return nil, err
		}
		return p.pngOn(r, paper)
	}
	return pictureFile(r, ".png", func(renderer *render.Renderer, picture render.Picture) (*answer.Answer, error) {
		return p.once("pixels", picture, func() (*answer.Answer, error) {
			svg, err := p.drawOnce(r.Ctx, picture)
			if err != nil {
				return nil, err
			}
			body, err := renderer.Pixels(svg.Plain, picture.Words, PictureScale)
			return answer.NewPacked("image/png", body), err
		})
	})
}

// Pdf sends the picture as a page of its size, set in the letters of documents to print.
func (p Pictures) Pdf(r *question.Question) (*answer.Answer, error) {
	return pictureFile(r, ".pdf", func(_ *render.Renderer, picture render.Picture) (*answer.Answer, error) {
		return p.once("page", picture, func() (*answer.Answer, error) {
			body, err := Page(r.Ctx, picture)
			return answer.NewPacked("application/pdf", body), err
		})
	})
}

// Page is a picture as a PDF.
func Page(ctx context.Context, picture render.Picture) ([]byte, error) {
	renderer, err := printedPictures()
	if err != nil {
		return nil, err
	}
	return renderer.PDF(ctx, picture)
}

func pictureFile(r *question.Question, ending string, draw func(*render.Renderer, render.Picture) (*answer.Answer, error)) (*answer.Answer, error) {
	f, d, err := ToTakeAway(r)
	if err != nil {
		return nil, err
	}
	renderer, picture, err := ToRender(r, f, d)
	if err != nil {
		return nil, err
	}
	k, err := draw(renderer, picture)
	if err != nil {
		return nil, fmt.Errorf("picture of %s: %w", f.ID, err)
	}
	return file(r, f, d, k, ending), nil
}

// ToRender is what draws a figure, and what there is to draw; a figure without a chart is refused in a sentence.
func ToRender(r *question.Question, f *figure.Figure, d *figure.Drawing) (*render.Renderer, render.Picture, error) {
	if !d.Drawn() {
		return nil, render.Picture{}, noPicture(r, f)
	}
	picture, err := picture(r, f, d)
	if err != nil {
		return nil, picture, err
	}
	renderer, err := OwnPictures()
	return renderer, picture, err
}

// ToTakeAway is the figure that the path names and its drawing, for a file.
func ToTakeAway(r *question.Question) (*figure.Figure, *figure.Drawing, error) {
	f, err := catalogue.Asked(r)
	if err != nil {
		return nil, nil, err
	}
	if r.Edition == nil {
		return nil, nil, problem.NotFound("empty.no_edition")
	}
	d, err := figure.Draw(r, f)
	return f, d, err
}

// taken sends the file of a figure that make gives.
func taken(r *question.Question, ending string, make func(*question.Question, *figure.Figure, *figure.Drawing) ([]byte, error), packed func([]byte) *answer.Answer) (*answer.Answer, error) {
	f, d, err := ToTakeAway(r)
	if err != nil {
		return nil, err
	}
	body, err := make(r, f, d)
	if err != nil {
		return nil, err
	}
	return file(r, f, d, packed(body), ending), nil
}

// file makes an answer one to save under the figure's name; it cites the edition.
func file(r *question.Question, f *figure.Figure, d *figure.Drawing, k *answer.Answer, ending string) *answer.Answer {
	file := *k // its bytes may be another's, too
	file.Disposition = fmt.Sprintf(`attachment; filename="%s"`, FileName(r, f, d)+ending)
	file.Cites = r.Edition.Manifest.Number
	return &file
}

// noPicture says in both languages why there is nothing to draw.
func noPicture(r *question.Question, f *figure.Figure) error {
	sentences := map[words.Lang]string{}
	for lang, words := range r.Languages {
		view := *r.View
		view.Lang = lang
		other := *r
		other.View, other.Words = &view, words
		d, err := figure.Draw(&other, f)
		if err != nil {
			return err
		}
		sentences[lang] = words.T("picture.none")
		if d.Reason != "" {
			sentences[lang] = words.T("state.words."+string(d.State)) + " " + d.Reason
		}
	}
	return &problem.Problem{Code: http.StatusNotFound, VI: sentences[words.Vietnamese], EN: sentences[words.English]}
}

// picture is what the page shows of a figure, with all that must stand on it where it goes alone.
func picture(r *question.Question, f *figure.Figure, d *figure.Drawing) (render.Picture, error) {
	p := render.Picture{Lang: string(r.View.Lang), Width: max(chart.PictureWidth, d.Chart.MinWidth), Height: d.Chart.Height}
	var err error
	if p.Option, err = json.Marshal(d.Chart.Option); err != nil {
		return p, err
	}
	if p.Meta, err = json.Marshal(d.Chart.Meta); err != nil {
		return p, err
	}
	p.Words = render.Words{Mark: mark(r, f), Title: d.Title, Subtitle: d.Subtitle, Notes: d.Notes, Source: []string{figure.Source(r, d.Scope)}, Alt: d.Alt}
	p.Words.Citation, err = Citation(r, f, d)
	return p, err
}

// mark is what stands on a file that must not be passed on: on all but those of the whole province, of which it is
// decided what must not be told.
func mark(r *question.Question, f *figure.Figure) string {
	if f.Province && r.Scope.Whole() {
		return ""
	}
	return r.Words.T("figure.internal")
}

// OwnPictures draws with the script and the fonts of the program, for all servers.
var OwnPictures = sync.OnceValues(func() (*render.Renderer, error) {
	bundle, err := web.Bundle()
	if err != nil {
		return nil, err
	}
	return render.New(bundle, picturesAtOnce)
})

const picturesAtOnce = 2 // each needs about 30 MB

// printedPictures sets pages, one at a time: they are asked for less often.
var printedPictures = sync.OnceValues(func() (*render.Renderer, error) {
	bundle, err := web.Bundle()
	if err != nil {
		return nil, err
	}
	return render.NewPrinted(bundle, 1)
})
