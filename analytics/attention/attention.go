// Package attention lists what of an edition needs somebody's attention: the rules, the thresholds, and the findings with the
// keys under which they are followed up.
package attention

import (
	"cmp"
	"context"
	"slices"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// Item is one thing to look at: what a rule finds at a station. The words are the dashboard's.
type Item struct {
	Code     Code
	Severity Severity
	Station  string    // code; "" where none is meant
	Findings []Finding // gravest first, at least one

	began time.Time // of all its findings, where some were left out
}

// Finding is what the rule of an item found. Fields that the rule knows nothing of are zero.
type Finding struct {
	Worker     string // code
	Other      string // code of the worker who may have replaced them
	Decision   string
	Role       string           // of a posting that ends: doctor, preventive, other
	Specialty  string           // of a need
	Variable   string           // what an outlier is of: visits, referrals
	Signal     string           // rule of an XmR chart: outside, shift, trend, two_of_three
	High       bool             // of a signal: above the mean, or rising
	Stream     analytics.Stream // of missing reports
	Days       int              // days uncovered or unmet, days until the end, days past the order
	DoctorDays int              // of a station with nobody: days without a doctor
	Hours      int              // hours open
	Count      int              // reports missing in a row, weeks of a signal, double-booked days, cells
	From, To   time.Time        // since when, until when; zero where it has none
	// Value and Usual are those of an outlier (the median) or a signal (the proportion at its end, the mean).
	Value, Usual float64

	gravity float64
}

// reportWeeks are the weeks in which runs of missing reports are looked for, seriesWeeks those of the series that are
// judged for signals and outliers.
const (
	reportWeeks = 12
	seriesWeeks = 26
)

// Items lists what needs attention at the scope's as-of moment by the default thresholds.
func Items(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]Item, error) {
	return ItemsBy(ctx, e, scope, DefaultRules)
}

// ItemsBy lists what needs attention by thresholds of one's own.
func ItemsBy(ctx context.Context, e *analytics.Edition, scope analytics.Scope, rules Rules) ([]Item, error) {
	whole := scope
	whole.Specialty = ""
	return ItemsOf(ctx, e, scope, rules, weekSeries(ctx, e, whole))
}

// ItemsOf lists what needs attention at the scope's as-of moment, one item a station and rule (of signals
// one a run), in the order of attentionOrder (queries attention_*, double_bookings, station_weeks and referral_strata). The scope's period plays no part, its
// stations do. A station with nobody is listed for that alone: it can have no doctor and meet no need either. A scope of
// one specialty has the part of the list that ofSpecialty keeps. The series are those of the scope and of all specialties.
func ItemsOf(ctx context.Context, e *analytics.Edition, scope analytics.Scope, rules Rules, series WeekSeries) ([]Item, error) {
	order, err := e.StationOrder(ctx, scope)
	if err != nil {
		return nil, err
	}
	a := &gathering{e: e, ctx: ctx, scope: scope, rules: rules, series: series, place: map[itemKey]int{}}
	a.scope.Specialty = ""
	for _, part := range []func() error{a.incidents, a.uncovered, a.reports, a.needs, a.endings, a.signals, a.activity, a.doubleBookings, a.replacements, a.postings, a.absences} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	if scope.Specialty != "" {
		if err := a.ofSpecialty(scope.Specialty); err != nil {
			return nil, err
		}
	}
	for i := range a.items {
		slices.SortStableFunc(a.items[i].Findings, byGravity)
	}
	slices.SortStableFunc(a.items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Severity, y.Severity), rank(x.Code)-rank(y.Code), byGravity(x.Findings[0], y.Findings[0]), order[x.Station]-order[y.Station])
	})
	return a.items, nil
}

// gathering gathers items.
type gathering struct {
	e      *analytics.Edition
	ctx    context.Context
	scope  analytics.Scope
	rules  Rules
	series WeekSeries
	items  []Item
	place  map[itemKey]int // in items
}

type itemKey struct {
	code    Code
	station string
	run     time.Time // of a run that is an item of its own: when it began
}

// add puts a finding to its station's item of the rule.
func (a *gathering) add(code Code, station string, gravity float64, f Finding) {
	a.addTo(itemKey{code: code, station: station}, gravity, f)
}

// addRun puts a finding to an item of its own: that of the station, the rule and the day on which it began.
func (a *gathering) addRun(code Code, station string, gravity float64, f Finding) {
	a.addTo(itemKey{code, station, f.From}, gravity, f)
}

func (a *gathering) addTo(key itemKey, gravity float64, f Finding) {
	f.gravity = gravity
	i, known := a.place[key]
	if !known {
		i = len(a.items)
		a.place[key] = i
		a.items = append(a.items, Item{Code: key.code, Severity: order[rank(key.code)].severity, Station: key.station})
	}
	a.items[i].Findings = append(a.items[i].Findings, f)
}

// listed tells whether a rule found something at a station.
func (a *gathering) listed(code Code, station string) bool {
	_, known := a.place[itemKey{code: code, station: station}]
	return known
}

// with are the parameters of a query with one threshold.
func (a *gathering) with(threshold string, value int) map[string]any {
	params := a.scope.Place()
	params[threshold] = value
	return params
}

func (a *gathering) incidents() error {
	return a.e.Read(a.ctx, "attention_incidents", a.with("open_hours", a.rules.UrgentHours), func(r *statement.Row) {
		station := r.Text()
		f := Finding{Worker: r.Text(), From: r.Date(), Hours: r.Count()}
		a.add(UrgentIncident, station, float64(f.Hours), f)
	})
}

func (a *gathering) uncovered() error {
	return a.e.Read(a.ctx, "attention_uncovered", a.scope.Place(), func(r *statement.Row) {
		station, days, since, doctorDays, doctorSince, last := r.Text(), r.Count(), r.Date(), r.Count(), r.Date(), r.Date()
		switch {
		case days > a.rules.UncoveredDays:
			a.add(Nobody, station, float64(days), Finding{Days: days, DoctorDays: doctorDays, From: since, To: last})
		case doctorDays > a.rules.NoDoctorDays:
			a.add(NoDoctor, station, float64(doctorDays), Finding{Days: doctorDays, DoctorDays: doctorDays, From: doctorSince, To: last})
		}
	})
}

// reports lists the runs of missing reports that still go on: a worker who left long ago is no matter for this week.
func (a *gathering) reports() error {
	scope := a.scope
	scope.To = scope.LastWeek().Sunday()
	scope.From = scope.To.AddDate(0, 0, 1-7*reportWeeks)
	recent := scope.To.AddDate(0, 0, -7*a.rules.ReportWeeks)
	collected, err := a.e.Collected(a.ctx, scope)
	if err != nil {
		return err
	}
	for _, stream := range []analytics.Stream{analytics.StreamRotation, analytics.StreamStation} {
		if !collected[stream] {
			continue // nobody sends this stream: no list of all stations
		}
		params := scope.Stream(stream)
		params["least_missing"] = a.rules.ReportsMissing
		err := a.e.Read(a.ctx, "attention_reports", params, func(r *statement.Row) {
			station := r.Text()
			f := Finding{Stream: stream, Worker: r.Text(), Count: r.Count(), From: r.Date(), To: r.Date().AddDate(0, 0, 6)}
			if f.To.After(recent) {
				a.add(ReportsMissing, station, float64(f.Count), f)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *gathering) endings() error {
	return a.e.Read(a.ctx, "attention_endings", a.with("ahead_days", a.rules.EndingDays), func(r *statement.Row) {
		station := r.Text()
		f := Finding{Worker: r.Text(), Decision: r.Text(), Role: r.Text(), To: r.Date(), Days: r.Count()}
		a.add(PostingEnding, station, -float64(f.Days), f)
	})
}

// needs lists the declared needs that have not been met for long.
func (a *gathering) needs() error {
	return a.e.Read(a.ctx, "attention_needs", a.scope.Place(), func(r *statement.Row) {
		station := r.Text()
		f := Finding{Specialty: r.Text(), Count: r.Count(), From: r.Date(), Days: r.Count()}
		f.To = f.From.AddDate(0, 0, f.Days-1)
		if f.Days > a.rules.UnmetNeedDays && !a.listed(Nobody, station) {
			a.add(NeedUnmet, station, float64(f.Days), f)
		}
	})
}

// doubleBookings counts the last days' double bookings of each worker, at the station that the days are given to.
func (a *gathering) doubleBookings() error {
	scope := a.scope
	scope.To = scope.LastDay()
	scope.From = scope.To.AddDate(0, 0, 1-a.rules.DoubleBookDays)
	type booking struct{ worker, station string }
	found := map[booking]Finding{}
	var order []booking
	err := a.e.Read(a.ctx, "double_bookings", scope.Period(), func(r *statement.Row) {
		worker, day := r.Text(), r.Date()
		r.Skip() // the claimants
		key := booking{worker, r.Text()}
		f, known := found[key]
		if !known {
			order = append(order, key)
			f = Finding{Worker: worker, From: day}
		}
		f.Count++
		f.To = day
		found[key] = f
	})
	stations, stationsErr := a.e.StationOrder(a.ctx, a.scope)
	for _, key := range order {
		if _, ours := stations[key.station]; !ours { // its day belongs to a station outside, where it is listed
			continue
		}
		a.add(DoubleBooking, key.station, float64(found[key].Count), found[key])
	}
	return cmp.Or(err, stationsErr)
}

func (a *gathering) postings() error {
	params := a.with("window_days", a.rules.PostingDays)
	params["late_days"] = a.rules.LeftLateDays
	return a.e.Read(a.ctx, "attention_postings", params, func(r *statement.Row) {
		code, station := Code(r.Text()), r.Text()
		f := Finding{Worker: r.Text(), Decision: r.Text(), From: r.Date(), To: r.Date(), Days: r.Count()}
		a.add(code, station, float64(f.Days), f)
	})
}

// replacements lists the orders that may have been replaced, until somebody settles it.
func (a *gathering) replacements() error {
	list, err := PossibleReplacements(a.ctx, a.e, a.scope)
	for _, p := range list {
		a.add(Replacement, p.Station, -float64(p.From.Unix()), Finding{Worker: p.Worker, Other: p.NewWorker, Decision: p.Decision, From: p.From, To: p.To})
	}
	return err
}

// absences belong to no station, so they are listed for the whole province only.
func (a *gathering) absences() error {
	if !a.scope.Whole() {
		return nil
	}
	params := a.scope.At()
	params["window_days"] = a.rules.PostingDays
	return a.e.Read(a.ctx, "attention_absences", params, func(r *statement.Row) {
		f := Finding{Worker: r.Text(), From: r.Date(), To: r.Date()}
		a.add(AbsenceOutside, "", f.To.Sub(f.From).Hours(), f)
	})
}
