// Package stationset names a set of stations in the form in which queries take it.
package stationset

import (
	"slices"
	"strings"
)

// Set is a set of stations by their codes, as the queries take it: in order, with a comma before and after each.
// Equal sets are equal texts. The empty one stands for all stations.
type Set string

// None is the set of none.
const None Set = ","

// New makes a set of codes, of which blank ones are left out.
func New(codes ...string) Set {
	var list []string
	for _, code := range codes {
		if code = strings.TrimSpace(code); code != "" {
			list = append(list, code)
		}
	}
	if len(list) == 0 {
		return ""
	}
	slices.Sort(list)
	return Set("," + strings.Join(slices.Compact(list), ",") + ",")
}

// Holds tells whether a station is in the set.
func (s Set) Holds(code string) bool {
	return s == "" || code != "" && !strings.Contains(code, ",") && strings.Contains(string(s), ","+code+",")
}

// Codes are the codes in their order; none for the set of all.
func (s Set) Codes() []string {
	if s == "" || s == None {
		return nil
	}
	return strings.Split(strings.Trim(string(s), ","), ",")
}
