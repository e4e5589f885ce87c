// Package analytics opens a published edition, runs the named queries of package queries on it and turns their rows
// into the indicators of the methods document. The SQL does the set work; the numerics of section 4 are pure
// functions in analytics/stats.
package analytics

import (
	"time"

	"luanphien/analytics/stationset"
	"luanphien/queries/calendar"
)

// Scope says which part of the data a figure is about.
type Scope struct {
	// From and To are the first and the last day of the period, both counted (midnight UTC, as all dates here).
	// Weekly figures take the ISO weeks whose Thursday lies inside (calendar.WeeksOf).
	From, To time.Time
	// AsOf is the moment as of which the figure is computed: later records are ignored, later days not counted. At
	// midnight exactly it is the end of the day before.
	AsOf time.Time
	// Province keeps the stations of one province by its code, in a folder of several; "" = all. Figures are those of the
	// stations, computed on the whole edition: what an estimate rests on beside them (its first week, the stations without
	// support) is that of all provinces of the folder.
	Province string
	// HealthCenter keeps the stations of one health-centre area; "" = all.
	HealthCenter string
	// FacilityType keeps the stations of one kind (commune, ward, district_hospital, health_center); "" = all.
	FacilityType string
	// Facility keeps one station by its code; "" = all.
	Facility string
	// Stations keeps the stations of a set; "" = all.
	Stations stationset.Set
	// Specialty keeps the workers, their orders, the reports expected of them and the needs of one specialty; "" = all. It
	// does not touch the stations, so that days without anybody of the specialty count as uncovered. What is not about
	// workers or needs (the stations' own reports, activity, difficulties, other indicators) takes no notice of it.
	Specialty string
}

// Whole tells whether the scope leaves no station out.
func (s Scope) Whole() bool {
	return s.Province == "" && s.HealthCenter == "" && s.FacilityType == "" && s.Facility == "" && s.Stations == ""
}

// Holds tells whether a station is one of the scope.
func (s Scope) Holds(station Station) bool {
	return (s.Province == "" || station.Province == s.Province) && (s.HealthCenter == "" || station.HealthCenter == s.HealthCenter) &&
		(s.FacilityType == "" || station.Type == s.FacilityType) && (s.Facility == "" || station.Code == s.Facility) &&
		s.Stations.Holds(station.Code)
}

// LastDay is the last day that is counted, as query as_of_day has it.
func (s Scope) LastDay() time.Time { return calendar.Date(s.AsOf.Add(-time.Microsecond)) }

// mondays are the first days of the first and the last week of the period; no week lies between them where it has none.
func (s Scope) mondays() (first, last time.Time) {
	from, to, _ := calendar.WeeksOf(s.From, s.To)
	return from.Monday(), to.Monday()
}

// LastWeek is the last week that is over at the as-of moment.
func (s Scope) LastWeek() calendar.Week {
	w := calendar.WeekOf(s.LastDay())
	if w.Sunday().After(s.LastDay()) {
		w = w.Add(-1)
	}
	return w
}

// Stream names one of the two reporting streams (methods §3). They are never mixed in one rate.
type Stream string

// The two streams.
const (
	StreamRotation Stream = "rotation" // one report a rotated worker, station and week: the headline
	StreamStation  Stream = "station"  // one report a station and week
)

// State says whether a figure can be shown.
type State string

// The states of a figure.
const (
	StateOK            State = "ok"
	StateWithheld      State = "withheld"       // it could be computed but must not be shown; Reasons tell why
	StateNotApplicable State = "not_applicable" // its denominator is 0
	StateNotCollected  State = "not_collected"  // no report of its stream was ever received
)

// Ratio is a numerator over a denominator, kept apart so that ratios can be pooled.
type Ratio struct{ Numerator, Denominator float64 }

// Value is the quotient; ok is false when the denominator is 0 (not applicable).
func (r Ratio) Value() (value float64, ok bool) {
	if r.Denominator == 0 {
		return 0, false
	}
	return r.Numerator / r.Denominator, true
}

// Plus pools two ratios.
func (r Ratio) Plus(o Ratio) Ratio {
	return Ratio{r.Numerator + o.Numerator, r.Denominator + o.Denominator}
}
