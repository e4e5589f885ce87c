package report

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"

	"luanphien/dashboard/docx"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/words"
)

// section is a part of the report: its heading and its figures, in their order.
type section struct {
	heading string // key of a message
	figures []string
}

// sections are the parts of the text after the summary. Figures of one station, of named workers, of what comes or is open
// today are no matter of a period that is over.
var sections = []section{
	{"nav.coverage", []string{"coverage_by_week", "coverage_xmr", "doctor_xmr", "map_coverage", "map_doctor"}},
	{"nav.rotation", []string{"rotation_flows", "rotation_planned", "rotation_staff"}},
	{"nav.reporting", []string{"reporting_by_week", "on_time_xmr", "reporting_funnel", "map_reporting"}},
	{"nav.referrals", []string{"referrals_by_week", "referral_xmr", "referral_funnel", "referral_multiples", "map_referrals"}},
	{"nav.needs", []string{"needs_by_specialty", "map_needs"}},
	{"nav.difficulties", []string{"incidents_by_week", "response_times", "resolution_times"}},
	{"nav.indicators", []string{"indicators_by_week"}},
	{"nav.quality", []string{"quality_checks", "map_quality"}},
}

// headlines are the figures of which the summary tells the finding.
var headlines = []string{"coverage_by_week", "reporting_by_week", "referrals_by_week"}

// drawn is a figure as it goes into the report.
type drawn struct {
	*figure.Figure
	*figure.Drawing
	citation string
}

// drawAll draws the figures that the reader of the report may see, and notes the others.
func (c *composer) drawAll() error {
	c.numbers = map[string]int{}
	var kept []string
	for _, s := range sections {
		for _, id := range s.figures {
			f := catalogue.All.ByID[id]
			if !figure.May(c.question, f) {
				kept = append(kept, c.name(id))
				continue
			}
			if err := c.draw(f); err != nil {
				return err
			}
		}
	}
	if len(kept) > 0 {
		c.left = append(c.left, c.words.N("document.left.kept", len(kept), "names", strings.Join(kept, "; ")))
	}
	return nil
}

// draw draws a figure and numbers it where it has a picture.
func (c *composer) draw(f *figure.Figure) error {
	as, err := figure.As(c.question, f) // of the whole period, where the press is told no part of it
	if err != nil {
		return err
	}
	d, err := figure.DrawSafely(as, f)
	if err != nil {
		return err
	}
	citation, err := export.Citation(as, f, d)
	if err != nil {
		return err
	}
	c.drawn = append(c.drawn, drawn{f, d, citation})
	if d.Drawn() {
		c.numbers[f.ID] = len(c.numbers) + 1
	}
	return nil
}

func (c *composer) name(id string) string { return c.words.T("figure." + id) }

func (c *composer) figure(id string) (drawn, bool) {
	for _, d := range c.drawn {
		if d.ID == id {
			return d, true
		}
	}
	return drawn{}, false
}

// section writes a part of the text; none of its figures may be seen: nothing.
func (c *composer) section(s section) ([]docx.Block, error) {
	var blocks []docx.Block
	for _, id := range s.figures {
		d, ok := c.figure(id)
		if !ok {
			continue
		}
		part, err := c.shown(d)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, part...)
	}
	if len(blocks) == 0 {
		return nil, nil
	}
	return append([]docx.Block{docx.Paragraph{Style: docx.StyleHeading1, Runs: []docx.Run{docx.Text(c.words.T(s.heading))}}}, blocks...), nil
}

// shown writes a figure: its finding with the basis, the picture with its caption, what must be known beside it.
func (c *composer) shown(d drawn) ([]docx.Block, error) {
	blocks := []docx.Block{docx.Paragraph{Style: docx.StyleHeading2, Runs: []docx.Run{docx.Text(c.name(d.ID))}},
		docx.Paragraph{Style: docx.StyleBody, Runs: c.finding(d)}}
	switch {
	case d.Drawn():
		picture, err := c.picture(d)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, docx.Paragraph{Style: docx.StylePicture, Runs: []docx.Run{{Picture: picture}}}, c.caption("document.figure", bookmark(d.ID), c.numbers[d.ID], c.name(d.ID)))
	case d.Reason == "" && d.Table != nil:
		blocks = append(blocks, c.table(c.name(d.ID), d.Table)...)
	}
	for _, note := range d.Notes {
		blocks = append(blocks, docx.Paragraph{Style: docx.StyleNote, Runs: []docx.Run{docx.Text(note)}})
	}
	return blocks, nil
}

// said is what a figure says in words, as on its page: the finding, the basis, and why there is no picture.
func (c *composer) said(d drawn) string {
	text := words.Sentence(strings.TrimSuffix(d.Title, "."))
	if d.Subtitle != "" {
		text += " " + words.Sentence(strings.TrimSuffix(d.Subtitle, "."))
	}
	if d.Reason != "" {
		text += " " + c.words.T("state.words."+string(d.State)) + " " + d.Reason
	}
	return text
}

// finding is what a figure says, and where to see it.
func (c *composer) finding(d drawn) []docx.Run {
	text := c.said(d)
	n, ok := c.numbers[d.ID]
	if !ok {
		return []docx.Run{docx.Text(text)}
	}
	label := fmt.Sprintf("%s %d", c.words.T("document.figure"), n)
	return []docx.Run{docx.Text(strings.TrimSuffix(text, ".") + " ("), {Text: label, Field: "REF " + bookmark(d.ID) + ` \h`}, docx.Text(").")}
}

func bookmark(id string) string { return "fig_" + id }

// caption numbers a figure or a table by a field of Word's, so that what is added by hand is numbered with it.
func (c *composer) caption(key, mark string, n int, name string) docx.Paragraph {
	label := c.words.T(key)
	return docx.Paragraph{Style: docx.StyleCaption, KeepNext: key != "document.figure", Runs: []docx.Run{{Text: label + " ", Begin: mark},
		{Text: fmt.Sprint(n), Field: "SEQ " + label + ` \* ARABIC`, End: mark}, docx.Text(". " + name)}}
}

const (
	pictureWidth = 640 // px, for the width of the text: letters of 13 px are 9 points then
	pictureScale = 2   // pixels to each px: 203 to the inch
	mapHeight    = 520 // px: stations lie apart enough

	tall, tallest = 130, 215 // mm: what a picture may take of a page, and what one may whose letters would be too small then
	smallest      = 7        // points, of letters
	letterSize    = 13       // px
)

// sizeOf is the size of a picture on paper, for its pixels: as wide as the text, and no taller than is fit for a page.
func sizeOf(width, height, drawn int) (wide, high int) {
	wide = upright.TextWidth()
	high = wide * height / width
	if most := docx.MM(tall); high > most {
		readable := docx.PT(smallest) * drawn / letterSize
		wide = min(wide, max(wide*most/high, readable))
		high = wide * height / width
	}
	if most := docx.MM(tallest); high > most {
		wide, high = wide*most/high, most
	}
	return wide, high
}

// picture draws the figure without its words, which stand around it.
func (c *composer) picture(d drawn) (*docx.Picture, error) {
	renderer, err := export.OwnPictures()
	if err != nil {
		return nil, err
	}
	width := max(pictureWidth, d.Chart.MinWidth)
	height := d.Chart.HeightAt(width)
	if strings.HasPrefix(d.ID, "map_") {
		height = min(height, mapHeight)
	}
	picture, err := export.Bare(d.Drawing, c.question.View.Lang, width, height)
	if err != nil {
		return nil, err
	}
	body, err := renderer.PNG(c.question.Ctx, picture, pictureScale)
	if err != nil {
		return nil, fmt.Errorf("picture of %s: %w", d.ID, err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	wide, high := sizeOf(size.Width, size.Height, width)
	return &docx.Picture{PNG: body, Width: wide, Height: high, Name: c.name(d.ID), Alt: d.Alt}, nil
}
