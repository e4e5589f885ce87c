package analytics

import (
	"context"
	"slices"
	"time"

	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
)

// panel is what the estimates of section 4 are computed from: the valid cells, the baseline strata, and the control and
// supported cells by block. Strata and stations are numbered, so that the sums over them are loops over slices.
//
// The parts that cells play are those of query referral_cells; TestPanelIsTheQueries holds the sums against those of
// the queries referral_baseline and referral_blocks, which show them to analysts.
type panel struct {
	collected bool      // any activity was ever reported
	from, to  time.Time // the period
	t0        time.Time
	baseline  [2]time.Time
	blockDays int
	rules     panelRules
	cells     []panelCell // by station, group, week

	stations map[string]int
	station  []stationSums
	strata   map[stratumKey]int
	stratum  []stratum
	priors   []GroupPrior
	groups   map[string]int // place of a group in priors
	prior    []stats.Prior  // beside priors
	blocks   []block
	own      [][]int         // strata of each station
	parts    [][]stratumPart // the cells of each stratum that enter, by block

	controlSquares, sharedControls [][]float64            // see baselineVariance
	controlParts                   []stats.CalibratedPart // the control cells of usable blocks, by station

	doctorWeeks [][]doctorWeek         // by station: the weeks with a doctor, counted from T0; only for the checks
	asIf        func(c panelCell) bool // of a check: the unsupported cells taken as if supported; nil otherwise

	dispersion Dispersion
	everywhere []Station // all stations, whatever the scope
}

type stratumKey struct{ station, group string }

// stratum is one station and group: its baseline and its shrunk rate.
type stratum struct {
	station, group int
	baseline       stats.Stratum
	rate, variance float64
	estimable      bool // the group has baseline visits somewhere
}

// block is a calibration block and its cells.
type block struct {
	control, supported []blockCell
	stations           int
	observed, expected float64 // O_cb, E_cb
	usable             bool
	kappa              float64
}

type blockCell struct{ stratum, cells, visits, referrals int }

// stratumPart are the control visits, the supported visits and their referrals of one stratum in a block, and the number
// of supported cells.
type stratumPart struct{ block, controls, supported, referrals, cells int }

// stationSums are counts of one station.
type stationSums struct {
	baselineWeeks, baselineVisits       int
	sufficient                          bool
	controlVisits                       int
	supportedCells                      int
	supportedVisits, supportedReferrals int
	// the supported visits that enter a figure, that lie in unusable blocks, and of groups without baseline
	usableVisits, unusableVisits, unestimableVisits int
}

// panelRules are the configurable numbers of the estimate. The first three stand in the header of query referral_cells.
type panelRules struct {
	baselineWeeks, blockWeeks, supportedDays int
	between                                  int // supported stations from which the difference between stations is seen in the data
	verdicts                                 int // stations with a figure from which single ones are called different
}

// panelCell is a valid cell of a week that is over by as-of. Days are counted from seriesEpoch.
type panelCell struct {
	stratum, day, visits, referrals int32
	covered                         int32 // days with a doctor
}

// seriesEpoch is the Monday from which query referral_strata counts days.
var seriesEpoch = time.Date(2000, 1, 3, 0, 0, 0, 0, time.UTC)

var epochSeconds = seriesEpoch.Unix()

// dayOf counts a date's days from seriesEpoch. Every cell asks for it several times over.
func dayOf(date time.Time) int { return int((date.Unix() - epochSeconds) / (24 * 60 * 60)) }

// monday is the date of a cell's week.
func (c panelCell) monday() time.Time { return seriesEpoch.AddDate(0, 0, int(c.day)) }

// readPanel reads T0 and the cells, and computes rates and calibration.
func (e *Edition) readPanel(ctx context.Context, scope Scope) (*panel, error) {
	p, err := e.readCells(ctx, scope)
	if err == nil {
		p.compute()
	}
	return p, err
}

// readCells reads T0 and the cells.
func (e *Edition) readCells(ctx context.Context, scope Scope) (*panel, error) {
	p := e.newPanel(scope)
	if err := e.readWindow(ctx, scope, p); err != nil {
		return nil, err
	}
	everywhere, err := e.allStations(ctx)
	if err != nil {
		return nil, err
	}
	p.everywhere = everywhere
	strata, cells, err := e.knownCells(ctx, scope)
	if err != nil {
		return nil, err
	}
	for _, key := range strata {
		p.stratumOf(key.station, key.group)
	}
	p.cells = cells
	last := int32(dayOf(scope.LastDay()) - 6)
	if late := func(c panelCell) bool { return c.day > last }; slices.ContainsFunc(cells, late) {
		p.cells = slices.DeleteFunc(slices.Clone(cells), late)
	}
	return p, nil
}

func (e *Edition) newPanel(scope Scope) *panel {
	p := &panel{from: scope.From, to: scope.To, stations: map[string]int{}, strata: map[stratumKey]int{}, groups: map[string]int{},
		rules: panelRules{e.Catalog().DefaultInt("referral_cells", "baseline_weeks"), e.Catalog().DefaultInt("referral_cells", "block_weeks"),
			e.Catalog().DefaultInt("referral_cells", "supported_days"), MinBetween, MinVerdicts}}
	p.blockDays = 7 * p.rules.blockWeeks
	return p
}

// compute goes from the cells to rates and calibration.
func (p *panel) compute() {
	p.sumBaseline()
	p.measureDispersion()
	p.shrink()
	p.sumBlocks()
	p.calibrate()
	p.sumControls()
}

// eachCell reads «day:visits:referrals:days» after «day:visits:referrals:days», all of them natural numbers.
func eachCell(cells string, take func(day, visits, referrals, covered int)) {
	var n [4]int
	place := 0
	for i := 0; i <= len(cells); i++ {
		switch {
		case i == len(cells) || cells[i] == ' ':
			take(n[0], n[1], n[2], n[3])
			n, place = [4]int{}, 0
		case cells[i] == ':':
			place++
		default:
			n[place] = 10*n[place] + int(cells[i]-'0')
		}
	}
}

// readWindow reads T0 and the baseline window, and whether any activity was ever reported.
func (e *Edition) readWindow(ctx context.Context, scope Scope, p *panel) error {
	params := scope.At()
	start, set, err := e.programmeStart()
	if err != nil {
		return err
	}
	if set {
		params["programme_start"] = start
	}
	return e.Read(ctx, "referral_window", params, func(r *statement.Row) {
		p.t0 = r.Date()
		p.baseline = [2]time.Time{r.Date(), r.Date()}
		p.collected = r.Count() > 0
	})
}

// week is the number of a cell's week counted from T0; negative before it. Without T0 there is no week.
func (p *panel) week(c panelCell) (number int, ok bool) {
	return (int(c.day) - dayOf(p.t0)) / 7, !p.t0.IsZero()
}

// inPeriod tells whether a cell's week is one of the period: its Thursday lies in it.
func (p *panel) inPeriod(c panelCell) bool {
	thursday := int(c.day) + 3
	return thursday >= dayOf(p.from) && thursday <= dayOf(p.to)
}

// isSupported and isControl tell the part that a cell from T0 on plays (§4, §4.1 step 4).
func (p *panel) isSupported(c panelCell) bool {
	n, ok := p.week(c)
	if !ok || n < 0 || !p.inPeriod(c) {
		return false
	}
	if p.asIf != nil {
		return p.asIf(c)
	}
	return int(c.covered) >= p.rules.supportedDays
}

func (p *panel) isControl(c panelCell) bool {
	n, ok := p.week(c)
	return ok && n >= 0 && c.covered == 0 && (p.asIf == nil || !p.asIf(c))
}

// eachStratum hands over the cells of one stratum after the other.
func (p *panel) eachStratum(take func(i int, cells []panelCell)) {
	for from := 0; from < len(p.cells); {
		to := from
		for to < len(p.cells) && p.cells[to].stratum == p.cells[from].stratum {
			to++
		}
		take(int(p.cells[from].stratum), p.cells[from:to])
		from = to
	}
}

// inBaseline tells whether a cell counts as baseline. Where the programme's start is set, a stray posting may lie before.
func (p *panel) inBaseline(c panelCell) bool {
	n, ok := p.week(c)
	return ok && n < 0 && n >= -p.rules.baselineWeeks && c.covered == 0
}

// sumBaseline sums the baseline of each stratum (§4.1 step 1).
func (p *panel) sumBaseline() {
	weeks := map[[2]int]bool{}
	p.eachStratum(func(i int, cells []panelCell) {
		s := &p.stratum[i]
		t := &p.station[s.station]
		for _, c := range cells {
			if !p.inBaseline(c) {
				continue
			}
			s.baseline.N += float64(c.visits)
			s.baseline.Y += float64(c.referrals)
			t.baselineVisits += int(c.visits)
			if key := [2]int{s.station, int(c.day)}; !weeks[key] {
				weeks[key] = true
				t.baselineWeeks++
			}
		}
	})
}

// sumBlocks sums the control and the supported cells of each stratum and block (§4.1 steps 4 and 5).
func (p *panel) sumBlocks() {
	p.parts, p.own = make([][]stratumPart, len(p.stratum)), make([][]int, len(p.station))
	for i, s := range p.stratum {
		p.own[s.station] = append(p.own[s.station], i)
	}
	p.eachStratum(func(i int, cells []panelCell) {
		current := -1
		var sum blockSums
		for _, c := range cells {
			n, ok := p.week(c)
			if !ok || n < 0 {
				continue
			}
			if b := n / p.rules.blockWeeks; b != current {
				p.addCells(current, i, sum)
				current, sum = b, blockSums{}
			}
			switch {
			case p.isControl(c):
				sum.controls++
				sum.controlVisits += int(c.visits)
				sum.controlReferrals += int(c.referrals)
			case p.isSupported(c):
				sum.supported++
				sum.visits += int(c.visits)
				sum.referrals += int(c.referrals)
			}
		}
		p.addCells(current, i, sum)
	})
}

// blockSums are the sums of one stratum and block.
type blockSums struct{ controls, controlVisits, controlReferrals, supported, visits, referrals int }

// stratumOf numbers a station and group on first sight.
func (p *panel) stratumOf(station, group string) int {
	key := stratumKey{station, group}
	if i, ok := p.strata[key]; ok {
		return i
	}
	s, ok := p.stations[station]
	if !ok {
		s = len(p.station)
		p.stations[station] = s
		p.station = append(p.station, stationSums{})
	}
	g, ok := p.groups[group]
	if !ok {
		g = len(p.priors)
		p.groups[group] = g
		p.priors = append(p.priors, GroupPrior{Group: group})
	}
	p.strata[key] = len(p.stratum)
	p.stratum = append(p.stratum, stratum{station: s, group: g})
	return len(p.stratum) - 1
}

// shrink computes the prior of each group, the rate and variance of each stratum, and which stations have baseline
// enough.
func (p *panel) shrink() {
	byGroup := make([][]stats.Stratum, len(p.priors))
	for _, s := range p.stratum {
		byGroup[s.group] = append(byGroup[s.group], s.baseline)
	}
	for g := range p.priors {
		prior := stats.NewPrior(byGroup[g])
		p.prior = append(p.prior, prior)
		p.priors[g] = GroupPrior{p.priors[g].Group, prior.K, prior.N, prior.Y, prior.M, prior.S2, prior.A, prior.Alpha, prior.Beta}
	}
	for i := range p.stratum {
		s := &p.stratum[i]
		if prior := p.prior[s.group]; prior.N > 0 {
			s.estimable = true
			s.rate, s.variance = prior.Rate(s.baseline), prior.Variance(s.baseline)
		}
	}
	for i := range p.station {
		t := &p.station[i]
		t.sufficient = t.baselineWeeks >= MinBaselineWeeks && t.baselineVisits >= MinBaselineVisits
	}
}

// addCells files the sums of one stratum and block: as controls where the station may be one, and as supported cells.
func (p *panel) addCells(number, i int, sum blockSums) {
	if sum.controls == 0 && sum.supported == 0 {
		return
	}
	for len(p.blocks) <= number {
		p.blocks = append(p.blocks, block{})
	}
	b, s := &p.blocks[number], p.stratum[i]
	t := &p.station[s.station]
	t.supportedCells += sum.supported
	t.supportedVisits += sum.visits
	t.supportedReferrals += sum.referrals
	if !s.estimable {
		t.unestimableVisits += sum.visits
		return
	}
	part := stratumPart{block: number, supported: sum.visits, referrals: sum.referrals, cells: sum.supported}
	if sum.controls > 0 && t.sufficient {
		part.controls = sum.controlVisits
		b.control = append(b.control, blockCell{i, sum.controls, sum.controlVisits, sum.controlReferrals})
		t.controlVisits += sum.controlVisits
	}
	if sum.supported > 0 {
		b.supported = append(b.supported, blockCell{i, sum.supported, sum.visits, sum.referrals})
	}
	p.parts[i] = append(p.parts[i], part)
}
