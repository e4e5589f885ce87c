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

// Sensitivity holds the two other estimates of referrals avoided, over all weeks up to as-of of the stations of the
// scope. A fit is kept for analysts even where the figure is withheld; it is nil where the data do not determine it.
type Sensitivity struct {
	TwoWay        *stats.TwoWay // RA-2
	TwoWayState   State
	TwoWayReasons []Reason
	Series        *stats.TimeSeries // RA-3 with harmonics
	SeriesPlain   *stats.TimeSeries // RA-3 without harmonics, a diagnostic
	SeriesState   State
	SeriesReasons []Reason
	SeriesStart   time.Time // Monday of the first week with a supported cell
	// Disagrees tells that RA-1 and RA-2 contradict each other (§4.4); both must be reportable for that.
	Disagrees bool
}

// Sensitivity computes RA-2 and RA-3 (from the cells and rates of RA-1) and holds RA-1 against RA-2.
func (e *Edition) Sensitivity(ctx context.Context, scope Scope) (*Sensitivity, error) {
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	p, err := e.readPanel(ctx, scope)
	if err != nil {
		return nil, err
	}
	return p.sensitivity(stations, p.figures(scope, stations).Province), nil
}

func (p *panel) sensitivity(stations []Station, primary Estimate) *Sensitivity {
	if !p.collected {
		return &Sensitivity{TwoWayState: StateNotCollected, SeriesState: StateNotCollected}
	}
	series := p.series(stations)
	s := &Sensitivity{}
	s.fitTwoWay(series)
	s.fitSeries(series)
	s.Disagrees = s.TwoWayState == StateOK && primary.State == StateOK && disagree(primary, s.TwoWay)
	return s
}

// disagree compares the rate ratios O/E, since E − O = O (1/ratio − 1) for both: intervals apart, or opposite signs and
// both clear. The ratio does not depend on how many cells each estimate takes in.
func disagree(primary Estimate, other *stats.TwoWay) bool {
	low, high := 1+other.Low/other.Observed, 1+other.High/other.Observed // inverse ratios of RA-2
	if primary.Observed == 0 {
		return false // no ratio to compare
	}
	observed := float64(primary.Observed)
	primaryLow, primaryHigh := 1+primary.Low/observed, 1+primary.High/observed
	return primaryHigh < low || high < primaryLow // opposite and both clear of 1 is apart, too
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
			m.add(c, (int(c.day)-first)/7, int(c.covered) >= p.rules.supportedDays, s)
			if p.isControl(c) {
				n, _ := p.week(c)
				m.control(n/p.rules.blockWeeks, int32(s.station))
			}
		}
	}
	return m
}

func (m *panelSeries) add(c panelCell, week int, supported bool, s stratum) {
	if s.estimable { // a group without baseline is on neither side of the series
		m.weeks[week].Referrals += float64(c.referrals)
		m.weeks[week].Expected += float64(c.visits) * s.rate
	}
	if supported && (m.start < 0 || week < m.start) {
		m.start = week
	}
	if c.visits > 0 && (supported || c.covered == 0) {
		m.cells = append(m.cells, stats.PanelCell{Unit: c.stratum, Week: int32(week), Supported: supported,
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
	if s.Disagrees {
		reasons = append(reasons, ReasonSensitivity)
	}
	return reasons
}
