// Package report writes the annual and the quarterly report in the form that Nghị định 30/2020/NĐ-CP demands of a «Báo
// cáo»: its figures and numbers are those of the pages, from one edition.
package report

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"luanphien/dashboard/address"
	"luanphien/dashboard/docx"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// Order says which report is wanted.
type Order struct {
	Year     int
	Quarter  int // 1 to 4; 0 = the whole year
	Edition  int // 0 = the newest
	Province string
	Lang     words.Lang
	Format   string // docx or xlsx
	// Public leaves out what the press is not told. A report that is not public says on every page that it is internal.
	Public bool
	Letter Letter
}

// Letter are the words of the letterhead and the signature. What is empty is left to be filled in by hand.
type Letter struct {
	Superior, Body string // the body above, and the one that reports
	Symbol         string // of the body, in the number: SYT
	Place          string
	Date           time.Time // zero = left blank
	SignerTitle    string
	Signer         string
	Recipients     []string
}

// Query are the parameters of an address that asks for the figures of the report.
func (o Order) Query() url.Values {
	q := url.Values{"period": {strconv.Itoa(o.Year)}}
	if o.Quarter > 0 {
		q.Set("period", fmt.Sprintf("%d-Q%d", o.Year, o.Quarter))
	}
	address.AddSource(q, o.Edition, o.Province, o.Lang)
	if o.Public {
		q.Set("audience", address.AudiencePress)
	}
	return q
}

// Formats are what a report can be written as.
var Formats = []string{"docx", "xlsx"}

// Write writes the report on the question in the format of the order, which is one of Formats. Check has to have let it pass.
func Write(r *question.Question, o Order) ([]byte, error) {
	if o.Format == "xlsx" {
		return XLSX(r, o)
	}
	return DOCX(r, o)
}

// DOCX writes the report on the question, whose scope is the period of the order. Check has to have let it pass.
func DOCX(r *question.Question, o Order) ([]byte, error) {
	c := &composer{question: r, words: r.Words, order: o}
	if err := c.drawAll(); err != nil {
		return nil, err
	}
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = d.Write(&b)
	return b.Bytes(), err
}

// composer makes one report.
type composer struct {
	question *question.Question
	words    *words.Words
	order    Order

	drawn    []drawn        // the figures, section by section
	numbers  map[string]int // of the figures that have a picture
	tables   int            // written so far
	left     []string       // sentences about what is not in the report
	sections []docx.Section
}

// Check refuses, as a *problem.Problem, a period of which there is nothing to report. The question is one that is not asked
// for the press, to whom such a period is no period at all.
func Check(r *question.Question, o Order) error {
	if r.Edition == nil {
		return problem.NotFound("empty.no_edition")
	}
	whole, err := r.DefaultScope(r.Now)
	if err != nil {
		return err
	}
	if r.Scope.From.After(whole.To) || r.Scope.To.Before(whole.From) {
		said := func(lang words.Lang) string {
			w := r.Languages[lang]
			return w.T("document.no_period", "period", periodName(w, o), "weeks", w.Period(whole.From, whole.To))
		}
		return &problem.Problem{Code: http.StatusNotFound, VI: said(words.Vietnamese), EN: said(words.English)}
	}
	return nil
}

// periodName is «năm 2026» or «quý II năm 2026».
func periodName(w *words.Words, o Order) string {
	if o.Quarter > 0 {
		return w.T("document.quarter", "quarter", docx.Roman(o.Quarter), "year", o.Year)
	}
	return w.T("document.year", "year", o.Year)
}

// subject is what the report is about, as its summary says it.
func (c *composer) subject() string {
	return c.words.T("document.subject", "period", periodName(c.words, c.order))
}

// title is that of the file's properties.
func (c *composer) title() string { return c.words.T("document.kind") + ". " + c.subject() }

func (c *composer) language() string {
	if c.order.Lang == words.English {
		return "en-GB"
	}
	return "vi-VN"
}

// source is where all numbers come from.
func (c *composer) source() string { return figure.Source(c.question, c.question.Scope) }

// mark is what stands on every page of a report that must not leave the house; "" where it may.
func (c *composer) mark() string {
	if c.order.Public {
		return ""
	}
	return c.words.T("figure.internal")
}

// foot is what stands at the foot of every page: that it must not leave the house, that its data are invented.
func (c *composer) foot() string {
	var said []string
	if mark := c.mark(); mark != "" {
		said = append(said, mark)
	}
	if c.question.Edition.Manifest.Illustrative {
		said = append(said, c.words.T("illustrative"))
	}
	return strings.Join(said, " · ")
}

// The paper: A4 upright and across, with the margins of the decree's appendix I.
var (
	upright = docx.Page{Width: docx.MM(210), Height: docx.MM(297), Top: docx.MM(20), Bottom: docx.MM(20), Left: docx.MM(30), Right: docx.MM(20), Head: docx.MM(10), Foot: docx.MM(9)}
	across  = docx.Page{Width: docx.MM(297), Height: docx.MM(210), Top: docx.MM(20), Bottom: docx.MM(20), Left: docx.MM(30), Right: docx.MM(20), Head: docx.MM(10), Foot: docx.MM(9)}
)

// document puts the parts together.
func (c *composer) document() (docx.Document, error) {
	body := append(c.letterhead(), c.opening()...)
	body = append(body, docx.Contents{Title: c.words.T("document.contents")})
	body = append(body, c.summary()...)
	for _, s := range sections {
		blocks, err := c.section(s)
		if err != nil {
			return docx.Document{}, err
		}
		body = append(body, blocks...)
	}
	body = append(body, c.closing()...)
	c.sections = []docx.Section{{Page: upright, Blocks: body, Anew: true, Foot: c.foot()}}
	for _, part := range []func() error{c.byStation, c.byWeek, c.methods, c.citations} {
		if err := part(); err != nil {
			return docx.Document{}, err
		}
	}
	return docx.Document{Title: c.title(), Subject: c.source(), Author: c.order.Letter.Body, Lang: c.language(),
		Made: c.question.Scope.AsOf, Sections: c.sections}, nil
}

// appendix adds an appendix: its number and name, the letter that it goes with, and what it holds.
func (c *composer) appendix(page docx.Page, name string, blocks ...docx.Block) {
	w := c.words
	title := docx.Paragraph{Style: docx.StyleAppendix, KeepNext: true, Runs: []docx.Run{docx.Text(w.T("document.appendix", "number", docx.Roman(len(c.sections))) + "\n" + upper(name))}}
	with := docx.Paragraph{Align: docx.AlignCentre, KeepNext: true, After: docx.PT(10), Runs: []docx.Run{{Text: w.T("document.appendix.with", "number", c.number(), "date", c.date(), "body", c.order.Letter.Body), Italic: true, Size: 13}}}
	c.sections = append(c.sections, docx.Section{Page: page, Blocks: append([]docx.Block{title, with}, blocks...), Anew: true, Foot: c.foot()})
}
