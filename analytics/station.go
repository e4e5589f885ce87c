package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"
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
	Station  Station
	Postings []Posting      // by start, all time up to as-of and planned ones
	Activity []ActivityWeek // every week of the period, over by as-of, in which the station is active
	Rotation []ReportCell   // reports of the rotated workers
	Reports  []ReportCell   // the station's own stream
	Presence []StationWeek
}

// StationDetail gives the page of the station scope.Facility (queries station_postings, activity_by_week, report_states
// and coverage_by_week). ErrNoStation when there is none of that code.
func (e *Edition) StationDetail(ctx context.Context, scope Scope) (*StationDetail, error) {
	if scope.Facility == "" {
		return nil, ErrNoStation
	}
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	if len(stations) == 0 { // of another health centre
		return nil, ErrNoStation
	}
	d := &StationDetail{Station: stations[0]}
	if d.Postings, err = e.Postings(ctx, scope); err != nil {
		return nil, err
	}
	if d.Activity, err = e.ActivityByWeek(ctx, scope); err != nil {
		return nil, err
	}
	if d.Presence, err = e.CoverageByWeek(ctx, scope); err != nil {
		return nil, err
	}
	for stream, grid := range map[Stream]*[]ReportCell{StreamRotation: &d.Rotation, StreamStation: &d.Reports} {
		sums, err := e.streamSums(ctx, scope, stream, true)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(sums.grid, func(a, b ReportCell) int {
			return cmp.Or(cmp.Compare(a.Worker, b.Worker), a.Monday.Compare(b.Monday))
		})
		*grid = sums.grid
	}
	return d, nil
}

// Postings lists the postings to the stations of the scope, all time (query station_postings), by station code, start
// and worker.
func (e *Edition) Postings(ctx context.Context, scope Scope) ([]Posting, error) {
	var postings []Posting
	err := e.read(ctx, "station_postings", scope.placeOf(), func(r *row) {
		postings = append(postings, Posting{
			Station: r.text(), Decision: r.text(), Worker: r.text(), Cadre: r.text(), Role: r.text(), Specialty: r.text(),
			Start: r.date(), End: r.date(), Left: r.dateOrNil(), Status: r.text(),
			PresentDays: r.count(), AbsentDays: r.count(),
		})
	})
	return postings, err
}

// ActivityByWeek gives the activity of each station of the scope (query activity_by_week), by station code and week.
func (e *Edition) ActivityByWeek(ctx context.Context, scope Scope) ([]ActivityWeek, error) {
	var weeks []ActivityWeek
	err := e.read(ctx, "activity_by_week", scope.period(), func(r *row) {
		w := ActivityWeek{Station: r.text()}
		r.skip() // the week as text
		w.Monday, w.Visits, w.Referrals = r.date(), r.countOrNil(), r.countOrNil()
		w.Groups, w.GroupsComplete, w.DoctorDays = r.count(), r.count(), r.count()
		weeks = append(weeks, w)
	})
	return weeks, err
}
