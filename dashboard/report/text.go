package report

import (
	"strings"

	"luanphien/dashboard/docx"
)

// opening says what the report is of: the period, the weeks, the edition and the moment of all numbers.
func (c *composer) opening() []docx.Block {
	r, w := c.question, c.words
	period := r.Period()
	if weeks := w.WeeksOfPeriod(r.Scope.From, r.Scope.To); weeks != "" {
		period += " (" + weeks + ")"
	}
	text := w.T("document.opening", "body", orBlank(c.order.Letter.Body), "subject", lower(c.subject()), "period", period, "place", r.Everywhere())
	blocks := []docx.Block{body(text), body(w.T("document.source", "source", c.source()))}
	if late := c.unfinished(); late != "" {
		blocks = append(blocks, body(late))
	}
	if c.order.Public {
		blocks = append(blocks, body(w.T("document.public")))
	}
	return blocks
}

// unfinished says that a period goes on; "" where it is over.
func (c *composer) unfinished() string {
	r := c.question
	if !r.Scope.To.Before(r.View.Named.To) {
		return ""
	}
	return c.words.T("document.unfinished", "period", periodName(c.words, c.order), "date", c.words.Date(r.Scope.To))
}

func body(text string) docx.Paragraph {
	return docx.Paragraph{Style: docx.StyleBody, Runs: []docx.Run{docx.Text(text)}}
}

// summary tells the findings of the headlines.
func (c *composer) summary() []docx.Block {
	blocks := []docx.Block{docx.Paragraph{Style: docx.StyleHeading1, Runs: []docx.Run{docx.Text(c.words.T("document.summary"))}}}
	for _, id := range headlines {
		if d, ok := c.figure(id); ok {
			p := docx.Paragraph{Style: docx.StyleBody, Runs: append([]docx.Run{docx.Text("- ")}, c.finding(d)...)}
			blocks = append(blocks, p)
		}
	}
	return blocks
}

// withheld names the figures that have no picture, with the reason.
func (c *composer) withheld() []string {
	var list []string
	for _, d := range c.drawn {
		if d.Reason != "" {
			list = append(list, c.words.T("document.left.withheld", "name", c.name(d.ID), "reason", strings.TrimSuffix(c.words.T("state.words."+string(d.State))+" "+d.Reason, ".")))
		}
	}
	return list
}
