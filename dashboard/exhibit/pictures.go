package exhibit

import (
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
)

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

// PictureOf gives the pictures of a drawing, in a size of pictureSizes; nil where there is no chart.
func PictureOf(r *question.Question, f *figure.Figure, d *figure.Drawing, size string) *pagePicture {
	if !d.Drawn() {
		return nil
	}
	p := &pagePicture{Usual: formOf(r, f, d, size, ""), Alt: d.Alt}
	if size == export.SizeSpark {
		return p
	}
	narrow := formOf(r, f, d, export.SizeNarrow, export.OnNarrowWindow)
	p.Others, p.ScrollsNarrow = []pictureForm{narrow}, narrow.Scrolls
	if size == export.SizeWide {
		p.Others = append(p.Others, formOf(r, f, d, export.SizeFull, export.OnWideWindow))
	}
	return p
}

func formOf(r *question.Question, f *figure.Figure, d *figure.Drawing, size, media string) pictureForm {
	at := func(scheme string) string {
		return figure.AddressOf(r, "/pictures/"+f.ID+".svg", f, "size", size, "scheme", scheme, "made", r.EditionNumber())
	}
	width, height := export.SizeOfPicture(d, size)
	return pictureForm{media, at(""), at("dark"), width, height, width > export.PictureSizes[size]}
}
