package quality

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Items = &figure.Figure{ID: "quality_items", Rows: []string{"activity", "postings", "weekly_reports", "indicators", "needs", "incident_reports"},
	Methods: []string{"DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ"},
	Queries: []string{"station_weeks", "zero_runs", "posting_checks", "submission_checks", "double_bookings", "possible_replacements", "source_conflicts"}, Draw: drawQualityItems}

// qualityItem is one thing to check, with the rows it was found in.
type qualityItem struct {
	Station  string // code; "" = the whole scope
	Check    string
	From, To time.Time
	What     string
	Kind     string // of the rows, as in their address
}

// ItemsOf lists what the checks found, by station in the default order, then by time.
func ItemsOf(r *question.Question, scope analytics.Scope) ([]qualityItem, error) {
	q, err := Of(r, scope)
	if err != nil {
		return nil, err
	}
	weeks, err := question.Call(r, "reported weeks", scope, func() ([]analytics.ReportedWeek, error) { return r.Edition.ReportedWeeks(r.Ctx, scope) })
	if err != nil {
		return nil, err
	}
	c, err := r.Coverage(scope)
	if err != nil {
		return nil, err
	}
	items := activityItems(r, q, weeks)
	names, err := r.StationNames()
	if err != nil {
		return nil, err
	}
	items = append(items, doubleItems(r, figure.DoubledAt(c), names)...)
	for code, s := range q.Stations {
		if n := s.Postings.Inactive + s.Postings.Overlapping; n > 0 {
			items = append(items, qualityItem{code, "postings", scope.From, scope.To,
				counted(r, "item.inactive", s.Postings.Inactive, "item.overlapping", s.Postings.Overlapping), "postings"})
		}
		for stream, of := range s.Submissions {
			if of.Premature+of.Unexpected+of.Implausible > 0 {
				items = append(items, qualityItem{code, "ignored", scope.From, scope.To, r.Words.T("stream."+string(stream)) + ": " +
					counted(r, "item.premature", of.Premature, "item.unexpected", of.Unexpected, "item.implausible", of.Implausible), "weekly_reports"})
			}
		}
	}
	replaced, err := replacementItems(r, scope)
	if err != nil {
		return nil, err
	}
	items = append(items, replaced...)
	sources, err := sourceItems(r, scope)
	if err != nil {
		return nil, err
	}
	items = append(items, sources...)
	return items, sortItems(r, items)
}

// sourceItems are the values of stations that stand beside those of their former communes and are not counted.
func sourceItems(r *question.Question, scope analytics.Scope) ([]qualityItem, error) {
	found, err := question.Call(r, "source conflicts", scope, func() ([]lists.SourceConflict, error) { return lists.SourceConflicts(r.Ctx, r.Edition, scope) })
	if err != nil {
		return nil, err
	}
	w := r.Words
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
func counted(r *question.Question, pairs ...any) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if n := pairs[i+1].(int); n > 0 {
			parts = append(parts, r.Words.N(pairs[i].(string), n))
		}
	}
	return strings.Join(parts, ", ")
}

// doubleItems makes one item of the days in a row on which the same stations claim a worker.
func doubleItems(r *question.Question, list []analytics.DoubleBooking, names map[string]string) []qualityItem {
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
			r.Words.T("item.double", "worker", d.Worker, "stations", strings.Join(claimants, ", ")), "postings"})
	}
	return items
}

// activityItems are the items found in visits and referrals.
func activityItems(r *question.Question, q *analytics.Quality, weeks []analytics.ReportedWeek) []qualityItem {
	w := r.Words
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

func sortItems(r *question.Question, items []qualityItem) error {
	stations, err := r.Stations()
	order := map[string]int{}
	for i, s := range stations {
		order[s.Code] = i + 1 // what concerns all comes first
	}
	slices.SortFunc(items, func(a, b qualityItem) int {
		return cmp.Or(cmp.Compare(order[a.Station], order[b.Station]), b.From.Compare(a.From), cmp.Compare(a.Check, b.Check), cmp.Compare(a.What, b.What))
	})
	return err
}

func drawQualityItems(r *question.Question) (*figure.Drawing, error) {
	items, err := ItemsOf(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(items) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.quality_items"), w.T("quality_items.none")), nil
	}
	t, stations, err := itemsTable(r, items)
	if err != nil {
		return nil, err
	}
	title := w.N("quality_items.title", len(items), "stations", stations)
	return &figure.Drawing{Title: title, Subtitle: w.T("quality_items.subtitle", "period", r.Period()), Alt: title, Table: t,
		Notes: []string{w.T("quality.stays")}}, nil
}

// itemsTable also counts the stations.
func itemsTable(r *question.Question, items []qualityItem) (t *table.Table, stations int, err error) {
	w := r.Words
	names, err := r.StationNames()
	if err != nil {
		return nil, 0, err
	}
	seen := map[string]bool{}
	for _, i := range items {
		if i.Station != "" {
			seen[i.Station] = true
		}
	}
	t = table.Of(items, []table.For[qualityItem]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(i qualityItem) any {
			if i.Station == "" {
				return w.T("quality.everywhere")
			}
			return table.StationRef{Code: i.Station, Name: names[i.Station], Figure: "station_quality"}
		}},
		{Field: "check", Label: w.T("column.check"), Kind: table.KindTerm, Prefix: "quality.", Key: true, Cell: func(i qualityItem) any { return i.Check }},
		{Field: "from", Label: w.T("column.from"), Kind: table.KindDate, Cell: func(i qualityItem) any { return i.From }},
		{Field: "to", Label: w.T("column.to"), Kind: table.KindDate, Cell: func(i qualityItem) any { return i.To }},
		{Field: "what", Label: w.T("column.what"), Cell: func(i qualityItem) any { return i.What }},
		{Field: "rows", Label: w.T("column.rows"), Cell: func(i qualityItem) any {
			return table.RowsRef{Text: w.T("quality.to_rows"), Kind: i.Kind, Station: i.Station, From: i.From, To: i.To}
		}},
	})
	return t, len(seen), nil
}
