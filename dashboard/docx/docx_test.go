package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/docx/ziptest"
)

// sample has every kind of block and run.
func sample() Document {
	page := Page{Width: MM(210), Height: MM(297), Top: MM(20), Right: MM(20), Bottom: MM(20), Left: MM(30), Head: MM(10), Foot: MM(9)}
	turned := page
	turned.Width, turned.Height = page.Height, page.Width
	picture := &Picture{PNG: []byte("\x89PNG"), Width: MM(100), Height: MM(50), Name: "Hình <1>", Alt: `độ bao phủ "tăng" & giảm`}
	return Document{Title: "Báo cáo <A & B>", Subject: "s", Author: "Sở Y tế", Lang: "vi-VN", Made: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Sections: []Section{
		{Page: page, Anew: true, Foot: "nội bộ", Blocks: []Block{
			Table{Widths: []int{MM(60), MM(100)}, Open: true, Rows: [][]Cell{{{Paras: []Paragraph{{Rule: true, Before: 40, Indent: 9, IndentRight: 9}}}, {}}}},
			Contents{Title: "Mục lục"},
			Paragraph{Style: StyleHeading1, Runs: []Run{Text("Kết quả\x01")}}, Paragraph{Style: StyleHeading2, Runs: []Run{Text("Tuần\nmột")}},
			Paragraph{Style: StyleBody, KeepNext: true, Boxed: true, Before: 1, After: 2, Indent: 1, Align: AlignCentre, Runs: []Run{{Text: "đậm\tnghiêng", Bold: true, Italic: true, Size: 13.5}, {Text: "Hình 1", Field: `REF fig \h`}}},
			Paragraph{Style: StylePicture, Runs: []Run{{Picture: picture}}},
			Paragraph{Style: StyleCaption, Runs: []Run{{Text: "Hình ", Begin: "fig"}, {Text: "1", Field: `SEQ Hình \* ARABIC`, End: "fig"}}},
		}},
		{Page: turned, Anew: true, Blocks: []Block{Paragraph{Style: StyleAppendix, Runs: []Run{Text("Phụ lục I\nBẢNG")}},
			Table{Widths: []int{1000, 2000, 500}, Header: 1, Name: "n", Alt: "a", Rows: [][]Cell{{{Span: 2, Paras: []Paragraph{{Style: StyleTable}}}, {}}, {{}, {}, {}}}}}},
	}}
}

// partsOf are the files of the package as written.
func partsOf(t *testing.T, d Document) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return ziptest.Parts(t, b.Bytes())
}

// orders are the sequences that the schema (ISO/IEC 29500-1, annex A) demands of the children of an element, as far as they
// are written.
var orders = map[string]string{
	"pPr":    "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
	"rPr":    "rFonts b bCs i iCs caps color sz szCs lang",
	"tblPr":  "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
	"tcPr":   "tcW gridSpan vMerge",
	"pBdr":   "top left bottom right",
	"sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
	"style":  "name basedOn next qFormat pPr rPr tblPr tblStylePr",
	"lvl":    "start numFmt pStyle suff lvlText lvlJc pPr", "settings": "zoom defaultTabStop characterSpacingControl updateFields compat themeFontLang",
	"font": "altName panose1 charset family pitch", "tbl": "tblPr tblGrid tr", "tc": "tcPr p", "inline": "extent docPr cNvGraphicFramePr graphic",
}

// checkOrder reads a part and tells which children stand where the schema has none.
func checkOrder(t *testing.T, name, body string) {
	t.Helper()
	type open struct {
		name string
		at   int
		kids int
	}
	stack := []open{{}}
	read := xml.NewDecoder(strings.NewReader(body))
	for {
		token, err := read.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			parent := &stack[len(stack)-1]
			parent.kids++
			if order, known := orders[parent.name]; known {
				at := slices.Index(strings.Fields(order), e.Name.Local)
				if at < parent.at {
					t.Errorf("%s: <%s> at %d in <%s>, after what follows it", name, e.Name.Local, at, parent.name)
				}
				parent.at = max(at, 0)
			}
			stack = append(stack, open{name: e.Name.Local})
		case xml.EndElement:
			if last := stack[len(stack)-1]; last.name == "tc" && last.kids < 2 {
				t.Errorf("%s: a cell without a paragraph", name)
			}
			stack = stack[:len(stack)-1]
		}
	}
}

// The parts are well formed, their elements in the order of the schema, and whatever refers to something finds it.
func TestPartsAreValid(t *testing.T) {
	found := partsOf(t, sample())
	for name, body := range found {
		if strings.HasSuffix(name, ".png") {
			continue
		}
		checkOrder(t, name, body)
		if !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" && !strings.Contains(found["[Content_Types].xml"], `"/`+name+`"`) {
			t.Errorf("%s has no type", name)
		}
	}
	relations := found["word/_rels/document.xml.rels"]
	for _, piece := range strings.Split(relations, `Target="`)[1:] {
		target, _, _ := strings.Cut(piece, `"`)
		if _, ok := found["word/"+target]; !ok {
			t.Errorf("there is no part %s", target)
		}
	}
	main := found["word/document.xml"]
	for _, id := range []string{"rIdNone", "rIdNumber", "rIdFoot1", "rIdPicture1"} {
		if !strings.Contains(main, `"`+id+`"`) || !strings.Contains(relations, `Id="`+id+`"`) {
			t.Errorf("%s is not used, or leads nowhere", id)
		}
	}
	for _, want := range []string{`w:name="fig"`, `REF fig \h`, "PAGEREF _Toc00000001", `w:name="_Toc00000003"`, ">I. Kết quả\ufffd<", ">1. Tuần một<", ">Phụ lục I BẢNG<",
		`w:w="16838" w:h="11906" w:orient="landscape"`, "<w:tblHeader/>", `w:gridSpan w:val="2"`, `descr="độ bao phủ &#34;tăng&#34; &amp; giảm"`, "<w:br/>", "<w:tab/>", `<w:sz w:val="27"/>`} {
		if !strings.Contains(main, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
	if n := strings.Count(main, "bookmarkStart"); n != strings.Count(main, "bookmarkEnd") || n != 4 {
		t.Errorf("%d bookmarks begin", n)
	}
	if !strings.Contains(found["docProps/core.xml"], "<dc:title>Báo cáo &lt;A &amp; B&gt;</dc:title>") || !strings.Contains(found["docProps/core.xml"], "<dc:language>vi-VN</dc:language>") {
		t.Error(found["docProps/core.xml"])
	}
}

func TestSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	if err := errors.Join(sample().Write(&a), sample().Write(&b)); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same document gives other bytes", err)
	}
}

func TestLengths(t *testing.T) {
	if MM(210) != 11906 || MM(297) != 16838 || PT(6) != 120 || Roman(14) != "XIV" || Roman(9) != "IX" || Roman(29) != "XXIX" {
		t.Error(MM(210), MM(297), PT(6), Roman(14))
	}
}
