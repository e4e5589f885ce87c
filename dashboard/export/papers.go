package export

import (
	"strings"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/render"
)

// Paper is a size that pictures have where they go: a post, a page, a screen, a column of print.
type Paper struct {
	Name          string
	Width, Height int     // px of the whole picture with its words; Height 0 = as tall as it needs
	Scale         float64 // pixels to each px
	PerMetre      int     // pixels on paper; 0 = it is not printed
}

// Papers are the sizes that may be asked for by ?size=. Where the height is given the notes are left out, which stand on the
// figure's page and in its other files.
var Papers = []Paper{
	{"social", 900, 471, 4. / 3, 0},         // 1200 × 628
	{"square", 720, 720, 1.5, 0},            // 1080 × 1080
	{"web", 700, 500, 2, 0},                 // 1400 × 1000
	{"wide", 1280, 720, 1.5, 0},             // 1920 × 1080
	{"print", 441, 0, 3, 1323 * 1000 / 112}, // 112 mm, 300 to the inch
}

const (
	frameMargin = 20  // px beside the chart, as scripts/picture/frame.js has it
	leastHeight = 0.6 // of the height that a chart has on a page
)

// Pixels are those of the picture; height 0 where it is as tall as it needs.
func (p Paper) Pixels() (width, height int) {
	return int(float64(p.Width)*p.Scale + 0.5), int(float64(p.Height)*p.Scale + 0.5)
}

// PaperNamed is the paper of a name.
func PaperNamed(name string) (Paper, error) {
	names := make([]string, len(Papers))
	for i, p := range Papers {
		if p.Name == name {
			return p, nil
		}
		names[i] = p.Name
	}
	list := strings.Join(names, ", ")
	return Paper{}, problem.BadParameter("size", name, "export.problem.paper", "list", list)
}

// PaperOf is the paper that a picture was drawn for, by its pixels; ordinary pictures are wider than any.
func PaperOf(pixels int) (Paper, bool) {
	for _, p := range Papers {
		if width, _ := p.Pixels(); width == pixels {
			return p, true
		}
	}
	return Paper{}, false
}

// roomForWords is what the words of a picture take at most, px, as far as links go by it.
const roomForWords = 230

// Offers tells whether a figure is worth a link at the size: its chart has room there.
func (p Paper) Offers(d *figure.Drawing) bool {
	width := p.Width - 2*frameMargin
	return d.Chart.MinWidth <= width && (p.Height == 0 || leastHeight*float64(d.Chart.HeightAt(width)) <= float64(p.Height-roomForWords))
}

// On fits a figure's picture to the paper. A chart that would be too small to read on it is a *problem.Problem.
func (p Paper) On(r *question.Question, renderer *render.Renderer, d *figure.Drawing, picture render.Picture) (render.Picture, error) {
	picture.Width = p.Width - 2*frameMargin
	usual := d.Chart.HeightAt(picture.Width)
	picture.Height = usual
	picture.Narrow = picture.Width < PictureSizes[SizeWide]
	tooSmall := problem.BadParameter("size", p.Name, "export.problem.unreadable")
	if d.Chart.MinWidth > picture.Width {
		return picture, tooSmall
	}
	if p.Height == 0 {
		return picture, nil
	}
	picture.Words.Notes = nil
	fitted, err := renderer.Fit(r.Ctx, picture, p.Height)
	if err == nil && float64(fitted.Height) < leastHeight*float64(usual) {
		err = tooSmall
	}
	return fitted, err
}

// pngOn sends a figure as pixels for a paper.
func (p Pictures) pngOn(r *question.Question, paper Paper) (*answer.Answer, error) {
	f, d, err := ToTakeAway(r)
	if err != nil {
		return nil, err
	}
	renderer, picture, err := ToRender(r, f, d)
	if err != nil {
		return nil, err
	}
	if picture, err = paper.On(r, renderer, d, picture); err != nil {
		return nil, err
	}
	k, err := p.once("pixels "+paper.Name, picture, func() (*answer.Answer, error) {
		svg, err := p.drawOnce(r.Ctx, picture)
		if err != nil {
			return nil, err
		}
		body, err := renderer.Pixels(svg.Plain, picture.Words, paper.Scale)
		if err == nil && paper.PerMetre > 0 {
			body = render.AtDensity(body, paper.PerMetre)
		}
		return answer.NewPacked("image/png", body), err
	})
	if err != nil {
		return nil, err
	}
	return file(r, f, d, k, "-"+paper.Name+".png"), nil
}
