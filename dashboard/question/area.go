package question

import (
	"strings"

	"luanphien/analytics/stationset"
	"luanphien/dashboard/problem"
)

// stationSet is what the address and the area leave of the stations of a province ("" = of all). Where they leave none there is nothing to show.
func (r *Question) stationSet(province string) (stationset.Set, error) {
	asked := r.View.Stations
	if asked == "" {
		return r.Area, nil
	}
	all, err := r.Stations()
	if err != nil {
		return "", err
	}
	var codes []string
	for _, s := range all {
		if asked.Holds(s.Code) && (province == "" || s.Province == province) {
			codes = append(codes, s.Code)
		}
	}
	if len(codes) < len(asked.Codes()) {
		return "", problem.BadParameter("stations", strings.Join(asked.Codes(), ","), "question.problem.stations")
	}
	if len(codes) == 0 {
		return stationset.None, nil
	}
	return stationset.New(codes...), nil
}
