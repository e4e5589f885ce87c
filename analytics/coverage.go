package analytics

import (
	"context"
	"errors"
	"time"
)

var errNotYet = errors.New("not yet")

// CoverageCounts are the sums behind the coverage indicators (methods §2), of one station or pooled over several.
type CoverageCounts struct {
	ActiveDays       int     // active station-days of the period up to as-of
	CoveredDays      int     // of these, with at least one worker present
	StaffDays        int     // distinct (worker, day) present (COV-2)
	FTEDays          float64 // Σ fte over the staff-days
	DoctorDays       int     // station-days with a doctor present
	PreventiveDays   int     // station-days with a preventive worker present
	PlannedStaffDays int     // staff-days of the original orders, cancelled ones included
	NeedDays         int     // days of declared needs
	NeedDaysMet      int     // of these, met
	Needs            int     // (station, specialty) needs with at least one need-day
	NeedsMet         int     // of these, met on at least one day
	StationsActive   int     // stations with at least one active day
	StationsReached  int     // of these, with at least one covered day
}

// Coverage is COV-1.
func (c CoverageCounts) Coverage() Ratio { return ratio(c.CoveredDays, c.ActiveDays) }

// FTE is COV-3, the mean daily rotated staff of a station.
func (c CoverageCounts) FTE() Ratio { return Ratio{c.FTEDays, float64(c.ActiveDays)} }

// DoctorCoverage is COV-4.
func (c CoverageCounts) DoctorCoverage() Ratio { return ratio(c.DoctorDays, c.ActiveDays) }

// PreventiveCoverage is COV-5.
func (c CoverageCounts) PreventiveCoverage() Ratio { return ratio(c.PreventiveDays, c.ActiveDays) }

// SpecialtyCoverage is COV-6.
func (c CoverageCounts) SpecialtyCoverage() Ratio { return ratio(c.NeedDaysMet, c.NeedDays) }

// NeedsEverMet is COV-7.
func (c CoverageCounts) NeedsEverMet() Ratio { return ratio(c.NeedsMet, c.Needs) }

// StationsReachedShare is COV-10.
func (c CoverageCounts) StationsReachedShare() Ratio {
	return ratio(c.StationsReached, c.StationsActive)
}

// Fulfilment is COV-11.
func (c CoverageCounts) Fulfilment() Ratio { return ratio(c.StaffDays, c.PlannedStaffDays) }

func ratio(numerator, denominator int) Ratio { return Ratio{float64(numerator), float64(denominator)} }

// Gap is a run of consecutive active days of a station with nobody present. Days 0 = no gap, without dates.
type Gap struct {
	Station  string // station code
	Days     int
	From, To time.Time
}

// StationCoverage is the coverage of one station.
type StationCoverage struct {
	Station Station
	CoverageCounts
	LongestGap   Gap // COV-8
	OpenGap      Gap // COV-9
	DoubleBooked int // double-booked worker-days in which the station was one of the claimants
}

// NeedCoverage is one declared need of a station (COV-6).
type NeedCoverage struct {
	Station           string
	Specialty         string
	NeedDays, MetDays int
}

// DoubleBooking is a worker-day claimed by two or more stations (COV-DQ).
type DoubleBooking struct {
	Worker       string
	Day          time.Time
	Stations     []string // the claimants, in order of their code
	AttributedTo string
}

// Coverage is everything about coverage in a scope.
type Coverage struct {
	Scope    Scope
	Province CoverageCounts // all stations of the scope, pooled
	// LongestGap is the longest of the stations' longest gaps (COV-8), with its station.
	LongestGap     Gap
	OpenGap        Gap               // the longest of the open gaps (COV-9)
	Stations       []StationCoverage // in default order
	Needs          []NeedCoverage
	DoubleBookings []DoubleBooking // by day, then worker
}

// Coverage computes COV-1 to COV-11 and the double bookings.
func (e *Edition) Coverage(ctx context.Context, scope Scope) (*Coverage, error) {
	return nil, errNotYet
}

// StationWeek is the presence at one station in one ISO week of the period; days outside the period do not count.
type StationWeek struct {
	Station        string
	Monday         time.Time
	ActiveDays     int
	CoveredDays    int
	DoctorDays     int
	PreventiveDays int
	StaffDays      int
}

// CoverageByWeek gives the presence per station and ISO week of the period, ordered by station (default order) and
// week. Weeks in which a station has no active day are left out.
func (e *Edition) CoverageByWeek(ctx context.Context, scope Scope) ([]StationWeek, error) {
	return nil, errNotYet
}
