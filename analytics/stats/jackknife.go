package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// CalibratedPart is what one station adds to one block of an estimate that is calibrated by controls: the count and the
// expectation of its control cells, and those of its supported cells before calibration. Controls and Supported are the
// numbers of cells; what has none adds nothing.
type CalibratedPart struct {
	Station, Block                   int
	Controls, Supported              int
	ControlObserved, ControlExpected float64
	Observed, Expected               float64
}

// Jackknife is the interval of E − O by leaving out one station after the other, with the rates held (methods §4.1 step
// 8); E = Σ_b κ_b E_b, κ_b = Σ control observed / Σ control expected.
type Jackknife struct {
	Stations  int     // J: those that hold a cell
	LogRatio  float64 // ℓ = ln(O/E)
	Variance  float64 // v
	Effective float64 // stations of equal weight in ℓ that the J come to
	Freedom   int     // degrees of freedom of t: J − 1, or few where Concentrated
	TQuantile float64 // of t at 0.975
	Low, High float64 // of E − O
}

// Where the J stations, at least jackknifeStations of them, weigh as fewer than evenStations of equal weight, v rests on those
// few alone, and t takes evenStations − 1 degrees of freedom. Satterthwaite's J_e (1946; Imbens & Kolesár 2016 for clusters)
// would be fewer still, but takes all weeks of a station for one draw, and the interval is too wide then.
const (
	jackknifeStations = 12
	evenStations      = 5
)

// Concentrated tells that a few of the stations decide the interval.
func (j Jackknife) Concentrated() bool {
	return j.Stations >= jackknifeStations && Compare(j.Effective, evenStations) < 0
}

// NewJackknife takes the parts of all stations, in any order. ok is false where O or E is 0 with some station left out,
// or fewer than two stations hold a cell: then there is no such interval.
//
// What a station adds is taken off the sums of the blocks it is in: the cost is that of the parts.
func NewJackknife(parts []CalibratedPart) (j Jackknife, ok bool) {
	parts = MergeParts(parts)
	blocks := 0
	for _, p := range parts {
		blocks = max(blocks, p.Block+1)
	}
	sums := make([]CalibratedPart, blocks)
	for _, p := range parts {
		sums[p.Block] = sums[p.Block].plus(p, 1)
	}
	observed, expected := 0.0, 0.0
	for _, s := range sums {
		o, e := s.calibrated()
		observed, expected = observed+o, expected+e
	}
	if observed <= 0 || expected <= 0 {
		return j, false
	}
	var without, weights []float64 // ℓ with one station left out; what a station weighs in ℓ
	for from := 0; from < len(parts); {
		to, holds, weight := from, false, 0.0
		o, e := observed, expected
		for ; to < len(parts) && parts[to].Station == parts[from].Station; to++ {
			p, all := parts[to], sums[parts[to].Block]
			holds = holds || p.Controls > 0 || p.Supported > 0
			wasO, wasE := all.calibrated()
			isO, isE := all.plus(p, -1).calibrated()
			o, e = o+isO-wasO, e+isE-wasE
			if wasE > 0 {
				weight += p.Observed/observed - wasE/expected*p.ControlObserved/all.ControlObserved
			}
		}
		from = to
		if !holds {
			continue
		}
		if Compare(o, 0) <= 0 || Compare(e, 0) <= 0 {
			return j, false
		}
		without, weights = append(without, math.Log(o/e)), append(weights, weight)
	}
	j.Effective = effective(weights)
	return j, j.between(without, observed, expected)
}

// effective is the number of equal weights whose sum of squares varies as that of these does, (Σw²)²/Σw⁴: where each station
// has a level of its own, ℓ moves by the sum of these levels times their weights in it (Satterthwaite's degrees of freedom).
func effective(weights []float64) float64 {
	squares, fourth := 0.0, 0.0
	for _, w := range weights {
		squares += w * w
		fourth += w * w * w * w
	}
	if fourth == 0 {
		return float64(len(weights))
	}
	return squares * squares / fourth
}

// MergeParts sorts parts by station and block, and adds up those of one station in one block.
func MergeParts(parts []CalibratedPart) []CalibratedPart {
	sorted := slices.SortedStableFunc(slices.Values(parts), func(a, b CalibratedPart) int {
		return cmp.Or(cmp.Compare(a.Station, b.Station), cmp.Compare(a.Block, b.Block))
	})
	list := sorted[:0]
	for _, p := range sorted {
		if n := len(list) - 1; n >= 0 && list[n].Station == p.Station && list[n].Block == p.Block {
			list[n] = list[n].plus(p, 1)
			continue
		}
		list = append(list, p)
	}
	return list
}

// plus adds a part of the block, or takes it off.
func (p CalibratedPart) plus(q CalibratedPart, sign int) CalibratedPart {
	by := float64(sign)
	p.Controls += sign * q.Controls
	p.Supported += sign * q.Supported
	p.ControlObserved += by * q.ControlObserved
	p.ControlExpected += by * q.ControlExpected
	p.Observed += by * q.Observed
	p.Expected += by * q.Expected
	return p
}

// calibrated are O and E of a block; without any control it is left out of both.
func (p CalibratedPart) calibrated() (observed, expected float64) {
	if p.Controls == 0 || p.ControlExpected <= 0 {
		return 0, 0
	}
	return p.Observed, p.ControlObserved / p.ControlExpected * p.Expected
}

// between fills the interval from ℓ with each station left out.
func (j *Jackknife) between(without []float64, observed, expected float64) bool {
	j.Stations = len(without)
	if j.Stations < 2 {
		return false
	}
	n, mean := float64(j.Stations), 0.0
	for _, l := range without {
		mean += l / n
	}
	for _, l := range without {
		j.Variance += (n - 1) / n * (l - mean) * (l - mean)
	}
	j.LogRatio = math.Log(observed / expected)
	j.Freedom = j.Stations - 1
	if j.Concentrated() {
		j.Freedom = evenStations - 1
	}
	j.TQuantile = distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(j.Freedom)}.Quantile(0.975)
	half := j.TQuantile * math.Sqrt(j.Variance)
	j.Low, j.High = observed*math.Expm1(-j.LogRatio-half), observed*math.Expm1(-j.LogRatio+half)
	return true
}
