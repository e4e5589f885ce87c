// Package onename finds names of health centres and units that mean the same.
package onename

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"luanphien/ingest/lex"
	"luanphien/ingest/read"
)

// A health centre is an area, and is known by its name alone: «TTYT Mường Nhé» beside «Trung tâm Y tế Mường Nhé» makes two of
// one. A unit has a code, and two codes under one name are two units. Which of the names is right, people must say.

// longNames begin the names whose short forms are written out before they are compared.
var longNames = []string{"trung_tam_y_te_", "benh_vien_"}

// districtWords stand in some spellings of a centre before the name of its district: a name without one may be of the same centre.
var districtWords = []string{"huyen_", "quan_", "thi_xa_", "tx_", "thanh_pho_", "tp_"}

// centreName is what the spellings of a centre have in common: letters in lower case without marks, its short form written out.
func centreName(name string) string {
	all := lex.StationNames(name)
	for _, folded := range all {
		if slices.ContainsFunc(longNames, func(long string) bool { return strings.HasPrefix(folded, long) }) {
			return folded
		}
	}
	return lex.FoldName(name)
}

// withoutDistrict leaves out the word that says what kind of district a centre is of.
func withoutDistrict(name string) string {
	for _, long := range longNames {
		own, found := strings.CutPrefix(name, long)
		if !found {
			continue
		}
		for _, word := range districtWords {
			if rest, found := strings.CutPrefix(own, word); found && rest != "" {
				return long + rest
			}
		}
	}
	return name
}

// Name is a name with the code of its unit; a centre has none.
type Name struct{ Name, Code string }

// Say names the centres, or units, whose names mean the same once they are written out, or may.
func Say(all []Name, units bool) (said []read.Message) {
	same, near := map[string][]string{}, map[string][]string{}
	for _, one := range all {
		shown := "«" + one.Name + "»"
		if one.Code != "" {
			shown += " (" + one.Code + ")"
		}
		whole := centreName(one.Name)
		same[whole] = append(same[whole], shown)
		if !units {
			near[withoutDistrict(whole)] = append(near[withoutDistrict(whole)], whole)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(same)) {
		if names := same[key]; len(names) > 1 {
			said = append(said, oneName(units, names))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(near)) {
		wholes := near[key]
		slices.Sort(wholes)
		if wholes = slices.Compact(wholes); len(wholes) < 2 || !slices.Contains(wholes, key) {
			continue // each says which kind of district it is of: a town, and the district around it
		}
		var names []string
		for _, whole := range wholes {
			names = append(names, same[whole]...)
		}
		list := strings.Join(names, ", ")
		said = append(said, read.Message{
			VI: fmt.Sprintf("%s có thể là một trung tâm y tế, nhưng đang được tính là %d địa bàn. Nếu là một, hãy ghi một tên cho mọi trạm của trung tâm đó trong danh mục trạm rồi nạp lại.", list, len(names)),
			EN: fmt.Sprintf("%s may be one health centre, but count as %d areas. If they are one, write one name for all of its stations in the list of stations and load it again.", list, len(names)),
		})
	}
	return said
}

func oneName(units bool, names []string) read.Message {
	list := strings.Join(names, ", ")
	if units {
		return read.Message{
			VI: fmt.Sprintf("%s là tên của một đơn vị, nhưng đang là %d đơn vị vì mã khác nhau. Nếu là một, hãy dùng một mã trong danh mục đơn vị và danh sách cán bộ rồi nạp lại.", list, len(names)),
			EN: fmt.Sprintf("%s name one unit, but are %d units by their codes. If they are one, use one code in the list of units and the list of workers and load them again.", list, len(names)),
		}
	}
	return read.Message{
		VI: fmt.Sprintf("%s chỉ khác cách viết, nhưng đang được tính là %d địa bàn. Hãy ghi một tên cho mọi trạm của trung tâm đó trong danh mục trạm rồi nạp lại.", list, len(names)),
		EN: fmt.Sprintf("%s differ in spelling only, but count as %d areas. Write one name for all stations of that centre in the list of stations and load it again.", list, len(names)),
	}
}
