package header

import (
	"fmt"
	"slices"
	"strings"

	"luanphien/ingest/lex"
)

// ownColumns are what makes a table one of these kinds: that stations, their centres and weeks are named says nothing, since
// every report does.
var ownColumns = map[string][]string{
	"stations":       {"type", "lat", "lon", "population", "opened_on", "closed_on"},
	"weekly_reports": {"worker_code", "received_at", "required_fields", "filled_fields"},
}

// acrossColumns tells of a table that is nearest to such a kind only because it names stations: where its other titles are
// not understood they are figures, one a column. nil = it is no such table.
func acrossColumns(nearest Kind, titles, keys []string, given map[string]bool) *Error {
	own, some := ownColumns[nearest.Name]
	if !some {
		return nil
	}
	var strays []string
	for i, key := range keys {
		switch name := nearest.titles[key].field; {
		case slices.Contains(own, name):
			return nil
		case name == "" && key != "" && !ignored[key] && key != "ghi_chu":
			strays = append(strays, lex.Text(titles[i]))
		}
	}
	if len(strays) == 0 {
		return nil
	}
	kind, _ := KindNamed("indicators")
	asReport := slices.Clone(keys)
	for i, key := range asReport {
		if nearest.titles[key].field == "station_name" {
			asReport[i] = lex.Key("Mã trạm")
		}
	}
	e := incomplete(kind, asReport, given)
	strays = strays[:min(3, len(strays))]
	e.VI += fmt.Sprintf(" Nếu mỗi cột («%s») là một chỉ số, hãy xếp mỗi chỉ số thành một dòng: Mã trạm, Tuần, Chỉ số, Giá trị.", strings.Join(strays, "», «"))
	e.EN += fmt.Sprintf(" If each column (“%s”) is an indicator, put each indicator into a row of its own: Mã trạm, Tuần, Chỉ số, Giá trị.", strings.Join(strays, "”, “"))
	return e
}
