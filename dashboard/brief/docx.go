package brief

import (
	"bytes"

	"luanphien/dashboard/docx"
	"luanphien/dashboard/words"
)

// paper is A4 with narrow margins: all of a brief is on one sheet.
var paper = docx.Page{Width: docx.MM(210), Height: docx.MM(297), Top: docx.MM(11), Bottom: docx.MM(11), Left: docx.MM(16), Right: docx.MM(16), Head: docx.MM(5), Foot: docx.MM(5)}

// Sizes of letters, points.
const (
	sizeTitle, sizeValue, sizeHeading, sizeText, sizeSmall = 14, 15, 10.5, 9, 8
)

// document writes the sheet for Word.
func document(s *Sheet) ([]byte, error) {
	blocks := []docx.Block{
		said(s.Title, sizeTitle, true),
		said(s.Place, sizeText, false),
		spaced(said(s.Lead, sizeHeading, false), 3),
		numbers(s),
		said(s.Note, sizeSmall, false),
	}
	blocks = append(blocks, part(s.Work)...)
	if len(s.Rows) > 0 {
		blocks = append(blocks, rows(s))
	}
	if s.More != "" {
		blocks = append(blocks, said(s.More, sizeSmall, false))
	}
	blocks = append(blocks, part(s.Reports)...)
	blocks = append(blocks, part(s.Coming)...)
	blocks = append(blocks, spaced(said(s.Source, sizeSmall, false), 4), said(s.Again, sizeSmall, false))
	tag := "vi-VN"
	if s.Lang == words.English {
		tag = "en-GB"
	}
	d := docx.Document{Title: s.Title, Subject: s.Source, Lang: tag, Made: s.Made, Sections: []docx.Section{{Page: paper, Blocks: blocks, Anew: true, Foot: s.Mark}}}
	var b bytes.Buffer
	err := d.Write(&b)
	return b.Bytes(), err
}

func said(text string, size float64, bold bool) docx.Paragraph {
	return docx.Paragraph{Style: docx.StyleTable, Align: docx.AlignLeft, Runs: []docx.Run{{Text: text, Size: size, Bold: bold}}}
}

func spaced(p docx.Paragraph, before float64) docx.Paragraph {
	p.Before = docx.PT(before)
	return p
}

func part(p Part) []docx.Block {
	heading := spaced(said(p.Heading, sizeHeading, true), 5)
	heading.KeepNext = true
	blocks := []docx.Block{heading}
	for _, line := range p.Lines {
		blocks = append(blocks, said(line, sizeText, false))
	}
	return blocks
}

// numbers is the table of the large numbers, two in a row.
func numbers(s *Sheet) docx.Table {
	half := paper.TextWidth() / 2
	wide := half - docx.MM(5)
	t := docx.Table{Widths: []int{half, paper.TextWidth() - half}, Name: s.Title}
	for i, n := range s.Numbers {
		if i%2 == 0 {
			t.Rows = append(t.Rows, nil)
		}
		paras := []docx.Paragraph{said(n.Label, sizeText, true)}
		value := docx.Paragraph{Style: docx.StyleTable, Align: docx.AlignLeft}
		if n.Value != "" {
			value.Runs = append(value.Runs, docx.Run{Text: n.Value + "  ", Size: sizeValue, Bold: true})
		}
		if text := n.Beside + n.Reason; text != "" {
			value.Runs = append(value.Runs, docx.Run{Text: text, Size: sizeSmall})
		}
		if len(value.Runs) > 0 {
			paras = append(paras, value)
		}
		for _, line := range n.Lines {
			paras = append(paras, said(line, sizeSmall, false))
		}
		if p := n.Picture; p != nil {
			picture := docx.Picture{PNG: p.PNG, Width: wide, Height: wide * p.Height / p.Width, Name: n.Label, Alt: p.Alt}
			paras = append(paras, docx.Paragraph{Style: docx.StyleTable, Align: docx.AlignLeft, Runs: []docx.Run{{Picture: &picture}}})
		}
		last := len(t.Rows) - 1
		t.Rows[last] = append(t.Rows[last], docx.Cell{Paras: paras})
	}
	if last := len(t.Rows) - 1; last >= 0 && len(t.Rows[last]) == 1 {
		t.Rows[last][0].Span = 2
	}
	return t
}

// rows is the table of the stations to call.
func rows(s *Sheet) docx.Table {
	first := docx.MM(42)
	t := docx.Table{Widths: []int{first, paper.TextWidth() - first}, Name: s.Work.Heading}
	for _, r := range s.Rows {
		station := docx.Paragraph{Style: docx.StyleTable, Align: docx.AlignLeft, Runs: []docx.Run{{Text: r.Station, Size: sizeText, Bold: true}, {Text: " " + r.Severity, Size: sizeSmall}}}
		var reasons []docx.Paragraph
		for _, reason := range r.Reasons {
			reasons = append(reasons, said(reason, sizeSmall, false))
		}
		t.Rows = append(t.Rows, []docx.Cell{{Paras: []docx.Paragraph{station}}, {Paras: reasons}})
	}
	return t
}
