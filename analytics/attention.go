package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// AttentionItem is one thing to look at: what a rule finds at a station. The words are the dashboard's.
type AttentionItem struct {
	Code     AttentionCode
	Severity Severity
	Station  string             // code; "" where none is meant
	Findings []AttentionFinding // gravest first, at least one

	began time.Time // of all its findings, where some were left out
}

// AttentionFinding is what the rule of an item found. Fields that the rule knows nothing of are zero.
type AttentionFinding struct {
	Worker     string // code
	Other      string // code of the worker who may have replaced them
	Decision   string
	Role       string    // of a posting that ends: doctor, preventive, other
	Specialty  string    // of a need
	Variable   string    // what an outlier is of: visits, referrals
	Signal     string    // rule of an XmR chart: outside, shift, trend, two_of_three
	High       bool      // of a signal: above the mean, or rising
	Stream     Stream    // of missing reports
	Days       int       // days uncovered or unmet, days until the end, days past the order
	DoctorDays int       // of a station with nobody: days without a doctor
	Hours      int       // hours open
	Count      int       // reports missing in a row, weeks of a signal, double-booked days, cells
	From, To   time.Time // since when, until when; zero where it has none
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

// Attention lists what needs attention at the scope's as-of moment by the default thresholds.
func (e *Edition) Attention(ctx context.Context, scope Scope) ([]AttentionItem, error) {
	return e.AttentionBy(ctx, scope, DefaultAttention)
}

// AttentionBy lists what needs attention by thresholds of one's own.
func (e *Edition) AttentionBy(ctx context.Context, scope Scope, rules AttentionRules) ([]AttentionItem, error) {
	whole := scope
	whole.Specialty = ""
	return e.AttentionOf(ctx, scope, rules, e.weekSeries(ctx, whole))
}

// AttentionOf lists what needs attention at the scope's as-of moment, one item a station and rule (of signals
// one a run), in the order of attentionOrder (queries attention_*, double_bookings, station_weeks and referral_strata). The scope's period plays no part, its
// stations do. A station with nobody is listed for that alone: it can have no doctor and meet no need either. A scope of
// one specialty has the part of the list that ofSpecialty keeps. The series are those of the scope and of all specialties.
func (e *Edition) AttentionOf(ctx context.Context, scope Scope, rules AttentionRules, series WeekSeries) ([]AttentionItem, error) {
	order, err := e.stationOrder(ctx, scope)
	if err != nil {
		return nil, err
	}
	a := &attention{e: e, ctx: ctx, scope: scope, rules: rules, series: series, place: map[attentionKey]int{}}
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
	slices.SortStableFunc(a.items, func(x, y AttentionItem) int {
		return cmp.Or(cmp.Compare(x.Severity, y.Severity), rank(x.Code)-rank(y.Code), byGravity(x.Findings[0], y.Findings[0]), order[x.Station]-order[y.Station])
	})
	return a.items, nil
}

// attention gathers items.
type attention struct {
	e      *Edition
	ctx    context.Context
	scope  Scope
	rules  AttentionRules
	series WeekSeries
	items  []AttentionItem
	place  map[attentionKey]int // in items
}

type attentionKey struct {
	code    AttentionCode
	station string
	run     time.Time // of a run that is an item of its own: when it began
}

// add puts a finding to its station's item of the rule.
func (a *attention) add(code AttentionCode, station string, gravity float64, f AttentionFinding) {
	a.addTo(attentionKey{code: code, station: station}, gravity, f)
}

// addRun puts a finding to an item of its own: that of the station, the rule and the day on which it began.
func (a *attention) addRun(code AttentionCode, station string, gravity float64, f AttentionFinding) {
	a.addTo(attentionKey{code, station, f.From}, gravity, f)
}

func (a *attention) addTo(key attentionKey, gravity float64, f AttentionFinding) {
	f.gravity = gravity
	i, known := a.place[key]
	if !known {
		i = len(a.items)
		a.place[key] = i
		a.items = append(a.items, AttentionItem{Code: key.code, Severity: attentionOrder[rank(key.code)].severity, Station: key.station})
	}
	a.items[i].Findings = append(a.items[i].Findings, f)
}

// listed tells whether a rule found something at a station.
func (a *attention) listed(code AttentionCode, station string) bool {
	_, known := a.place[attentionKey{code: code, station: station}]
	return known
}

// with are the parameters of a query with one threshold.
func (a *attention) with(threshold string, value int) map[string]any {
	params := a.scope.place()
	params[threshold] = value
	return params
}

func (a *attention) incidents() error {
	return a.e.read(a.ctx, "attention_incidents", a.with("open_hours", a.rules.UrgentHours), func(r *row) {
		station := r.text()
		f := AttentionFinding{Worker: r.text(), From: r.date(), Hours: r.count()}
		a.add(AttentionUrgentIncident, station, float64(f.Hours), f)
	})
}

func (a *attention) uncovered() error {
	return a.e.read(a.ctx, "attention_uncovered", a.scope.place(), func(r *row) {
		station, days, since, doctorDays, doctorSince, last := r.text(), r.count(), r.date(), r.count(), r.date(), r.date()
		switch {
		case days > a.rules.UncoveredDays:
			a.add(AttentionNobody, station, float64(days), AttentionFinding{Days: days, DoctorDays: doctorDays, From: since, To: last})
		case doctorDays > a.rules.NoDoctorDays:
			a.add(AttentionNoDoctor, station, float64(doctorDays), AttentionFinding{Days: doctorDays, DoctorDays: doctorDays, From: doctorSince, To: last})
		}
	})
}

// reports lists the runs of missing reports that still go on: a worker who left long ago is no matter for this week.
func (a *attention) reports() error {
	scope := a.scope
	scope.To = scope.lastWeek().Sunday()
	scope.From = scope.To.AddDate(0, 0, 1-7*reportWeeks)
	recent := scope.To.AddDate(0, 0, -7*a.rules.ReportWeeks)
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
			station := r.text()
			f := AttentionFinding{Stream: stream, Worker: r.text(), Count: r.count(), From: r.date(), To: r.date().AddDate(0, 0, 6)}
			if f.To.After(recent) {
				a.add(AttentionReportsMissing, station, float64(f.Count), f)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *attention) endings() error {
	return a.e.read(a.ctx, "attention_endings", a.with("ahead_days", a.rules.EndingDays), func(r *row) {
		station := r.text()
		f := AttentionFinding{Worker: r.text(), Decision: r.text(), Role: r.text(), To: r.date(), Days: r.count()}
		a.add(AttentionPostingEnding, station, -float64(f.Days), f)
	})
}

// needs lists the declared needs that have not been met for long.
func (a *attention) needs() error {
	return a.e.read(a.ctx, "attention_needs", a.scope.place(), func(r *row) {
		station := r.text()
		f := AttentionFinding{Specialty: r.text(), Count: r.count(), From: r.date(), Days: r.count()}
		f.To = f.From.AddDate(0, 0, f.Days-1)
		if f.Days > a.rules.UnmetNeedDays && !a.listed(AttentionNobody, station) {
			a.add(AttentionNeedUnmet, station, float64(f.Days), f)
		}
	})
}

// doubleBookings counts the last days' double bookings of each worker, at the station that the days are given to.
func (a *attention) doubleBookings() error {
	scope := a.scope
	scope.To = scope.lastDay()
	scope.From = scope.To.AddDate(0, 0, 1-a.rules.DoubleBookDays)
	type booking struct{ worker, station string }
	found := map[booking]AttentionFinding{}
	var order []booking
	err := a.e.read(a.ctx, "double_bookings", scope.period(), func(r *row) {
		worker, day := r.text(), r.date()
		r.skip() // the claimants
		key := booking{worker, r.text()}
		f, known := found[key]
		if !known {
			order = append(order, key)
			f = AttentionFinding{Worker: worker, From: day}
		}
		f.Count++
		f.To = day
		found[key] = f
	})
	stations, stationsErr := a.e.stationOrder(a.ctx, a.scope)
	for _, key := range order {
		if _, ours := stations[key.station]; !ours { // its day belongs to a station outside, where it is listed
			continue
		}
		a.add(AttentionDoubleBooking, key.station, float64(found[key].Count), found[key])
	}
	return cmp.Or(err, stationsErr)
}

func (a *attention) postings() error {
	params := a.with("window_days", a.rules.PostingDays)
	params["late_days"] = a.rules.LeftLateDays
	return a.e.read(a.ctx, "attention_postings", params, func(r *row) {
		code, station := AttentionCode(r.text()), r.text()
		f := AttentionFinding{Worker: r.text(), Decision: r.text(), From: r.date(), To: r.date(), Days: r.count()}
		a.add(code, station, float64(f.Days), f)
	})
}

// replacements lists the orders that may have been replaced, until somebody settles it.
func (a *attention) replacements() error {
	list, err := a.e.PossibleReplacements(a.ctx, a.scope)
	for _, p := range list {
		a.add(AttentionReplacement, p.Station, -float64(p.From.Unix()), AttentionFinding{Worker: p.Worker, Other: p.NewWorker, Decision: p.Decision, From: p.From, To: p.To})
	}
	return err
}

// absences belong to no station, so they are listed for the whole province only.
func (a *attention) absences() error {
	if !a.scope.Whole() {
		return nil
	}
	params := a.scope.at()
	params["window_days"] = a.rules.PostingDays
	return a.e.read(a.ctx, "attention_absences", params, func(r *row) {
		f := AttentionFinding{Worker: r.text(), From: r.date(), To: r.date()}
		a.add(AttentionAbsenceOutside, "", f.To.Sub(f.From).Hours(), f)
	})
}
