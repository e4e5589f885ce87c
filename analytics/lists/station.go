package lists

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// Posting is one order of a worker to a station and the days it was carried out.
type Posting struct {
	Station          string // code
	Decision, Worker string
	Cadre, Role      string // role: doctor, preventive, other
	Specialty        string
	Start, End       time.Time  // as ordered, both counted
	Left             *time.Time // last day as it happened; nil = as ordered
	Status           string     // active, cancelled
	PresentDays      int        // days of presence (after absences, early return and double bookings) up to as-of
	AbsentDays       int        // days of the posting up to as-of that an absence takes
}

// ActivityWeek is the activity of a station in a week, summed over the diagnosis groups. A sum is nil when any of the
// cells that were reported is missing, or nothing was reported.
type ActivityWeek struct {
	Station           string // code
	Monday            time.Time
	Visits, Referrals *int64
	Groups            int // groups with a row
	GroupsComplete    int // of these, with both counts
	DoctorDays        int // days with a doctor present
}

// StationDetail is what the page of one station shows.
type StationDetail struct {
	Station  analytics.Station
	Postings []Posting              // by start, all time up to as-of and planned ones
	Activity []ActivityWeek         // every week of the period, over by as-of, in which the station is active
	Rotation []analytics.ReportCell // reports of the rotated workers
	Reports  []analytics.ReportCell // the station's own stream
	Presence []analytics.StationWeek
}

// StationOf gives the page of the station scope.Facility (queries station_postings, activity_by_week, report_states
// and coverage_by_week). ErrNoStation when there is none of that code.
func StationOf(ctx context.Context, e *analytics.Edition, scope analytics.Scope) (*StationDetail, error) {
	if scope.Facility == "" {
		return nil, analytics.ErrNoStation
	}
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	if len(stations) == 0 { // of another health centre
		return nil, analytics.ErrNoStation
	}
	d := &StationDetail{Station: stations[0]}
	if d.Postings, err = Postings(ctx, e, scope); err != nil {
		return nil, err
	}
	if d.Activity, err = ActivityByWeek(ctx, e, scope); err != nil {
		return nil, err
	}
	if d.Presence, err = e.CoverageByWeek(ctx, scope); err != nil {
		return nil, err
	}
	for stream, grid := range map[analytics.Stream]*[]analytics.ReportCell{analytics.StreamRotation: &d.Rotation, analytics.StreamStation: &d.Reports} {
		if *grid, err = e.ReportGrid(ctx, scope, stream); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Postings lists the postings to the stations of the scope, all time (query station_postings), by station code, start
// and worker.
func Postings(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]Posting, error) {
	var postings []Posting
	err := e.Read(ctx, "station_postings", scope.PlaceOf(), func(r *statement.Row) {
		postings = append(postings, Posting{
			Station: r.Text(), Decision: r.Text(), Worker: r.Text(), Cadre: r.Text(), Role: r.Text(), Specialty: r.Text(),
			Start: r.Date(), End: r.Date(), Left: r.DateOrNil(), Status: r.Text(),
			PresentDays: r.Count(), AbsentDays: r.Count(),
		})
	})
	return postings, err
}

// ActivityByWeek gives the activity of each station of the scope (query activity_by_week), by station code and week.
func ActivityByWeek(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]ActivityWeek, error) {
	var weeks []ActivityWeek
	err := e.Read(ctx, "activity_by_week", scope.Period(), func(r *statement.Row) {
		w := ActivityWeek{Station: r.Text()}
		r.Skip() // the week as text
		w.Monday, w.Visits, w.Referrals = r.Date(), r.CountOrNil(), r.CountOrNil()
		w.Groups, w.GroupsComplete, w.DoctorDays = r.Count(), r.Count(), r.Count()
		weeks = append(weeks, w)
	})
	return weeks, err
}
