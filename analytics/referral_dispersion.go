package analytics

// Dispersion is how much more the baseline varies than chance makes single cells vary (methods §4.1 step 3); 1 = no more.
type Dispersion struct {
	Cells, Chi2   float64 // φ = X²/df over cells
	DF            int
	StationWeeks  float64 // φ_sw: the groups of one station-week move together
	StationWeekDF int
	Months        float64 // φ_4: stations drift
	MonthDF       int
	Stations      float64 // φ_b, the largest of the three
}

// runWeeks are the weeks of a run of φ_4.
const runWeeks = 4

// measureDispersion computes the dispersion of the baseline. With x = Y/N: X² = Σ (r − nx)²/(nx) = Σ (r²/n)/x − Y over
// the cells with n > 0, since Σ nx = Σ r = Y.
func (p *panel) measureDispersion() {
	d := &p.dispersion
	weeks := p.rules.baselineWeeks
	sums := newMoving(len(p.station), weeks)
	p.eachStratum(func(i int, cells []panelCell) {
		s := p.stratum[i]
		if s.baseline.Y == 0 {
			return
		}
		rate, counted, squares := s.baseline.Y/s.baseline.N, 0, 0.0
		for _, c := range cells {
			if c.visits == 0 || !p.inBaseline(c) {
				continue
			}
			counted++
			squares += float64(c.referrals) * float64(c.referrals) / float64(c.visits)
			n, _ := p.week(c)
			sums.add(s.station, n+weeks, float64(c.referrals), float64(c.visits)*rate)
		}
		d.Chi2 += squares/rate - s.baseline.Y
		d.DF += counted - 1
	})
	d.Cells, d.StationWeeks, d.Months = 1, 1, 1
	if d.DF > 0 {
		d.Cells = max(1, d.Chi2/float64(d.DF))
	}
	sums.scaleColumns()
	d.StationWeeks, d.StationWeekDF = sums.phi()
	runs := sums.inRuns(runWeeks)
	runs.scaleRows()
	d.Months, d.MonthDF = runs.phi()
	d.Stations = max(d.Cells, d.StationWeeks, d.Months)
}

// moving holds referrals R and expectations M by station (row) and week or run of weeks (column).
type moving struct {
	rows, columns      int
	observed, expected []float64
}

func newMoving(rows, columns int) *moving {
	return &moving{rows, columns, make([]float64, rows*columns), make([]float64, rows*columns)}
}

func (m *moving) add(row, column int, observed, expected float64) {
	m.observed[row*m.columns+column] += observed
	m.expected[row*m.columns+column] += expected
}

// scaleColumns makes the expectations of every column add up to its referrals: what all stations share is no dispersion.
func (m *moving) scaleColumns() {
	for c := range m.columns {
		m.scale(c, m.columns, m.rows)
	}
}

// scaleRows does so for every row.
func (m *moving) scaleRows() {
	for r := range m.rows {
		m.scale(r*m.columns, 1, m.columns)
	}
}

// scale does so for so many cells from a first one on, at equal steps.
func (m *moving) scale(first, step, cells int) {
	observed, expected := 0.0, 0.0
	for k := range cells {
		observed += m.observed[first+k*step]
		expected += m.expected[first+k*step]
	}
	for k := range cells {
		if expected > 0 {
			m.expected[first+k*step] *= observed / expected
		}
	}
}

// inRuns sums runs of so many columns, counted back from the last; what is left over at the beginning is left out.
func (m *moving) inRuns(length int) *moving {
	runs := newMoving(m.rows, m.columns/length)
	for c := range m.columns {
		run := runs.columns - 1 - (m.columns-1-c)/length
		for r := range m.rows {
			if run >= 0 {
				runs.add(r, run, m.observed[r*m.columns+c], m.expected[r*m.columns+c])
			}
		}
	}
	return runs
}

// phi is Σ (R − M)²/M over the cells with M > 0, over their number less rows and columns, plus 1; at least 1, and 1
// where nothing is left to judge by.
func (m *moving) phi() (phi float64, df int) {
	rows, columns := map[int]bool{}, map[int]bool{}
	squares, cells := 0.0, 0
	for k, expected := range m.expected {
		if expected > 0 {
			d := m.observed[k] - expected
			squares += d * d / expected
			cells++
			rows[k/m.columns], columns[k%m.columns] = true, true
		}
	}
	df = cells - len(rows) - len(columns) + 1
	if df <= 0 {
		return 1, df
	}
	return max(1, squares/float64(df)), df
}
