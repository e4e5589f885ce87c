package export

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/render"
	"luanphien/dashboard/words"
)

// PictureSizes are the widths that a picture on a page without script may have, px: of a whole page where the window is
// as wide as a page gets, of one in a smaller window, of half a page, of a phone of 390 less the margins of page and
// card, and of a headline.
var PictureSizes = map[string]int{SizeFull: 1230, SizeWide: chart.PictureWidth, SizeHalf: 560, SizeNarrow: 326, SizeSpark: 340}

const SizeFull, SizeWide, SizeHalf, SizeNarrow, SizeSpark = "full", "wide", "half", "narrow", "spark"

// The windows for which a picture has another size than its usual one.
const (
	OnWideWindow   = "(min-width: 1344px)" // full and the margins of page and card
	OnNarrowWindow = "(max-width: 640px)"  // figure.css has it, too
)

// sparkHeight is the height of a headline's chart, px.
const sparkHeight = 72

func SizeOfPicture(d *figure.Drawing, size string) (width, height int) {
	if size == SizeSpark {
		return PictureSizes[size], sparkHeight
	}
	width = max(PictureSizes[size], d.Chart.MinWidth)
	return width, d.Chart.HeightAt(width)
}

// Figure sends a figure as it stands on a page without script. It is part of the page as its chart is, not a
// file to take away, and so is neither cited nor recorded. A picture is drawn once for what it shows and kept.
func (p Pictures) Figure(r *question.Question) (*answer.Answer, error) {
	f, d, err := ToTakeAway(r)
	if err != nil {
		return nil, err
	}
	if !d.Drawn() {
		return nil, noPicture(r, f)
	}
	size := r.View.All.Get("size")
	if PictureSizes[size] == 0 {
		return nil, problem.BadParameter("size", size, "export.problem.size")
	}
	width, height := SizeOfPicture(d, size)
	picture, err := Bare(d, r.View.Lang, width, height)
	if err != nil {
		return nil, err
	}
	picture.Dark = r.View.All.Get("scheme") == "dark"
	picture.Narrow, picture.Spark = PictureSizes[size] < PictureSizes[SizeWide], size == SizeSpark
	k, err := p.drawOnce(r.Ctx, picture)
	if err != nil {
		return nil, fmt.Errorf("picture of %s: %w", f.ID, err)
	}
	return k, nil
}

// Bare is a figure's chart without the words that stand around it on a page or in a document.
func Bare(d *figure.Drawing, lang words.Lang, width, height int) (p render.Picture, err error) {
	p = render.Picture{Lang: string(lang), Bare: true, Width: width, Height: height, Words: render.Words{Alt: d.Alt}}
	if p.Option, err = json.Marshal(d.Chart.Option); err != nil {
		return p, err
	}
	p.Meta, err = json.Marshal(d.Chart.Meta)
	return p, err
}

// Pictures draws figures and keeps what it has drawn.
type Pictures struct{ kept *answer.Cache }

func NewPictures(kept *answer.Cache) Pictures { return Pictures{kept} }

// drawOnce draws a picture as SVG, once for what it is made of: a minute that passes, other roles or the same picture in
// pixels do not draw it again.
func (p Pictures) drawOnce(ctx context.Context, picture render.Picture) (*answer.Answer, error) {
	return p.once("picture", picture, func() (*answer.Answer, error) {
		renderer, err := OwnPictures()
		if err != nil {
			return nil, err
		}
		body, err := renderer.SVG(ctx, picture)
		return answer.New("image/svg+xml", body), err
	})
}

// once keeps what is made of a picture under its kind and all that the picture is made of.
func (p Pictures) once(kind string, picture render.Picture, draw func() (*answer.Answer, error)) (*answer.Answer, error) {
	made, err := json.Marshal(picture)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("%s %x", kind, sha256.Sum256(made))
	if k := p.kept.Get(key); k != nil {
		return k, nil
	}
	k, err := draw()
	if err != nil {
		return nil, err
	}
	p.kept.Put(key, k)
	return k, nil
}
