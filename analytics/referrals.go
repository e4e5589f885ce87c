package analytics

import (
	"context"
	"time"
)

// Estimate is a figure of referrals avoided (RA-1, methods §4.1). Low and High are its 95 % interval; it is never
// shown without them.
type Estimate struct {
	State   State
	Reasons []Reason // why withheld, in the order of §4.4

	Observed int     // O: referrals in the supported cells
	Expected float64 // E
	Avoided  float64 // E − O
	Low      float64 // q_lo − O; may be negative
	High     float64 // q_hi − O

	Percent   float64  // 100·(E − O)/E; meaningful when E > 0
	RatioOE   float64  // O/E; meaningful when E > 0
	RatioLow  float64  // O/q_hi
	RatioHigh *float64 // O/q_lo; nil = without bound (q_lo is 0)

	VarBaseline, VarCalibration, VarPredictive float64 // V, U, W

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
	Phi, Chi2         float64
	DF                int
	InvalidCells      int // cells with referrals > visits or negative counts, treated as missing
	UnestimableVisits int // supported visits of groups without baseline
	UnusableVisits    int // supported visits in unusable blocks
	// Proportion is the observed referral proportion: referrals / visits over the valid cells of the period.
	Proportion Ratio
}

// ReferralsAvoided computes RA-1 and RA-0.
func (e *Edition) ReferralsAvoided(ctx context.Context, scope Scope) (*ReferralsAvoided, error) {
	return nil, errNotYet
}
