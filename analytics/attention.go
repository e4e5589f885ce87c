package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"

	"luanphien/queries/calendar"
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
	AttentionNeedUnmet       AttentionCode = "need_unmet"               // a declared need not met for more than 28 days
	AttentionReferralSignal  AttentionCode = "referral_signal"          // special-cause variation of the referral proportion
	AttentionOutlier         AttentionCode = "activity_outlier"         // visits or referrals far from the station's median
	AttentionInconsistent    AttentionCode = "activity_inconsistent"    // referrals above visits, or a negative count
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
	Role     string // of a posting that ends: doctor, preventive, other
	// Specialty is that of a need; Variable what an outlier is of: visits, referrals; Signal the flag of an XmR chart:
	// outside, shift, trend, two_of_three.
	Specialty, Variable, Signal string
	Value, Usual                float64 // of an outlier or a signal: the latest value, and the median or mean
}

// The severities.
const (
	severityNow     = 1
	severityWeek    = 2
	severityInspect = 3
)

// AttentionRules are the thresholds of the attention list.
type AttentionRules struct {
	UncoveredDays  int // more than so many days with nobody
	NoDoctorDays   int // more than so many days without a doctor
	UnmetNeedDays  int // more than so many days on which a declared need was not met
	EndingDays     int // a posting ends within so many days
	ReportsMissing int // so many reports missing in a row
	UrgentHours    int // an urgent incident open for more than so many hours
	ReportWeeks    int // weeks looked back for reports missing in a row
	RecentWeeks    int // the run of missing reports must reach into the last so many weeks
	DoubleBookDays int // days looked back for double bookings
	WindowDays     int // days looked back for odd postings and absences
	SeriesWeeks    int // weeks of the series that are judged for signals and outliers
	SignalWeeks    int // a signal or an outlier must lie in the last so many weeks
}

// DefaultAttention are the thresholds in use unless others are set.
var DefaultAttention = AttentionRules{UncoveredDays: 14, NoDoctorDays: 14, UnmetNeedDays: 28, EndingDays: 7, ReportsMissing: 2,
	UrgentHours: 48, ReportWeeks: 12, RecentWeeks: 3, DoubleBookDays: 7, WindowDays: 28, SeriesWeeks: 26, SignalWeeks: 4}

// Attention lists what needs attention at the scope's as-of moment by the default thresholds.
func (e *Edition) Attention(ctx context.Context, scope Scope) ([]AttentionItem, error) {
	return e.AttentionBy(ctx, scope, DefaultAttention)
}

// AttentionBy lists what needs attention at the scope's as-of moment, most severe first (queries attention_*,
// double_bookings and station_weeks). The scope's period plays no part, its stations do.
func (e *Edition) AttentionBy(ctx context.Context, scope Scope, rules AttentionRules) ([]AttentionItem, error) {
	order, err := e.stationOrder(ctx, scope)
	if err != nil {
		return nil, err
	}
	a := &attention{e: e, ctx: ctx, scope: scope, rules: rules}
	for _, part := range []func() error{a.incidents, a.uncovered, a.reports, a.needs, a.endings, a.series, a.doubleBookings, a.postings, a.absences} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(a.items, func(x, y AttentionItem) int {
		return cmp.Or(x.Severity-y.Severity, y.Days-x.Days, y.Count-x.Count, order[x.Station]-order[y.Station])
	})
	return a.items, nil
}

// attention gathers items.
type attention struct {
	e     *Edition
	ctx   context.Context
	scope Scope
	rules AttentionRules
	items []AttentionItem
}

func (a *attention) add(i AttentionItem) { a.items = append(a.items, i) }

// place are the parameters of a query with one threshold.
func (a *attention) place(threshold string, value int) map[string]any {
	params := a.scope.place()
	params[threshold] = value
	return params
}

func (a *attention) incidents() error {
	return a.e.read(a.ctx, "attention_incidents", a.place("open_hours", a.rules.UrgentHours), func(r *row) {
		i := AttentionItem{Code: AttentionUrgentIncident, Severity: severityNow, Station: r.text(), Worker: r.text(), From: r.date(), Hours: r.count()}
		i.Days = i.Hours / 24
		a.add(i)
	})
}

func (a *attention) uncovered() error {
	return a.e.read(a.ctx, "attention_uncovered", a.scope.place(), func(r *row) {
		station, days, since, doctorDays, doctorSince, last := r.text(), r.count(), r.date(), r.count(), r.date(), r.date()
		switch {
		case days > a.rules.UncoveredDays:
			a.add(AttentionItem{Code: AttentionNobody, Severity: severityNow, Station: station, Days: days, From: since, To: last})
		case doctorDays > a.rules.NoDoctorDays:
			a.add(AttentionItem{Code: AttentionNoDoctor, Severity: severityWeek, Station: station, Days: doctorDays, From: doctorSince, To: last})
		}
	})
}

// reports lists the runs of missing reports that still go on: a worker who left long ago is no matter for this week.
func (a *attention) reports() error {
	scope := a.scope
	scope.To = calendar.WeekOf(scope.AsOf).Sunday()
	scope.From = scope.To.AddDate(0, 0, 1-7*a.rules.ReportWeeks)
	recent := scope.To.AddDate(0, 0, 1-7*(a.rules.RecentWeeks+1))
	collected, err := a.e.collected(a.ctx, scope)
	if err != nil {
		return err
	}
	for _, stream := range []Stream{StreamRotation, StreamStation} {
		if !collected[stream] {
			continue // nobody sends this stream: no list of all stations
		}
		params := scope.stream(stream)
		params["least_missing"] = a.rules.ReportsMissing
		err := a.e.read(a.ctx, "attention_reports", params, func(r *row) {
			i := AttentionItem{Code: AttentionReportsMissing, Severity: severityWeek, Stream: stream,
				Station: r.text(), Worker: r.text(), Count: r.count(), From: r.date(), To: r.date().AddDate(0, 0, 6)}
			if i.To.After(recent) {
				a.add(i)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *attention) endings() error {
	return a.e.read(a.ctx, "attention_endings", a.place("ahead_days", a.rules.EndingDays), func(r *row) {
		i := AttentionItem{Code: AttentionPostingEnding, Severity: severityWeek, Station: r.text(), Worker: r.text(), Decision: r.text(), Role: r.text()}
		i.To, i.Days = r.date(), r.count()
		a.add(i)
	})
}

// doubleBookings counts the last days' double bookings, one item a worker.
func (a *attention) doubleBookings() error {
	scope := a.scope
	scope.To = scope.lastDay()
	scope.From = scope.To.AddDate(0, 0, 1-a.rules.DoubleBookDays)
	byWorker := map[string]int{}
	return a.e.read(a.ctx, "double_bookings", scope.period(), func(r *row) {
		worker, day := r.text(), r.date()
		r.skip() // the claimants
		station := r.text()
		n, known := byWorker[worker]
		if !known {
			byWorker[worker] = len(a.items)
			a.add(AttentionItem{Code: AttentionDoubleBooking, Severity: severityInspect, Station: station, Worker: worker, Count: 1, From: day, To: day})
			return
		}
		a.items[n].Count++
		a.items[n].To = day
	})
}

func (a *attention) postings() error {
	return a.e.read(a.ctx, "attention_postings", a.place("window_days", a.rules.WindowDays), func(r *row) {
		a.add(AttentionItem{Code: AttentionCode(r.text()), Severity: severityInspect, Station: r.text(), Worker: r.text(),
			Decision: r.text(), From: r.date(), To: r.date(), Days: r.count()})
	})
}

// absences belong to no station, so they are listed for the whole province only.
func (a *attention) absences() error {
	if !a.scope.whole() {
		return nil
	}
	params := a.scope.at()
	params["window_days"] = a.rules.WindowDays
	return a.e.read(a.ctx, "attention_absences", params, func(r *row) {
		a.add(AttentionItem{Code: AttentionAbsenceOutside, Severity: severityInspect, Worker: r.text(), From: r.date(), To: r.date()})
	})
}
