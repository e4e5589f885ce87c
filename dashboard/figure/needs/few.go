package needs

import (
	"slices"

	"luanphien/analytics/lists"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/rotation"
	"luanphien/dashboard/question"
)

// needStates are the states of a need in the order of the table's columns.
var needStates = []string{"met", "partly", "unmet"}

// needsFew says which numbers about the needs are not told: of each specialty the share of days, and the needs in each
// state; and whether the share of all is not.
type needsFew struct {
	share  []bool
	states [][]bool // in the order of needStates
	whole  bool
}

func (f needsFew) any() bool {
	return f.whole || slices.Contains(f.share, true) || slices.ContainsFunc(f.states, func(row []bool) bool { return slices.Contains(row, true) })
}

// few looks at the workers of a specialty who were at the stations that declared a need of it.
func few(r *question.Question, list []lists.NeedState, names []string) (needsFew, error) {
	f := needsFew{share: make([]bool, len(names)), states: make([][]bool, len(names))}
	for i := range f.states {
		f.states[i] = make([]bool, len(needStates))
	}
	if !r.ForPress() {
		return f, nil
	}
	staff, err := rotation.Of(r, r.Scope)
	if err != nil {
		return f, err
	}
	state := map[[2]string]int{}
	interior, who := make([][]int, len(names)), figure.NewCrowd(len(names)+1, len(needStates)+1)
	for i := range interior {
		interior[i] = make([]int, len(needStates))
	}
	for _, n := range list {
		column := slices.Index(needStates, NeedState(n))
		state[[2]string{n.Station, n.Specialty}] = column
		interior[slices.Index(names, n.Specialty)][column]++
	}
	for _, s := range staff {
		if column, wanted := state[[2]string{s.Station, s.Specialty}]; wanted && s.Present > 0 {
			who.Add(slices.Index(names, s.Specialty), column, s.Worker)
		}
	}
	persons := who.Counts()
	behind := make([]int, len(names))
	for i := range names {
		behind[i] = persons[i][len(needStates)]
	}
	whole := persons[len(names)][len(needStates)]
	f.share, f.whole = disclosure.Line(behind, whole)
	for i := range persons { // how many needs there are is nobody's doing
		persons[i][len(needStates)] = 0
	}
	copy(f.states, disclosure.GridOfTold(interior, persons))
	return f, nil
}
