package read

import (
	"fmt"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/ingest/lex"
	"luanphien/ingest/title"
)

// titledStation is the station of a table that names it in a title alone.
func (s *Sheet) titledStation() (station string, titled bool) {
	of := slices.IndexFunc(s.layout.given, func(g given) bool { return g.field.Name == "station_code" })
	if _, set := s.options.Set["station_code"]; of < 0 || set {
		return "", false
	}
	return string(s.layout.given[of].value), true
}

// otherStation looks, in a table whose station stands in a title alone, for a row without figures that names the station of those
// below it. Where such a row may be of another station in words that are no title's the table is refused.
func (s *Sheet) otherStation(r record, reason ledger.Reason) error {
	station, titled := s.titledStation()
	if !titled {
		return nil
	}
	if reason == ledger.Empty {
		s.since.Read(r.line, texts(r))
	}
	if s.since.NamesStation() || reason == ledger.Empty && !title.Place(rowText(r)) {
		return nil
	}
	return &Error{
		VI: fmt.Sprintf("%sTrạm chỉ ghi ở dòng tiêu đề («%s»), còn dòng %d («%s») chia bảng ra: không biết các dòng bên dưới là của trạm nào. Hãy thêm cột Mã trạm rồi nạp lại.", place(s), station, r.line, rowText(r)),
		EN: fmt.Sprintf("%sThe station stands in a title alone (“%s”), and row %d (“%s”) parts the table: it is not known of which station the rows below are. Add a column Mã trạm and load again.", place(s), station, r.line, rowText(r)),
	}
}

// besideStation refuses such a table where a row names another station in a column whose title is not understood.
func (s *Sheet) besideStation() error {
	station, titled := s.titledStation()
	if !titled {
		return nil
	}
	field, _ := s.Kind.Field("station_code")
	meaning := func(string) string { return "" }
	if s.Meaning != nil {
		meaning = s.Meaning(field)
	}
	for i, name := range s.layout.fields {
		text := lex.Text(string(s.current.cell(i)))
		if name != "" || text == "" || header.Ignored(s.layout.titles[i]) || s.layout.inGroup(i) {
			continue
		}
		if means := meaning(text); means == meaning(station) || means == "" && !title.Place(text) {
			continue
		}
		return &Error{
			VI: fmt.Sprintf("%sTrạm chỉ ghi ở dòng tiêu đề («%s»), còn dòng %d ghi «%s» ở cột «%s»: không biết dòng này là của trạm nào. Hãy đặt tên cột là Mã trạm hoặc Trạm y tế, hoặc bỏ cột đó, rồi nạp lại.", place(s), station, s.current.line, text, s.layout.titles[i]),
			EN: fmt.Sprintf("%sThe station stands in a title alone (“%s”), and row %d has “%s” in the column “%s”: it is not known of which station the row is. Call that column Mã trạm or Trạm y tế, or delete it, and load again.", place(s), station, s.current.line, text, s.layout.titles[i]),
		}
	}
	return nil
}
