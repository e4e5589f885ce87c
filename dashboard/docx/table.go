package docx

// write writes a table. Word wants a paragraph after each, which stands apart from the next block by it.
func (t Table) write(w *writer) {
	style, sum := "ReportTable", 0
	if t.Open {
		style = "OpenTable"
	}
	for _, width := range t.Widths {
		sum += width
	}
	w.f(`<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`, style, sum)
	first := 0
	if t.Header > 0 {
		first = 1
	}
	w.f(`<w:tblLook w:val="%04X" w:firstRow="%d" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`, 0x0600+first<<5, first)
	if t.Name != "" {
		w.f(`<w:tblCaption w:val="%s"/>`, attribute(t.Name))
	}
	if t.Alt != "" {
		w.f(`<w:tblDescription w:val="%s"/>`, attribute(t.Alt))
	}
	w.f("</w:tblPr><w:tblGrid>")
	for _, width := range t.Widths {
		w.f(`<w:gridCol w:w="%d"/>`, width)
	}
	w.f("</w:tblGrid>")
	for i, row := range t.Rows {
		w.f("<w:tr><w:trPr><w:cantSplit/>")
		if i < t.Header {
			w.f("<w:tblHeader/>")
		}
		w.f("</w:trPr>")
		t.cells(w, row)
		w.f("</w:tr>")
	}
	w.f("</w:tbl>")
}

func (t Table) cells(w *writer, row []Cell) {
	column := 0
	for _, c := range row {
		span, width := max(c.Span, 1), 0
		for _, part := range t.Widths[column : column+span] {
			width += part
		}
		column += span
		w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
		if span > 1 {
			w.f(`<w:gridSpan w:val="%d"/>`, span)
		}
		w.f("</w:tcPr>")
		if len(c.Paras) == 0 {
			w.f("<w:p/>")
		}
		for _, p := range c.Paras {
			p.write(w)
		}
		w.f("</w:tc>")
	}
}

// write writes the field with a line for each heading; the page numbers are Word's to know.
func (c Contents) write(w *writer) {
	w.f(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>`)
	w.f(`<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>`)
	w.run(Run{Text: c.Title})
	w.f("</w:p>")
	for i, h := range w.headings {
		style := styleContents1
		if h.level == 2 {
			style = styleContents2
		}
		w.f(`<w:p><w:pPr><w:pStyle w:val="%s"/><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs></w:pPr>`, style, w.wide)
		if i == 0 {
			w.f(`<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
		}
		w.f(`<w:hyperlink w:anchor="%s" w:history="1">`, h.mark(i))
		w.run(Run{Text: h.text + "\t"})
		w.field(Run{}, `PAGEREF `+h.mark(i)+` \h`)
		w.f("</w:hyperlink>")
		if i == len(w.headings)-1 {
			w.f(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
		}
		w.f("</w:p>")
	}
	w.f("</w:sdtContent></w:sdt>")
}
