package dashboard

import (
	"context"
	"encoding/json"
	"fmt"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/render"
	"luanphien/dashboard/words"
)

// pictureWidth is the width of a picture, px, unless its chart asks for more; pictureScale the pixels of a PNG to each.
const (
	pictureWidth = 960
	pictureScale = 2
)

// figureSVG sends a figure as a picture that scales, drawn from the option that the page draws.
func figureSVG(r *request) (*kept, error) {
	return r.pictureFile(".svg", func(_ *render.Renderer, picture render.Picture) (*kept, error) { return r.drawOnce(picture) })
}

// figurePNG sends the same picture in pixels.
func figurePNG(r *request) (*kept, error) {
	return r.pictureFile(".png", func(p *render.Renderer, picture render.Picture) (*kept, error) {
		return r.once("pixels", picture, func() (*kept, error) {
			svg, err := r.drawOnce(picture)
			if err != nil {
				return nil, err
			}
			body, err := p.Pixels(svg.plain, picture.Words, pictureScale)
			return keepPacked("image/png", body), err
		})
	})
}

func (r *request) pictureFile(ending string, draw func(*render.Renderer, render.Picture) (*kept, error)) (*kept, error) {
	f, d, err := r.toTakeAway()
	if err != nil {
		return nil, err
	}
	renderer, picture, err := r.toRender(f, d)
	if err != nil {
		return nil, err
	}
	k, err := draw(renderer, picture)
	if err != nil {
		return nil, fmt.Errorf("picture of %s: %w", f.ID, err)
	}
	return r.file(f, d, k, ending), nil
}

// toRender is what draws a figure, and what there is to draw; a figure without a chart is refused in a sentence.
func (r *request) toRender(f *Figure, d *Drawing) (*render.Renderer, render.Picture, error) {
	if !d.drawn() {
		return nil, render.Picture{}, r.noPicture(f)
	}
	picture, err := r.picture(f, d)
	if err != nil {
		return nil, picture, err
	}
	renderer, err := ownPictures()
	return renderer, picture, err
}

// toTakeAway is the figure that the path names and its drawing, for a file.
func (r *request) toTakeAway() (*Figure, *Drawing, error) {
	f, err := r.figure()
	if err != nil {
		return nil, nil, err
	}
	if r.edition == nil {
		return nil, nil, problem.NotFound(r.server.words[words.Vietnamese].T("empty.no_edition"), r.server.words[words.English].T("empty.no_edition"))
	}
	d, err := r.draw(f)
	return f, d, err
}

// file makes an answer one to save under the figure's name; it cites the edition.
func (r *request) file(f *Figure, d *Drawing, k *kept, ending string) *kept {
	file := *k // its bytes may be another's, too
	file.disposition = fmt.Sprintf(`attachment; filename="%s"`, r.fileName(f, d)+ending)
	file.cites = r.edition.Manifest.Number
	return &file
}

// noPicture says in both languages why there is nothing to draw.
func (r *request) noPicture(f *Figure) error {
	sentences := map[words.Lang]string{}
	for lang, words := range r.server.words {
		view := *r.view
		view.Lang = lang
		other := *r
		other.view, other.words = &view, words
		d, err := other.draw(f)
		if err != nil {
			return err
		}
		sentences[lang] = words.T("picture.none")
		if d.Reason != "" {
			sentences[lang] = words.T("state.words."+string(d.State)) + " " + d.Reason
		}
	}
	return problem.NotFound(sentences[words.Vietnamese], sentences[words.English])
}

// picture is what the page shows of a figure, with all that must stand on it where it goes alone.
func (r *request) picture(f *Figure, d *Drawing) (render.Picture, error) {
	p := render.Picture{Lang: string(r.view.Lang), Width: max(pictureWidth, d.Chart.MinWidth), Height: d.Chart.Height}
	var err error
	if p.Option, err = json.Marshal(d.Chart.Option); err != nil {
		return p, err
	}
	if p.Meta, err = json.Marshal(d.Chart.Meta); err != nil {
		return p, err
	}
	p.Words = render.Words{Mark: r.mark(f), Title: d.Title, Subtitle: d.Subtitle, Notes: d.Notes, Source: []string{r.source(d.Scope)}, Alt: d.Alt}
	p.Words.Citation, err = r.citation(f, d)
	return p, err
}

// mark is what stands on a file that must not be passed on: on all but those of the whole province, as long as nothing
// hides small numbers.
func (r *request) mark(f *Figure) string {
	if f.Province && r.scope.HealthCenter == "" && r.scope.FacilityType == "" {
		return ""
	}
	return r.words.T("figure.internal")
}

// warm readies the pictures and the assets, so that the first reader need not wait; a failure is met again, and told, by who asks.
func (s *Server) warm(ctx context.Context) {
	if renderer, err := ownPictures(); err == nil {
		_ = renderer.Warm(ctx)
	}
	s.assets.pack()
}
