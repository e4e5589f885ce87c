package attention

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"luanphien/analytics"
)

// Code says what needs attention; it names the rule.
type Code string

// The rules.
const (
	UrgentIncident  Code = "urgent_incident_open"     // an urgent incident open for long
	Nobody          Code = "station_uncovered"        // nobody present for long
	NoDoctor        Code = "station_without_doctor"   // somebody, but no doctor for long
	PostingEnding   Code = "posting_ending"           // ends soon without a successor
	ReportsMissing  Code = "reports_missing"          // reports in a row missing
	ReferralSignal  Code = "referral_signal"          // special-cause variation of the referral proportion
	CoverageSignal  Code = "coverage_signal"          // special-cause variation of coverage, for the worse
	DoctorSignal    Code = "doctor_signal"            // of the days with a doctor
	OnTimeSignal    Code = "on_time_signal"           // of the workers' reports on time
	NeedUnmet       Code = "need_unmet"               // a declared need not met for long
	DoubleBooking   Code = "double_booking"           // a worker claimed by two stations lately
	Replacement     Code = "possible_replacement"     // a later list of a decision names another worker
	PostingInactive Code = "posting_inactive_station" // posted to a station on days it is not active
	LeftLate        Code = "posting_left_late"        // stayed long past the order
	AbsenceOutside  Code = "absence_outside_posting"  // absence of a worker who has no posting then
	Inconsistent    Code = "activity_inconsistent"    // referrals above visits, or a negative count
	Outlier         Code = "activity_outlier"         // visits or referrals far from the station's median
)

// Severity says how soon something is to be looked at.
type Severity int

// The severities, gravest first.
const (
	SeverityNow  Severity = 1 // act now
	SeverityWeek Severity = 2 // this week
	SeverityData Severity = 3 // check the data
)

// order is the order of the list: by severity, and within it what touches patients first, then staffing, then
// reporting, then figures. Items of one rule stand gravest first: the longest, for a posting that ends the soonest.
var order = []struct {
	code     Code
	severity Severity
}{
	{UrgentIncident, SeverityNow},
	{Nobody, SeverityNow},
	{NoDoctor, SeverityWeek},
	{PostingEnding, SeverityWeek},
	{ReportsMissing, SeverityWeek},
	{ReferralSignal, SeverityWeek},
	{CoverageSignal, SeverityWeek},
	{DoctorSignal, SeverityWeek},
	{OnTimeSignal, SeverityWeek},
	{NeedUnmet, SeverityWeek},
	{DoubleBooking, SeverityData},
	{Replacement, SeverityData},
	{PostingInactive, SeverityData},
	{LeftLate, SeverityData},
	{AbsenceOutside, SeverityData},
	{Inconsistent, SeverityData},
	{Outlier, SeverityData},
}

// Codes are all rules, in the order of the list.
func Codes() []Code {
	codes := make([]Code, len(order))
	for i, rule := range order {
		codes[i] = rule.code
	}
	return codes
}

// Rules are the thresholds of the attention list.
type Rules struct {
	UrgentHours       int     // an urgent incident open for more than so many hours
	UncoveredDays     int     // more than so many days with nobody
	NoDoctorDays      int     // more than so many days without a doctor
	EndingDays        int     // a posting ends within so many days
	ReportsMissing    int     // so many reports missing in a row
	ReportWeeks       int     // the run of missing reports reaches into the last so many weeks
	SignalWeeks       int     // a special-cause signal lies in the last so many weeks
	UnmetNeedDays     int     // more than so many days on which a declared need was not met
	DoubleBookDays    int     // a double booking lies in the last so many days
	PostingDays       int     // an odd posting or absence ended within the last so many days
	LeftLateDays      int     // stayed more than so many days past the order
	InconsistentCells int     // so many cells that contradict each other
	DataWeeks         int     // such cells, and outliers, lie in the last so many weeks
	OutlierScore      float64 // an outlier's modified z-score is above it (DQ-1)
}

// DefaultRules are the thresholds in use unless others are set. A need waits for its specialty to come round, so
// only one that waited half a year is listed.
var DefaultRules = Rules{UrgentHours: 48, UncoveredDays: 14, NoDoctorDays: 14, EndingDays: 7, ReportsMissing: 2,
	ReportWeeks: 3, SignalWeeks: 4, UnmetNeedDays: 182, DoubleBookDays: 7, PostingDays: 28, LeftLateDays: 31,
	InconsistentCells: 1, DataWeeks: 4, OutlierScore: analytics.DefaultQuality.Outliers.Threshold}

// Threshold is one threshold of the rules that it was taken from.
type Threshold struct {
	Name        string // in settings, in citations
	Help        string // English
	Codes       []Code
	Least, Most float64

	whole    *int // either of the two
	fraction *float64
}

// Thresholds are the thresholds of the rules, one after the other; setting one changes the rules.
func (r *Rules) Thresholds() []Threshold {
	const year = 366
	return []Threshold{
		{"urgent-hours", "an urgent incident open for more than so many hours", []Code{UrgentIncident}, 0, 24 * year, &r.UrgentHours, nil},
		{"uncovered-days", "a station with nobody for more than so many days", []Code{Nobody}, 0, 10 * year, &r.UncoveredDays, nil},
		{"no-doctor-days", "a station without a doctor for more than so many days", []Code{NoDoctor}, 0, 10 * year, &r.NoDoctorDays, nil},
		{"ending-days", "a posting that ends within so many days without a successor", []Code{PostingEnding}, 0, year, &r.EndingDays, nil},
		{"reports-missing", "at least so many reports missing in a row", []Code{ReportsMissing}, 1, 12, &r.ReportsMissing, nil},
		{"report-weeks", "the run of missing reports reaches into the last so many weeks", []Code{ReportsMissing}, 1, 12, &r.ReportWeeks, nil},
		{"signal-weeks", "a special-cause signal of coverage, days with a doctor, reports on time or the referral proportion in the last so many weeks",
			[]Code{ReferralSignal, CoverageSignal, DoctorSignal, OnTimeSignal}, 0, seriesWeeks, &r.SignalWeeks, nil},
		{"need-days", "a declared need unmet for more than so many days", []Code{NeedUnmet}, 0, 10 * year, &r.UnmetNeedDays, nil},
		{"double-days", "a double booking in the last so many days", []Code{DoubleBooking}, 0, year, &r.DoubleBookDays, nil},
		{"posting-days", "a posting or an absence to be checked that goes on or ended within the last so many days",
			[]Code{PostingInactive, LeftLate, AbsenceOutside}, 0, 10 * year, &r.PostingDays, nil},
		{"left-late-days", "a worker who stayed more than so many days past the order", []Code{LeftLate}, 0, 10 * year, &r.LeftLateDays, nil},
		{"inconsistent-cells", "at least so many cells with more referrals than visits, or a negative count", []Code{Inconsistent}, 1, 1000, &r.InconsistentCells, nil},
		{"data-weeks", "such cells, and outliers, in the last so many weeks", []Code{Inconsistent, Outlier}, 0, seriesWeeks, &r.DataWeeks, nil},
		{"outlier-score", "visits or referrals with a modified z-score above it", []Code{Outlier}, 0, 1000, nil, &r.OutlierScore},
	}
}

// Text writes the threshold's value as Set reads it.
func (t Threshold) Text() string {
	if t.whole != nil {
		return strconv.Itoa(*t.whole)
	}
	return strconv.FormatFloat(*t.fraction, 'g', -1, 64)
}

// Whole tells whether the threshold is a whole number.
func (t Threshold) Whole() bool { return t.whole != nil }

// Set gives the threshold the value that a text holds; ok is false where that is no number from Least to Most.
func (t Threshold) Set(text string) (ok bool) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= t.Least && v <= t.Most) || t.whole != nil && v != math.Trunc(v) {
		return false
	}
	if t.whole != nil {
		*t.whole = int(v)
	} else {
		*t.fraction = v
	}
	return true
}

// Changed writes the thresholds that differ from the defaults, such as "need-days:28,urgent-hours:24"; "" = none does.
func (r Rules) Changed() string {
	var parts []string
	usual := DefaultRules
	defaults := usual.Thresholds()
	for i, t := range r.Thresholds() {
		if text := t.Text(); text != defaults[i].Text() {
			parts = append(parts, t.Name+":"+text)
		}
	}
	return strings.Join(parts, ",")
}

// errNoRule says that a text names no threshold, or a value that it cannot have.
var errNoRule = errors.New("analytics: no such threshold or value")

// ParseRules reads what Changed wrote: the defaults with those thresholds.
func ParseRules(text string) (Rules, error) {
	r := DefaultRules
	byName := map[string]Threshold{}
	for _, t := range r.Thresholds() {
		byName[t.Name] = t
	}
	for part := range strings.SplitSeq(text, ",") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, ":")
		if t, known := byName[name]; !known || !t.Set(value) {
			return DefaultRules, fmt.Errorf("%w: %q", errNoRule, part)
		}
	}
	return r, nil
}

// rank is a rule's place in the list.
func rank(code Code) int {
	for i, rule := range order {
		if rule.code == code {
			return i
		}
	}
	return len(order)
}

func byGravity(x, y Finding) int { return cmp.Compare(y.gravity, x.gravity) }
