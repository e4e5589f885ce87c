package read

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"luanphien/ingest/rule"
)

// The parts of a workbook of one sheet, as short as they may be.
const (
	typesPart    = "[Content_Types].xml"
	rootRels     = "_rels/.rels"
	workbookPart = "xl/workbook.xml"
	workbookRels = "xl/_rels/workbook.xml.rels"

	officeRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	sheetType      = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
)

// bare are the parts of a workbook of one sheet, which holds the rows.
func bare(sheet string) map[string]string {
	return map[string]string{
		typesPart:    `<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sheetType + `"/></Types>`,
		rootRels:     `<Relationships><Relationship Id="rId1" Type="` + officeRelation + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		workbookPart: `<workbook xmlns:r="r"><sheets><sheet name="Tuần" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		workbookRels: `<Relationships><Relationship Id="rId1" Type="` + officeRelation + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		firstSheet:   sheet,
	}
}

// zipped writes parts as an archive, in the order of their names, and lets change spoil its bytes.
func zipped(t *testing.T, parts map[string]string, more []string, change func([]byte) []byte) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		more = append(more, name, parts[name])
	}
	for i := 0; i < len(more); i += 2 {
		part, err := w.CreateHeader(&zip.FileHeader{Name: more[i], Method: zip.Store})
		if err == nil {
			_, err = part.Write([]byte(more[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	content := out.Bytes()
	if change != nil {
		content = change(content)
	}
	path := filepath.Join(t.TempDir(), "sổ.xlsx")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sheetOf makes a sheet of activity from the cells of its rows, the first of which is row 2.
func sheetOf(rows, behind string) string {
	return `<worksheet xmlns:r="r"><sheetData><row r="1">` + text("A1", "Mã trạm") + text("B1", "Tuần") + text("C1", "Nhóm bệnh") +
		text("D1", "Lượt khám") + text("E1", "Chuyển tuyến") + `</row>` + rows + `</sheetData>` + behind + `</worksheet>`
}

func text(cell, text string) string {
	return `<c r="` + cell + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
}

func number(cell, n string) string { return `<c r="` + cell + `"><v>` + n + `</v></c>` }

func merge(areas ...string) string {
	return `<mergeCells><mergeCell ref="` + strings.Join(areas, `"/><mergeCell ref="`) + `"/></mergeCells>`
}

// row is a good row of activity.
func row(n, visits string) string {
	return `<row r="` + n + `">` + text("A"+n, "03158") + text("B"+n, "2026-W07") + text("C"+n, "hô hấp") + number("D"+n, visits) + number("E"+n, "0") + `</row>`
}

// faults lists the rules by which cells of a sheet are refused, as «D3 cell_merged»; rows that are passed over are listed, too.
func faults(t *testing.T, path string) (list []string) {
	t.Helper()
	file, err := Open(path, Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, s := range file.Sheets {
		for {
			r, err := s.Next()
			if err != nil {
				break
			}
			for i, mark := range r.Marks {
				if mark.Fault() != rule.None {
					list = append(list, string(rune('A'+i))+strconv.Itoa(r.Line)+" "+string(mark.Fault()))
				}
			}
		}
	}
	l, _ := file.Ledger()
	if !l.Balanced() {
		t.Errorf("%+v", l)
	}
	if l.Passed > 0 {
		list = append(list, strconv.FormatInt(l.Passed, 10)+" passed")
	}
	return list
}

// What lies hidden beneath a merged cell is neither dropped nor used.
func TestValuesBeneathMergedCells(t *testing.T) {
	two := row("2", "12") + row("3", "7")
	station := func(n, rest string) string { // a row whose station is the one above
		return `<row r="` + n + `">` + rest + text("B"+n, "2026-W07") + text("C"+n, "tim mạch") + number("D"+n, "5") + number("E"+n, "0") + `</row>`
	}
	for what, c := range map[string]struct {
		sheet string
		want  []string
	}{
		"nothing is hidden":                 {sheetOf(row("2", "12")+station("3", ""), merge("A2:A3")), nil},
		"a repeated text":                   {sheetOf(row("2", "12")+station("3", text("A3", "03158 ")), merge("A2:A3")), nil},
		"another station":                   {sheetOf(row("2", "12")+station("3", text("A3", "03160")), merge("A2:A3")), []string{"A3 cell_merged"}},
		"a number for a text":               {sheetOf(row("2", "12")+station("3", number("A3", "3160")), merge("A2:A3")), []string{"A3 cell_merged"}},
		"under a first cell that is blank":  {sheetOf(row("2", "12")+station("3", ""), merge("F2:G3")+""), nil},
		"beneath a blank first cell":        {sheetOf(row("2", "12")+`<row r="3">`+text("C3", "x")+number("D3", "9")+`</row>`, merge("B3:D3")), []string{"C3 cell_merged", "D3 cell_merged"}},
		"the referrals beneath the visits":  {sheetOf(two, merge("D2:E2")), []string{"E2 cell_merged"}},
		"equal figures beside each other":   {sheetOf(`<row r="2">`+text("A2", "03158")+text("B2", "2026-W07")+text("C2", "hô hấp")+number("D2", "4")+number("E2", "4")+`</row>`, merge("D2:E2")), []string{"E2 cell_merged"}},
		"a row beneath a note":              {sheetOf(row("2", "12")+`<row r="3">`+text("A3", "Ghi chú: số liệu sơ bộ")+text("B3", "2026-W07")+text("C3", "hô hấp")+number("D3", "5")+`</row>`, merge("A3:E3")), []string{"B3 cell_merged", "C3 cell_merged", "D3 cell_merged"}},
		"figures that two rows would share": {sheetOf(two, merge("D2:D3")), []string{"D2 cell_merged", "D3 cell_merged"}},
		"the same figure in both rows":      {sheetOf(row("2", "12")+row("3", "12"), merge("D2:D3")), []string{"D2 cell_merged", "D3 cell_merged"}},
		"a merged cell given twice":         {sheetOf(row("2", "12")+station("3", ""), merge("A2:A3", "A2:A3")), nil},
		"a whole column":                    {sheetOf(two, merge("A2:A1048576")), nil},
		"a formula without value":           {sheetOf(row("2", "12")+station("3", `<c r="A3"><f>A2</f></c>`), merge("A2:A3")), []string{"A3 formula_unsaved"}},
		"a block over rows and columns":     {sheetOf(two, merge("B2:C3")), []string{"C2 cell_merged", "C3 cell_merged"}},
	} {
		t.Run(what, func(t *testing.T) { expect(t, faults(t, zipped(t, bare(c.sheet), nil, nil)), c.want) })
	}
	title := func(rows, merges string) string {
		sheet := sheetOf(row("5", "12"), merge(merges))
		return strings.NewReplacer(`<row r="1">`, rows+`<row r="4">`, `"A1"`, `"A4"`, `"B1"`, `"B4"`, `"C1"`, `"C4"`, `"D1"`, `"D4"`, `"E1"`, `"E4"`).Replace(sheet)
	}
	refused(t, zipped(t, bare(title(`<row r="1">`+text("A1", "BÁO CÁO")+text("C1", "Tuần 50 năm 2025")+`</row>`, "A1:E1")), nil, nil), "ô C1")
	refused(t, zipped(t, bare(title("", "A4:E4")), nil, nil), "ô B4")
	refused(t, zipped(t, bare(sheetOf(two, merge("A2:A3", "A3:B4"))), nil, nil), "chồng lên nhau (A2:A3, A3:B4)")
	if got := faults(t, zipped(t, bare(title(`<row r="1">`+text("A1", "BÁO CÁO")+text("B1", "BÁO CÁO")+text("C1", "BÁO CÁO")+`</row>`, "A1:C1")), nil, nil)); got != nil {
		t.Errorf("a title that repeats itself: %q", got)
	}
}

// An array formula has a value in each of its cells. Where the file holds none, the cell is not blank.
func TestArrayFormulas(t *testing.T) {
	array := func(ref, value string) string {
		return `<row r="2">` + text("A2", "03158") + text("B2", "2026-W07") + text("C2", "hô hấp") + `<c r="D2"><f t="array" ref="` + ref + `">X1:X9</f>` + value + `</c>%</row>`
	}
	filled := strings.ReplaceAll(array("D2:E2", "<v>4</v>"), "%", number("E2", "1"))
	below := func(cells string) string {
		return `<row r="3">` + text("A3", "03160") + text("B3", "2026-W07") + text("C3", "hô hấp") + cells + `</row>`
	}
	bareOf := func(s string) string { return strings.ReplaceAll(s, "%", "") }
	for what, c := range map[string]struct {
		sheet string
		want  []string
	}{
		"all saved":           {sheetOf(filled, ""), nil},
		"an empty text":       {sheetOf(strings.ReplaceAll(array("D2:E2", "<v>4</v>"), "%", `<c r="E2" t="str"><v></v></c>`), ""), nil},
		"of one cell":         {sheetOf(bareOf(array("D2", "<v>4</v>")), ""), nil},
		"none saved":          {sheetOf(bareOf(array("D2:E2", "")), ""), []string{"D2 formula_unsaved", "E2 formula_unsaved"}},
		"the first saved":     {sheetOf(bareOf(array("D2:E2", "<v>4</v>")), ""), []string{"E2 formula_unsaved"}},
		"a styled blank cell": {sheetOf(strings.ReplaceAll(array("D2:E2", "<v>4</v>"), "%", `<c r="E2" s="0"/>`), ""), []string{"E2 formula_unsaved"}},
		"the row below":       {sheetOf(bareOf(array("D2:D3", "<v>4</v>"))+below(number("E3", "0")), ""), []string{"D3 formula_unsaved"}},
		"saved below":         {sheetOf(bareOf(array("D2:D3", "<v>4</v>"))+below(number("D3", "0")), ""), nil},
		"a table of results":  {sheetOf(strings.ReplaceAll(bareOf(array("D2:E2", "<v>4</v>")), `"array"`, `"dataTable"`), ""), []string{"E2 formula_unsaved"}},
	} {
		t.Run(what, func(t *testing.T) { expect(t, faults(t, zipped(t, bare(c.sheet), nil, nil)), c.want) })
	}
	refused(t, zipped(t, bare(sheetOf(bareOf(array("D2:D9", "<v>4</v>"))+below(number("D3", "0")), "")), nil, nil), "công thức mảng (D2:D9)")
	refused(t, zipped(t, bare(sheetOf(bareOf(array("D2:XFD1048576", "<v>4</v>")), "")), nil, nil), "công thức mảng trên quá nhiều ô")
	refused(t, zipped(t, bare(sheetOf(bareOf(array("ô kia", "<v>4</v>")), "")), nil, nil), "công thức mảng không đúng")
}

// What an archive says of its parts must be so, and say one thing only.
func TestArchivesThatContradictThemselves(t *testing.T) {
	good := bare(sheetOf(row("2", "12"), ""))
	with := func(part, old, new string) map[string]string {
		parts := bare(good[firstSheet])
		parts[part] = strings.ReplaceAll(parts[part], old, new)
		if old != "" && parts[part] == good[part] {
			t.Fatalf("%s: nothing is replaced", part)
		}
		return parts
	}
	for what, parts := range map[string]map[string]string{
		"as it should be":        good,
		"an absolute target":     with(workbookRels, `"worksheets/`, `"/xl/worksheets/`),
		"a target with dots":     with(workbookRels, `"worksheets/`, `"../xl/./worksheets/`),
		"backslashes":            with(workbookRels, `"worksheets/`, `"worksheets\`),
		"an escaped target":      with(workbookRels, `"worksheets/sheet1`, `"worksheets/s%68eet1`),
		"other letters":          with(workbookRels, `"worksheets/sheet1`, `"Worksheets/Sheet1`),
		"the strict format":      with(workbookRels, officeRelation, "http://purl.oclc.org/ooxml/officeDocument/relationships/"),
		"a type told in general": with(typesPart, sheetType, "application/xml"),
	} {
		t.Run(what, func(t *testing.T) { expect(t, faults(t, zipped(t, parts, nil, nil)), nil) })
	}
	chart := with(workbookRels, "/worksheet\"", "/chartsheet\"")
	chart[typesPart] = strings.ReplaceAll(chart[typesPart], "worksheet+xml", "chartsheet+xml")
	for what, c := range map[string]struct {
		parts  map[string]string
		more   []string
		change func([]byte) []byte
		says   string
	}{
		"a worksheet declared as a chart":       {parts: with(typesPart, "worksheet+xml", "chartsheet+xml"), says: "được khai là"},
		"a worksheet declared as a document":    {parts: with(typesPart, sheetType, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"), says: "được khai là"},
		"a worksheet said to be a chart":        {parts: chart, says: "bị hỏng"},
		"a relation of a kind that there isn't": {parts: with(workbookRels, "/worksheet\"", "/sheet\""), says: "không biết loại trang"},
		"a target that is not there":            {parts: with(workbookRels, "sheet1.xml", "sheet2.xml"), says: "không có nội dung"},
		"a target outside":                      {parts: with(workbookRels, `"worksheets/`, `"../../worksheets/`), says: "không có nội dung"},
		"a target on another machine":           {parts: with(workbookRels, "Target=", `TargetMode="External" Target=`), says: "không có nội dung"},
		"two relations of one name":             {parts: with(workbookRels, "</Relationships>", `<Relationship Id="rId1" Type="`+officeRelation+`styles" Target="styles.xml"/></Relationships>`), says: "hai quan hệ"},
		"two tables of texts":                   {parts: with(workbookRels, "</Relationships>", `<Relationship Id="rId2" Type="`+officeRelation+`sharedStrings" Target="a.xml"/><Relationship Id="rId3" Type="`+officeRelation+`sharedStrings" Target="b.xml"/></Relationships>`), says: "hai phần cùng là"},
		"two documents":                         {parts: with(rootRels, "</Relationships>", `<Relationship Id="rId2" Type="`+officeRelation+`officeDocument" Target="xl/worksheets/sheet1.xml"/></Relationships>`), says: "hai tài liệu"},
		"a part declared twice":                 {parts: with(typesPart, "</Types>", `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="text/plain"/></Types>`), says: "khai hai lần"},
		"a part twice":                          {parts: good, more: []string{firstSheet, sheetOf(row("2", "99"), "")}, says: "hai phần cùng tên"},
		"a part twice in other letters":         {parts: good, more: []string{"xl/Worksheets/SHEET1.xml", "x"}, says: "hai phần cùng tên"},
		"a part twice by a slash before it":     {parts: good, more: []string{"/xl/worksheets/sheet1.xml", "x"}, says: "hai phần cùng tên"},
		"a spoilt sheet":                        {parts: good, change: swap("<v>12<", "<v>13<"), says: "bị hỏng"},
		"a spoilt part that is not read":        {parts: good, more: []string{"docProps/app.xml", "<Properties>ABCDEF</Properties>"}, change: swap("ABCDEF", "ABCDEG"), says: "bị hỏng"},
		"a spoilt list of parts":                {parts: good, change: swap("application/xml", "application/xmm"), says: "bị hỏng"},
		"a spoilt relation":                     {parts: with(workbookRels, "<Relationships>", "<Relationships><!--ABCDEF-->"), change: swap("ABCDEF", "ABCDEG"), says: "bị hỏng"},
		"parts that overlap":                    {parts: good, change: overlap, says: "chồng lên nhau"},
	} {
		t.Run(what, func(t *testing.T) { refused(t, zipped(t, c.parts, c.more, c.change), c.says) })
	}
	lists := map[string]string{"a.csv": activityText}
	for what, c := range map[string]struct {
		more   []string
		change func([]byte) []byte
		says   string
	}{
		"a file twice":                      {more: []string{"a.csv", activityText}, says: "hai phần cùng tên"},
		"a spoilt file":                     {change: swap("03158", "03159"), says: "bị hỏng"},
		"a spoilt file that is passed over": {more: []string{"__MACOSX/._a.csv", "ABCDEF"}, change: swap("ABCDEF", "ABCDEG"), says: "bị hỏng"},
		"files that overlap":                {more: []string{"b.csv", activityText}, change: overlap, says: "chồng lên nhau"},
	} {
		t.Run(what, func(t *testing.T) { refused(t, zipped(t, lists, c.more, c.change), c.says) })
	}
}

func swap(old, new string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

// overlap makes the last entry of an archive's directory begin where the one before it does.
func overlap(b []byte) []byte {
	var entries []int
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("PK\x01\x02"))
		if i < 0 {
			break
		}
		entries = append(entries, at+i)
		at += i + 4
	}
	n := len(entries)
	copy(b[entries[n-1]+42:entries[n-1]+46], b[entries[n-2]+42:entries[n-2]+46])
	return b
}
