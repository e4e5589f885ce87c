package docx

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// writer writes the main part and gathers what it refers to.
type writer struct {
	strings.Builder
	pictures []*Picture
	headings []heading
	next     int            // heading to come
	marks    map[string]int // bookmarks that are open
	ids      int            // of bookmarks and drawings
	wide     int            // of the section's text
}

// heading is a line of the table of contents.
type heading struct {
	level int
	text  string
}

func (h heading) mark(n int) string { return fmt.Sprintf("_Toc%08d", n+1) }

// headingLevels are the styles that the table of contents holds.
var headingLevels = map[string]int{StyleHeading1: 1, StyleAppendix: 1, StyleHeading2: 2}

func (w *writer) f(format string, args ...any) { fmt.Fprintf(w, format, args...) }

// text writes characters as XML takes them; such as it does not allow become U+FFFD.
func (w *writer) text(s string) {
	_ = xml.EscapeText(w, []byte(s)) // a Builder takes all
}

func attribute(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func (p Paragraph) write(w *writer) {
	w.f("<w:p>")
	p.properties(w)
	level := headingLevels[p.Style]
	if level > 0 {
		w.ids++
		id := w.ids
		w.f(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, id, w.headings[w.next].mark(w.next))
		w.next++
		defer w.f("</w:p>")
		defer w.f(`<w:bookmarkEnd w:id="%d"/>`, id)
	} else {
		defer w.f("</w:p>")
	}
	for _, r := range p.Runs {
		r.write(w)
	}
}

// properties writes a paragraph's properties in the order of the schema.
func (p Paragraph) properties(w *writer) {
	w.f("<w:pPr>")
	if p.Style != "" {
		w.f(`<w:pStyle w:val="%s"/>`, p.Style)
	}
	if p.KeepNext {
		w.f("<w:keepNext/>")
	}
	switch {
	case p.Rule:
		w.f(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`)
	case p.Boxed:
		w.f("<w:pBdr>")
		for _, side := range []string{"top", "left", "bottom", "right"} {
			w.f(`<w:%s w:val="single" w:sz="6" w:space="2" w:color="000000"/>`, side)
		}
		w.f("</w:pBdr>")
	}
	switch {
	case p.Rule:
		w.f(`<w:spacing w:before="%d" w:after="%d" w:line="40" w:lineRule="exact"/>`, p.Before, p.After)
	case p.Before > 0 || p.After > 0:
		w.f("<w:spacing")
		if p.Before > 0 {
			w.f(` w:before="%d"`, p.Before)
		}
		if p.After > 0 {
			w.f(` w:after="%d"`, p.After)
		}
		w.f("/>")
	}
	if p.Indent > 0 || p.IndentRight > 0 {
		w.f(`<w:ind w:left="%d" w:right="%d"/>`, p.Indent, p.IndentRight)
	}
	if p.Align != "" {
		w.f(`<w:jc w:val="%s"/>`, p.Align)
	}
	if p.Rule {
		w.f(`<w:rPr><w:sz w:val="4"/><w:szCs w:val="4"/></w:rPr>`)
	}
	w.f("</w:pPr>")
}

func (r Run) write(w *writer) {
	if r.Begin != "" {
		w.ids++
		w.marks[r.Begin] = w.ids
		w.f(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, w.ids, attribute(r.Begin))
	}
	if r.End != "" {
		defer func() { w.f(`<w:bookmarkEnd w:id="%d"/>`, w.marks[r.End]) }()
	}
	switch {
	case r.Picture != nil:
		w.picture(r.Picture)
	case r.Field != "":
		w.field(r, r.Field)
	default:
		w.run(r)
	}
}

// field writes a field with what it gives now.
func (w *writer) field(r Run, instruction string) {
	w.f("<w:r>%s<w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>%s<w:instrText xml:space=\"preserve\"> ", r.look(), r.look())
	w.text(instruction)
	w.f(" </w:instrText></w:r><w:r>%s<w:fldChar w:fldCharType=\"separate\"/></w:r>", r.look())
	w.run(r)
	w.f("<w:r>%s<w:fldChar w:fldCharType=\"end\"/></w:r>", r.look())
}

func (w *writer) run(r Run) {
	w.f("<w:r>%s", r.look())
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			w.f("<w:br/>")
		}
		for k, part := range strings.Split(line, "\t") {
			if k > 0 {
				w.f("<w:tab/>")
			}
			w.f(`<w:t xml:space="preserve">`)
			w.text(part)
			w.f("</w:t>")
		}
	}
	w.f("</w:r>")
}

// look gives the properties of a run in the order of the schema.
func (r Run) look() string {
	var b strings.Builder
	if r.Bold {
		b.WriteString("<w:b/><w:bCs/>")
	}
	if r.Italic {
		b.WriteString("<w:i/><w:iCs/>")
	}
	if r.Size > 0 {
		half := int(2*r.Size + 0.5)
		fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, half, half)
	}
	if b.Len() == 0 {
		return ""
	}
	return "<w:rPr>" + b.String() + "</w:rPr>"
}

// emu are English metric units, of drawings, to a twentieth of a point.
const emu = 635

func (w *writer) picture(p *Picture) {
	w.pictures = append(w.pictures, p)
	w.ids++
	n, cx, cy := len(w.pictures), p.Width*emu, p.Height*emu
	name, alt := attribute(p.Name), attribute(p.Alt)
	w.f(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s" descr="%s"/>`, cx, cy, w.ids, name, alt)
	w.f(`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`)
	w.f(`<pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="%s" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`, w.ids, name, alt, n)
	w.f(`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`, cx, cy)
}
