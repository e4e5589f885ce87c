package dashboard

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/render"
)

// pictureSizes are the widths that a picture on a page without script may have, px: of a whole page where the window is
// as wide as a page gets, of one in a smaller window, of half a page, of a phone of 390 less the margins of page and
// card, and of a headline.
var pictureSizes = map[string]int{sizeFull: 1230, sizeWide: pictureWidth, sizeHalf: 560, sizeNarrow: 326, sizeSpark: 340}

const sizeFull, sizeWide, sizeHalf, sizeNarrow, sizeSpark = "full", "wide", "half", "narrow", "spark"

// The windows for which a picture has another size than its usual one.
const (
	onWideWindow   = "(min-width: 1344px)" // full and the margins of page and card
	onNarrowWindow = "(max-width: 640px)"  // figure.css has it, too
)

// sparkHeight is the height of a headline's chart, px.
const sparkHeight = 72

// pagePicture is a figure as a picture on a page: for windows of several widths, light and dark. The page's own words
// stand around it, so it carries none.
type pagePicture struct {
	Usual  pictureForm
	Others []pictureForm // for the windows that their Media names
	Alt    string
	// ScrollsNarrow says that it is wider than a narrow window.
	ScrollsNarrow bool
}

// pictureForm is a picture in one size, px, in two schemes of colours.
type pictureForm struct {
	Media         string // the windows that it is for; "" = all
	Light, Dark   string // addresses
	Width, Height int
	Scrolls       bool // wider than its room: it scrolls sideways
}

// pictureOf gives the pictures of a drawing, in a size of pictureSizes; nil where there is no chart.
func (r *request) pictureOf(f *Figure, d *Drawing, size string) *pagePicture {
	if !d.drawn() {
		return nil
	}
	p := &pagePicture{Usual: r.pictureForm(f, d, size, ""), Alt: d.Alt}
	if size == sizeSpark {
		return p
	}
	narrow := r.pictureForm(f, d, sizeNarrow, onNarrowWindow)
	p.Others, p.ScrollsNarrow = []pictureForm{narrow}, narrow.Scrolls
	if size == sizeWide {
		p.Others = append(p.Others, r.pictureForm(f, d, sizeFull, onWideWindow))
	}
	return p
}

func (r *request) pictureForm(f *Figure, d *Drawing, size, media string) pictureForm {
	at := func(scheme string) string {
		return r.addressOf("/pictures/"+f.ID+".svg", f, "size", size, "scheme", scheme, "made", r.editionNumber())
	}
	width, height := sizeOfPicture(d, size)
	return pictureForm{media, at(""), at("dark"), width, height, width > pictureSizes[size]}
}

func sizeOfPicture(d *Drawing, size string) (width, height int) {
	if size == sizeSpark {
		return pictureSizes[size], sparkHeight
	}
	width = max(pictureSizes[size], d.Chart.MinWidth)
	return width, d.Chart.heightAt(width)
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
	p := render.Picture{Lang: string(r.view.Lang), Bare: true, Dark: r.view.All.Get("scheme") == "dark"}
	size := r.view.All.Get("size")
	if pictureSizes[size] == 0 {
		return nil, problem.BadParameter("size", size, "cần full, wide, half, narrow hoặc spark.", "full, wide, half, narrow or spark is needed.")
	}
	p.Width, p.Height = sizeOfPicture(d, size)
	p.Narrow, p.Spark = pictureSizes[size] < pictureSizes[sizeWide], size == sizeSpark
	if p.Option, err = json.Marshal(d.Chart.Option); err != nil {
		return nil, err
	}
	if p.Meta, err = json.Marshal(d.Chart.Meta); err != nil {
		return nil, err
	}
	p.Words = render.Words{Alt: d.Alt}
	k, err := r.drawOnce(p)
	if err != nil {
		return nil, fmt.Errorf("picture of %s: %w", f.ID, err)
	}
	return k, nil
}

// drawOnce draws a picture as SVG, once for what it is made of: a minute that passes, other roles or the same picture in
// pixels do not draw it again.
func (r *request) drawOnce(p render.Picture) (*kept, error) {
	return r.once("picture", p, func() (*kept, error) {
		renderer, err := ownPictures()
		if err != nil {
			return nil, err
		}
		body, err := renderer.SVG(r.ctx, p)
		return keep("image/svg+xml", body), err
	})
}

// once keeps what is made of a picture under its kind and all that the picture is made of.
func (r *request) once(kind string, p render.Picture, draw func() (*kept, error)) (*kept, error) {
	made, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("%s %x", kind, sha256.Sum256(made))
	if k := r.server.pages.get(key); k != nil {
		return k, nil
	}
	k, err := draw()
	if err != nil {
		return nil, err
	}
	r.server.pages.put(key, k)
	return k, nil
}
