// Package brief writes the weekly brief: what the overview says of a week and the one that follows, on one sheet of A4, as a
// document for Word or a page for a browser. Both are written of the same Sheet, which the dashboard fills from its pages.
package brief

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"luanphien/dashboard/address"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// Order says which brief is wanted.
type Order struct {
	Week     calendar.Week
	Edition  int // 0 = the newest
	Province string
	Lang     words.Lang
	Format   string
}

// Formats are what a brief can be written as.
var Formats = []string{"docx", "html"}

// Path is the address of a brief in a format.
func Path(format string) string { return "/brief." + format }

// AsOf is the moment of a week's brief, as an address writes it: the end of its Sunday. What came later is not in it, so that
// a brief is the same whenever it is made of an edition.
func AsOf(week calendar.Week) string { return week.Sunday().Format(time.DateOnly) }

// Query are the parameters of an address that asks for the brief, or for the overview that says the same.
func (o Order) Query() url.Values {
	q := url.Values{"as_of": {AsOf(o.Week)}}
	address.AddSource(q, o.Edition, o.Province, o.Lang)
	return q
}

// Check refuses, as a *problem.Problem, a week of which the edition knows nothing, or that is not over.
func Check(r *question.Question, week calendar.Week) error {
	if r.Edition == nil {
		return problem.NotFound("empty.no_edition")
	}
	whole, err := r.DefaultScope(r.Now)
	if err != nil {
		return err
	}
	if !week.Monday().Before(whole.From) && !week.Sunday().After(whole.To) {
		return nil
	}
	said := func(lang words.Lang) string {
		w := r.Languages[lang]
		return w.T("brief.no_week", "week", w.Week(week), "weeks", w.Period(whole.From, whole.To))
	}
	return &problem.Problem{Code: http.StatusNotFound, VI: said(words.Vietnamese), EN: said(words.English)}
}

// Sheet is what a brief says, in words.
type Sheet struct {
	Lang    words.Lang
	Title   string
	Place   string
	Mark    string // that it must not leave the house, that its data are invented
	Lead    string
	Numbers []Number
	Note    string // how to read the pictures
	Work    Part
	Rows    []Row // of the work
	More    string
	Reports Part
	Coming  Part
	Source  string
	Again   string // how to see the same on the pages
	Made    time.Time
}

// Number is a large number with its judgement and its picture.
type Number struct {
	Label, Value, Beside string
	Reason               string // why there is no value; "" = there is one
	Lines                []string
	Picture              *Picture // nil = none
}

// Part is a heading with lines.
type Part struct {
	Heading string
	Lines   []string
}

// Row is a station to call with its reasons.
type Row struct {
	Station, Severity string
	Reasons           []string
}

// Picture is a chart as PNG, and its size in px.
type Picture struct {
	PNG           []byte
	Width, Height int
	Alt           string
}

// The size of a number's chart, px: letters of 13 px are 7 points where it is as wide as half a sheet.
const (
	pictureWidth  = 430
	pictureHeight = 84
	pictureScale  = 3
)

// Draw draws a figure for a brief; nil where it has no picture.
func Draw(r *question.Question, d *figure.Drawing) (*Picture, error) {
	if d == nil || !d.Drawn() {
		return nil, nil
	}
	renderer, err := export.OwnPictures()
	if err != nil {
		return nil, err
	}
	picture, err := export.Bare(d, r.View.Lang, pictureWidth, pictureHeight)
	if err != nil {
		return nil, err
	}
	picture.Narrow, picture.Spark = true, true
	b, err := renderer.PNG(r.Ctx, picture, pictureScale)
	if err != nil {
		return nil, fmt.Errorf("a picture of the brief: %w", err)
	}
	return &Picture{PNG: b, Width: pictureWidth, Height: pictureHeight, Alt: d.Alt}, nil
}

// Write writes a sheet in a format, which is one of Formats.
func Write(s *Sheet, format string) ([]byte, error) {
	if format == "html" {
		return page(s)
	}
	return document(s)
}

// Type is the media type of a format.
func Type(format string) string {
	if format == "html" {
		return "text/html; charset=utf-8"
	}
	return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
}
