package read

import (
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
