package pack

import (
	"strings"

	"luanphien/dashboard/docx"
	"luanphien/dashboard/words"
)

// paper is that of the fact sheet: A4, one page.
var paper = docx.Page{Width: docx.MM(210), Height: docx.MM(297), Top: docx.MM(15), Bottom: docx.MM(15), Left: docx.MM(20), Right: docx.MM(20), Head: docx.MM(8), Foot: docx.MM(8)}

// Sizes of the fact sheet's letters, points.
const (
	sizeTitle, sizeFinding, sizeSmall, sizeCitation = 16, 11, 9.5, 7
)

// sheet is the fact sheet in a language: each figure's finding, what is an estimate, what is not told, how to verify.
func (p *pack) sheet(lang words.Lang) docx.Document {
	w, r := p.spoken[lang].Words, p.spoken[lang]
	centred := func(text string, size float64, bold, italic bool) docx.Paragraph {
		return docx.Paragraph{Align: docx.AlignCentre, After: docx.PT(2), Runs: []docx.Run{{Text: text, Size: size, Bold: bold, Italic: italic}}}
	}
	blocks := []docx.Block{centred(w.T("pack.title"), sizeTitle, true, false), centred(w.T("pack.period", "period", r.Period(), "place", r.Everywhere()), sizeFinding, false, false)}
	if p.question.Edition.Manifest.Illustrative {
		blocks = append(blocks, centred(w.T("pack.illustrative"), sizeFinding, true, true))
	}
	last := blocks[len(blocks)-1].(docx.Paragraph)
	last.After = docx.PT(8)
	blocks[len(blocks)-1] = last
	blocks = append(blocks, p.findings(lang))
	for _, part := range []struct {
		name string
		said []string
	}{{"pack.estimates", p.estimates(lang)}, {"pack.withheld", p.notTold(lang)}, {"pack.verify", []string{w.T("pack.verify.how", "n", p.question.Edition.Manifest.Number)}},
		{"pack.cite", []string{w.T("pack.source", "source", p.source(lang))}}} {
		blocks = append(blocks, docx.Paragraph{Before: docx.PT(5), KeepNext: true, Runs: []docx.Run{{Text: w.T(part.name), Bold: true, Size: sizeSmall + 1}}})
		for _, said := range part.said {
			blocks = append(blocks, docx.Paragraph{Align: docx.AlignBoth, Runs: []docx.Run{{Text: said, Size: sizeSmall}}})
		}
	}
	blocks = append(blocks, docx.Paragraph{Runs: []docx.Run{{Text: p.citation, Size: sizeCitation}}})
	tag := "vi-VN"
	if lang == words.English {
		tag = "en-GB"
	}
	return docx.Document{Title: w.T("pack.title") + ". " + r.Period(), Subject: p.source(lang), Lang: tag, Made: p.question.Scope.AsOf,
		Sections: []docx.Section{{Page: paper, Blocks: blocks, Anew: true}}}
}

// findings is the table of the figures: the name, what was found with its interval, of what.
func (p *pack) findings(lang words.Lang) docx.Table {
	w := p.spoken[lang].Words
	cell := func(paras ...docx.Paragraph) docx.Cell { return docx.Cell{Paras: paras} }
	said := func(text string, size float64, bold bool) docx.Paragraph {
		return docx.Paragraph{Style: docx.StyleTable, Align: docx.AlignLeft, Runs: []docx.Run{{Text: text, Size: size, Bold: bold}}}
	}
	rows := [][]docx.Cell{{cell(said(w.T("column.figure"), sizeFinding, true)), cell(said(w.T("pack.finding"), sizeFinding, true))}}
	for _, t := range p.figures {
		d := t.in[lang]
		found := []docx.Paragraph{said(sentence(d.Title), sizeFinding, true)}
		if t.withheld() {
			found[0] = said(strings.TrimSpace(w.T("state.words."+string(d.State))+" "+d.Reason), sizeFinding, false)
		} else if d.Subtitle != "" {
			found = append(found, said(sentence(d.Subtitle), sizeSmall, false))
		}
		rows = append(rows, []docx.Cell{cell(said(w.T("figure."+t.ID), sizeFinding, false)), {Paras: found}})
	}
	first := docx.MM(42)
	return docx.Table{Widths: []int{first, paper.TextWidth() - first}, Header: 1, Rows: rows, Name: w.T("pack.title")}
}
