package dashboard

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/ingest"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// The crawl collects every number that pages, cards, titles, tables and files give for one indicator of one scope, period,
// as-of moment, stream and specialty, beside what the list of indicators (the command «indicators») and the named queries
// (the command «query») give, and fails where two differ by more than their rounding.
//
// A run takes a part of the combinations, and of the tables and workbooks; «make soak» takes them all.

// crawlKey names one number. Within a crawl of one address the rest of the scope is the same.
type crawlKey struct {
	ID, Stream string
	Station    string // code; "" = all of the scope
	Part       string // numerator, denominator or value
}

// seenNumber is a number as one source gives it, known to within half a step of its last digit.
type seenNumber struct {
	Value, Within float64
	Source        string
}

// crawl holds the numbers of one combination.
type crawl struct {
	site    *site
	edition *analytics.Edition
	scope   analytics.Scope
	stream  string
	query   url.Values
	seen    map[crawlKey][]seenNumber
	sources map[string]bool
	err     error

	stations []analytics.Station // of the scope
	sample   int                 // of so many figures one has its table and its workbook read
	turn     int                 // which of them, and which stations are looked at
}

func (c *crawl) add(k crawlKey, value, within float64, source string) {
	c.seen[k] = append(c.seen[k], seenNumber{value, within, source})
	c.sources[source] = true
}

// ratio adds the parts of a proportion, and its value.
func (c *crawl) ratio(id, stream, station string, numerator, denominator float64, source string) {
	c.add(crawlKey{id, stream, station, "numerator"}, numerator, 0, source)
	c.add(crawlKey{id, stream, station, "denominator"}, denominator, 0, source)
	if denominator != 0 {
		c.add(crawlKey{id, stream, station, "value"}, numerator/denominator, 0, source)
	}
}

// differences lists the numbers that are given in two ways. Where many stations differ alike the first stands for all.
func (c *crawl) differences() []string {
	var list []string
	told := map[string]int{}
	keys := make([]crawlKey, 0, len(c.seen))
	for k := range c.seen {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b crawlKey) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.Station, b.Station), cmp.Compare(a.Part, b.Part))
	})
	for _, k := range keys {
		best := slices.MinFunc(c.seen[k], func(a, b seenNumber) int {
			if a.Within != b.Within {
				return int(math.Copysign(1, a.Within-b.Within))
			}
			return 0
		})
		for _, n := range c.seen[k] {
			if math.Abs(n.Value-best.Value) <= n.Within+best.Within+1e-9*math.Max(1, math.Abs(best.Value)) {
				continue
			}
			pair := k.ID + " " + k.Stream + " " + best.Source + " " + n.Source
			if told[pair]++; told[pair] == 1 {
				list = append(list, fmt.Sprintf("%s %s %s %s: %s gives %v, %s gives %v", k.ID, k.Stream, k.Station, k.Part, best.Source, best.Value, n.Source, n.Value))
			}
		}
	}
	return list
}

// crawlData is a data set.
type crawlData struct {
	name   string
	folder func(testing.TB) edition.Folder
}

var crawled = []crawlData{{"demo", demoFolder}, {"sample", sampleFolder}}

// Both end with the week of 15/11/2026.
var (
	crawlNow     = time.Date(2026, 11, 16, 0, 0, 0, 0, time.FixedZone("ICT", 7*3600))
	crawlPeriods = []string{"", "2026-10", "2026-Q3", "2026-W34..2026-W43"}
	crawlAsOf    = []string{"", "2026-10-27", "2026-10-14T10:30:00+07:00"}
)

// sampleFolder is a data folder with the sample, loaded by the real ingest as of the day after its last week.
func sampleFolder(t testing.TB) edition.Folder {
	t.Helper()
	paths, err := filepath.Glob("../ingest/testdata/sample/*.csv")
	if err != nil || len(paths) == 0 {
		t.Fatal("no files of the sample", err)
	}
	dir := t.TempDir()
	if _, err := ingest.Run(context.Background(), edition.Folder(dir), paths, ingest.Options{Now: crawlNow, MaxReject: ingest.DefaultMaxReject, LoadedBy: "test",
		Meta: warehouse.Meta{Illustrative: true, AsOf: crawlNow}}); err != nil {
		t.Fatal(err)
	}
	return edition.Folder(dir)
}

// crawlScopes are eight ways to narrow the view, as the addresses write them.
func crawlScopes(stations []analytics.Station, specialty string) []url.Values {
	area, kind := stations[0].HealthCenter, stations[len(stations)/2].Type
	return []url.Values{{}, {"area": {area}}, {"specialty": {specialty}}, {"stream": {"station"}}, {"kind": {kind}},
		{"area": {area}, "specialty": {specialty}}, {"area": {area}, "stream": {"station"}}, {"kind": {kind}, "specialty": {specialty}}}
}

// busiest is the specialty with the most staff-days: one that is nowhere has no numbers to compare.
func busiest(t *testing.T, e *analytics.Edition) (name string) {
	t.Helper()
	list, err := e.Run(t.Context(), "specialty_list", nil)
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for _, row := range list.Rows {
		scope, err := e.DefaultScope(t.Context(), crawlNow)
		if err != nil {
			t.Fatal(err)
		}
		scope.Specialty = row[0].(string)
		c, err := e.Coverage(t.Context(), scope)
		if err != nil {
			t.Fatal(err)
		}
		if c.Province.StaffDays > most {
			name, most = scope.Specialty, c.Province.StaffDays
		}
	}
	if most == 0 {
		t.Fatal("no specialty has a staff-day")
	}
	return name
}

// tablesRead is of how many figures one has its table and its workbook read at an address. A figure's turn comes at others: in a
// long run at a dozen of either data set.
const tablesRead = 16

func TestCrawl(t *testing.T) {
	all := soak.All()
	for i, data := range crawled {
		t.Run(data.name, func(t *testing.T) {
			s, e := openCrawl(t, data.folder(t))
			stations, err := e.Stations(t.Context())
			if err != nil || len(stations) == 0 {
				t.Fatal(len(stations), err)
			}
			turn, day := 0, soak.Random(t).IntN(8)
			for n, scope := range crawlScopes(stations, busiest(t, e)) {
				for p, period := range crawlPeriods {
					for a, asOf := range crawlAsOf {
						// A sample in which each scope, each period and each moment comes within eight days, one a day in either data set.
						if !all && (a != (n+p)%len(crawlAsOf) || p != n%len(crawlPeriods) || (n+day)%8 != 4*i) {
							continue
						}
						q := crawlQuery(scope, period, asOf)
						c := s.crawl(t, e, q, tablesRead, 9*i+turn)
						turn++
						for _, text := range c.differences() {
							t.Errorf("?%s: %s", q.Encode(), text)
						}
						c.expectEnough(t)
					}
				}
			}
		})
	}
}

// openCrawl is a server on a folder as it is asked by a crawl, and the edition it shows.
func openCrawl(t *testing.T, folder edition.Folder) (*site, *analytics.Edition) {
	t.Helper()
	s := open(t, folder, crawlNow)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(release)
	return s, e
}

// crawlQuery is the query of an address.
func crawlQuery(scope url.Values, period, asOf string) url.Values {
	q := maps.Clone(scope)
	for name, value := range map[string]string{"period": period, "as_of": asOf} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// crawlParts are the sources.
var crawlParts = []func(*crawl){(*crawl).indicators, (*crawl).queries, (*crawl).estimates, (*crawl).files, (*crawl).titles, (*crawl).pages, (*crawl).leads,
	(*crawl).comparison, (*crawl).bars, (*crawl).points, (*crawl).weeks, (*crawl).stationPages, (*crawl).recent, (*crawl).weekly, (*crawl).cells}

// crawl asks sources, without parts all of them, for the numbers of one address.
func (s *site) crawl(t *testing.T, e *analytics.Edition, q url.Values, sample, turn int, parts ...func(*crawl)) *crawl {
	t.Helper()
	started := time.Now()
	c := &crawl{site: s, edition: e, query: q, stream: address.StreamRotation, seen: map[crawlKey][]seenNumber{}, sources: map[string]bool{}, sample: sample, turn: turn}
	if q.Get("stream") != "" {
		c.stream = q.Get("stream")
	}
	r, err := s.requestOf(e, c.address("/coverage"))
	if err != nil {
		t.Fatal(q, err)
	}
	c.scope = r.Scope
	if c.stations, err = r.StationsInScope(); err != nil || len(c.stations) == 0 {
		t.Fatal(q, len(c.stations), err)
	}
	if len(parts) == 0 {
		parts = crawlParts
	}
	for _, part := range parts {
		if part(c); c.err != nil {
			t.Fatal(q.Encode(), c.err)
		}
	}
	t.Logf("?%s: %d numbers from %d sources in %v", q.Encode(), len(c.seen), len(c.sources), time.Since(started).Round(time.Millisecond))
	return c
}

// expectEnough fails where a crawl has hardly seen anything.
func (c *crawl) expectEnough(t *testing.T) {
	t.Helper()
	if c.query.Get("stream") == "" && len(c.seen[crawlKey{"CMP-2", address.StreamRotation, "", "value"}]) < 3 {
		t.Errorf("?%s: the rate of reports on time is hardly compared", c.query.Encode())
	}
	if len(c.sources) < 40 {
		t.Errorf("?%s: only %d sources gave anything", c.query.Encode(), len(c.sources))
	}
}

// requestOf is an answer being made to an address, with the scope that its pages have.
func (s *site) requestOf(e *analytics.Edition, asked string) (*question.Question, error) {
	u, err := url.Parse(asked)
	if err != nil {
		return nil, err
	}
	view, err := address.Parse(u.Path, u.Query())
	if err != nil {
		return nil, err
	}
	r := &question.Question{Ctx: s.t.Context(), Shared: s.shared, View: view, Words: s.words[view.Lang], Edition: e, Now: s.now().Truncate(time.Minute),
		Roles: crawlRoles, Lacks: new(bool)}
	if id, ok := strings.CutPrefix(u.Path, "/figures/"); ok { // what a figure takes of the address is the figure's own
		r.Vars = map[string]string{"id": id}
	}
	r.Scope, err = catalogue.ScopeAsked(r, r.Now)
	return r, err
}

// scopeOf is the scope of the pages of an address.
func (s *site) scopeOf(e *analytics.Edition, q url.Values) (analytics.Scope, error) {
	r, err := s.requestOf(e, "/coverage?"+q.Encode())
	if err != nil {
		return analytics.Scope{}, err
	}
	return r.Scope, nil
}
