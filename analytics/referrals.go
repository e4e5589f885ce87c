package analytics

import (
	"context"
	"time"

	"luanphien/analytics/stats"
)

// Estimate is a figure of referrals avoided (RA-1, methods §4.1). Low and High are its 95 % interval; it is never
// shown without them.
type Estimate struct {
	State   State
	Reasons []Reason // why withheld, in the order of §4.4

	Observed int     // O: referrals in the supported cells
	Expected float64 // E
	Avoided  float64 // E − O
	Low      float64 // of the published interval of E − O; may be negative
	High     float64

	// The same interval as a share of E, percent, and as O/E: count, percentage and ratio always say the same.
	Percent     float64  // 100·(E − O)/E; meaningful when E > 0
	PercentLow  *float64 // nil = without bound
	PercentHigh float64
	RatioOE     float64 // O/E; meaningful when E > 0
	RatioLow    float64
	RatioHigh   *float64 // nil = without bound

	VarBaseline, VarCalibration, VarPredictive float64 // V, U, W
	// PhiUsed is the overdispersion in W: that of cells where the stations are many enough to show how they differ.
	PhiUsed  float64
	Stations int              // stations with supported cells in the figure
	Between  *stats.Jackknife // nil: too few stations, or none can be left out; the interval is the predictive one alone

	// SupportedVisits and SupportedReferrals are those of all supported valid cells, whether they enter E and O or not.
	SupportedVisits, SupportedReferrals int
	SupportedWeeks                      int
}

// Clear tells whether the interval excludes 0.
func (e Estimate) Clear() bool { return e.Low > 0 || e.High < 0 }

// StationReferrals is the figure of one station. When the state is not ok only the supported counts may be shown.
type StationReferrals struct {
	Station Station
	Estimate
	BaselineWeeks, BaselineVisits int
	Sufficient                    bool // baseline-sufficient (§4.4): may be a control
	Analysable                    bool // sufficient and with supported weeks: part of the province figure
	ControlVisits                 int  // visits as a control since T0

	// Differs tells that the station's figure differs clearly from none (§4.1 step 9); nil = no verdict: it has no figure
	// of its own, or fewer stations have one than verdicts need.
	Differs *bool
	// P is the two-sided probability of the observed count under the law of the interval, PBetween with the dispersion
	// between stations; 0 without a verdict.
	P, PBetween float64
}

// CalibrationBlock is a block of weeks counted from T0.
type CalibrationBlock struct {
	Number          int
	From            time.Time // Monday of its first week
	To              time.Time // Sunday of its last week
	ControlStations int
	Observed        int     // O_cb
	Expected        float64 // E_cb
	Usable          bool
	Kappa           float64 // κ_b; 0 when not usable
}

// ReferralWeek is observed and expected referrals of one week in the supported cells that enter the figure. They add
// up to the figure's O and E over the period. Station is "" for the sum over the stations.
type ReferralWeek struct {
	Station  string
	Monday   time.Time
	Visits   int
	Observed int
	Expected float64
	// Low and High are the 95 % interval of the expected count; 0 for single stations, which have none by week.
	Low, High float64
}

// GroupPrior is the empirical-Bayes prior of one diagnosis group (§4.1 step 2).
type GroupPrior struct {
	Group       string
	K           int
	N, Y        float64
	M, S2, A    float64
	Alpha, Beta float64 // 0 when A = 0
}

// ReferralsAvoided is everything about RA-1 in a scope.
type ReferralsAvoided struct {
	Scope    Scope
	T0       time.Time // Monday of the first covered week or the programme's start; zero = no worker was ever present
	Baseline [2]time.Time
	Province Estimate
	// Uncalibrated is RA-0, a diagnostic for analysts only.
	Uncalibrated Estimate
	StationsUsed []string // codes of the analysable stations in the figure
	// StationsSupported is the number of stations with supported visits in the period.
	StationsSupported int
	SupportedShare    Ratio // supported visits in the figure / all supported visits
	Stations          []StationReferrals
	Blocks            []CalibrationBlock
	Weeks             []ReferralWeek // the sums over the stations of the figure
	StationWeeks      []ReferralWeek // per station
	Priors            []GroupPrior
	Dispersion        Dispersion
	PhiBetween        float64 // φ_s: how the stations' figures vary beyond their intervals; 0 = no verdicts
	Judged            int     // stations of the whole province with a figure of their own
	InvalidCells      int     // cells with referrals > visits or negative counts, treated as missing
	UnestimableVisits int     // supported visits of groups without baseline
	UnusableVisits    int     // supported visits in unusable blocks
	// Proportion is the observed referral proportion: referrals / visits over the valid cells of the period.
	Proportion Ratio
}

// The thresholds of §4.1 and §4.4.
const (
	MinBlockExpected  = 20.0 // E_cb of a usable block
	MinBlockStations  = 2    // control stations of a usable block
	MinBaselineWeeks  = 13
	MinBaselineVisits = 100
	MinExpected       = 5.0
	MinShare          = 0.8 // of the supported visits
	MinBetween        = 12  // supported stations from which their difference is seen in the data (steps 6 and 8)
	MinVerdicts       = 10  // stations with a figure of their own from which single ones are judged (step 9)
)

// ReferralsAvoided computes RA-1 and RA-0 (queries referral_window, referral_strata and reported_weeks). Control
// cells are those of all stations, whatever the scope.
func (e *Edition) ReferralsAvoided(ctx context.Context, scope Scope) (*ReferralsAvoided, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	p, err := e.readPanel(ctx, scope)
	if err != nil {
		return nil, err
	}
	r := p.figures(scope, stations)
	r.addReferralWeeks(p)
	r.addIntervals(p)
	for _, own := range p.proportions(stations) {
		r.Proportion = r.Proportion.Plus(own)
	}
	weeks, err := e.ReportedWeeks(ctx, scope)
	for _, w := range weeks {
		r.InvalidCells += w.GroupsInconsistent
	}
	return r, err
}

// figures computes everything but the weekly series and the observed proportion.
func (p *panel) figures(scope Scope, stations []Station) *ReferralsAvoided {
	r := &ReferralsAvoided{Scope: scope, T0: p.t0, Baseline: p.baseline, Blocks: p.calibration(),
		Priors: p.priors, Dispersion: p.dispersion}
	every := p.stationFigures()
	r.PhiBetween, r.Judged = p.verdicts(every)
	var all, supported []int
	for _, s := range stations {
		i, known := p.stations[s.Code]
		if known {
			all = append(all, i)
			if p.station[i].supportedVisits > 0 {
				r.StationsSupported++
			}
		}
		f := *every[s.Code]
		if f.Analysable {
			supported = append(supported, i)
		}
		if f.Analysable && p.station[i].usableVisits > 0 {
			r.StationsUsed = append(r.StationsUsed, s.Code)
		}
		r.Stations = append(r.Stations, f)
	}
	for _, i := range all {
		r.UnestimableVisits += p.station[i].unestimableVisits
		r.UnusableVisits += p.station[i].unusableVisits
		r.SupportedShare.Denominator += float64(p.station[i].usableVisits + p.station[i].unusableVisits)
	}
	for _, i := range supported {
		r.SupportedShare.Numerator += float64(p.station[i].usableVisits)
	}
	r.Province, r.Uncalibrated = p.estimate(supported, true), p.estimate(supported, false)
	p.countSupported(&r.Province, all)
	r.Province.withhold(p.provinceReasons(r, all))
	if scope.Facility != "" { // one station: its own rules
		r.Province = r.Stations[0].Estimate
	}
	if !p.collected {
		r.Province.State, r.Province.Reasons = StateNotCollected, nil
	}
	r.Uncalibrated.State, r.Uncalibrated.Reasons = r.Province.State, r.Province.Reasons
	return r
}

// provinceReasons are those for withholding the figure of all stations together.
func (p *panel) provinceReasons(r *ReferralsAvoided, all []int) []Reason {
	var reasons []Reason
	cells := 0
	for _, i := range all {
		cells += p.station[i].supportedCells
	}
	share, ok := r.SupportedShare.Value()
	switch {
	case cells == 0:
		return []Reason{ReasonNoSupportedWeeks}
	case !p.anyUsable():
		return []Reason{ReasonNoUsableBlock}
	case !ok:
		return []Reason{ReasonGroupWithoutBaseline}
	}
	if stats.Compare(share, MinShare) < 0 {
		reasons = append(reasons, ReasonProvinceShare)
	}
	if stats.Compare(r.Province.Expected, MinExpected) < 0 {
		reasons = append(reasons, ReasonExpected)
	}
	return reasons
}

// stationFigure is the figure of one station; i is its place in the panel, where known.
func (p *panel) stationFigure(s Station, i int, known bool) StationReferrals {
	f := StationReferrals{Station: s}
	if s.OpenedOn.After(p.to) || s.ClosedOn != nil && s.ClosedOn.Before(p.from) {
		f.State, f.Reasons = StateNotApplicable, []Reason{ReasonStationNotActive}
		return p.ifCollected(f)
	}
	if !known { // no valid cell at all
		f.withhold([]Reason{ReasonBaselineWeeks, ReasonBaselineVisits, ReasonNoSupportedWeeks})
		return p.ifCollected(f)
	}
	t := p.station[i]
	f.BaselineWeeks, f.BaselineVisits, f.ControlVisits = t.baselineWeeks, t.baselineVisits, t.controlVisits
	f.Sufficient = t.sufficient
	f.Analysable = t.sufficient && t.supportedCells > 0
	if f.Analysable {
		f.Estimate = p.estimate([]int{i}, true)
	}
	p.countSupported(&f.Estimate, []int{i})
	f.withhold(p.stationReasons(t, f.Expected))
	return p.ifCollected(f)
}

func (p *panel) ifCollected(f StationReferrals) StationReferrals {
	if !p.collected {
		f.State, f.Reasons = StateNotCollected, nil
	}
	return f
}

// stationReasons are those of §4.4 for withholding a station's own figure.
func (p *panel) stationReasons(t stationSums, expected float64) []Reason {
	var reasons []Reason
	if t.baselineWeeks < MinBaselineWeeks {
		reasons = append(reasons, ReasonBaselineWeeks)
	}
	if t.baselineVisits < MinBaselineVisits {
		reasons = append(reasons, ReasonBaselineVisits)
	}
	if t.supportedCells == 0 {
		reasons = append(reasons, ReasonNoSupportedWeeks)
	}
	switch {
	case len(reasons) > 0:
	case !p.anyUsable():
		reasons = append(reasons, ReasonNoUsableBlock)
	case t.usableVisits == 0 && t.unusableVisits > 0:
		reasons = append(reasons, ReasonBlockUnusable)
	case t.usableVisits == 0 && t.unestimableVisits > 0:
		reasons = append(reasons, ReasonGroupWithoutBaseline)
	case stats.Compare(expected, MinExpected) < 0:
		reasons = append(reasons, ReasonExpected)
	}
	return reasons
}

// withhold sets the state by the reasons.
func (e *Estimate) withhold(reasons []Reason) {
	e.State, e.Reasons = StateOK, reasons
	if len(reasons) > 0 {
		e.State = StateWithheld
	}
}

func (p *panel) countSupported(e *Estimate, stations []int) {
	for _, i := range stations {
		e.SupportedVisits += p.station[i].supportedVisits
		e.SupportedReferrals += p.station[i].supportedReferrals
	}
}
