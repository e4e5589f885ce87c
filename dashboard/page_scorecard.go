package dashboard

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/scorecard"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// scorecardBody is the page of all stations side by side.
type scorecardBody struct {
	Lead   string
	Figure *exhibit.Shown
	Heads  []scoreHead
	Areas  []scoreArea
	Query  string
	Hidden []scoreChoice // the parameters that the form of the search carries along
	Only   []scoreChoice
	ByArea string // address of the default order; "" where it is that
	Shown  int
	Of     int
	Icons  []variation.Mark // that a cell may show
}

type scoreHead struct {
	Text, URL string
	Sorted    bool
}

type scoreChoice struct {
	Text, URL, Name, Value string
	Chosen                 bool
}

// scoreArea is a health centre with its stations; sorted by a figure, all are one without a name.
type scoreArea struct {
	Name, URL string
	Rows      []scoreRow
}

type scoreRow struct {
	scorecard.Row
	URL, ItemsURL string
	Present       string
	Cells         []scoreCell
	OE, Needs     string
	Find          string // what the search looks through
}

type scoreCell struct {
	scorecard.Cell
	Label, Text, URL string
}

// scoreSorts are the columns by which the rows may be sorted, the default order aside.
var scoreSorts = []string{"coverage", "doctor", "on_time", "referrals", "oe", "needs", "items"}

// stationFigures are the charts of the station's page, in the order of analytics.Measures.
var stationFigures = []string{"station_coverage_xmr", "station_doctor_xmr", "station_on_time_xmr", "station_xmr"}

// scorecardPage shows the stations side by side: searched, filtered and sorted as the address says.
func scorecardPage(r *question.Question) (string, any, error) {
	stations, err := r.StationsInScope()
	if err != nil {
		return "", nil, err
	}
	b := &scorecardBody{Figure: exhibit.Show(r, "scorecard"), Query: strings.TrimSpace(r.View.All.Get("q"))}
	if b.Lead, err = stationsLead(r, stations); err != nil {
		return "", nil, err
	}
	if len(stations) == 0 {
		return r.Words.T("nav.stations"), b, nil
	}
	card, err := scorecard.Of(r)
	if err != nil {
		return "", nil, err
	}
	b.Icons = variation.Legend(r.Words)
	b.choices(r)
	b.fill(r, card)
	return r.Words.T("nav.stations"), b, nil
}

// choices are the columns' links and the filters.
func (b *scorecardBody) choices(r *question.Question) {
	w, only, sorted := r.Words, r.View.All.Get("only"), r.View.All.Get("sort")
	at := func(pairs ...string) string {
		return r.View.Link("/stations", append([]string{"q", b.Query, "only", only, "sort", sorted}, pairs...)...)
	}
	for _, name := range scoreSorts {
		b.Heads = append(b.Heads, scoreHead{w.T("scorecard.head." + name), at("sort", name), sorted == name})
	}
	for _, name := range []string{"", "concern", "short", "items", "nobody"} {
		b.Only = append(b.Only, scoreChoice{Text: w.T("scorecard.only." + cmp.Or(name, "all")), URL: at("only", name), Chosen: only == name})
	}
	if sorted != "" {
		b.ByArea = at("sort", "")
	}
	for name, values := range r.View.All {
		if name != "q" && values[0] != "" {
			b.Hidden = append(b.Hidden, scoreChoice{Name: name, Value: values[0]})
		}
	}
	slices.SortFunc(b.Hidden, func(x, y scoreChoice) int { return cmp.Compare(x.Name, y.Name) })
}

// fill gives the page its rows.
func (b *scorecardBody) fill(r *question.Question, card *scorecard.Card) {
	only, sorted := r.View.All.Get("only"), r.View.All.Get("sort")
	find := words.Plain(b.Query)
	rows := slices.Clone(card.Rows)
	b.Of = len(rows)
	rows = slices.DeleteFunc(rows, func(s scorecard.Row) bool { return !keeps(s, only) || !strings.Contains(findOf(s), find) })
	b.Shown = len(rows)
	if slices.Contains(scoreSorts, sorted) {
		slices.SortStableFunc(rows, func(x, y scorecard.Row) int { return cmp.Compare(sortValue(x, sorted), sortValue(y, sorted)) })
	} else {
		sorted = ""
	}
	for _, s := range rows {
		n := len(b.Areas)
		switch {
		case sorted != "" && n == 0:
			b.Areas = append(b.Areas, scoreArea{})
		case sorted == "" && (n == 0 || b.Areas[n-1].Name != s.Station.HealthCenter):
			b.Areas = append(b.Areas, scoreArea{Name: s.Station.HealthCenter, URL: r.View.Link("/", "area", s.Station.HealthCenter)})
		}
		area := &b.Areas[len(b.Areas)-1]
		area.Rows = append(area.Rows, rowOf(r, s))
	}
}

func findOf(s scorecard.Row) string {
	return words.Plain(s.Station.Name + " " + s.Station.Code + " " + s.Station.HealthCenter)
}

func keeps(s scorecard.Row, only string) bool {
	switch only {
	case "concern":
		return s.Concern()
	case "short":
		return s.Short()
	case "items":
		return s.Items > 0
	case "nobody":
		return s.Active && len(s.Present) == 0
	}
	return true
}

// sortValue puts what asks for attention first: the lowest, of referrals and items the highest; what is not known last.
func sortValue(s scorecard.Row, by string) float64 {
	share := func(r analytics.Ratio, sign float64) float64 {
		if v, ok := r.Value(); ok {
			return sign * v
		}
		return math.Inf(1)
	}
	switch by {
	case "coverage", "doctor", "on_time":
		return share(s.Cells[slices.Index(scoreSorts, by)].Recent, 1)
	case "referrals":
		return share(s.Cells[3].Recent, -1)
	case "oe":
		if e := s.Expected; e != nil && e.State == analytics.StateOK && e.Expected > 0 {
			return -e.RatioOE
		}
		return math.Inf(1)
	case "needs":
		return share(s.Needs, 1)
	}
	return -float64(s.Items)
}

func rowOf(r *question.Question, s scorecard.Row) scoreRow {
	w, station := r.Words, "/stations/"+s.Station.Code
	row := scoreRow{Row: s, URL: r.View.Link(station), ItemsURL: r.View.Link("/attention") + "#" + s.Station.Code, Present: scorecard.PresentInWords(w, s),
		OE: scorecard.OEInWords(w, s), Needs: figure.Written(w, s.Needs), Find: findOf(s)}
	for i, cell := range s.Cells {
		row.Cells = append(row.Cells, scoreCell{cell, w.T("series." + cell.Measure), figure.Written(w, cell.Recent), row.URL + "#" + stationFigures[i]})
	}
	return row
}
