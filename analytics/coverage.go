package analytics

import (
	"context"
	"slices"
	"strings"
	"time"

	"luanphien/analytics/statement"
)

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
	DoubleBooked     int     // worker-days claimed by two or more stations, at the station that has the day (COV-DQ)
}

// Coverage is COV-1.
func (c CoverageCounts) Coverage() Ratio { return RatioOf(c.CoveredDays, c.ActiveDays) }

// FTE is COV-3, the mean daily rotated staff of a station.
func (c CoverageCounts) FTE() Ratio { return Ratio{c.FTEDays, float64(c.ActiveDays)} }

// DoctorCoverage is COV-4.
func (c CoverageCounts) DoctorCoverage() Ratio { return RatioOf(c.DoctorDays, c.ActiveDays) }

// PreventiveCoverage is COV-5.
func (c CoverageCounts) PreventiveCoverage() Ratio { return RatioOf(c.PreventiveDays, c.ActiveDays) }

// SpecialtyCoverage is COV-6.
func (c CoverageCounts) SpecialtyCoverage() Ratio { return RatioOf(c.NeedDaysMet, c.NeedDays) }

// NeedsEverMet is COV-7.
func (c CoverageCounts) NeedsEverMet() Ratio { return RatioOf(c.NeedsMet, c.Needs) }

// StationsReachedShare is COV-10.
func (c CoverageCounts) StationsReachedShare() Ratio {
	return RatioOf(c.StationsReached, c.StationsActive)
}

// Fulfilment is COV-11.
func (c CoverageCounts) Fulfilment() Ratio { return RatioOf(c.StaffDays, c.PlannedStaffDays) }

func RatioOf(numerator, denominator int) Ratio {
	return Ratio{float64(numerator), float64(denominator)}
}

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
	LongestGap Gap // COV-8
	OpenGap    Gap // COV-9
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
	DoubleBookings []DoubleBooking // by day, then worker; those, too, that a station of the scope lost to one outside
}

// Coverage computes COV-1 to COV-11 and the double bookings (queries coverage_by_station, need_coverage and
// double_bookings). Stations without an active day in the period are not listed.
func (e *Edition) Coverage(ctx context.Context, scope Scope) (*Coverage, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	c := &Coverage{Scope: scope}
	byStation := map[string]*StationCoverage{}
	err = e.Read(ctx, "coverage_by_station", scope.PeriodOf(), func(r *statement.Row) {
		s := readStationCoverage(r)
		byStation[s.Station.Code] = &s
	})
	if err != nil {
		return nil, err
	}
	if err := e.addNeeds(ctx, c, byStation); err != nil {
		return nil, err
	}
	if err := e.addDoubleBookings(ctx, c, byStation); err != nil {
		return nil, err
	}
	for _, station := range stations {
		if s := byStation[station.Code]; s != nil {
			s.Station = station
			c.Stations = append(c.Stations, *s)
			c.Province.add(s.CoverageCounts)
			c.LongestGap = longer(c.LongestGap, s.LongestGap)
			c.OpenGap = longer(c.OpenGap, s.OpenGap)
		}
	}
	return c, nil
}

func readStationCoverage(r *statement.Row) StationCoverage {
	var s StationCoverage
	s.Station.Code = r.Text()
	s.ActiveDays, s.CoveredDays, s.StaffDays = r.Count(), r.Count(), r.Count()
	s.FTEDays = r.Real()
	s.DoctorDays, s.PreventiveDays, s.PlannedStaffDays = r.Count(), r.Count(), r.Count()
	s.LongestGap = Gap{s.Station.Code, r.Count(), r.Date(), r.Date()}
	s.OpenGap = Gap{s.Station.Code, r.Count(), r.Date(), r.Date()}
	s.StationsActive = 1
	if s.CoveredDays > 0 {
		s.StationsReached = 1
	}
	return s
}

// longer is the longer of two gaps, the first when tied.
func longer(a, b Gap) Gap {
	if b.Days > a.Days {
		return b
	}
	return a
}

func (e *Edition) addNeeds(ctx context.Context, c *Coverage, byStation map[string]*StationCoverage) error {
	return e.Read(ctx, "need_coverage", c.Scope.PeriodOf(), func(r *statement.Row) {
		n := NeedCoverage{r.Text(), r.Text(), r.Count(), r.Count()}
		c.Needs = append(c.Needs, n)
		if s := byStation[n.Station]; s != nil {
			s.NeedDays += n.NeedDays
			s.NeedDaysMet += n.MetDays
			s.Needs++
			if n.MetDays > 0 {
				s.NeedsMet++
			}
		}
	})
}

func (e *Edition) addDoubleBookings(ctx context.Context, c *Coverage, byStation map[string]*StationCoverage) error {
	return e.Read(ctx, "double_bookings", c.Scope.PeriodOf(), func(r *statement.Row) {
		d := DoubleBooking{Worker: r.Text(), Day: r.Date(), Stations: strings.Split(r.Text(), ","), AttributedTo: r.Text()}
		c.DoubleBookings = append(c.DoubleBookings, d)
		if s := byStation[d.AttributedTo]; s != nil {
			s.DoubleBooked++
		}
	})
}

// add pools the counts of another station.
func (c *CoverageCounts) add(o CoverageCounts) {
	c.ActiveDays += o.ActiveDays
	c.CoveredDays += o.CoveredDays
	c.StaffDays += o.StaffDays
	c.FTEDays += o.FTEDays
	c.DoctorDays += o.DoctorDays
	c.PreventiveDays += o.PreventiveDays
	c.PlannedStaffDays += o.PlannedStaffDays
	c.NeedDays += o.NeedDays
	c.NeedDaysMet += o.NeedDaysMet
	c.Needs += o.Needs
	c.NeedsMet += o.NeedsMet
	c.DoubleBooked += o.DoubleBooked
	c.StationsActive += o.StationsActive
	c.StationsReached += o.StationsReached
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

// CoverageByWeek gives the presence per station and ISO week of the period (query coverage_by_week), ordered by
// station (default order) and week. Weeks in which a station has no active day are left out.
func (e *Edition) CoverageByWeek(ctx context.Context, scope Scope) ([]StationWeek, error) {
	order, err := e.StationOrder(ctx, scope)
	if err != nil {
		return nil, err
	}
	var weeks []StationWeek
	err = e.Read(ctx, "coverage_by_week", scope.PeriodOf(), func(r *statement.Row) {
		w := StationWeek{Station: r.Text()}
		r.Skip() // the week as text
		w.Monday = r.Date()
		w.ActiveDays, w.CoveredDays, w.DoctorDays = r.Count(), r.Count(), r.Count()
		w.PreventiveDays, w.StaffDays = r.Count(), r.Count()
		weeks = append(weeks, w)
	})
	slices.SortStableFunc(weeks, func(a, b StationWeek) int { return order[a.Station] - order[b.Station] })
	return weeks, err
}
