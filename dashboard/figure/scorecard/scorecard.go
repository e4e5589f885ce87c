// Package scorecard has the stations side by side: who is there, and the four judged series of each with its last four
// weeks. It ranks nobody.
package scorecard

import (
	"math"
	"slices"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/analytics/stats"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
	"luanphien/queries/calendar"
)

// Who is somebody at a station today.
type Who struct {
	Worker, Role, Cadre string // code; doctor, preventive, other; words
	Until               time.Time
}

// Cell is one judged series of a station.
type Cell struct {
	analytics.ProportionChart
	Spark      variation.Spark
	Variation  variation.Mark
	Assurance  variation.Mark
	AgainstIts string // target, in words; "" = it has none
}

// Row is a station.
type Row struct {
	Station  analytics.Station
	Active   bool // today
	Present  []Who
	Cells    []Cell // in the order of analytics.Measures
	Expected *analytics.StationReferrals
	Needs    analytics.Ratio // days of needs met in the last four weeks
	Items    int             // of the attention list
}

// Concern tells whether a series of the station is of concern, Short whether one falls short of its target.
func (s Row) Concern() bool {
	return slices.ContainsFunc(s.Cells, func(c Cell) bool {
		return c.Judged.Variation == spc.ConcernHigh || c.Judged.Variation == spc.ConcernLow
	})
}

// Short tells whether a series of the station consistently falls short of its target.
func (s Row) Short() bool {
	return slices.ContainsFunc(s.Cells, func(c Cell) bool { return c.Judged.Assurance == spc.Fail })
}

// Card is the scorecard of the stations of a scope, in default order.
type Card struct {
	Rows  []Row
	All   []Cell          // of the scope, pooled
	Weeks analytics.Scope // the last four complete weeks
	Due   [2]time.Time    // the first day and the last of the last four due weeks
	Today time.Time
}

// Of makes the scorecard of the scope.
func Of(r *question.Question) (*Card, error) {
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	c := &Card{Today: r.Today().To, Rows: make([]Row, len(stations))}
	for i, s := range stations {
		c.Rows[i].Station, c.Rows[i].Active = s, question.ActiveOn(s, c.Today)
	}
	for _, part := range []func(*question.Question) error{c.series, c.present, c.expected, c.needs, c.items} {
		if err := part(r); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// series gives every station its judged series.
func (c *Card) series(r *question.Question) error {
	for _, measure := range analytics.Measures {
		scope := r.Scope
		if measure == analytics.MeasureReferrals {
			scope.Specialty = ""
		}
		charts, err := r.WeekCharts(scope, measure)
		if err != nil {
			return err
		}
		all, top := charts[""], 1.0
		if measure == analytics.MeasureReferrals {
			top = topOf(charts)
		}
		c.All = append(c.All, cellOf(r, all, top))
		for i := range c.Rows {
			own, known := charts[c.Rows[i].Station.Code]
			if !known {
				own = noSeries(measure, all)
			}
			c.Rows[i].Cells = append(c.Rows[i].Cells, cellOf(r, own, top))
		}
		sunday := calendar.WeekOf(all.Last).Sunday()
		if measure == analytics.MeasureOnTime {
			c.Due = [2]time.Time{all.Since, sunday}
		} else {
			c.Weeks = r.Scope
			c.Weeks.From, c.Weeks.To = all.Since, sunday
		}
	}
	return nil
}

// CellsOf are the judged series of one station, as the charts of its page have them.
func CellsOf(r *question.Question, code string) ([]Cell, error) {
	var cells []Cell
	for _, measure := range analytics.Measures {
		scope := r.StationScope()
		if measure == analytics.MeasureReferrals {
			scope.Specialty = ""
		}
		charts, err := r.WeekCharts(scope, measure)
		if err != nil {
			return nil, err
		}
		c, known := charts[code]
		if !known {
			c = noSeries(measure, charts[""])
		}
		top := 1.0
		if measure == analytics.MeasureReferrals {
			top = topOf(map[string]analytics.ProportionChart{code: c})
		}
		cells = append(cells, cellOf(r, c, top))
	}
	return cells, nil
}

// noSeries is that of a station without a week.
func noSeries(measure string, all analytics.ProportionChart) analytics.ProportionChart {
	return analytics.ProportionChart{Measure: measure, Last: all.Last, Since: all.Since, Direction: all.Direction,
		Judged: spc.Judge(spc.Series{Last: all.Last}, spc.DefaultRules)}
}

func cellOf(r *question.Question, c analytics.ProportionChart, top float64) Cell {
	return Cell{c, variation.SparkOf(c, top), variation.VariationOf(r, c), variation.AssuranceOf(r, c), variation.AgainstTarget(r, c, c.Recent)}
}

// topOf is the common top of the sparklines: above all but the highest hundredth of the latest values.
func topOf(charts map[string]analytics.ProportionChart) float64 {
	var latest []float64
	for _, c := range charts {
		latest = append(latest, c.Values[max(len(c.Values)-variation.SparkWeeks, 0):]...)
	}
	if len(latest) == 0 {
		return 1
	}
	slices.Sort(latest)
	return math.Max(stats.Quantile(latest, 0.99), 1e-9)
}

// present gives every station those who are there today, with the last day of their orders.
func (c *Card) present(r *question.Question) error {
	scope := r.Scope
	ahead, err := coverage.Ahead(r, scope)
	if err != nil {
		return err
	}
	today, err := r.PresentToday(scope)
	if err != nil {
		return err
	}
	there := map[string][]Who{}
	for _, p := range ahead.Postings {
		if !p.Start.After(c.Today) && !p.End.Before(c.Today) && today[question.Presence{Station: p.Station, Worker: p.Worker}] {
			there[p.Station] = append(there[p.Station], Who{p.Worker, p.Role, r.Words.Cadre(p.Cadre), p.End})
		}
	}
	for i := range c.Rows {
		c.Rows[i].Present = there[c.Rows[i].Station.Code]
	}
	return nil
}

// expected gives every station its estimate of the period, as the page of referrals has it.
func (c *Card) expected(r *question.Question) error {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return err
	}
	own := map[string]*analytics.StationReferrals{}
	for i := range ra.Stations {
		own[ra.Stations[i].Station.Code] = &ra.Stations[i]
	}
	for i := range c.Rows {
		c.Rows[i].Expected = own[c.Rows[i].Station.Code]
	}
	return nil
}

// needs gives every station the share of its days of need that were met in the last four weeks.
func (c *Card) needs(r *question.Question) error {
	coverage, err := r.Coverage(c.Weeks)
	if err != nil {
		return err
	}
	met := map[string]analytics.Ratio{}
	for _, s := range coverage.Stations {
		met[s.Station.Code] = s.SpecialtyCoverage()
	}
	for i := range c.Rows {
		c.Rows[i].Needs = met[c.Rows[i].Station.Code]
	}
	return nil
}

// items counts what the attention list has of every station.
func (c *Card) items(r *question.Question) error {
	list, err := r.Attention(r.Scope)
	if err != nil {
		return err
	}
	n := map[string]int{}
	for _, item := range list {
		n[item.Station]++
	}
	for i := range c.Rows {
		c.Rows[i].Items = n[c.Rows[i].Station.Code]
	}
	return nil
}
