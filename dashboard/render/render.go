// Package render makes pictures of charts without a browser and without a network: the option that a page draws becomes
// SVG by the same chart library and the same functions, run by an interpreter inside the program, and PNG from that SVG.
package render

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"luanphien/dashboard/render/pdf"
	"luanphien/dashboard/render/raster"
	"luanphien/dashboard/render/typeface"
)

// Picture is a chart with the words that stand with it wherever it goes.
type Picture struct {
	// Option is an ECharts option as the pages' script gets it, with "fn:" and "token:" strings; Meta what its
	// functions need beside it. Both as JSON. Remarks in Meta are left out: the signs of them lead to words that only a
	// page has.
	Option, Meta json.RawMessage
	Lang         string // vi or en
	// Width and Height of the chart, px; the words need some more. Width 0 is that of a printed page.
	Width, Height int
	Words         Words
	// Bare leaves out the margins around the chart; Dark takes the dark colours; Narrow and Spark draw it as a narrow
	// window and a headline do.
	Bare, Dark, Narrow, Spark bool
}

// Words are the texts of a picture. Long ones are broken into lines.
type Words struct {
	// Mark stands above all, where a picture must not be passed on.
	Mark            string
	Title, Subtitle string
	// Notes and Source stand below the chart, each on a line of its own.
	Notes, Source []string
	// Alt says what the chart shows; Citation how to compute it again. Both are in the file, not on the picture.
	Alt, Citation string
}

// usualWidth is the width of a chart that asks for none, px.
const usualWidth = 960

// Renderer makes pictures. It may be used by several goroutines at once.
type Renderer struct {
	fonts typeface.Family
	pool  *pool
}

// New makes a renderer from the bundle of the pages (cmd/assets), which holds the script and the fonts. It draws up to
// parallel pictures at a time, and needs about 30 MB for each. The first picture takes longer; see Warm.
func New(bundle fs.FS, parallel int) (*Renderer, error) {
	fonts, err := typeface.Load(bundle)
	if err != nil {
		return nil, err
	}
	return with(fonts, bundle, parallel)
}

// NewPrinted makes one that sets pictures in the letters of documents to print, and makes room for these.
func NewPrinted(bundle fs.FS, parallel int) (*Renderer, error) {
	fonts, err := typeface.LoadPrinted(bundle)
	if err != nil {
		return nil, err
	}
	return with(fonts, bundle, parallel)
}

func with(fonts typeface.Family, bundle fs.FS, parallel int) (*Renderer, error) {
	source, err := fs.ReadFile(bundle, scriptName)
	if err != nil {
		return nil, fmt.Errorf("the script of the pictures: %w", err)
	}
	return &Renderer{fonts: fonts, pool: newPool(string(source), parallel, fonts)}, nil
}

// Warm readies one interpreter, so that the first picture need not wait for it.
func (r *Renderer) Warm(ctx context.Context) error {
	vm, err := r.pool.take(ctx)
	if err != nil {
		return err
	}
	r.pool.give(vm)
	return nil
}

// SVG draws the picture as an SVG document that carries the letters it needs.
func (r *Renderer) SVG(ctx context.Context, p Picture) ([]byte, error) {
	bare, err := r.bare(ctx, p)
	if err != nil {
		return nil, err
	}
	return r.withFonts(bare)
}

// Fit makes the chart as tall as leaves the whole picture, with its words, so many px tall. The height is 0 or less where
// the words alone are taller. What the chart shows does not matter to that, so that none is drawn.
func (r *Renderer) Fit(ctx context.Context, p Picture, tall int) (Picture, error) {
	empty := p
	empty.Option, empty.Meta = json.RawMessage(`{"series":[]}`), json.RawMessage("{}")
	svg, err := r.bare(ctx, empty)
	if err != nil {
		return p, err
	}
	m := heightOf.FindSubmatch(svg)
	if m == nil {
		return p, fmt.Errorf("the picture has no height")
	}
	now, err := strconv.Atoi(string(m[1]))
	p.Height += tall - now
	return p, err
}

var heightOf = regexp.MustCompile(`^<svg [^>]*?height="(\d+)"`)

// PNG draws the picture with scale pixels to each px.
func (r *Renderer) PNG(ctx context.Context, p Picture, scale float64) ([]byte, error) {
	bare, err := r.bare(ctx, p)
	if err != nil {
		return nil, err
	}
	return r.Pixels(bare, p.Words, scale)
}

// Pixels makes a PNG of a picture that SVG has drawn, with its words and scale pixels to each px.
func (r *Renderer) Pixels(svg []byte, words Words, scale float64) ([]byte, error) {
	picture, err := raster.Draw(svg, r.fonts, scale)
	if err != nil {
		return nil, err
	}
	return encode(picture, words)
}

// PDF sets the picture on a page of its size.
func (r *Renderer) PDF(ctx context.Context, p Picture) ([]byte, error) {
	bare, err := r.bare(ctx, p)
	if err != nil {
		return nil, err
	}
	return pdf.Draw(bare, r.fonts, pdf.Said{Title: p.Words.Title, Alt: p.Words.Alt, Citation: p.Words.Citation, Lang: p.Lang})
}

// bare draws the picture as SVG that names its font without carrying it.
func (r *Renderer) bare(ctx context.Context, p Picture) ([]byte, error) {
	if p.Width == 0 {
		p.Width = usualWidth
	}
	option, grids, err := takeGrids(p.Option)
	if err != nil {
		return nil, err
	}
	request, err := json.Marshal(map[string]any{
		"option": option, "grids": grids, "meta": p.Meta, "lang": p.Lang, "width": p.Width, "height": p.Height,
		"bare": p.Bare, "dark": p.Dark, "narrow": p.Narrow, "spark": p.Spark,
		"words": map[string]any{"mark": p.Words.Mark, "title": p.Words.Title, "subtitle": p.Words.Subtitle, "alt": p.Words.Alt,
			"notes": orNone(p.Words.Notes), "source": orNone(p.Words.Source), "citation": p.Words.Citation},
	})
	if err != nil {
		return nil, fmt.Errorf("the picture's option: %w", err)
	}
	vm, err := r.pool.take(ctx)
	if err != nil {
		return nil, err
	}
	svg, err := vm.run(ctx, string(request))
	if err != nil {
		r.pool.drop() // what a broken-off drawing left behind must not reach the next
		return nil, err
	}
	r.pool.give(vm)
	if svg, err = putGrids(svg, grids); err != nil {
		return nil, err
	}
	return clean(svg), nil
}

func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
