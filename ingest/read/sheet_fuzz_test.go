package read

import (
	"errors"
	"io"
	"strings"
	"testing"

	"luanphien/ingest/header"
)

// grid is a sheet in memory: rows of the text are lines, cells stand between tabs.
type grid struct {
	lines []string
	at    int
}

func (g *grid) next() (record, error) {
	for g.at < len(g.lines) {
		g.at++
		r := record{line: g.at}
		for cell := range strings.SplitSeq(g.lines[g.at-1], "\t") {
			r.cells = append(r.cells, []byte(cell))
		}
		if !isBlank(r.cells) {
			return r, nil
		}
	}
	return record{}, io.EOF
}

func (g *grid) count() int64 {
	n := int64(0)
	for _, line := range g.lines {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// sheetsAsMade are spreadsheets as people make them.
var sheetsAsMade = []string{
	"SỞ Y TẾ\n\nBÁO CÁO HOẠT ĐỘNG\nTuần 51 năm 2025 (từ 15/12/2025 đến 21/12/2025)\nTT\tTrạm Y tế\tNhóm bệnh\tLượt khám\tChuyển tuyến\n1\t2\t3\t4\t5\nI. Khu vực Mường Nhé\n1\tXã Sín Thầu\thô hấp\t1.234\t–\n2\tTYT Mường Nhé\tkhác\tKBC\tx\n\tTổng số\t\t1234\t0\nNgười lập biểu\t\tGiám đốc\n",
	"Tuần 7/2026\nTT\tTrạm\tHô hấp\t\tTiêu hóa\t\n\t\tLượt khám\tChuyển tuyến\tLượt khám\tChuyển tuyến\n1\tSín Thầu\t12\t0\t1O5\t#REF!\n2\tMƯỜNG PHĂNG\tKhông\tKhông\tKBC\tKBC\n\tCộng\t12\t0\t0\t0\nLũy kế\t\t40\t1\t2\t0\n",
	"Quyết định số 001/QĐ-SYT\nSTT\tHọ và tên\tMã CB\tĐơn vị công tác\tTrình độ\tChuyên khoa\tNơi đến\tThời gian luân phiên\t\n\t\t\t\t\t\t\tNgày bắt đầu\tNgày kết thúc\n1\tLò Thị A\tCB001\tBệnh viện Đa khoa tỉnh\tBSCKI\tnội khoa\tTrạm Y tế xã Mường Nhà\t15/12/2025\t45800\n",
	"Mã trạm\tTuần\tNhóm bệnh\tLượt khám\tChuyển tuyến\nMã trạm\tTuần\tNhóm bệnh\tLượt khám\tChuyển tuyến\n03158\t2026-W07\thô hấp\t120 (BHYT 98)\t>50\n",
	"M\u00b7 tr\u00b9m\tTu\u00c7n\tNh\u00e3m b\u00d6nh\tL\u00ad\u00eet kh\u00b8m\tChuy\u00d3n tuy\u00d5n\n03158\t2026-W07\th\u00ab h\u00c0p\t1\t0\n",
	"station_code\tweek\tindicator\tvalue\n03158\t2026-W07\tx\t1,5\n",
	"Mã trạm\tSố CCCD\tTuần\n1\t2\t3\n",
}

// FuzzSheet feeds the finder of headers with the cells of a spreadsheet, past its container.
func FuzzSheet(f *testing.F) {
	for _, s := range sheetsAsMade {
		f.Add(s, "")
	}
	f.Add(sheetsAsMade[0], "activity")
	f.Fuzz(func(t *testing.T, text, kind string) {
		file := &File{Name: "fuzz"}
		sheet, ok, err := file.openSheet("Sheet1", &grid{lines: strings.Split(text, "\n")}, Options{Kind: kind}, true)
		if err != nil || !ok {
			var unknown *header.Error
			var refused *Error
			if err != nil && !errors.As(err, &unknown) && !errors.As(err, &refused) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		has := map[string]bool{}
		for _, c := range sheet.Columns {
			if _, known := sheet.Kind.Field(c.Field); c.Field != "" && (!known || has[c.Field]) {
				t.Fatalf("%q: column %q means %q in %s", text, c.Title, c.Field, sheet.Kind.Name)
			}
			has[c.Field] = true
		}
		for _, field := range sheet.Kind.Fields {
			if field.Required && !has[field.Name] {
				t.Fatalf("%q: %s without %s", text, sheet.Kind.Name, field.Name)
			}
		}
		for last := sheet.Header; ; {
			row, err := sheet.Next()
			if err == io.EOF {
				if l, _ := file.Ledger(); !l.Balanced() {
					t.Fatalf("%q: %+v", text, l)
				}
				return
			}
			var refused *Error
			if errors.As(err, &refused) && !strings.Contains(refused.EN, "fault of the program") {
				return
			}
			if err != nil || row.Line < last || len(row.Cells) != len(sheet.Columns) || row.Titles != nil && len(row.Titles) != len(row.Cells) {
				t.Fatalf("%q: after line %d comes %+v, %v", text, last, row, err)
			}
			last = row.Line
		}
	})
}
