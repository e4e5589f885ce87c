package analytics

import (
	"slices"
	"strings"
)

// StationSet is a set of stations by their codes, as the queries take it: in order, with a comma before and after each.
// Equal sets are equal texts. The empty one stands for all stations.
type StationSet string

// NoStation is the set of none.
const NoStation StationSet = ","

// NewStationSet makes a set of codes, of which blank ones are left out.
func NewStationSet(codes ...string) StationSet {
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
	return StationSet("," + strings.Join(slices.Compact(list), ",") + ",")
}

// Holds tells whether a station is in the set.
func (s StationSet) Holds(code string) bool {
	return s == "" || code != "" && !strings.Contains(code, ",") && strings.Contains(string(s), ","+code+",")
}

// Codes are the codes in their order; none for the set of all.
func (s StationSet) Codes() []string {
	if s == "" || s == NoStation {
		return nil
	}
	return strings.Split(strings.Trim(string(s), ","), ",")
}
