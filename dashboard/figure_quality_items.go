package dashboard

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/words"
)

var qualityItems = &Figure{ID: "quality_items", Rows: []string{"activity", "postings", "weekly_reports", "indicators", "needs", "incident_reports"},
	Methods: []string{"DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ"},
	Queries: []string{"station_weeks", "zero_runs", "posting_checks", "submission_checks", "double_bookings", "source_conflicts"}, build: drawQualityItems}

// qualityItem is one thing to check, with the rows it was found in.
type qualityItem struct {
	Station  string // code; "" = the whole scope
	Check    string
	From, To time.Time
	What     string
	Kind     string // of the rows, as in their address
}

// rowsRef is a cell that leads to the rows behind an item.
type rowsRef struct {
	Text, Kind, Station string
	From, To            time.Time
}

// url is the address of the rows.
func (c rowsRef) url(v *address.View) string {
	return v.Link("/rows/"+c.Kind, "station", c.Station, "from", c.From.Format(time.DateOnly), "to", c.To.Format(time.DateOnly), "stream", "")
}

// itemsOf lists what the checks found, by station in the default order, then by time.
func (r *request) itemsOf(scope analytics.Scope) ([]qualityItem, error) {
	q, err := r.quality(scope)
	if err != nil {
		return nil, err
	}
	weeks, err := call(r, "reported weeks", scope, func() ([]analytics.ReportedWeek, error) { return r.edition.ReportedWeeks(r.ctx, scope) })
	if err != nil {
		return nil, err
	}
	c, err := r.coverage(scope)
	if err != nil {
		return nil, err
	}
	items := r.activityItems(q, weeks)
	names, err := r.stationNames()
	if err != nil {
		return nil, err
	}
	items = append(items, r.doubleItems(doubledAt(c), names)...)
	for code, s := range q.Stations {
		if n := s.Postings.Inactive + s.Postings.Overlapping; n > 0 {
			items = append(items, qualityItem{code, "postings", scope.From, scope.To,
				r.counted("item.inactive", s.Postings.Inactive, "item.overlapping", s.Postings.Overlapping), "postings"})
		}
		for stream, of := range s.Submissions {
			if of.Premature+of.Unexpected+of.Implausible > 0 {
				items = append(items, qualityItem{code, "ignored", scope.From, scope.To, r.words.T("stream."+string(stream)) + ": " +
					r.counted("item.premature", of.Premature, "item.unexpected", of.Unexpected, "item.implausible", of.Implausible), "weekly_reports"})
			}
		}
	}
	sources, err := r.sourceItems(scope)
	if err != nil {
		return nil, err
	}
	items = append(items, sources...)
	return items, r.sortItems(items)
}

// sourceItems are the values of stations that stand beside those of their former communes and are not counted.
func (r *request) sourceItems(scope analytics.Scope) ([]qualityItem, error) {
	found, err := call(r, "source conflicts", scope, func() ([]analytics.SourceConflict, error) { return r.edition.SourceConflicts(r.ctx, scope) })
	if err != nil {
		return nil, err
	}
	w := r.words
	var items []qualityItem
	for _, c := range found {
		number := func(x *float64) string {
			if x == nil {
				return words.NoValue
			}
			places := 0
			if *x != math.Trunc(*x) {
				places = 2
			}
			return w.Decimal(*x, places)
		}
		what := w.N("item.sources", c.Units, "what", w.T("item.sources."+c.Kind, "item", w.Named(c.Item)), "own", number(c.Own), "parts", number(c.Parts))
		to := c.From
		if c.Kind == "activity" || c.Kind == "indicators" || c.Kind == "weekly_reports" {
			to = c.From.AddDate(0, 0, 6)
		}
		items = append(items, qualityItem{c.Station, "sources", c.From, to, what, c.Kind})
	}
	return items, nil
}

// counted says the counts that are not 0: pairs of a message and its count.
func (r *request) counted(pairs ...any) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if n := pairs[i+1].(int); n > 0 {
			parts = append(parts, r.words.N(pairs[i].(string), n))
		}
	}
	return strings.Join(parts, ", ")
}

// doubledAt are the double bookings whose day a station of the scope has: those that COV-DQ counts.
func doubledAt(c *analytics.Coverage) []analytics.DoubleBooking {
	ours := map[string]bool{}
	for _, s := range c.Stations {
		ours[s.Station.Code] = true
	}
	return slices.DeleteFunc(slices.Clone(c.DoubleBookings), func(d analytics.DoubleBooking) bool { return !ours[d.AttributedTo] })
}

// doubleItems makes one item of the days in a row on which the same stations claim a worker.
func (r *request) doubleItems(list []analytics.DoubleBooking, names map[string]string) []qualityItem {
	var items []qualityItem
	last := map[string]int{} // place of the latest item, by worker and stations
	for _, d := range list { // by day
		claimants := make([]string, len(d.Stations))
		for i, code := range d.Stations {
			claimants[i] = names[code]
		}
		key := d.AttributedTo + d.Worker + strings.Join(d.Stations, " ")
		if i, ok := last[key]; ok && items[i].To.AddDate(0, 0, 1).Equal(d.Day) {
			items[i].To = d.Day
			continue
		}
		last[key] = len(items)
		items = append(items, qualityItem{d.AttributedTo, "double", d.Day, d.Day,
			r.words.T("item.double", "worker", d.Worker, "stations", strings.Join(claimants, ", ")), "postings"})
	}
	return items
}

// activityItems are the items found in visits and referrals.
func (r *request) activityItems(q *analytics.Quality, weeks []analytics.ReportedWeek) []qualityItem {
	w := r.words
	var items []qualityItem
	add := func(station, check string, from, to time.Time, what string) {
		items = append(items, qualityItem{station, check, from, to.AddDate(0, 0, 6), what, "activity"})
	}
	for _, o := range q.Outliers {
		add(o.Station, "outliers", o.Monday, o.Monday, w.T("item.outlier", "variable", w.T("attention.variable."+o.Variable), "value", w.Int(o.Value),
			"median", w.Int(o.Median), "score", w.Decimal(o.Score, 1)))
	}
	for _, week := range weeks {
		if week.GroupsInconsistent > 0 {
			add(week.Station, "inconsistent", week.Monday, week.Monday, w.N("item.inconsistent", week.GroupsInconsistent))
		}
	}
	for _, j := range q.Jumps {
		add(j.Station, "jumps", j.Monday, j.Monday, w.T("item.jump", "value", w.Int(j.Visits), "ratio", w.Decimal(j.Ratio, 2)))
	}
	for _, z := range q.ZeroRuns {
		add(z.Station, "zero_runs", z.From, z.To, w.N("item.zeros", z.Weeks, "group", w.Named(z.Group)))
	}
	return items
}

func (r *request) sortItems(items []qualityItem) error {
	stations, err := r.stations()
	order := map[string]int{}
	for i, s := range stations {
		order[s.Code] = i + 1 // what concerns all comes first
	}
	slices.SortFunc(items, func(a, b qualityItem) int {
		return cmp.Or(cmp.Compare(order[a.Station], order[b.Station]), b.From.Compare(a.From), cmp.Compare(a.Check, b.Check), cmp.Compare(a.What, b.What))
	})
	return err
}

func drawQualityItems(r *request) (*Drawing, error) {
	items, err := r.itemsOf(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if len(items) == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.quality_items"), w.T("quality_items.none")), nil
	}
	t, stations, err := r.itemsTable(items)
	if err != nil {
		return nil, err
	}
	title := w.N("quality_items.title", len(items), "stations", stations)
	return &Drawing{Title: title, Subtitle: w.T("quality_items.subtitle", "period", r.period()), Alt: title, Table: t,
		Notes: []string{w.T("quality.stays")}}, nil
}

// itemsTable also counts the stations.
func (r *request) itemsTable(items []qualityItem) (t *Table, stations int, err error) {
	w := r.words
	names, err := r.stationNames()
	if err != nil {
		return nil, 0, err
	}
	t = &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "check", Label: w.T("column.check"), Kind: KindTerm, Prefix: "quality.", Key: true},
		{Field: "from", Label: w.T("column.from"), Kind: KindDate},
		{Field: "to", Label: w.T("column.to"), Kind: KindDate},
		{Field: "what", Label: w.T("column.what")},
		{Field: "rows", Label: w.T("column.rows")},
	}}
	seen := map[string]bool{}
	for _, i := range items {
		row := []any{w.T("quality.everywhere"), i.Check, i.From, i.To, i.What, rowsRef{w.T("quality.to_rows"), i.Kind, i.Station, i.From, i.To}}
		if i.Station != "" {
			row[0] = stationRef{Code: i.Station, Name: names[i.Station], Figure: "station_quality"}
			seen[i.Station] = true
		}
		t.Rows = append(t.Rows, row)
	}
	return t, len(seen), nil
}
