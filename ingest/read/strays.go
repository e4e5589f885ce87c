package read

import (
	"errors"
	"fmt"
	"strings"

	"luanphien/ingest/header"
)

// crossed refuses a header that would do for a list by its one column while most others are not understood, or any where a
// week stands above: that is a report with its stations across the columns, whose figures would be lost.
func crossed(l layout, told outside, opts Options) error {
	required := 0
	for _, field := range l.match.Kind.Fields {
		if field.Required && !field.Optional {
			required++
		}
	}
	if opts.Kind != "" || required > 1 {
		return nil
	}
	var strays []string
	understood := ""
	for i, title := range l.titles {
		switch {
		case l.fields[i] != "":
			understood = title
		case title != "" && !header.Ignored(title):
			strays = append(strays, "«"+title+"»")
		}
	}
	if len(strays) == 0 || len(strays) <= l.match.Explained && told["week"] == "" {
		return nil
	}
	list := strings.Join(strays[:min(5, len(strays))], ", ")
	return &header.Error{
		VI:     fmt.Sprintf("Chỉ hiểu cột «%s»; các cột khác (%s) không hiểu. Nếu là báo cáo, hãy đặt tên trạm vào cột Mã trạm, mỗi dòng một trạm; nếu là danh mục, hãy bỏ các cột đó.", understood, list),
		EN:     fmt.Sprintf("Only the column “%s” is understood; others (%s) are not. If it is a report, put the stations into a column Mã trạm, one a row; if it is a list, delete those columns.", understood, list),
		Option: "--kind",
	}
}

// twoRows says of a header that lacks columns which titles the row below it would make of it, where that has words under some of
// its columns alone and no figure.
func twoRows(err error, top, sub record) error {
	var unfit *header.Error
	if !errors.As(err, &unfit) || unfit.Personal || len(unfit.Missing) == 0 || sub.line != top.line+1 {
		return err
	}
	upper, lower := texts(top), texts(sub)
	var columns, words []string
	over, blank := "", false
	for i := range max(len(upper), len(lower)) {
		if at(upper, i) != "" {
			over = at(upper, i)
		}
		switch text := at(lower, i); {
		case text == "":
			blank = blank || at(upper, i) != ""
		case strings.ContainsAny(text, "0123456789"):
			return err
		default:
			columns, words = append(columns, over+" – "+text), append(words, text)
		}
	}
	if !blank || len(words) < 2 || understood(upper) == 0 {
		return err
	}
	const most = 4
	more := *unfit
	list, named := strings.Join(words[:min(most, len(words))], "», «"), strings.Join(columns[:min(most, len(columns))], "», «")
	more.VI += fmt.Sprintf(" Dòng %d («%s») như là tiêu đề thứ hai dưới dòng %d, nhưng không hiểu các cột «%s». Hãy ghi tên đầy đủ của mỗi cột ở một dòng.", sub.line, list, top.line, named)
	more.EN += fmt.Sprintf(" Row %d (“%s”) looks like a second row of titles under row %d, but the columns “%s” are not understood. Write the whole title of each column into one row.", sub.line, strings.ReplaceAll(list, "», «", "”, “"), top.line, strings.ReplaceAll(named, "», «", "”, “"))
	return &more
}
