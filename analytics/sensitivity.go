package analytics

import (
	"context"
	"slices"
	"strings"
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

// Sensitivity computes RA-2 and RA-3 (query referral_series, the rates of RA-1) and holds RA-1 against RA-2.
func (e *Edition) Sensitivity(ctx context.Context, scope Scope) (*Sensitivity, error) {
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	p, err := e.readPanel(ctx, scope)
	if err != nil {
		return nil, err
	}
	if err := e.readWindow(ctx, scope, p); err != nil {
		return nil, err
	}
	return e.sensitivity(ctx, scope, p, p.figures(scope, stations).Province)
}

func (e *Edition) sensitivity(ctx context.Context, scope Scope, p *panel, primary Estimate) (*Sensitivity, error) {
	if !p.collected {
		return &Sensitivity{TwoWayState: StateNotCollected, SeriesState: StateNotCollected}, nil
	}
	series, err := e.readSeries(ctx, scope, p)
	if err != nil {
		return nil, err
	}
	s := &Sensitivity{}
	s.fitTwoWay(series)
	s.fitSeries(series)
	s.Disagrees = s.TwoWayState == StateOK && primary.State == StateOK && disagree(primary, s.TwoWay)
	return s, nil
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

// seriesEpoch is the Monday from which query referral_series counts days.
var seriesEpoch = time.Date(2000, 1, 3, 0, 0, 0, 0, time.UTC)

// readSeries reads the weeks of all strata.
func (e *Edition) readSeries(ctx context.Context, scope Scope, p *panel) (*panelSeries, error) {
	params, err := e.estimateParams(scope)
	if err != nil {
		return nil, err
	}
	params["health_center"], params["facility"] = scope.HealthCenter, scope.Facility
	type stratumText struct {
		station int32
		rate    float64
		text    string
	}
	var strata []stratumText
	stations := map[string]int32{}
	err = e.read(ctx, "referral_series", params, func(r *row) {
		station, group, text := r.text(), r.text(), r.text()
		if _, ok := stations[station]; !ok {
			stations[station] = int32(len(stations))
		}
		rate := 0.0
		if i, ok := p.strata[stratumKey{station, group}]; ok && p.stratum[i].estimable {
			rate = p.stratum[i].rate
		}
		strata = append(strata, stratumText{stations[station], rate, text})
	})
	if err != nil || len(strata) == 0 {
		return &panelSeries{start: -1}, err
	}
	first, last := int(^uint(0)>>1), 0
	for _, s := range strata { // the cells of a stratum come by week
		first = min(first, firstDay(s.text))
		last = max(last, firstDay(s.text[strings.LastIndexByte(s.text, ' ')+1:]))
	}
	m := &panelSeries{start: -1, first: seriesEpoch.AddDate(0, 0, first), block: map[int]map[int32]bool{},
		weeks: make([]stats.SeriesWeek, (last-first)/7+1)}
	supportedFrom := e.defaultInt("referral_series", "supported_days")
	zero, blockWeeks := 0, p.blockDays/7
	if !p.t0.IsZero() {
		zero = (int(p.t0.Sub(seriesEpoch).Hours()/24) - first) / 7
	}
	for u, s := range strata {
		m.cluster = append(m.cluster, s.station)
		eachCell(s.text, func(day, visits, referrals, covered int) {
			m.add(int32(u), s.station, (day-first)/7, visits, referrals, covered, supportedFrom, s.rate)
			if week := (day-first)/7 - zero; covered == 0 && week >= 0 && !p.t0.IsZero() {
				m.control(week/blockWeeks, s.station)
			}
		})
	}
	return m, nil
}

func (m *panelSeries) add(unit, station int32, week, visits, referrals, covered, supportedFrom int, rate float64) {
	m.weeks[week].Referrals += float64(referrals)
	m.weeks[week].Expected += float64(visits) * rate
	if rate == 0 { // a group without baseline: neither side of the series has it
		m.weeks[week].Referrals -= float64(referrals)
	}
	supported := covered >= supportedFrom
	if supported && (m.start < 0 || week < m.start) {
		m.start = week
	}
	if visits > 0 && (supported || covered == 0) {
		m.cells = append(m.cells, stats.PanelCell{Unit: unit, Week: int32(week), Supported: supported, Visits: float64(visits), Referrals: float64(referrals)})
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

// firstDay reads the day of the first cell of a text.
func firstDay(cells string) int {
	n := 0
	for i := 0; i < len(cells) && cells[i] != ':'; i++ {
		n = 10*n + int(cells[i]-'0')
	}
	return n
}

// eachCell reads «day:visits:referrals:days » after «day:visits:referrals:days », all of them natural numbers.
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
