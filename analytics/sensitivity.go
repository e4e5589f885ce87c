package analytics

import (
	"context"
	"math"
	"slices"
	"time"

	"luanphien/analytics/stats"
)

// SensitivityRules are the thresholds of §4.2 and §4.3.
type SensitivityRules struct {
	Stations            int     // RA-2: stations (clusters)
	UnsupportedStations int     // RA-2: of these, unsupported in every block
	SupportedStations   int     // RA-2: of these, ever supported
	WeeksBefore         int     // RA-3
	WeeksAfter          int     // RA-3
	Autocorrelation     float64 // RA-3: largest |lag-1|
}

// DefaultSensitivity are the rules of the methods document.
var DefaultSensitivity = SensitivityRules{Stations: 20, UnsupportedStations: 5, SupportedStations: 5, WeeksBefore: 52, WeeksAfter: 26, Autocorrelation: 0.3}

// Sensitivity holds the other estimates of referrals avoided and the checks of RA-1. RA-2 and RA-4 are of the period; RA-3
// is of all weeks up to as-of. A fit is kept for analysts even where the figure is withheld; it is nil where the data do
// not determine it.
type Sensitivity struct {
	TwoWay            *stats.TwoWay // RA-2
	TwoWayState       State
	TwoWayReasons     []Reason
	Imputation        *Imputation // RA-4
	ImputationState   State
	ImputationReasons []Reason

	Series        *stats.TimeSeries // RA-3 with harmonics
	SeriesPlain   *stats.TimeSeries // RA-3 without harmonics, a diagnostic
	SeriesState   State
	SeriesReasons []Reason
	SeriesStart   time.Time // Monday of the first week with a supported cell
	// Disagrees tells that the interval of RA-1 and that of RA-4, or RA-2, do not overlap (§4.4); for that both must be
	// reportable.
	Disagrees          bool
	Placebo, CarryOver Check
	Allocation         Allocation
	Silence            Silence
}

// Sensitivity computes RA-2 to RA-4 and the checks (from the cells and rates of RA-1, and query clinical_presence_week)
// and holds RA-1 against them.
func (e *Edition) Sensitivity(ctx context.Context, scope Scope) (*Sensitivity, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	p, err := e.readPanel(ctx, scope)
	if err != nil {
		return nil, err
	}
	if err := e.readDoctorWeeks(ctx, scope, p); err != nil {
		return nil, err
	}
	return p.sensitivity(stations, p.figures(scope, stations).Province), nil
}

func (p *panel) sensitivity(stations []Station, primary Estimate) *Sensitivity {
	if !p.collected {
		none := Check{Estimate: Estimate{State: StateNotCollected}}
		return &Sensitivity{TwoWayState: StateNotCollected, SeriesState: StateNotCollected, ImputationState: StateNotCollected, Placebo: none, CarryOver: none}
	}
	series := p.series(stations)
	s := &Sensitivity{}
	s.fitTwoWay(series)
	s.fitSeries(series)
	s.impute(p, stations)
	s.Placebo, s.CarryOver = p.check(stations, -checkWeeks), p.check(stations, checkWeeks)
	s.Allocation = p.allocation()
	s.Silence = p.silence()
	if primary.State == StateOK {
		s.Disagrees = s.TwoWayState == StateOK && apart(primary, percentOf(s.TwoWay.Observed, s.TwoWay.Low, s.TwoWay.High)) ||
			s.ImputationState == StateOK && apart(primary, percentOf(float64(s.Imputation.Observed), s.Imputation.Low, s.Imputation.High))
	}
	return s
}

// percentOf gives an interval of E − O as a share of E, 100·(E − O)/E: −Inf below where E − O may be as low as −O.
func percentOf(observed, low, high float64) [2]float64 {
	of := func(avoided float64) float64 {
		if stats.Compare(observed+avoided, 0) <= 0 {
			return math.Inf(-1)
		}
		return 100 * avoided / (observed + avoided)
	}
	return [2]float64{of(low), of(high)}
}

// apart tells that the interval of RA-1 and another, as shares of E, do not overlap: the shares do not depend on how many
// cells each estimate takes in.
func apart(primary Estimate, other [2]float64) bool {
	own := percentOf(float64(primary.Observed), primary.Low, primary.High)
	return stats.Compare(own[1], other[0]) < 0 || stats.Compare(other[1], own[0]) < 0
}

// panelSeries are the cells of all weeks, as the models take them.
type panelSeries struct {
	cells    []stats.PanelCell // valid cells with visits, partial weeks dropped
	cluster  []int32           // station of each unit
	weeks    []stats.SeriesWeek
	start    int                    // place in weeks of the first week with a supported cell; −1 = none
	first    time.Time              // Monday of weeks[0]
	block    map[int]map[int32]bool // stations with an unsupported cell, by block
	lastSeen int                    // last block with a cell
}

// series takes the cells of the stations out of the panel.
func (p *panel) series(stations []Station) *panelSeries {
	m := &panelSeries{start: -1, block: map[int]map[int32]bool{}}
	member := make([]bool, len(p.station))
	for _, s := range stations {
		if i, known := p.stations[s.Code]; known {
			member[i] = true
		}
	}
	first, last := math.MaxInt32, 0
	for _, c := range p.cells {
		if member[p.stratum[c.stratum].station] {
			first, last = min(first, int(c.day)), max(last, int(c.day))
		}
	}
	if last == 0 {
		return m
	}
	m.first, m.weeks = seriesEpoch.AddDate(0, 0, first), make([]stats.SeriesWeek, (last-first)/7+1)
	m.cells = make([]stats.PanelCell, 0, len(p.cells))
	for _, s := range p.stratum {
		m.cluster = append(m.cluster, int32(s.station))
	}
	for _, c := range p.cells {
		if s := p.stratum[c.stratum]; member[s.station] {
			m.add(c, (int(c.day)-first)/7, p.effect(c), s)
			if p.isControl(c) {
				n, _ := p.week(c)
				m.control(n/p.rules.blockWeeks, int32(s.station))
			}
		}
	}
	return m
}

// effect numbers the coefficient of RA-2 that a cell is of: 1 for the support of the period, 2 for that outside it.
func (p *panel) effect(c panelCell) int8 {
	switch {
	case int(c.covered) < p.rules.supportedDays:
		return 0
	case p.isSupported(c):
		return 1
	}
	return 2
}

func (m *panelSeries) add(c panelCell, week int, effect int8, s stratum) {
	if s.estimable { // a group without baseline is on neither side of the series
		m.weeks[week].Referrals += float64(c.referrals)
		m.weeks[week].Expected += float64(c.visits) * s.rate
	}
	if effect > 0 && (m.start < 0 || week < m.start) {
		m.start = week
	}
	if c.visits > 0 && (effect > 0 || c.covered == 0) {
		m.cells = append(m.cells, stats.PanelCell{Unit: c.stratum, Week: int32(week), Effect: effect,
			Visits: float64(c.visits), Referrals: float64(c.referrals)})
	}
}

func (m *panelSeries) control(block int, station int32) {
	m.lastSeen = max(m.lastSeen, block)
	if m.block[block] == nil {
		m.block[block] = map[int32]bool{}
	}
	m.block[block][station] = true
}

// fewestControls is the least number of unsupported stations of any block.
func (m *panelSeries) fewestControls() int {
	if len(m.block) == 0 {
		return 0
	}
	fewest := len(m.cluster)
	for b := range m.lastSeen + 1 {
		fewest = min(fewest, len(m.block[b]))
	}
	return fewest
}

func (s *Sensitivity) fitTwoWay(m *panelSeries) {
	rules := DefaultSensitivity
	fit, err := stats.FitTwoWay(m.cells, m.cluster)
	if err != nil {
		s.TwoWayState, s.TwoWayReasons = StateWithheld, []Reason{ReasonNotEstimable}
		return
	}
	s.TwoWay, s.TwoWayState = fit, StateOK
	refuse := func(when bool, reason Reason) {
		if when {
			s.TwoWayState, s.TwoWayReasons = StateWithheld, append(s.TwoWayReasons, reason)
		}
	}
	refuse(fit.Clusters < rules.Stations, ReasonClusters)
	if fit.Clusters >= rules.Stations { // fewer stations in all say it already
		refuse(m.fewestControls() < rules.UnsupportedStations, ReasonUnsupportedStations)
		refuse(fit.SupportedClusters < rules.SupportedStations, ReasonSupportedStations)
	}
}

func (s *Sensitivity) fitSeries(m *panelSeries) {
	rules := DefaultSensitivity
	s.SeriesState = StateWithheld
	if m.start >= 0 {
		s.SeriesStart = m.first.AddDate(0, 0, 7*m.start)
	}
	fit, err := stats.FitTimeSeries(m.weeks, m.start, true)
	if err == nil {
		s.Series = fit
		s.SeriesPlain, err = stats.FitTimeSeries(m.weeks, m.start, false)
	}
	if m.start < rules.WeeksBefore {
		s.SeriesReasons = append(s.SeriesReasons, ReasonPreWeeks)
	}
	if m.start < 0 || len(m.weeks)-m.start < rules.WeeksAfter {
		s.SeriesReasons = append(s.SeriesReasons, ReasonPostWeeks)
	}
	switch {
	case err != nil:
		s.SeriesReasons = append(s.SeriesReasons, ReasonNotEstimable)
	case fit.Lag1 > rules.Autocorrelation || fit.Lag1 < -rules.Autocorrelation:
		s.SeriesReasons = append(s.SeriesReasons, ReasonAutocorrelation)
	}
	if len(s.SeriesReasons) == 0 {
		s.SeriesState = StateOK
	}
}

// PressReasons tells why RA-1 must not be given to the press although directors may see it; empty = it may.
func (s *Sensitivity) PressReasons(primary Estimate) []Reason {
	reasons := slices.Clone(primary.Reasons)
	for _, check := range []struct {
		failed bool
		reason Reason
	}{{s.Disagrees, ReasonSensitivity}, {s.Placebo.ExcludesZero(), ReasonPlacebo}, {s.CarryOver.ExcludesZero(), ReasonCarryOver}} {
		if check.failed {
			reasons = append(reasons, check.reason)
		}
	}
	return reasons
}
