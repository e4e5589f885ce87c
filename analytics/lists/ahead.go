// Package lists gives what an edition knows one by one: postings, needs, difficulties, gaps, weeks, the coming days, the rows
// of its facts. No indicator is computed here.
package lists

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// AheadDay is the planned presence at a station on a day to come.
type AheadDay struct {
	Station                       string // code
	Day                           time.Time
	Workers, Doctors, Preventives int
}

// AheadPosting is a posting that runs, or begins, within the coming days.
type AheadPosting struct {
	Station, Worker, Decision string // codes
	Cadre, Role, Specialty    string // role: doctor, preventive, other
	Start, End                time.Time
	Arrives                   bool // it has not begun at as-of
	Leaves                    bool // it ends within the coming days
	Replaced                  bool // somebody of the same role follows on
	Closes                    bool // the station closes by then and wants no successor
}

// Unreplaced tells whether somebody leaves whom nobody follows although the station goes on.
func (p AheadPosting) Unreplaced() bool { return p.Leaves && !p.Replaced && !p.Closes }

// AheadNeed is a declared need on the coming days.
type AheadNeed struct {
	Station, Specialty string
	Headcount          int
	NeedDays, MetDays  int
	UnmetFrom          *time.Time // the first day that will not be met; nil when all will
}

// AheadStation sums the coming days of one station.
type AheadStation struct {
	Station              analytics.Station
	Days, Covered        int        // active days, and those with anybody
	DoctorDays           int        // days with a doctor
	NoDoctorFrom, Nobody *time.Time // the first day without a doctor, and without anybody; nil when there is none
}

// Ahead is what the postings already ordered say of the days after the as-of moment: no forecast, only the orders.
type Ahead struct {
	From, To time.Time      // the coming days, both counted
	Stations []AheadStation // active on any of these days, in default order
	Days     []AheadDay     // by station code and day
	Postings []AheadPosting // by last day
	Needs    []AheadNeed    // by station code and specialty
}

// Coverage is the planned COV-1 of the coming days.
func (a *Ahead) Coverage() analytics.Ratio {
	return a.sum(func(s AheadStation) int { return s.Covered })
}

// Doctors is the planned COV-4 of the coming days.
func (a *Ahead) Doctors() analytics.Ratio {
	return a.sum(func(s AheadStation) int { return s.DoctorDays })
}

func (a *Ahead) sum(of func(AheadStation) int) analytics.Ratio {
	var r analytics.Ratio
	for _, s := range a.Stations {
		r = r.Plus(analytics.RatioOf(of(s), s.Days))
	}
	return r
}

// AheadOf looks at the next four weeks (the default of query ahead_orders) by the postings already ordered (queries
// ahead_by_day, ahead_postings, ahead_needs). The scope's period plays no part. Where the as-of moment lies before the
// edition, ends and absences recorded of later days count as not yet known; an order's own date is not in the data, so
// every order counts as known.
func AheadOf(ctx context.Context, e *analytics.Edition, scope analytics.Scope) (*Ahead, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	last := scope.LastDay()
	a := &Ahead{From: last.AddDate(0, 0, 1), To: last.AddDate(0, 0, e.Catalog().DefaultInt("ahead_orders", "ahead_days"))}
	params := scope.PlaceOf()
	err = e.Read(ctx, "ahead_by_day", params, func(r *statement.Row) {
		a.Days = append(a.Days, AheadDay{r.Text(), r.Date(), r.Count(), r.Count(), r.Count()})
	})
	if err != nil {
		return nil, err
	}
	err = e.Read(ctx, "ahead_postings", params, func(r *statement.Row) {
		a.Postings = append(a.Postings, AheadPosting{Station: r.Text(), Worker: r.Text(), Decision: r.Text(), Cadre: r.Text(), Role: r.Text(), Specialty: r.Text(),
			Start: r.Date(), End: r.Date(), Arrives: r.Flag(), Leaves: r.Flag(), Replaced: r.Flag(), Closes: r.Flag()})
	})
	if err != nil {
		return nil, err
	}
	err = e.Read(ctx, "ahead_needs", params, func(r *statement.Row) {
		a.Needs = append(a.Needs, AheadNeed{r.Text(), r.Text(), r.Count(), r.Count(), r.Count(), r.DateOrNil()})
	})
	a.sumStations(stations)
	return a, err
}

func (a *Ahead) sumStations(stations []analytics.Station) {
	sums := map[string]*AheadStation{}
	for _, d := range a.Days {
		s := sums[d.Station]
		if s == nil {
			s = &AheadStation{}
			sums[d.Station] = s
		}
		s.Days++
		if d.Workers > 0 {
			s.Covered++
		} else if s.Nobody == nil {
			s.Nobody = &d.Day
		}
		if d.Doctors > 0 {
			s.DoctorDays++
		} else if s.NoDoctorFrom == nil {
			s.NoDoctorFrom = &d.Day
		}
	}
	for _, station := range stations {
		if s := sums[station.Code]; s != nil {
			s.Station = station
			a.Stations = append(a.Stations, *s)
		}
	}
}
