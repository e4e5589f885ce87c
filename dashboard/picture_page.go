package dashboard

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"

	"luanphien/dashboard/render"
)

// pictureSizes are the widths that a picture on a page without script may have, px: of a whole page, of half of one, of
// a phone of 390 less the margins of page and card, and of a headline.
var pictureSizes = map[string]int{"wide": pictureWidth, "half": 560, "narrow": 326, "spark": 340}

// sparkHeight is the height of a headline's chart, px.
const sparkHeight = 72

// pagePicture is a figure as a picture on a page: for wide and narrow windows, light and dark. The page's own words
// stand around it, so it carries none.
type pagePicture struct {
	Wide, Narrow pictureForm
	Alt          string
}

// pictureForm is a picture in one size, px, in two schemes of colours.
type pictureForm struct {
	Light, Dark   string // addresses
	Width, Height int
	Scrolls       bool // wider than its room: it scrolls sideways
}

// pictureOf gives the pictures of a drawing, in a size of pictureSizes; nil where there is no chart.
func (r *request) pictureOf(f *Figure, d *Drawing, size string) *pagePicture {
	if !d.drawn() {
		return nil
	}
	p := &pagePicture{Wide: r.pictureForm(f, d, size), Alt: d.Alt}
	if p.Narrow = p.Wide; size != "spark" {
		p.Narrow = r.pictureForm(f, d, "narrow")
	}
	return p
}

func (r *request) pictureForm(f *Figure, d *Drawing, size string) pictureForm {
	at := func(scheme string) string {
		return r.addressOf("/pictures/"+f.ID+".svg", f, "size", size, "scheme", scheme, "made", r.editionNumber())
	}
	width, height := sizeOfPicture(d, size)
	return pictureForm{at(""), at("dark"), width, height, width > pictureSizes[size]}
}

func sizeOfPicture(d *Drawing, size string) (width, height int) {
	if size == "spark" {
		return pictureSizes[size], sparkHeight
	}
	return max(pictureSizes[size], d.Chart.MinWidth), d.Chart.Height
}

// editionNumber is the edition of the page, for the addresses of its parts, which must show the same one (View.Made).
func (r *request) editionNumber() string {
	if r.edition == nil {
		return ""
	}
	return strconv.Itoa(r.edition.Manifest.Number)
}

// figurePicture sends a figure as it stands on a page without script. It is part of the page as its chart is, not a
// file to take away, and so is neither cited nor recorded. A picture is drawn once for what it shows and kept.
func figurePicture(r *request) (*kept, error) {
	f, d, err := r.toTakeAway()
	if err != nil {
		return nil, err
	}
	if !d.drawn() {
		return nil, r.noPicture(f)
	}
	p := render.Picture{Lang: string(r.view.Lang), Bare: true, Dark: r.view.all.Get("scheme") == "dark"}
	size := r.view.all.Get("size")
	if pictureSizes[size] == 0 {
		return nil, badParameter("size", size, "cần wide, half, narrow hoặc spark.", "wide, half, narrow or spark is needed.")
	}
	p.Width, p.Height = sizeOfPicture(d, size)
	p.Narrow, p.Spark = size != "wide", size == "spark"
	if p.Option, err = json.Marshal(d.Chart.Option); err != nil {
		return nil, err
	}
	if p.Meta, err = json.Marshal(d.Chart.Meta); err != nil {
		return nil, err
	}
	p.Words = render.Words{Alt: d.Alt}
	return r.drawOnce(f, p)
}

// drawOnce keeps a picture under what it is made of, so that a minute that passes does not draw it again.
func (r *request) drawOnce(f *Figure, p render.Picture) (*kept, error) {
	made, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("picture %x", sha256.Sum256(made))
	if k := r.server.pages.get(key); k != nil {
		return k, nil
	}
	renderer, err := r.server.pictures()
	if err != nil {
		return nil, err
	}
	body, err := renderer.SVG(r.ctx, p)
	if err != nil {
		return nil, fmt.Errorf("picture of %s: %w", f.ID, err)
	}
	k := keep("image/svg+xml", body)
	r.server.pages.put(key, k)
	return k, nil
}
