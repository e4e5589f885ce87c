package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// sheetXML is a worksheet that is written cell by cell.
type sheetXML struct {
	rows, merges bytes.Buffer
	written      int
}

// row writes cells between tabs: #x is a stored number, =f a formula without a value, =f=x one with it, !x an error and ? a
// text that is empty. It tells whether some cell holds letters or digits, and whether some cell holds anything.
func (b *sheetXML) row(line string) (text, any bool) {
	b.written++
	fmt.Fprintf(&b.rows, `<row r="%d">`, b.written)
	for i, cell := range strings.Split(line, "\t") {
		if i == 26 {
			break
		}
		ref := fmt.Sprintf(`r="%c%d"`, 'A'+i, b.written)
		mark, rest := "", cell
		if cell != "" && strings.Contains("#=!?", cell[:1]) {
			mark, rest = cell[:1], cell[1:]
		}
		value := escapedXML(rest)
		any = any || mark != "" && mark != "?" || strings.ContainsFunc(rest, func(c rune) bool { return c > ' ' })
		text = text || mark != "?" && mark != "=" && strings.ContainsFunc(rest, func(c rune) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' })
		switch mark {
		case "#":
			fmt.Fprintf(&b.rows, `<c %s><v>%s</v></c>`, ref, value)
		case "=":
			formula, result, has := strings.Cut(value, "=")
			if has {
				result = "<v>" + result + "</v>"
			}
			fmt.Fprintf(&b.rows, `<c %s><f>%s</f>%s</c>`, ref, formula, result)
		case "!":
			fmt.Fprintf(&b.rows, `<c %s t="e"><v>%s</v></c>`, ref, value)
		case "?":
			fmt.Fprintf(&b.rows, `<c %s t="inlineStr"><is><t/></is></c>`, ref)
		default:
			fmt.Fprintf(&b.rows, `<c %s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, ref, value)
		}
	}
	b.rows.WriteString(`</row>`)
	return text, any
}

var mergedArea = regexp.MustCompile(`\b[A-H][1-9]:[A-H][1-9]\b`)

func (b *sheetXML) merge(areas string) bool {
	found := mergedArea.FindAllString(areas, 3)
	for _, area := range found {
		fmt.Fprintf(&b.merges, `<mergeCell ref="%s"/>`, area)
	}
	return len(found) > 0
}

func (b *sheetXML) book(t *testing.T) []byte {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office
	merges := b.merges.String()
	if merges != "" {
		merges = "<mergeCells>" + merges + "</mergeCells>"
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`},
		{"_rels/.rels", rels + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns:r="` + office + `"><sheets><sheet name="Tuần" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", rels + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + b.rows.String() + `</sheetData>` + merges + `</worksheet>`},
	} {
		file, err := w.Create(part[0])
		if err == nil {
			_, err = file.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func escapedXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // it never fails
	return b.String()
}
