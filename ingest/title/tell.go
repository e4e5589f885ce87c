package title

import (
	"fmt"

	"luanphien/ingest/rule"
)

// tellWeek finds the one week that the lines name. A line without a year is helped by one that has the same week, or the
// year alone.
func tellWeek(lines []placed, year int, told map[string]string, wrong map[string]Said) {
	var named *placed
	for i := range lines {
		l := &lines[i]
		if l.NoYear && year > 0 {
			whole := fmt.Sprintf("Tuần %d năm %d", l.Number, year)
			if l.Number == 0 {
				whole = fmt.Sprintf("%s %d", l.Days, year)
			}
			*l = placed{Read(whole), l.line, l.text}
		}
		if !l.Named {
			continue
		}
		if named != nil && named.Week != l.Week {
			wrong["week"] = twoTitles(*named, *l, "tuần", "weeks")
			return
		}
		named = l
	}
	for _, l := range lines {
		switch {
		case l.Many:
			wrong["week"] = Said{
				VI: fmt.Sprintf("Dòng %d ghi nhiều tuần («%s»): hãy tách mỗi tuần thành một tệp hoặc thêm cột Tuần.", l.line, l.text),
				EN: fmt.Sprintf("Row %d names several weeks (“%s”): make a file of each week, or add a column Tuần.", l.line, l.text),
			}
		case l.Monthly:
			wrong["week"] = Said{
				VI: fmt.Sprintf("Dòng %d ghi tuần của một tháng («%s»), không phải tuần của năm. Hãy ghi số tuần trong năm, ví dụ «Tuần 7 năm 2026», hoặc ngày đầu và ngày cuối của tuần.", l.line, l.text),
				EN: fmt.Sprintf("Row %d numbers a week within its month (“%s”), not within its year. Write the week of the year, as in “Tuần 7 năm 2026”, or the week's first and last day.", l.line, l.text),
			}
		case l.Fault == rule.WeekUnparsable:
			wrong["week"] = Said{
				VI: fmt.Sprintf("Không đọc được tuần ghi ở dòng %d («%s»). Hãy ghi số tuần và năm, ví dụ «Tuần 7 năm 2026».", l.line, l.text),
				EN: fmt.Sprintf("The week on row %d cannot be read (“%s”). Write the week's number and year, as in “Tuần 7 năm 2026”.", l.line, l.text),
			}
		case l.Fault == rule.WeekImpossible:
			wrong["week"] = Said{
				VI: fmt.Sprintf("Tuần ghi ở dòng %d không có trong năm («%s»). Hãy sửa số tuần hoặc năm.", l.line, l.text),
				EN: fmt.Sprintf("The week on row %d is not one of its year (“%s”). Mend the number or the year.", l.line, l.text),
			}
		case l.Fault == rule.WeekDays && l.Number == 0:
			wrong["week"] = Said{
				VI: fmt.Sprintf("Các ngày ghi ở dòng %d («%s») không phải là một tuần từ thứ Hai đến Chủ nhật. Hãy sửa các ngày, hoặc ghi số tuần và năm, ví dụ «Tuần 7 năm 2026».", l.line, l.text),
				EN: fmt.Sprintf("The days on row %d (“%s”) are no week from Monday to Sunday. Mend the days, or write the week's number and year, as in “Tuần 7 năm 2026”.", l.line, l.text),
			}
		case l.Fault != rule.None:
			wrong["week"] = Said{
				VI: fmt.Sprintf("Tuần ghi ở dòng %d không khớp với các ngày đi kèm («%s»): tuần ISO đi từ thứ Hai đến Chủ nhật. Hãy sửa số tuần hoặc các ngày.", l.line, l.text),
				EN: fmt.Sprintf("The week on row %d does not fit its days (“%s”): an ISO week runs from Monday to Sunday. Mend the number or the days.", l.line, l.text),
			}
		case l.NoYear && l.Number == 0 && named == nil:
			wrong["week"] = Said{
				VI: fmt.Sprintf("Dòng %d ghi các ngày của tuần nhưng thiếu năm («%s»). Hãy ghi cả năm, ví dụ «từ 05/01/2026 đến 11/01/2026».", l.line, l.text),
				EN: fmt.Sprintf("Row %d gives the days of the week without their year (“%s”). Write the year, as in “từ 05/01/2026 đến 11/01/2026”.", l.line, l.text),
			}
		case l.NoYear && l.Number > 0 && (named == nil || named.Week.Number != l.Number):
			wrong["week"] = Said{
				VI: fmt.Sprintf("Dòng %d ghi tuần %d nhưng thiếu năm («%s»). Hãy ghi cả năm, ví dụ «Tuần %d năm 2025».", l.line, l.Number, l.text, l.Number),
				EN: fmt.Sprintf("Row %d names week %d without its year (“%s”). Write the year, as in “Tuần %d năm 2025”.", l.line, l.Number, l.text, l.Number),
			}
		}
	}
	if _, bad := wrong["week"]; !bad && named != nil {
		told["week"] = named.Week.String()
	}
}

// tellDecision finds the one decision that the lines name: the one that the list came with goes before those that are
// merely mentioned.
func tellDecision(lines []placed, told map[string]string, wrong map[string]Said) {
	var named *placed
	for i := range lines {
		l := &lines[i]
		switch {
		case l.Decision == "", named != nil && named.Enclosed && !l.Enclosed:
		case named == nil, l.Enclosed && !named.Enclosed:
			named = l
			delete(wrong, "decision_no")
		case named.Decision != l.Decision:
			wrong["decision_no"] = twoTitles(*named, *l, "quyết định", "decisions")
		}
	}
	if _, bad := wrong["decision_no"]; !bad && named != nil {
		told["decision_no"] = named.Decision
	}
}

func twoTitles(a, b placed, vi, en string) Said {
	return Said{
		VI: fmt.Sprintf("Dòng %d («%s») và dòng %d («%s») ghi hai %s khác nhau. Hãy bỏ một dòng, hoặc tách thành hai trang.", a.line, a.text, b.line, b.text, vi),
		EN: fmt.Sprintf("Row %d (“%s”) and row %d (“%s”) name two different %s. Delete one, or make two sheets of them.", a.line, a.text, b.line, b.text, en),
	}
}
