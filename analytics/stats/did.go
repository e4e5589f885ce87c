package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// maxSteps bounds the steps of Newton's method; five to ten are usual.
const maxSteps = 50

// PanelCell is one cell of a panel: a unit (station × group) in a week, with its visits (above 0) and referrals. Units and
// weeks are numbered from 0. Effect is 0 where the station was not supported, else the number of the coefficient that is
// to hold the effect of the support: 1 is the one asked for, 2 takes what is not asked for (support outside the period).
type PanelCell struct {
	Unit, Week        int32
	Effect            int8
	Visits, Referrals float64
}

// TwoWay is the difference-in-differences estimate by a two-way fixed-effects Poisson model (methods RA-2).
type TwoWay struct {
	Delta, SE, SEModel            float64 // of ln(rate ratio); SE is robust, clustered by station
	DeltaLow, DeltaHigh           float64 // 95 %, by t with Clusters − 1 degrees of freedom
	TQuantile                     float64
	Observed                      float64 // referrals in the supported cells asked for
	Avoided, Low, High            float64 // O (e^−δ − 1), and at δ's upper and lower limits
	Deviance                      float64
	Cells, Units, Weeks, Clusters int // after dropping units and weeks without referrals
	SupportedClusters             int // stations with a supported cell, asked for or not
}

// FitTwoWay fits ln μ = ln visits + a(unit) + t(week) + δ(effect) by maximum likelihood and gives the first δ. cluster gives the station of
// each unit. Units and weeks without any referral are dropped first, until none is left.
//
// The unit effects are concentrated out: given the rest, a unit's effect makes its expected referrals equal to those
// observed. What remains is Newton's method on the weeks and the effects, so that memory is linear in the cells and a step
// costs the sum over units of their weeks squared. The error is ErrNotEstimable.
func FitTwoWay(cells []PanelCell, cluster []int32) (*TwoWay, error) {
	observed := [3]float64{}
	for _, c := range cells {
		observed[c.Effect] += c.Referrals
	}
	switch {
	case observed[0] == 0 || observed[1] == 0:
		return nil, ErrNotEstimable // the effect cannot be finite
	case observed[2] == 0: // the cells beside tell nothing, and their effect is not finite
		cells = slices.DeleteFunc(slices.Clone(cells), func(c PanelCell) bool { return c.Effect == 2 })
	}
	m := newTwoWay(cells, cluster)
	if err := m.fit(); err != nil {
		return nil, err
	}
	return m.result()
}

// twoWay is the model at work. The cells are sorted by unit, those of unit u from start[u] on; weeks are renumbered.
type twoWay struct {
	cells   []PanelCell
	start   []int
	cluster []int32 // of each unit
	total   []float64
	weeks   int
	effects int
	unitNo  []int32 // the model's number of a unit given, −1 = dropped
	weekNo  []int32
	part    []int     // of each week: the connected part of the panel it is in
	fixed   []bool    // the week's effect is 0: one of each connected part of the panel
	theta   []float64 // week effects, then the δ
	mu      []float64 // beside cells
	at      []int     // scratch: the parameters that a unit touches
	row     []float64 // scratch: its Σ μ x, 0 for the others
	inform  *mat.SymDense
	score   []float64
	factor  mat.Cholesky
	logLik  float64
}

// newTwoWay drops what has no referrals and numbers the rest anew.
func newTwoWay(cells []PanelCell, cluster []int32) *twoWay {
	units, weeks := len(cluster), 0
	for _, c := range cells {
		weeks = max(weeks, int(c.Week)+1)
	}
	unitSum, weekSum := make([]float64, units), make([]float64, weeks)
	for _, c := range cells {
		unitSum[c.Unit] += c.Referrals
		weekSum[c.Week] += c.Referrals
	}
	// A cell of a week without referrals has none, so that one pass drops all there is to drop.
	unitNo, weekNo := number(unitSum), number(weekSum)
	m := &twoWay{unitNo: unitNo, weekNo: weekNo}
	perUnit := make([]int, units)
	for _, c := range cells {
		if unitNo[c.Unit] >= 0 && weekNo[c.Week] >= 0 {
			perUnit[c.Unit]++
		}
	}
	m.start = []int{0}
	next := make([]int, units)
	for u := range perUnit {
		if unitNo[u] >= 0 {
			next[u] = m.start[len(m.start)-1]
			m.start = append(m.start, next[u]+perUnit[u])
			m.cluster = append(m.cluster, cluster[u])
			m.total = append(m.total, unitSum[u])
		}
	}
	m.cells = make([]PanelCell, m.start[len(m.start)-1])
	for _, c := range cells {
		if unitNo[c.Unit] < 0 || weekNo[c.Week] < 0 {
			continue
		}
		i := next[c.Unit]
		next[c.Unit]++
		c.Unit, c.Week = unitNo[c.Unit], weekNo[c.Week]
		m.cells[i] = c
		m.weeks = max(m.weeks, int(c.Week)+1)
		m.effects = max(m.effects, int(c.Effect))
	}
	byWeek := func(a, b PanelCell) int { return int(a.Week - b.Week) }
	for u := range m.total {
		if unit := m.cells[m.start[u]:m.start[u+1]]; !slices.IsSortedFunc(unit, byWeek) {
			slices.SortFunc(unit, byWeek)
		}
	}
	m.prepare()
	return m
}

// number numbers what has a sum, −1 for what has none.
func number(sums []float64) []int32 {
	numbers := make([]int32, len(sums))
	next := int32(0)
	for i, s := range sums {
		numbers[i] = -1
		if s > 0 {
			numbers[i] = next
			next++
		}
	}
	return numbers
}

// prepare makes room.
func (m *twoWay) prepare() {
	k := m.weeks + m.effects
	m.theta, m.score = make([]float64, k), make([]float64, k)
	m.at, m.row = make([]int, 0, k), make([]float64, k)
	m.mu = make([]float64, len(m.cells))
	if k > 0 {
		m.inform = mat.NewSymDense(k, nil)
	}
	m.findParts()
}

// findParts marks one week of each connected part of the panel (weeks are connected by the units seen in both): its
// effect cannot be told from those of the units.
func (m *twoWay) findParts() {
	parent := make([]int, m.weeks)
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for u := range m.total {
		first := int(m.cells[m.start[u]].Week)
		for _, c := range m.cells[m.start[u]:m.start[u+1]] {
			parent[root(int(c.Week))] = root(first)
		}
	}
	m.fixed, m.part = make([]bool, m.weeks+m.effects), make([]int, m.weeks)
	for i := range parent {
		m.part[i] = root(i)
		m.fixed[i] = m.part[i] == i
	}
}

// fit climbs to the maximum, halving a step that leads down.
func (m *twoWay) fit() error {
	if m.inform == nil {
		return ErrNotEstimable
	}
	m.evaluate(true)
	for range maxSteps {
		if !m.factor.Factorize(m.inform) {
			return ErrNotEstimable
		}
		var step mat.VecDense
		if err := m.factor.SolveVecTo(&step, mat.NewVecDense(len(m.score), m.score)); err != nil {
			return ErrNotEstimable
		}
		before, from, scale := m.logLik, append([]float64{}, m.theta...), 1.0
		for {
			for j := range m.theta {
				m.theta[j] = from[j] + scale*step.AtVec(j)
			}
			m.evaluate(scale == 1)
			if m.logLik >= before-1e-12*math.Abs(before) || scale < 1e-6 {
				break
			}
			scale /= 2
		}
		if scale < 1 {
			m.evaluate(true)
			continue
		}
		if largest(&step) < 1e-6 { // the error left is of the order of its square
			if !m.factor.Factorize(m.inform) {
				return ErrNotEstimable
			}
			return nil
		}
	}
	return ErrNotEstimable
}

func largest(v *mat.VecDense) float64 {
	most := 0.0
	for i := range v.Len() {
		most = max(most, math.Abs(v.AtVec(i)))
	}
	return most
}

// evaluate computes μ and the concentrated likelihood at theta, and with derivatives its score and information.
func (m *twoWay) evaluate(derivatives bool) {
	if derivatives {
		m.inform.Zero()
		clear(m.score)
	}
	m.logLik = 0
	for u, total := range m.total {
		m.unit(u, total)
		if derivatives {
			m.derive(u, total)
		}
	}
	if derivatives {
		for j, fixed := range m.fixed {
			if fixed {
				m.pin(j)
			}
		}
	}
}

// unit computes a unit's μ, whose sum is its referrals, and adds its likelihood but for what no parameter changes.
func (m *twoWay) unit(u int, total float64) {
	sum := 0.0
	for i := m.start[u]; i < m.start[u+1]; i++ {
		c := &m.cells[i]
		eta := m.theta[c.Week]
		if c.Effect > 0 {
			eta += m.theta[m.weeks+int(c.Effect)-1]
		}
		m.mu[i] = c.Visits * math.Exp(eta)
		sum += m.mu[i]
		m.logLik += c.Referrals * eta
	}
	m.logLik -= total * math.Log(sum)
	for i := m.start[u]; i < m.start[u+1]; i++ {
		m.mu[i] *= total / sum
	}
}

// derive adds a unit's score and information: Σ μ x x' − (Σ μ x)(Σ μ x)'/Σ μ. Only the upper triangle is kept; the
// cells of a unit come by week.
func (m *twoWay) derive(u int, total float64) {
	at, row := m.at[:0], m.row
	clear(row)
	var supported [2]float64 // Σ μ by effect
	information := m.inform.RawSymmetric()
	data, stride := information.Data, information.Stride
	for i := m.start[u]; i < m.start[u+1]; i++ {
		c, mu := &m.cells[i], m.mu[i]
		w := int(c.Week)
		m.score[w] += c.Referrals - mu
		data[w*stride+w] += mu
		at, row[w] = append(at, w), mu
		if c.Effect > 0 {
			d := m.weeks + int(c.Effect) - 1
			m.score[d] += c.Referrals - mu
			supported[c.Effect-1] += mu
			data[w*stride+d] += mu
		}
	}
	for n, mu := range supported {
		if mu > 0 {
			d := m.weeks + n
			data[d*stride+d] += mu
			at, row[d] = append(at, d), mu
		}
	}
	for _, a := range at {
		floats.AddScaled(data[a*stride+a:a*stride+len(row)], -row[a]/total, row[a:])
	}
}

// pin keeps a parameter at 0.
func (m *twoWay) pin(j int) {
	for k := range m.score {
		m.inform.SetSym(j, k, 0)
	}
	m.inform.SetSym(j, j, 1)
	m.score[j] = 0
}

// result computes the variance and what follows. The row of δ of A⁻¹ (A over all parameters) is v: on weeks and δ that
// of the inverse of the concentrated information, on unit u −Σ μ x'v/Σ μ.
func (m *twoWay) result() (*TwoWay, error) {
	k := m.weeks
	unit := mat.NewVecDense(k+m.effects, nil)
	unit.SetVec(k, 1)
	var v mat.VecDense
	if err := m.factor.SolveVecTo(&v, unit); err != nil {
		return nil, ErrNotEstimable
	}
	r := &TwoWay{Delta: m.theta[k], SEModel: math.Sqrt(v.AtVec(k)), Cells: len(m.cells), Units: len(m.total), Weeks: m.weeks}
	scores := make([]float64, slices.Max(m.cluster)+1)
	seen := map[int32]bool{}
	supported := map[int32]bool{}
	for u, total := range m.total {
		mean, sum := 0.0, 0.0
		for i := m.start[u]; i < m.start[u+1]; i++ {
			mean += m.mu[i] * m.weight(i, &v) / total
		}
		for i := m.start[u]; i < m.start[u+1]; i++ {
			c := &m.cells[i]
			sum += (c.Referrals - m.mu[i]) * (m.weight(i, &v) - mean)
			r.Deviance += deviance(c.Referrals, m.mu[i])
			if c.Effect == 1 {
				r.Observed += c.Referrals
			}
			if c.Effect > 0 {
				supported[m.cluster[u]] = true
			}
		}
		scores[m.cluster[u]] += sum
		seen[m.cluster[u]] = true
	}
	r.Clusters, r.SupportedClusters = len(seen), len(supported)
	if r.Clusters < 2 {
		return nil, ErrNotEstimable
	}
	squares := 0.0
	for _, s := range scores {
		squares += s * s
	}
	c := float64(r.Clusters)
	r.SE = math.Sqrt(squares * c / (c - 1))
	r.limits()
	return r, nil
}

func (m *twoWay) weight(i int, v *mat.VecDense) float64 {
	c := &m.cells[i]
	w := v.AtVec(int(c.Week))
	if c.Effect > 0 {
		w += v.AtVec(m.weeks + int(c.Effect) - 1)
	}
	return w
}

func deviance(r, mu float64) float64 {
	if r == 0 {
		return 2 * mu
	}
	return 2 * (r*math.Log(r/mu) - (r - mu))
}

func (r *TwoWay) limits() {
	r.TQuantile = distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(r.Clusters - 1)}.Quantile(0.975)
	r.DeltaLow, r.DeltaHigh = r.Delta-r.TQuantile*r.SE, r.Delta+r.TQuantile*r.SE
	avoided := func(delta float64) float64 { return r.Observed * math.Expm1(-delta) }
	r.Avoided, r.Low, r.High = avoided(r.Delta), avoided(r.DeltaHigh), avoided(r.DeltaLow)
}
