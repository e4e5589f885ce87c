package rowrole

import (
	"strings"
	"testing"

	"luanphien/ingest/ledger"
)

// wide is a table as most reports are: TT, station, and the figures of two groups.
func wide() Table {
	return Table{Columns: []Column{Number, Name, Figure, Figure, Figure, Figure}, Required: []int{1}, Label: 1, Measured: true, Wide: true,
		Header: [][]string{{"TT", "Trạm Y tế", "hô hấp", "", "tiêu hóa"}, {"", "", "Lượt khám", "Chuyển tuyến", "Lượt khám", "Chuyển tuyến"}},
		Known: func(text string) bool {
			return text == "Mường Phăng" || text == "Sín Thầu" || text == "Cộng Hòa"
		}}
}

// roles judges rows, one a line, cells parted by bars.
func roles(t Table, rows string) []ledger.Reason {
	var found []ledger.Reason
	lines := strings.Split(rows, "\n")
	at := 0
	t.Next = func() string {
		if at+1 < len(lines) {
			number, _, _ := strings.Cut(lines[at+1], "|")
			return number
		}
		return ""
	}
	judge := New(t)
	for ; at < len(lines); at++ {
		var cells [][]byte
		for cell := range strings.SplitSeq(lines[at], "|") {
			cells = append(cells, []byte(cell))
		}
		found = append(found, judge.Of(cells))
	}
	return found
}

func TestWideTables(t *testing.T) {
	for rows, want := range map[string][]ledger.Reason{
		"1|Mường Phăng|1|0|1|0\n|Cộng TTYT Mường Nhé|1|0|1|0\n2|Sín Thầu|1|0|1|0\n|Tổng cụm 2|1|0|1|0\n|Tổng cộng|2|0|2|0":                                               {"", ledger.Subtotal, "", ledger.Subtotal, ledger.Subtotal},
		"|Cộng Hòa|1|0|1|0\n|Công Lý|1|0|1|0\n|Tống Phan|1|0|1|0\n|Tổng Cọt|1|0|1|0":                                                                                     {"", "", "", ""},
		"I|Khu vực Mường Nhé|3|0|3|0\n1|Mường Phăng|1|0|1|0\n2|Sín Thầu|2|0|2|0":                                                                                         {ledger.Heading, "", ""},
		"A|Vùng thấp|3|0|3|0\nI|Mường Nhé|3|0|3|0\n1|Sín Thầu|2|0|2|0":                                                                                                   {ledger.Heading, "", ""},
		"1|Khu vực 1||||\n1.1|Mường Phăng|1|0|1|0\n1.2|Sín Thầu|2|0|2|0":                                                                                                 {ledger.Heading, "", ""},
		"1|Cụm Pa Ham||||\n2|Sín Thầu|2|0|2|0":                                                                                                                           {"", ""},
		"1|Mường Phăng||||\n1.1|Sín Thầu|2|0|2|0":                                                                                                                        {"", ""},
		"I|Mường Phăng|3|0|3|0\nII|Sín Thầu|1|0|1|0":                                                                                                                     {"", ""},
		"|Thị xã Mường Lay|50|1|60|2\n|TP Điện Biên Phủ|1|1|1|1":                                                                                                         {"", ""},
		"|Thị xã Mường Lay||||\n|Cụm 1||||\n|Mường Phăng||||\n|Các xã vùng cao||||\n|Trạm Y tế xã Pa Ham||||":                                                            {ledger.Heading, ledger.Heading, "", ledger.Heading, ""},
		"1|Mường Phăng|Không báo cáo|||\n2|Sín Thầu|KBC|KBC|KBC|KBC\n3|Sín Thầu|KBC||1|0\n4|Pa Ham||||\n5|||||":                                                          {ledger.NotReported, ledger.NotReported, "", "", ledger.Empty},
		"1|Mường Phăng|1|0|1|0\n|Mang sang|1|0|1|0\n|Chuyển trang sau|1|0|1|0\n|Cộng mang sang|1|0|1|0":                                                                  {"", ledger.CarriedOver, ledger.CarriedOver, ledger.CarriedOver},
		"1|Mường Phăng|1|0|1|0\n|Ghi chú: trạm Nậm Kè mất điện từ thứ Ba||||\n2|Sín Thầu|1|0|1|0":                                                                        {"", ledger.Note, ""},
		"1|Mường Phăng|1|0|1|0\n|||Điện Biên, ngày 22 tháng 12 năm 2025||\n|Người lập biểu|||Giám đốc|\n|Lò Văn A|||Trần B|\n2|Sín Thầu|1|0|1|0":                         {"", ledger.Signature, ledger.Signature, ledger.Signature, ""},
		"1|Mường Phăng|1|0|1|0\nTUẦN 52 NĂM 2025|||||\nTT|Trạm Y tế|hô hấp||tiêu hóa|\n||Lượt khám|Chuyển tuyến|Lượt khám|Chuyển tuyến\n1|2|3|4|5|6\n2|Sín Thầu|1|0|1|0": {"", ledger.Title, ledger.Header, ledger.Header, ledger.ColumnNumbers, ""},
	} {
		got := roles(wide(), rows)
		for i, line := range strings.Split(rows, "\n") {
			if got[i] != want[i] {
				t.Errorf("%q is %q, want %q, in\n%s", line, got[i], want[i], rows)
			}
		}
	}
}

func TestLongTables(t *testing.T) {
	long := Table{Columns: []Column{Number, Name, Typed, Name, Figure, Figure, Other}, Required: []int{1, 2, 3}, Label: 1, Measured: true}
	// Lists that know no sums: in these a full row is an entry, however it is called.
	list := Table{Columns: []Column{Name, Name, Other}, Required: []int{0, 1}, Label: 0, Own: true}
	targets := Table{Columns: []Column{Name, Figure, Figure}, Required: []int{0, 1, 2}, Label: 0, Measured: true, Own: true}
	names := Table{Columns: []Column{Name, Other}, Required: []int{0}, Label: 0, Own: true, Exact: true}
	sheet := Table{Columns: []Column{Name, Other}, Required: []int{0}, Label: 0, Own: true}
	absences := Table{Columns: []Column{Name, Typed, Typed, Other}, Required: []int{0, 1, 2}, Label: 0}
	for _, c := range []struct {
		table Table
		rows  string
		want  []ledger.Reason
	}{
		{long, "V|03127|2026-W10|hô hấp|20|1|nghỉ, ký tên\nV|03151|2026-W10|hô hấp|20|1|cộng dồn\n|03158|2026-W10|hô hấp|||Người lập biểu đi vắng", []ledger.Reason{"", "", ""}},
		{long, "I|03127|2026-W10|hô hấp|20|1|\nII|03151|2026-W10|hô hấp|20|1|\n|Cộng|2026-W10|hô hấp|40|2|\n|Cộng|||40|2|", []ledger.Reason{"", "", ledger.Subtotal, ledger.Subtotal}},
		{long, "1|03127|2026-W10|hô hấp|20|1|\n2|03151||hô hấp|20|1|\n3|03158|2026-W10|hô hấp|Không báo cáo||\n4|03160|||||", []ledger.Reason{"", "", ledger.NotReported, ledger.Empty}},
		{absences, "CB001|01/03/2026|02/03/2026|Đi họp thay trưởng phòng\nCB002||02/03/2026|\nNgày 9 tháng 3 năm 2026|||\nNơi nhận:|||GIÁM ĐỐC\n- Sở Y tế;|||", []ledger.Reason{"", "", ledger.Heading, ledger.Signature, ledger.Signature}},
		{list, "Tổng số ca sốt rét|lưu lượng|ca\nCộng tác viên dân số|tồn|người\nTổng số|tồn|\nLũy kế||", []ledger.Reason{"", "", "", ledger.Subtotal}},
		{targets, "Tổng số|2026|100\nTổng số lượt khám|2026|100\nTổng số||200", []ledger.Reason{"", "", ledger.Subtotal}},
		{names, "Tổng quát|Z00\nLũy kế|\nTổng số|", []ledger.Reason{"", "", ""}},
		{sheet, "Mắt|H00\nTổng số|\nTổng cộng: 10|", []ledger.Reason{"", ledger.Subtotal, ledger.Subtotal}},
	} {
		got := roles(c.table, c.rows)
		for i, line := range strings.Split(c.rows, "\n") {
			if got[i] != c.want[i] {
				t.Errorf("%q is %q, want %q", line, got[i], c.want[i])
			}
		}
	}
}

// A filled row is a heading where its name or its figures say so, whatever numbering stands before it.
func TestNumbersAboveOthers(t *testing.T) {
	for _, c := range []struct {
		sums int
		rows string
		want ledger.Reason
	}{
		{0, "I|Mường Phăng|9|1|2|0\n1|Sín Thầu|2|0|2|0", Data},
		{1, "A|Mường Phăng|2|0|2|0\n1|Sín Thầu|2|0|2|0", Data},
		{2, "I.|Mường Phăng|4|0|4|0\n1|Sín Thầu|2|0|2|0\n2|Pa Ham|2|0|2|0", ledger.Heading},
		{1, "I|Pa Ham|2|0|2|0\n1|Sín Thầu|2|0|2|0", ledger.Heading},
		{0, "I|Pa Ham|3|0|3|0\n1|Sín Thầu|2|0|2|0", Data},
		{0, "I|Trung tâm Y tế Pa Ham|3|0|3|0\n1|Sín Thầu|2|0|2|0", ledger.Heading},
	} {
		table := wide()
		table.Sums = func() int { return c.sums }
		if got := roles(table, c.rows); got[0] != c.want {
			t.Errorf("%q, want %q, in\n%s", got[0], c.want, c.rows)
		}
	}
	postings := Table{Columns: []Column{Number, Name, Name, Typed, Typed}, Required: []int{1, 2, 3, 4}, Label: 1}
	if got := roles(postings, "I|CB001|Mường Nhé|02/03/2026|15/03/2026\n1|CB002|Mường Toong|02/03/2026|15/03/2026"); got[0] != Data {
		t.Errorf("a posting numbered I is %q", got[0])
	}
}

func TestTitlesInPartedCells(t *testing.T) {
	long := Table{Columns: []Column{Name, Name, Figure, Figure}, Required: []int{0, 1, 2, 3}, Label: 0, Measured: true}
	for rows, want := range map[string]ledger.Reason{
		"Tuần|11|Năm|2026": ledger.Title, "Từ ngày|09/03/2026|đến ngày|15/03/2026": ledger.Title, "Tuần|11": ledger.Title,
		"Tuần Giáo|hô hấp|11|2": Data, "03127|hô hấp|11|2026": Data,
	} {
		if got := roles(long, rows); got[0] != want {
			t.Errorf("%q is %q, want %q", rows, got[0], want)
		}
	}
}

// Formulas of columns stand in a row of column numbers in many forms.
func TestColumnNumbersWithFormulas(t *testing.T) {
	for _, text := range []string{"1 2 3 4 5=3+4", "(1) (2) (3) (4) (5)=(4)/(3)", "(1) (2) (3)=(1)+(2)", "A B 1 2 3=1-2"} {
		if !IsColumnNumbers(strings.Fields(text)) {
			t.Errorf("%q is no row of column numbers", text)
		}
	}
	if IsColumnNumbers(strings.Fields("(1) (2) (4)=(1)+(2)")) {
		t.Error("3 is left out")
	}
}
