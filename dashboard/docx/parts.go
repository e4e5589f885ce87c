package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	allSpaces = wordSpace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// Type is the media type of a document.
const Type = wordType + "document"

// part is a file of the package.
type part struct {
	name string
	body []byte
}

// Write writes the document.
func (d Document) Write(out io.Writer) error {
	body, pictures, feet := d.main()
	parts := []part{
		{"[Content_Types].xml", contentTypes(feet)},
		{"_rels/.rels", rootRelations()},
		{"docProps/core.xml", d.core()},
		{"docProps/app.xml", []byte(xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Luan phien</Application></Properties>`)},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", mainRelations(len(pictures), len(feet))},
		{"word/styles.xml", []byte(styles(d.Lang))},
		{"word/numbering.xml", []byte(numbering)},
		{"word/settings.xml", []byte(settings(d.Lang, d.hasContents()))},
		{"word/fontTable.xml", []byte(fontTable)},
		{"word/headerNone.xml", headFoot("hdr", "Header", "")},
		{"word/headerNumber.xml", headFoot("hdr", "Header", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`)},
	}
	for i, foot := range feet {
		parts = append(parts, part{footName(i), headFoot("ftr", "Footer", `<w:r><w:t xml:space="preserve">`+attribute(foot)+`</w:t></w:r>`)})
	}
	z := zip.NewWriter(out)
	for _, p := range parts {
		if err := add(z, p, zip.Deflate); err != nil {
			return err
		}
	}
	for i, p := range pictures {
		if err := add(z, part{fmt.Sprintf("word/media/figure%d.png", i+1), p.PNG}, zip.Store); err != nil {
			return err
		}
	}
	return z.Close()
}

func add(z *zip.Writer, p part, method uint16) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method}) // without a time
	if err == nil {
		_, err = w.Write(p.body)
	}
	return err
}

// hasContents tells whether the document has a table of contents.
func (d Document) hasContents() bool {
	return slices.ContainsFunc(d.Sections, func(s Section) bool {
		return slices.ContainsFunc(s.Blocks, func(b Block) bool { _, ok := b.(Contents); return ok })
	})
}

// main writes the main part, and gives the pictures and the words of feet that it refers to, each once.
func (d Document) main() (body []byte, pictures []*Picture, feet []string) {
	w := &writer{marks: map[string]int{}}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if p, ok := b.(Paragraph); ok && headingLevels[p.Style] > 0 {
				w.headings = append(w.headings, heading{headingLevels[p.Style], plain(p)})
			}
		}
	}
	number(w.headings, d)
	w.f("%s<w:document %s><w:body>", xmlHead, allSpaces)
	for i, s := range d.Sections {
		w.wide = s.Page.TextWidth()
		for _, b := range s.Blocks {
			b.write(w)
		}
		foot := slices.Index(feet, s.Foot)
		if foot < 0 && s.Foot != "" {
			feet = append(feet, s.Foot)
			foot = len(feet) - 1
		}
		properties := s.properties(foot)
		last := i == len(d.Sections)-1
		if last {
			properties = ""
		}
		// The paragraph that ends a section stands after its last table, and takes no room.
		w.f(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>%s</w:pPr></w:p>`, properties)
		if last {
			w.f("%s", s.properties(foot))
		}
	}
	w.f("</w:body></w:document>")
	return []byte(w.String()), w.pictures, feet
}

// plain is the text of a heading on one line.
func plain(p Paragraph) string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// number writes before the headings what Word numbers them with.
func number(list []heading, d Document) {
	styles := []string{}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if p, ok := b.(Paragraph); ok && headingLevels[p.Style] > 0 {
				styles = append(styles, p.Style)
			}
		}
	}
	first, second := 0, 0
	for i, style := range styles {
		switch style {
		case StyleHeading1:
			first, second = first+1, 0
			list[i].text = Roman(first) + ". " + list[i].text
		case StyleHeading2:
			second++
			list[i].text = fmt.Sprintf("%d. %s", second, list[i].text)
		}
	}
}

// Roman writes a number from 1 to 39 in Roman numerals.
func Roman(n int) string {
	ones := []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return strings.Repeat("X", n/10) + ones[n%10]
}

// properties are those of a section, in the order of the schema.
func (s Section) properties(foot int) string {
	var b strings.Builder
	b.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="rIdNumber"/><w:headerReference w:type="first" r:id="rIdNone"/>`)
	if foot >= 0 {
		fmt.Fprintf(&b, `<w:footerReference w:type="default" r:id="rIdFoot%d"/><w:footerReference w:type="first" r:id="rIdFoot%d"/>`, foot+1, foot+1)
	}
	p, turned := s.Page, ""
	if p.Width > p.Height {
		turned = ` w:orient="landscape"`
	}
	fmt.Fprintf(&b, `<w:type w:val="nextPage"/><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		p.Width, p.Height, turned, p.Top, p.Right, p.Bottom, p.Left, p.Head, p.Foot)
	if s.Anew {
		b.WriteString(`<w:pgNumType w:start="1"/>`)
	}
	b.WriteString(`<w:cols w:space="708"/>`)
	if s.Anew {
		b.WriteString("<w:titlePg/>")
	}
	return b.String() + "</w:sectPr>"
}

func (d Document) core() []byte {
	made := d.Made.UTC().Format(time.RFC3339)
	return fmt.Appendf(nil, `%s<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
		`<dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>%s</dc:creator><dc:language>%s</dc:language>`+
		`<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified></cp:coreProperties>`,
		xmlHead, attribute(d.Title), attribute(d.Subject), attribute(d.Author), attribute(d.Lang), made, made)
}

func headFoot(element, style, runs string) []byte {
	return fmt.Appendf(nil, `%s<w:%s %s><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p></w:%s>`, xmlHead, element, wordSpace, style, runs, element)
}

func footName(i int) string { return fmt.Sprintf("word/footer%d.xml", i+1) }

func contentTypes(feet []string) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
	override := func(name, kind string) {
		fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s"/>`, name, kind)
	}
	override("word/document.xml", Type+".main+xml")
	for _, kind := range []string{"styles", "numbering", "settings", "fontTable"} {
		override("word/"+kind+".xml", wordType+kind+"+xml")
	}
	override("word/headerNone.xml", wordType+"header+xml")
	override("word/headerNumber.xml", wordType+"header+xml")
	for i := range feet {
		override(footName(i), wordType+"footer+xml")
	}
	override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	override("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	b.WriteString("</Types>")
	return b.Bytes()
}

// relation writes a relation; kind is the end of its type.
func relation(b *bytes.Buffer, id, kind, target string) {
	fmt.Fprintf(b, `<Relationship Id="%s" Type="%s" Target="%s"/>`, id, kind, target)
}

func rootRelations() []byte {
	return relations(func(b *bytes.Buffer) {
		relation(b, "rId1", relationships+"officeDocument", "word/document.xml")
		relation(b, "rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
		relation(b, "rId3", relationships+"extended-properties", "docProps/app.xml")
	})
}

func mainRelations(pictures, feet int) []byte {
	return relations(func(b *bytes.Buffer) {
		for _, kind := range []string{"styles", "numbering", "settings", "fontTable"} {
			relation(b, "rId"+kind, relationships+kind, kind+".xml")
		}
		relation(b, "rIdNone", relationships+"header", "headerNone.xml")
		relation(b, "rIdNumber", relationships+"header", "headerNumber.xml")
		for i := range feet {
			relation(b, fmt.Sprintf("rIdFoot%d", i+1), relationships+"footer", fmt.Sprintf("footer%d.xml", i+1))
		}
		for i := range pictures {
			relation(b, fmt.Sprintf("rIdPicture%d", i+1), relationships+"image", fmt.Sprintf("media/figure%d.png", i+1))
		}
	})
}

func relations(write func(*bytes.Buffer)) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	write(&b)
	b.WriteString("</Relationships>")
	return b.Bytes()
}
