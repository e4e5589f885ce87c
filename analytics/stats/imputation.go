package stats

import "math"

// TwoFactors are the effects of units and weeks fitted to cells without support (methods RA-4): a cell expects
// visits · Unit · Week referrals.
type TwoFactors struct {
	Unit, Week []float64 // by the numbers of the cells; 0 = not fitted: it has no referrals
	Cells      int       // of the fit, after dropping units and weeks without referrals
	Units      int
	Weeks      int
	unitPart   []int // the connected part of the panel that a unit or week is in
	weekPart   []int
}

// FitTwoFactors fits ln μ = ln visits + u(unit) + t(week) by maximum likelihood, after dropping the units and weeks
// without referrals. units and weeks are how many numbers the cells may bear. The error is ErrNotEstimable.
func FitTwoFactors(cells []PanelCell, units, weeks int) (*TwoFactors, error) {
	m := newTwoWay(cells, make([]int32, units))
	if err := m.fit(); err != nil {
		return nil, err
	}
	f := &TwoFactors{Unit: make([]float64, units), Week: make([]float64, weeks), Cells: len(m.cells), Units: len(m.total), Weeks: m.weeks,
		unitPart: make([]int, units), weekPart: make([]int, weeks)}
	for w, no := range m.weekNo {
		if no >= 0 {
			f.Week[w], f.weekPart[w] = math.Exp(m.theta[no]), m.part[no]
		}
	}
	for u, no := range m.unitNo {
		if no >= 0 {
			c := &m.cells[m.start[no]]
			f.Unit[u] = m.mu[m.start[no]] / (c.Visits * math.Exp(m.theta[c.Week]))
			f.unitPart[u] = m.part[c.Week]
		}
	}
	return f, nil
}

// Holds tells whether the two effects of a cell were fitted, and can be told from each other.
func (f *TwoFactors) Holds(unit, week int) bool {
	return f.Unit[unit] > 0 && f.Week[week] > 0 && f.unitPart[unit] == f.weekPart[week]
}
