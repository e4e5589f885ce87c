package read

import (
	"strings"
	"testing"
)

// A sheet whose rows could be lost is refused, whatever is wrong with it.
func TestSheetsThatWouldLoseRows(t *testing.T) {
	const (
		titles = `<c t="inlineStr"><is><t>Nhóm bệnh</t></is></c><c t="inlineStr"><is><t>Mã ICD-10</t></is></c>`
		cells  = `<c t="inlineStr"><is><t>hô hấp</t></is></c><c t="inlineStr"><is><t>J00</t></is></c>`
		head   = `<worksheet xmlns:x="u"><sheetData><row>` + titles + `</row>`
		row    = `<row>` + cells + `</row>`
		end    = `</sheetData></worksheet>`
	)
	good := reshaped(t, map[string]string{firstSheet: head + row + end})
	if rows, _ := rowsOf(t, good, Options{}); len(rows) != 1 || rows[0]["diagnosis_group"] != "hô hấp" {
		t.Fatalf("%v", rows)
	}
	controls := `</sheetData><controls><x:anchor><x:row>3</x:row></x:anchor></controls></worksheet>`
	if rows, _ := rowsOf(t, reshaped(t, map[string]string{firstSheet: head + row + controls}), Options{}); len(rows) != 1 {
		t.Errorf("the anchor of a control is taken for a row: %v", rows)
	}
	for what, sheet := range map[string]string{
		"a row outside the data":      head + `</sheetData>` + row + `</worksheet>`,
		"a row in another element":    head + `<group>` + row + `</group>` + end,
		"a cell in another element":   head + `<row><group>` + cells + `</group></row>` + end,
		"text between rows":           head + `x` + row + end,
		"text between cells":          head + `<row>x` + cells + `</row>` + end,
		"an element within a value":   head + `<row><c><v>1<b>2</b></v></c></row>` + end,
		"two values in one cell":      head + `<row><c><v>1</v><v>2</v></c></row>` + end,
		"two tables of rows":          head + `</sheetData><sheetData>` + row + end,
		"a row number that goes back": head + `<row r="5">` + cells + `</row><row r="4">` + cells + `</row>` + end,
		"a cell that goes back":       head + `<row r="5"><c r="B5"><v>1</v></c><c r="A5"><v>1</v></c></row>` + end,
		"a cell of another row":       head + `<row r="5"><c r="A6"><v>1</v></c></row>` + end,
		"an attribute given twice":    head + `<row r="5" r="6">` + cells + `</row>` + end,
		"an unknown entity":           head + strings.Replace(row, "J00", "J&nbsp;00", 1) + end,
	} {
		t.Run(what, func(t *testing.T) {
			refused(t, reshaped(t, map[string]string{firstSheet: sheet}), "bị hỏng")
		})
	}
	for what, book := range map[string]string{
		"two sheets of one part": `<sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/></sheets>`,
		"a sheet without a part": `<sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId77"/></sheets>`,
	} {
		t.Run(what, func(t *testing.T) {
			refused(t, reshaped(t, map[string]string{"xl/workbook.xml": `<workbook xmlns:r="r">` + book + `</workbook>`}), "bị hỏng")
		})
	}
}
