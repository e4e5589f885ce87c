package read

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/rule"
	"luanphien/ingest/title"
)

// outside holds values for fields that stand outside the table, by field.
type outside map[string]string

func (o outside) names() map[string]bool {
	names := map[string]bool{}
	for name := range o {
		names[name] = true
	}
	return names
}

// titleLine is a line above a table that says something of the rows below it.
type titleLine struct {
	title.Line
	line int    // in the file
	text string // as it stands
}

// problems are what the titles above a header tell wrongly, by the field that they would have told.
type problems map[string]Message

// titleValues gathers what the title rows and the user tell.
func titleValues(titles []record, opts Options) (outside, problems) {
	var block titleBlock
	for _, r := range titles {
		block.read(r)
	}
	told, wrong := block.tell()
	for field, value := range opts.Set {
		told[field] = value
		delete(wrong, field)
		if field == "week" {
			delete(wrong, across)
		}
	}
	return told, wrong
}

// tellWeek finds the one week that the lines name. A line without a year is helped by one that has the same week, or the
// year alone.
func tellWeek(lines []titleLine, year int, told outside, wrong problems) {
	var named *titleLine
	for i := range lines {
		l := &lines[i]
		if l.NoYear && year > 0 {
			whole := fmt.Sprintf("Tuần %d năm %d", l.Number, year)
			if l.Number == 0 {
				whole = fmt.Sprintf("%s %d", l.Days, year)
			}
			*l = titleLine{title.Read(whole), l.line, l.text}
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
			wrong["week"] = Message{
				VI: fmt.Sprintf("Dòng %d ghi nhiều tuần («%s»): hãy tách mỗi tuần thành một tệp hoặc thêm cột Tuần.", l.line, l.text),
				EN: fmt.Sprintf("Row %d names several weeks (“%s”): make a file of each week, or add a column Tuần.", l.line, l.text),
			}
		case l.Monthly:
			wrong["week"] = Message{
				VI: fmt.Sprintf("Dòng %d ghi tuần của một tháng («%s»), không phải tuần của năm. Hãy ghi số tuần trong năm, ví dụ «Tuần 7 năm 2026», hoặc ngày đầu và ngày cuối của tuần.", l.line, l.text),
				EN: fmt.Sprintf("Row %d numbers a week within its month (“%s”), not within its year. Write the week of the year, as in “Tuần 7 năm 2026”, or the week's first and last day.", l.line, l.text),
			}
		case l.Fault == rule.WeekUnparsable:
			wrong["week"] = Message{
				VI: fmt.Sprintf("Không đọc được tuần ghi ở dòng %d («%s»). Hãy ghi số tuần và năm, ví dụ «Tuần 7 năm 2026».", l.line, l.text),
				EN: fmt.Sprintf("The week on row %d cannot be read (“%s”). Write the week's number and year, as in “Tuần 7 năm 2026”.", l.line, l.text),
			}
		case l.Fault == rule.WeekImpossible:
			wrong["week"] = Message{
				VI: fmt.Sprintf("Tuần ghi ở dòng %d không có trong năm («%s»). Hãy sửa số tuần hoặc năm.", l.line, l.text),
				EN: fmt.Sprintf("The week on row %d is not one of its year (“%s”). Mend the number or the year.", l.line, l.text),
			}
		case l.Fault == rule.WeekDays && l.Number == 0:
			wrong["week"] = Message{
				VI: fmt.Sprintf("Các ngày ghi ở dòng %d («%s») không phải là một tuần từ thứ Hai đến Chủ nhật. Hãy sửa các ngày, hoặc ghi số tuần và năm, ví dụ «Tuần 7 năm 2026».", l.line, l.text),
				EN: fmt.Sprintf("The days on row %d (“%s”) are no week from Monday to Sunday. Mend the days, or write the week's number and year, as in “Tuần 7 năm 2026”.", l.line, l.text),
			}
		case l.Fault != rule.None:
			wrong["week"] = Message{
				VI: fmt.Sprintf("Tuần ghi ở dòng %d không khớp với các ngày đi kèm («%s»): tuần ISO đi từ thứ Hai đến Chủ nhật. Hãy sửa số tuần hoặc các ngày.", l.line, l.text),
				EN: fmt.Sprintf("The week on row %d does not fit its days (“%s”): an ISO week runs from Monday to Sunday. Mend the number or the days.", l.line, l.text),
			}
		case l.NoYear && l.Number == 0 && named == nil:
			wrong["week"] = Message{
				VI: fmt.Sprintf("Dòng %d ghi các ngày của tuần nhưng thiếu năm («%s»). Hãy ghi cả năm, ví dụ «từ 05/01/2026 đến 11/01/2026».", l.line, l.text),
				EN: fmt.Sprintf("Row %d gives the days of the week without their year (“%s”). Write the year, as in “từ 05/01/2026 đến 11/01/2026”.", l.line, l.text),
			}
		case l.NoYear && l.Number > 0 && (named == nil || named.Week.Number != l.Number):
			wrong["week"] = Message{
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
func tellDecision(lines []titleLine, told outside, wrong problems) {
	var named *titleLine
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

func twoTitles(a, b titleLine, vi, en string) Message {
	return Message{
		VI: fmt.Sprintf("Dòng %d («%s») và dòng %d («%s») ghi hai %s khác nhau. Hãy bỏ một dòng, hoặc tách thành hai trang.", a.line, a.text, b.line, b.text, vi),
		EN: fmt.Sprintf("Row %d (“%s”) and row %d (“%s”) name two different %s. Delete one, or make two sheets of them.", a.line, a.text, b.line, b.text, en),
	}
}

// explain makes the error of a header that cannot be taken for what the titles above it fail to tell. would says whether
// the header would do if they did: then that is all there is to say.
func (p problems) explain(err error, would func(given outside) error) error {
	var unfit *header.Error
	if len(p) == 0 || !errors.As(err, &unfit) || unfit.Personal {
		return err
	}
	if why, side := p[across]; side && slices.Contains(unfit.Missing, "week") {
		more := *unfit
		more.VI, more.EN = why.VI, why.EN
		return &more
	}
	given := outside{}
	var vi, en []string
	for _, field := range []string{"week", "decision_no"} {
		if why, bad := p[field]; bad && (len(unfit.Missing) == 0 || slices.Contains(unfit.Missing, field)) {
			given[field] = "?"
			vi, en = append(vi, why.VI), append(en, why.EN)
		}
	}
	if len(given) == 0 {
		return err
	}
	if still := would(given); still != nil {
		vi, en = append(vi, unfit.VI), append(en, unfit.EN)
	}
	more := *unfit
	more.VI, more.EN = strings.Join(vi, " "), strings.Join(en, " ")
	return &more
}
