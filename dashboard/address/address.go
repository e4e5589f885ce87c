// Package address reads what an address asks for, and writes the links that keep it.
package address

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"luanphien/analytics/attention"
	"luanphien/analytics/stationset"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/release"
)

// Streams of reports (methods.md §3).
const (
	StreamRotation = "rotation"
	StreamStation  = "station"
)

// View is what an address asks for: the parameters that every page and figure shares. Zero values mean "not asked".
type View struct {
	Lang    words.Lang
	From    time.Time // date
	To      time.Time // date, inclusive
	Named   DaySpan   // the period that ?period= names; from and to go before its ends
	AsOf    time.Time // moment
	Edition int       // 0 = newest
	Program string    // the release that a citation names; "" = none, as before 0.9.0
	Made    int       // the edition of the page that a part belongs to, which its links do not keep; 0 = none
	// Province is the code of a province, in a folder of several; "" = all.
	Province string
	Area     string // a health centre; "" = all
	Kind     string // commune, ward, district_hospital, health_center; "" = all facilities
	// Stations narrows everything to a set of stations, named by their codes with commas between.
	Stations stationset.Set
	// Specialty narrows what is about specialties; "" = all.
	Specialty string
	Stream    string // rotation or station; rotation unless asked
	Station   string // station code, for figures of one station
	// Audience is AudiencePress where the address asks for what the press office is shown.
	Audience string
	Map      string // which indicator the map shows; "" = the first
	// Rules are the thresholds of the attention list that a citation names; nil = the server's.
	Rules *attention.Rules

	Path  string
	given url.Values // as asked, so that links keep the form the reader chose
	All   url.Values // every parameter of the address, for the same page in another language
}

// AudiencePress in an address shows its figures as the press office sees them: a citation of theirs names it.
const AudiencePress = "press"

// PackPath is the address of what the press takes away: whoever asks there is shown what the press office sees.
const PackPath = "/figures/pack.zip"

// ForPress tells whether the address shows what the press office sees.
func (v *View) ForPress() bool { return v.Audience == AudiencePress || v.Path == PackPath }

// mayBePublic tells whether a path is that of a figure.
func mayBePublic(path string) bool {
	return strings.HasPrefix(path, "/figures/") || strings.HasPrefix(path, "/pictures/")
}

// Carried are the parameters that stay in every link, in their order.
var Carried = []string{"period", "from", "to", "as_of", "edition", "province", "area", "stations", "kind", "specialty", "stream", "audience", "lang"}

// FacilityKinds are the kinds of facilities, in the order of the controls.
var FacilityKinds = []string{"commune", "ward", "district_hospital", "health_center"}

// programForm is what a citation may state as its program.
var programForm = regexp.MustCompile(`^[0-9A-Za-z.+-]{0,40}$`)

// Parse reads the parameters of an address. An unusable value is a Problem with status 400.
func Parse(path string, q url.Values) (*View, error) {
	v := &View{Lang: words.Vietnamese, Stream: StreamRotation, Path: path, given: url.Values{}, All: q}
	for _, name := range Carried {
		if text := strings.TrimSpace(q.Get(name)); text != "" {
			v.given.Set(name, text)
		}
	}
	if err := v.readLang(); err != nil {
		return v, err
	}
	if err := v.readPeriod(); err != nil {
		return v, err
	}
	if text := v.given.Get("edition"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return v, problem.BadParameter("edition", text, "address.problem.edition")
		}
		v.Edition = n
	}
	if v.Audience = v.given.Get("audience"); v.Audience != "" && (v.Audience != AudiencePress || !mayBePublic(path)) {
		return v, problem.BadParameter("audience", v.Audience, "address.problem.audience")
	}
	v.Made, _ = strconv.Atoi(q.Get("made")) // written by the pages; anything else names no edition
	if text := v.given.Get("stream"); text != "" {
		if text != StreamRotation && text != StreamStation {
			return v, problem.BadParameter("stream", text, "address.problem.stream")
		}
		v.Stream = text
	}
	if v.Program = release.Number; q.Has("program") { // as a citation states it
		if v.Program = q.Get("program"); !programForm.MatchString(v.Program) {
			return v, problem.BadParameter("program", v.Program, "address.problem.program")
		}
	}
	v.Map = strings.TrimSpace(q.Get("map"))
	if q.Has("rules") {
		rules, err := attention.ParseRules(q.Get("rules"))
		if err != nil {
			return v, problem.BadParameter("rules", q.Get("rules"), "address.problem.rules")
		}
		v.Rules = &rules
	}
	v.Province = v.given.Get("province")
	v.Area, v.Specialty = v.given.Get("area"), v.given.Get("specialty")
	if v.Kind = v.given.Get("kind"); v.Kind != "" && !slices.Contains(FacilityKinds, v.Kind) {
		return v, problem.BadParameter("kind", v.Kind, "address.problem.kind", "kinds", strings.Join(FacilityKinds, ", "))
	}
	v.Station = strings.TrimSpace(q.Get("station"))
	v.Stations = stationset.New(strings.Split(v.given.Get("stations"), ",")...)
	return v, nil
}

func (v *View) readLang() error {
	switch text := v.given.Get("lang"); text {
	case "", string(words.Vietnamese):
		v.given.Del("lang") // the first language needs no mark
	case string(words.English):
		v.Lang = words.English
	default:
		return problem.BadParameter("lang", text, "address.problem.lang")
	}
	return nil
}

func (v *View) readPeriod() error {
	var err error
	if text := v.given.Get("period"); text != "" {
		if v.Named, err = ParsePeriod(text); err != nil {
			return problem.BadParameter("period", text, "address.problem.period")
		}
	}
	if text := v.given.Get("from"); text != "" {
		if v.From, _, err = readWeekOrDate(text); err != nil {
			return problem.BadParameter("from", text, "address.problem.day_or_week")
		}
	}
	if text := v.given.Get("to"); text != "" {
		if _, v.To, err = readWeekOrDate(text); err != nil {
			return problem.BadParameter("to", text, "address.problem.day_or_week")
		}
	}
	if text := v.given.Get("as_of"); text != "" {
		if v.AsOf, err = readAsOf(text); err != nil {
			return problem.BadParameter("as_of", text, "address.problem.as_of")
		}
	}
	if !v.From.IsZero() && !v.To.IsZero() && v.To.Before(v.From) {
		return problem.BadParameter("to", v.given.Get("to"), "address.problem.order")
	}
	return nil
}

// VietnameseDate is how dates are typed here.
const VietnameseDate = "2/1/2006"

func readWeekOrDate(text string) (first, last time.Time, err error) {
	if w, err := calendar.ParseWeek(text); err == nil {
		return w.Monday(), w.Sunday(), InRange(w.Monday())
	}
	d, err := time.Parse(VietnameseDate, text)
	if err != nil {
		d, err = time.Parse(time.DateOnly, text)
	}
	if err == nil {
		err = InRange(d)
	}
	return d, d, err
}

func readAsOf(text string) (time.Time, error) {
	if d, err := time.Parse(VietnameseDate, text); err == nil {
		return calendar.EndOf(d), InRange(d)
	}
	// A space here is the + of an offset, pasted into an address unescaped.
	t, err := calendar.ParseAsOf(strings.ReplaceAll(text, " ", "+"))
	if err == nil {
		err = InRange(calendar.LastFullDay(t))
	}
	return t, err
}

// InRange refuses a date outside the calendar: every figure would be empty without a reason.
func InRange(d time.Time) error {
	if !calendar.Holds(calendar.Date(d)) {
		return problem.BadParameter("date", d.Format(time.DateOnly), "address.problem.calendar")
	}
	return nil
}

// Link is the address of a path that keeps the view's parameters; pairs of name, value add to or replace them, an
// empty value takes one away.
func (v *View) Link(path string, pairs ...string) string {
	q := url.Values{}
	for name, values := range v.given {
		q[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
			continue
		}
		q.Set(pairs[i], pairs[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// Switch is the address of the same page in the other language.
func (v *View) Switch(lang string) string {
	if lang == string(words.Vietnamese) {
		lang = ""
	}
	return v.Link(v.Path, append(v.Own(), "lang", lang)...)
}

// Own are the parameters of the address that are of this page alone, as pairs of name and value.
func (v *View) Own() []string {
	var pairs []string
	for name, values := range v.All {
		if !slices.Contains(Carried, name) && values[0] != "" {
			pairs = append(pairs, name, values[0])
		}
	}
	return pairs
}

// Given is a parameter as it was asked, for the controls to show.
func (v *View) Given(name string) string { return v.given.Get(name) }

const AttentionPath = "/attention"

// AddSource adds to the parameters of an address of which edition (0 = the newest) and province it asks, and in which language.
func AddSource(q url.Values, edition int, province string, lang words.Lang) {
	if edition > 0 {
		q.Set("edition", strconv.Itoa(edition))
	}
	if province != "" {
		q.Set("province", province)
	}
	if lang == words.English {
		q.Set("lang", string(lang))
	}
}
