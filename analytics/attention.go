package analytics

import (
	"context"
	"time"
)

// AttentionCode says what needs attention.
type AttentionCode string

// The codes, most severe first.
const (
	AttentionUrgentIncident  AttentionCode = "urgent_incident_open"     // an urgent incident open for more than 48 hours
	AttentionNobody          AttentionCode = "station_uncovered"        // nobody present for more than 14 days
	AttentionNoDoctor        AttentionCode = "station_without_doctor"   // no doctor for more than 14 days
	AttentionReportsMissing  AttentionCode = "reports_missing"          // two or more reports in a row missing
	AttentionPostingEnding   AttentionCode = "posting_ending"           // ends within 7 days without a successor
	AttentionDoubleBooking   AttentionCode = "double_booking"           // a worker claimed by two stations in the last week
	AttentionPostingInactive AttentionCode = "posting_inactive_station" // posted to a station on days it is not active
	AttentionLeftLate        AttentionCode = "posting_left_late"        // stayed more than 31 days past the order
	AttentionAbsenceOutside  AttentionCode = "absence_outside_posting"  // absence of a worker who has no posting then
)

// AttentionItem is one thing to look at. The words are the dashboard's.
type AttentionItem struct {
	Code     AttentionCode
	Severity int    // 1 = act now, 2 = this week, 3 = check the data
	Station  string // code; "" where none is meant
	Worker   string // code; "" where none is meant
	Days     int    // days uncovered, days until the end, days past the order
	Hours    int    // hours open
	Count    int    // reports missing in a row, double-booked days
	From, To time.Time
	Stream   Stream
	Decision string
}

// Attention lists what needs attention at the scope's as-of moment, most severe first. The scope's period plays no
// part, its stations do.
func (e *Edition) Attention(ctx context.Context, scope Scope) ([]AttentionItem, error) {
	return nil, errNotYet
}
