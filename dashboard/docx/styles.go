package docx

import "fmt"

// FontName is the font of all text. Where it is missing, Tinos has the same widths.
const FontName = "Times New Roman"

// paragraphStyle is a style of a paragraph; the texts are what the schema wants in pPr and rPr, in its order.
type paragraphStyle struct {
	id, name, next string
	paragraph, run string
}

const (
	noSpace = `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>`
	black   = `<w:color w:val="000000"/>`
)

func size(half int) string { return fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, half, half) }

// The sizes and spaces of Nghị định 30/2020/NĐ-CP, appendix I: body 14 points, justified, the first line 1.27 cm in, 6 points
// between paragraphs; page numbers 14 points, centred.
var paragraphStyles = []paragraphStyle{
	{StyleBody, "Body Text", StyleBody, `<w:spacing w:before="0" w:after="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>`, ""},
	{StyleHeading1, "heading 1", StyleBody, `<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:before="240" w:after="120" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/><w:outlineLvl w:val="0"/>`, "<w:b/><w:bCs/>" + black + size(28)},
	{StyleHeading2, "heading 2", StyleBody, `<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:spacing w:before="160" w:after="120" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/><w:outlineLvl w:val="1"/>`, "<w:b/><w:bCs/>" + black + size(28)},
	{StyleHeading3, "heading 3", StyleBody, `<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/><w:jc w:val="left"/><w:outlineLvl w:val="2"/>`, "<w:b/><w:bCs/><w:i/><w:iCs/>" + black + size(26)},
	{StyleAppendix, "Appendix", StyleBody, `<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>`, "<w:b/><w:bCs/>" + black + size(28)},
	{StyleCaption, "caption", StyleBody, `<w:keepLines/><w:spacing w:before="60" w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>`, "<w:b/><w:bCs/>" + black + size(24)},
	{StylePicture, "Picture", StyleCaption, `<w:keepNext/><w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>`, ""},
	{StyleNote, "Note", StyleBody, `<w:spacing w:before="0" w:after="80" w:line="240" w:lineRule="auto"/><w:jc w:val="both"/>`, "<w:i/><w:iCs/>" + size(22)},
	{StyleTable, "Table Text", StyleTable, `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>`, size(22)},
	{StyleNarrow, "Table Small", StyleNarrow, `<w:spacing w:before="10" w:after="10" w:line="240" w:lineRule="auto"/>`, size(19)},
	{"TOCHeading", "TOC Heading", StyleBody, `<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/>`, "<w:b/><w:bCs/>" + size(26)},
	{styleContents1, "toc 1", "", `<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:right="567"/>`, size(26)},
	{styleContents2, "toc 2", "", `<w:spacing w:before="0" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:left="340" w:right="567"/>`, size(24)},
	{"Header", "header", "", noSpace + `<w:jc w:val="center"/>`, size(28)},
	{"Footer", "footer", "", noSpace + `<w:jc w:val="center"/>`, "<w:i/><w:iCs/>" + size(22)},
}

// styles is the part of the styles.
func styles(lang string) string {
	lang = attribute(lang)
	text := xmlHead + `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		fmt.Sprintf(`<w:rFonts w:ascii="%[1]s" w:eastAsia="%[1]s" w:hAnsi="%[1]s" w:cs="%[1]s"/>`, FontName) + black + size(28) +
		fmt.Sprintf(`<w:lang w:val="%[1]s" w:eastAsia="%[1]s" w:bidi="ar-SA"/>`, lang) +
		`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>` + noSpace + `</w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`
	for _, s := range paragraphStyles {
		text += fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/>`, s.id, s.name)
		if s.next != "" {
			text += fmt.Sprintf(`<w:next w:val="%s"/>`, s.next)
		}
		text += fmt.Sprintf(`<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`, s.paragraph, s.run)
	}
	lines := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		lines += fmt.Sprintf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	const inner = `<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="%[1]d" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar>`
	return text + `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` + fmt.Sprintf(inner, 0) + `</w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="OpenTable"><w:name w:val="Open Table"/><w:basedOn w:val="TableNormal"/></w:style>` +
		`<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` + lines + `</w:tblBorders>` + fmt.Sprintf(inner, 70) + `</w:tblPr>` +
		`<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style></w:styles>`
}

// numbering numbers the headings: I. and 1. within it.
const numbering = xmlHead + `<w:numbering ` + wordSpace + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>` +
	`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Heading1"/><w:suff w:val="space"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading2"/><w:suff w:val="space"/><w:lvlText w:val="%2."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>` +
	`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

// settings lets Word fill in the fields when it opens the document, about which it asks first: only where page numbers of a
// table of contents are wanted.
func settings(lang string, fill bool) string {
	update := ""
	if fill {
		update = `<w:updateFields w:val="true"/>`
	}
	return xmlHead + `<w:settings ` + wordSpace + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` + update +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		fmt.Sprintf(`<w:themeFontLang w:val="%[1]s"/>`, attribute(lang)) + `</w:settings>`
}

// fontTable says what stands in for the font where it is missing.
const fontTable = xmlHead + `<w:fonts ` + wordSpace + `><w:font w:name="` + FontName + `"><w:altName w:val="Tinos"/><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`
