package analytics

import (
	"context"
	"time"
)

// Posting is one order of a worker to a station and the days it was carried out.
type Posting struct {
	Decision, Worker string
	Cadre, Role      string // role: doctor, preventive, other
	Specialty        string
	Start, End       time.Time
	Left             *time.Time
	Status           string // active, cancelled
	PresentDays      int    // days of presence (after absences, early return and double bookings) up to as-of
	AbsentDays       int
}

// ActivityWeek is the activity of a station in a week, summed over the diagnosis groups. A sum is nil when any of the
// cells that were reported is missing, or nothing was reported.
type ActivityWeek struct {
	Monday            time.Time
	Visits, Referrals *int64
	Groups            int // groups with a row
	GroupsComplete    int // of these, with both counts
	DoctorDays        int // days with a doctor present
	CoveredDays       int
}

// StationDetail is what the page of one station shows.
type StationDetail struct {
	Station  Station
	Postings []Posting      // by start, all time up to as-of and planned ones
	Activity []ActivityWeek // every week of the period in which the station is active
	Rotation []ReportCell
	Reports  []ReportCell // the station's own stream
	Presence []StationWeek
}

// StationDetail gives the page of the station scope.Facility. ErrNoStation when there is none of that code.
func (e *Edition) StationDetail(ctx context.Context, scope Scope) (*StationDetail, error) {
	return nil, errNotYet
}
