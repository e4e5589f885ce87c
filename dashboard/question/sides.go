package question

import (
	"slices"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/problem"
	"luanphien/queries/calendar"
)

// Against what the view is compared, but for a period, which is named as in ?period=.
const (
	WithRecent   = "recent"   // of this period the last four full weeks with the four before them
	WithBefore   = "before"   // the period of the same length that ends where this one begins
	WithStart    = "start"    // the same number of days before the start of the rotation
	WithProvince = "province" // the same period in the whole province
	WithArea     = "area"     // the same period in the station's health-centre area
)

// RecentWeeks is how many weeks withRecent holds against as many before them.
const RecentWeeks = 4

// Sides are the two scopes of a comparison with their names: B is what the reader looks at, A what it is held against.
type Sides struct {
	A, B         analytics.Scope
	NameA, NameB string
	// DueA and DueB are those of the reports, where they differ: the last four weeks of reports are the last that are due.
	DueA, DueB *analytics.Scope
}

// Periods tells whether two periods are compared, not two places in one.
func (s Sides) Periods() bool { return !s.A.From.Equal(s.B.From) || !s.A.To.Equal(s.B.To) }

// With is what the address compares with. Where it does not say, a station is held against its province, and a period
// against the one before it. A period that reaches back to the first weeks has only the time before the rotation ahead
// of it, when nobody was to be covered: of such a one the last weeks are held against those before them.
func (r *Question) With() string {
	if with := r.View.All.Get("with"); with != "" {
		return with
	}
	if r.View.Station != "" {
		return WithProvince
	}
	def, err := r.DefaultScope(r.Now)
	if _, long := r.LastAndBefore(); err == nil && long && r.Scope.From.AddDate(0, 0, -r.days()).Before(def.From) {
		return WithRecent
	}
	return WithBefore
}

// days is the length of the period.
func (r *Question) days() int { return calendar.DaysBetween(r.Scope.From, r.Scope.To) + 1 }

// LastAndBefore are the last four full weeks of the period and the four before them; false where it is shorter.
func (r *Question) LastAndBefore() (s Sides, ok bool) {
	s = Sides{A: r.Scope, B: r.Scope}
	s.B.To = r.LastWeek().Sunday()
	s.B.From = s.B.To.AddDate(0, 0, 1-7*RecentWeeks)
	s.A.To = s.B.From.AddDate(0, 0, -1)
	s.A.From = s.A.To.AddDate(0, 0, 1-7*RecentWeeks)
	first, _, _ := calendar.WeeksOf(r.Scope.From, r.Scope.To)
	return s, !s.A.From.Before(first.Monday())
}

// dueSides gives the sides the last weeks of which the reports are due: those whose deadline lies ahead are in no rate,
// and a span of three weeks would pass for one of four.
func (r *Question) dueSides(s *Sides) error {
	whole := s.B
	whole.From, whole.To = r.Scope.From, r.Scope.To
	c, err := r.Compliance(whole, r.Stream())
	if err != nil {
		return err
	}
	before, now, ok := LastDue(c)
	if !ok {
		return nil
	}
	over := func(weeks []analytics.WeekCompliance) *analytics.Scope {
		scope := s.B
		scope.From, scope.To = weeks[0].Monday, calendar.WeekOf(weeks[len(weeks)-1].Monday).Sunday()
		return &scope
	}
	a, b := over(before), over(now)
	if *a != s.A || *b != s.B {
		s.DueA, s.DueB = a, b
	}
	return nil
}

// FindSides finds the two scopes of the address.
func (r *Question) FindSides() (Sides, error) {
	w := r.Words
	s := Sides{B: r.Scope}
	place := r.Everywhere()
	if s.B.HealthCenter != "" {
		place = s.B.HealthCenter
	}
	area := ""
	if r.View.Station != "" {
		detail, err := r.Station()
		if err != nil {
			return s, err
		}
		s.B.Facility, s.B.HealthCenter = detail.Station.Code, ""
		place, area = detail.Station.Name, detail.Station.HealthCenter
	}
	s.A = s.B
	days := r.days()
	switch with := r.With(); with {
	case WithProvince:
		s.A.HealthCenter, s.A.FacilityType, s.A.Facility, s.A.Stations = "", "", "", r.Area
		s.NameA, s.NameB = r.Everywhere(), place
		return s, nil
	case WithArea:
		if area == "" {
			return s, problem.BadParameter("with", with, "question.problem.side_station")
		}
		s.A.HealthCenter, s.A.Facility = area, ""
		s.NameA, s.NameB = area, place
		return s, nil
	case WithRecent:
		weeks, ok := r.LastAndBefore()
		if !ok {
			return s, problem.BadParameter("with", with, "question.problem.side_period")
		}
		s.A.From, s.A.To, s.B.From, s.B.To = weeks.A.From, weeks.A.To, weeks.B.From, weeks.B.To
		s.NameA = w.T("compare.weeks.before", "n", RecentWeeks, "period", w.Period(s.A.From, s.A.To))
		s.NameB = w.T("compare.weeks.last", "n", RecentWeeks, "period", w.Period(s.B.From, s.B.To))
		return s, r.dueSides(&s)
	case WithBefore:
		s.A.To = s.B.From.AddDate(0, 0, -1)
		s.A.From = s.B.From.AddDate(0, 0, -days)
	case WithStart:
		def, err := r.DefaultScope(r.Now)
		if err != nil {
			return s, err
		}
		s.A.To = def.From.AddDate(0, 0, -1)
		s.A.From = def.From.AddDate(0, 0, -days)
	default:
		named, err := address.ParsePeriod(with)
		if err != nil || named.From.IsZero() {
			return s, problem.BadParameter("with", with, "question.problem.side")
		}
		s.A.From, s.A.To = named.From, named.To
	}
	s.NameA, s.NameB = w.Period(s.A.From, s.A.To), w.Period(s.B.From, s.B.To)
	return s, nil
}

// LastDue are the last four weeks of which reports are due and the four before them, in order; false where
// there are fewer than eight.
func LastDue(c *analytics.Compliance) (before, now []analytics.WeekCompliance, ok bool) {
	due := slices.DeleteFunc(slices.Clone(c.Weeks), func(week analytics.WeekCompliance) bool { return week.Due == 0 })
	if len(due) < 2*RecentWeeks {
		return nil, nil, false
	}
	return due[len(due)-2*RecentWeeks : len(due)-RecentWeeks], due[len(due)-RecentWeeks:], true
}
