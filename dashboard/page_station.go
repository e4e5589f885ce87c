package dashboard

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/figure/postings"
	"luanphien/dashboard/figure/scorecard"
	"luanphien/dashboard/figure/station"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/following"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

type stationBody struct {
	Station    analytics.Station
	Type       string
	Population string
	Activity   string // that it has closed, or is not open yet; "" = it is active
	Present    []presentWorker
	Away       string // those whose orders cover the day and who are not there; "" = none
	Next       []presentWorker
	Calls      []call           // whom to call, for roles that need names
	Nobody     string           // sentence, when nobody is there
	Named      []namedWorker    // all who were sent here, for roles that need names
	Items      []following.Line // of the attention list
	NoItems    string           // sentence, where there are none; "" = the list failed
	Ahead      string           // sentences about the next four weeks
	Judged     []stationScore   // the four judged series
	Figures    []*exhibit.Shown // over the whole width: presence, reports
	Pairs      []*exhibit.Shown // two beside each other; on paper what the style sheet leaves of them
	Before     *stationLine
	After      *stationLine
}

// presentWorker is a worker at the station today or next. Name is "" for roles that do not need it.
type presentWorker struct{ Worker, Name, Role, Specialty, When string }

func stationPage(r *question.Question) (string, any, error) {
	detail, err := r.Station()
	if err != nil {
		return "", nil, err
	}
	w, s := r.Words, detail.Station
	b := &stationBody{Station: s, Type: w.T("type." + s.Type), Population: w.T("population.unknown")}
	if s.Population != nil {
		b.Population = w.T("population", "n", w.Int(float64(*s.Population)))
	}
	today := r.Today().To
	there, err := r.PresentToday(r.StationScope())
	if err != nil {
		return "", nil, err
	}
	var away []string
	b.Present, away, b.Next = whoIsThere(r, detail.Postings, today, there)
	switch {
	case today.Before(s.OpenedOn):
		b.Activity = w.T("station.opens", "date", w.Date(s.OpenedOn))
		b.Nobody = words.Capital(b.Activity) + "."
	case !question.ActiveOn(s, today):
		b.Activity = w.T("station.closed", "date", w.Date(*s.ClosedOn))
		b.Nobody = words.Capital(b.Activity) + "."
	case len(b.Present) == 0:
		b.Nobody = r.Titled(w.T("station.nobody", "date", w.Date(today)))
	}
	if len(away) > 0 {
		b.Away = w.T("station.away", "n", len(away), "date", w.Date(today), "who", strings.Join(away, ", "))
	}
	if b.Ahead, err = coverage.AheadLine(r); err != nil { // the rest of the page stands
		r.Without("the look ahead", r.View.Path, err)
	}
	if b.Items, err = following.OfStation(r, s.Code); err != nil {
		r.Without("the attention list", r.View.Path, err)
	} else if len(b.Items) == 0 {
		b.NoItems = w.T("station.items.none")
	}
	b.Named, b.Calls = namesOf(r, detail.Postings), callsOf(r, s)
	b.Figures = []*exhibit.Shown{exhibit.Show(r, "station_postings"), exhibit.Show(r, "station_reports")}
	if b.Judged, err = judgedOf(r, s.Code); err != nil {
		r.Without("the judged series", r.View.Path, err)
	}
	spread := station.Spine
	if !figure.May(r, spread) {
		spread = station.Reference
	}
	for _, id := range []string{spread.ID, "station_quality", "station_activity", "station_xmr", "station_coverage_xmr", "station_doctor_xmr", "station_on_time_xmr", "station_indicators"} {
		b.Pairs = append(b.Pairs, showIn(r, export.SizeHalf, id))
	}
	stations, err := r.Stations()
	if err != nil {
		return "", nil, err
	}
	i := slices.IndexFunc(stations, func(o analytics.Station) bool { return o.Code == s.Code })
	if i > 0 {
		b.Before = &stationLine{Station: stations[i-1], URL: r.View.Link("/stations/" + stations[i-1].Code)}
	}
	if i >= 0 && i < len(stations)-1 {
		b.After = &stationLine{Station: stations[i+1], URL: r.View.Link("/stations/" + stations[i+1].Code)}
	}
	return s.Name, b, nil
}

// stationScore is one judged series of a station: its last four weeks, its icons and their words, the trend of twenty weeks.
type stationScore struct {
	scorecard.Cell
	Name, Text, URL, Trend string
}

func judgedOf(r *question.Question, code string) (list []stationScore, err error) {
	cells, err := scorecard.CellsOf(r, code)
	for i, c := range cells {
		list = append(list, stationScore{c, r.Words.T("series." + c.Measure), figure.Written(r.Words, c.Recent), "#" + stationFigures[i], variation.RecentTrend(r, c.ProportionChart)})
	}
	return list, err
}

// whoIsThere gives the workers who are there today, the codes of those whose orders cover the day and who are not, and those
// who come next within the order book.
func whoIsThere(r *question.Question, orders []lists.Posting, today time.Time, there map[question.Presence]bool) (present []presentWorker, away []string, next []presentWorker) {
	w := r.Words
	var coming []lists.Posting
	for _, p := range orders {
		if p.Status != "active" {
			continue
		}
		switch {
		case p.Start.After(today):
			coming = append(coming, p)
		case postings.Ended(p).Before(today):
		case !there[question.Presence{Station: r.StationCode(), Worker: p.Worker}]:
			away = append(away, p.Worker)
		default:
			present = append(present, presentWorker{p.Worker, r.Names[p.Worker], w.Cadre(p.Cadre), w.Named(p.Specialty), w.T("station.until", "date", w.Date(postings.Ended(p)))})
		}
	}
	slices.SortFunc(coming, func(a, b lists.Posting) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Worker, b.Worker))
	})
	for i, p := range coming {
		if i == 3 {
			break
		}
		next = append(next, presentWorker{p.Worker, r.Names[p.Worker], w.Cadre(p.Cadre), w.Named(p.Specialty), w.T("station.from", "date", w.Date(p.Start))})
	}
	return present, away, next
}
