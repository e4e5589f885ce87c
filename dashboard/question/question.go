// Package question holds what is asked of the data: edition, scope, specialty, moment and roles, and the results that the
// figures of one answer share. It knows neither HTTP nor the server.
package question

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/analytics/definitions"
	"luanphien/analytics/lists"
	"luanphien/analytics/stationset"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/boundaries"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
	"luanphien/queries"
	"luanphien/queries/calendar"
)

// Shared is what all requests to a server have in common.
type Shared struct {
	Results     *Memo // of analytics calls
	Log         *slog.Logger
	Languages   map[words.Lang]*words.Words
	Rules       attention.Rules          // where a citation names no others
	Definitions []definitions.Definition // of every indicator
	Outlines    outlines
	FollowUps   *followup.Store
	People      func(context.Context) (map[string]string, error) // names of users by login
	Team        func(context.Context) ([]account.User, error)    // all users, whom something may be given to
}

// Question is one answer being made: what is asked, in which words, on which edition, for which roles. It does not hold
// the HTTP request nor the person, because the answer is kept and goes to others with the same roles as well.
type Question struct {
	Ctx context.Context
	*Shared
	View    *address.View
	Words   *words.Words
	Edition *analytics.Edition // nil before the first edition
	Scope   analytics.Scope
	Vars    map[string]string // of the path
	Now     time.Time         // cut to the minute
	Roles   account.Roles
	Area    stationset.Set // that who asks works for
	Form    string         // token of the page's forms; "" on kept pages, which have none
	// Publisher is who answers for the numbers, as their source and their citation name it; "" = nobody is named.
	Publisher string
	Newest    int               // edition
	Names     map[string]string // of workers, by code; nil where the roles do not need them
	// Contacts are whom to call, by the code of a station or a unit; nil where the roles do not need names.
	Contacts map[string]Contact
	Lacks    *bool // set where a part of the answer failed; nil where nothing is kept
}

// Contact is whom to call at a station or a unit.
type Contact struct{ Phone, Person string }

// Without notes that a part of the answer failed: the rest stands, and the next who asks has it made again.
func (r *Question) Without(part, of string, err error) {
	level := slog.LevelError
	var asked *problem.Problem
	if errors.Is(err, context.Canceled) || errors.As(err, &asked) && asked.Code < 500 { // who asked has left, or asked for what is not there
		level = slog.LevelDebug
	}
	r.Log.Log(context.Background(), level, "a part of an answer failed", "part", part, "of", of, "error", err)
	if r.Lacks != nil {
		*r.Lacks = true
	}
}

// ResolveScope fills what the address leaves open from the edition's default: from the start of the rotation to the
// last complete week, as of now or of the edition's own moment.
func (r *Question) ResolveScope(now time.Time) (analytics.Scope, error) {
	scope, err := r.wholePeriod(now)
	if err != nil {
		return scope, err
	}
	whole := scope
	if named := r.View.Named; !named.From.IsZero() {
		latest := scope.To
		scope.From, scope.To = named.From, named.To
		if scope.To.After(latest) && !scope.From.After(latest) { // of a month or year that goes on, what is complete
			scope.To = latest
		}
	}
	if !r.View.From.IsZero() {
		scope.From = r.View.From
	}
	if !r.View.To.IsZero() {
		scope.To = r.View.To
	}
	if scope.To.Before(scope.From) {
		if !r.View.To.IsZero() {
			scope.From = r.View.To.AddDate(0, 0, -6)
		} else {
			scope.To = scope.From.AddDate(0, 0, 6)
		}
	}
	if r.ForPress() {
		if scope, err = r.pressPeriod(scope, whole); err != nil {
			return scope, err
		}
	}
	if err := r.narrowToProvince(&scope); err != nil {
		return scope, err
	}
	if r.View.Area != "" {
		areas, err := r.areas(scope)
		if err != nil {
			return scope, err
		}
		if !areas[r.View.Area] {
			return scope, problem.BadParameter("area", r.View.Area, "question.problem.health_centre")
		}
		scope.HealthCenter = r.View.Area
	}
	scope.FacilityType = r.View.Kind
	if scope.Stations, err = r.stationSet(scope.Province); err != nil {
		return scope, err
	}
	return scope, r.checkSpecialty()
}

// wholePeriod is the scope of an address that names no period.
func (r *Question) wholePeriod(now time.Time) (analytics.Scope, error) {
	scope, err := r.DefaultScope(now)
	if err != nil || r.View.AsOf.IsZero() {
		return scope, err
	}
	then, err := Remember(r.Ctx, r.Results, fmt.Sprintf("%d default as of %d", r.Edition.Manifest.Number, r.View.AsOf.UnixMicro()), func() (analytics.Scope, error) {
		return r.Edition.DefaultScopeAsOf(r.Ctx, r.View.AsOf)
	})
	if then.To.Before(scope.To) { // what came later was not known then
		scope.From, scope.To = then.From, then.To
	}
	scope.AsOf = r.View.AsOf
	return scope, err
}

func (r *Question) DefaultScope(now time.Time) (analytics.Scope, error) {
	key := fmt.Sprintf("%d default %d", r.Edition.Manifest.Number, now.Unix())
	return Remember(r.Ctx, r.Results, key, func() (analytics.Scope, error) {
		return r.Edition.DefaultScope(r.Ctx, now)
	})
}

// areas are the health centres of the province of a scope.
func (r *Question) areas(of analytics.Scope) (map[string]bool, error) {
	stations, err := r.Stations()
	areas := map[string]bool{}
	for _, s := range stations {
		if of.Holds(s) {
			areas[s.HealthCenter] = true
		}
	}
	return areas, err
}

// Call remembers an analytics call under its name, the edition and a scope.
func Call[T any](r *Question, name string, scope analytics.Scope, compute func() (T, error)) (T, error) {
	key := fmt.Sprintf("%d %s %s %s %d %q %q %q %q %q %q", r.Edition.Manifest.Number, name, scope.From.Format(time.DateOnly),
		scope.To.Format(time.DateOnly), scope.AsOf.UnixNano(), scope.Province, scope.HealthCenter, scope.FacilityType, scope.Facility, scope.Stations, scope.Specialty)
	return Remember(r.Ctx, r.Results, key, compute)
}

// Stations are all stations, or those of the area that who asks works for.
func (r *Question) Stations() ([]analytics.Station, error) {
	all, err := r.EveryStation()
	if r.Area == "" || err != nil {
		return all, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(s analytics.Station) bool { return !r.Area.Holds(s.Code) }), nil
}

// EveryStation are those of the whole edition, for what is said of others without naming them.
func (r *Question) EveryStation() ([]analytics.Station, error) {
	key := fmt.Sprintf("%d stations", r.Edition.Manifest.Number)
	return Remember(r.Ctx, r.Results, key, func() ([]analytics.Station, error) { return r.Edition.Stations(r.Ctx) })
}

func (r *Question) Coverage(scope analytics.Scope) (*analytics.Coverage, error) {
	return Call(r, "coverage", scope, func() (*analytics.Coverage, error) { return r.Edition.Coverage(r.Ctx, scope) })
}

func (r *Question) Presence(scope analytics.Scope) ([]analytics.StationWeek, error) {
	return Call(r, "presence", scope, func() ([]analytics.StationWeek, error) { return r.Edition.CoverageByWeek(r.Ctx, scope) })
}

func (r *Question) Compliance(scope analytics.Scope, stream analytics.Stream) (*analytics.Compliance, error) {
	if stream != analytics.StreamRotation {
		scope.Specialty = "" // one answer for all: the stations' own reports know of none
	}
	return Call(r, "compliance "+string(stream), scope, func() (*analytics.Compliance, error) {
		return r.Edition.Compliance(r.Ctx, scope, stream)
	})
}

// Referrals gives RA-1. Readers of the press are shown no estimate that another one contradicts or that fails a check.
func (r *Question) Referrals(scope analytics.Scope) (*analytics.ReferralsAvoided, error) {
	scope.Specialty = ""
	ra, err := Call(r, "referrals", scope, func() (*analytics.ReferralsAvoided, error) { return r.Edition.ReferralsAvoided(r.Ctx, scope) })
	if err != nil || !roles.ProvinceOnly(r.Roles) || ra.Province.State != analytics.StateOK {
		return ra, err
	}
	s, err := r.Sensitivity(scope)
	if err != nil {
		return nil, err
	}
	if reasons := s.PressReasons(ra.Province); len(reasons) > 0 {
		held := *ra
		held.Province.State, held.Province.Reasons = analytics.StateWithheld, reasons
		return &held, nil
	}
	return ra, nil
}

// NotForPress are the reasons why the estimate, which the reader sees, is not given to the press.
func (r *Question) NotForPress(ra *analytics.ReferralsAvoided) []analytics.Reason {
	if ra.Province.State != analytics.StateOK || ra.Scope.Facility != "" {
		return nil
	}
	s, err := r.Sensitivity(ra.Scope)
	if err != nil {
		r.Without("the checks of the estimate", "referrals", err)
		return nil
	}
	return s.PressReasons(ra.Province)
}

func (r *Question) Attention(scope analytics.Scope) ([]attention.Item, error) {
	rules := r.AttentionRules()
	return Call(r, "attention "+rules.Changed(), scope, func() ([]attention.Item, error) {
		return attention.ItemsOf(r.Ctx, r.Edition, scope, rules, r.signalSeries(scope))
	})
}

func (r *Question) detail(scope analytics.Scope) (*lists.StationDetail, error) {
	return Call(r, "station", scope, func() (*lists.StationDetail, error) { return lists.StationOf(r.Ctx, r.Edition, scope) })
}

// AttentionRules are the thresholds in use: a citation's, or else the server's.
func (r *Question) AttentionRules() attention.Rules {
	if r.View.Rules != nil {
		return *r.View.Rules
	}
	return r.Shared.Rules
}

// PeriodAsked tells whether the reader chose a period.
func (r *Question) PeriodAsked() bool {
	return !r.View.Named.From.IsZero() || !r.View.From.IsZero() || !r.View.To.IsZero()
}

// Period is the period of the scope in words.
func (r *Question) Period() string { return r.Words.Period(r.Scope.From, r.Scope.To) }

// LastWeek is the last week of the period, by its Thursday as every weekly figure has it (methods.md §1), that is over at
// the as-of moment.
func (r *Question) LastWeek() calendar.Week {
	_, last, _ := calendar.WeeksOf(r.Scope.From, r.Scope.To)
	if over := r.Scope.LastWeek(); over.Before(last) {
		return over
	}
	return last
}

// LastWeeks narrows the scope to so many weeks up to its end.
func (r *Question) LastWeeks(n int) analytics.Scope {
	scope := r.Scope
	_, last, _ := calendar.WeeksOf(scope.From, scope.To)
	if first := last.Add(1 - n).Monday(); first.After(scope.From) {
		scope.From = first
	}
	return scope
}

func (r *Question) Sensitivity(scope analytics.Scope) (*analytics.Sensitivity, error) {
	return Call(r, "sensitivity", scope, func() (*analytics.Sensitivity, error) { return r.Edition.Sensitivity(r.Ctx, scope) })
}

// Today is the last day that the as-of moment has begun to count.
func (r *Question) Today() analytics.Scope {
	scope := r.Scope
	day := calendar.Date(scope.AsOf)
	if calendar.EndOf(calendar.LastFullDay(scope.AsOf)).Equal(scope.AsOf) {
		day = calendar.LastFullDay(scope.AsOf)
	}
	scope.From, scope.To = day, day
	return scope
}

func (r *Question) Stream() analytics.Stream { return analytics.Stream(r.View.Stream) }

func (r *Question) StreamWords() string { return r.Words.T("stream." + r.View.Stream) }

// outlines are the communes' boundaries of the data folder. They are read once, when the program starts: which file lies
// there is no part of an edition.
type outlines struct {
	*boundaries.Map
	Trouble *boundaries.Problem // why there is no map although there is a file
}

// OpenOutlines reads the file of boundaries, where there is one.
func OpenOutlines(path string) (outlines, error) {
	if path == "" {
		return outlines{}, nil
	}
	m, err := boundaries.Open(path)
	var p *boundaries.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return outlines{}, nil
	case errors.As(err, &p):
		return outlines{Trouble: p}, nil
	}
	return outlines{Map: m}, err
}

// InLanguage picks the reader's language.
func (r *Question) InLanguage(t queries.Words) string {
	if r.View.Lang == words.English {
		return t.EN
	}
	return t.VI
}

// EditionNumber is the edition of the page, for the addresses of its parts, which must show the same one (View.Made).
func (r *Question) EditionNumber() string {
	if r.Edition == nil {
		return ""
	}
	return strconv.Itoa(r.Edition.Manifest.Number)
}
