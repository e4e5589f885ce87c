package dashboard

import (
	"cmp"
	"slices"
	"time"

	"luanphien/analytics"
)

type stationBody struct {
	Station    analytics.Station
	Type       string
	Population string
	Present    []presentWorker
	Next       []presentWorker
	Nobody     string        // sentence, when nobody is there
	Named      []namedWorker // all who were sent here, for roles that need names
	Ahead      string        // sentences about the next four weeks
	Figures    []*Shown      // three rows: presence, visits and referrals, reports
	Pair       []*Shown      // visits and referrals stand beside their variation
	Lists      []*Shown
	Before     *stationLine
	After      *stationLine
}

// presentWorker is a worker at the station today or next. Name is "" for roles that do not need it.
type presentWorker struct{ Worker, Name, Role, Specialty, When string }

func stationPage(r *request) (string, any, error) {
	detail, err := r.station()
	if err != nil {
		return "", nil, err
	}
	w, s := r.words, detail.Station
	b := &stationBody{Station: s, Type: w.T("type." + s.Type), Population: w.T("population.unknown")}
	if s.Population != nil {
		b.Population = w.T("population", "n", w.Int(float64(*s.Population)))
	}
	today := r.today().To
	b.Present, b.Next = r.whoIsThere(detail.Postings, today)
	if len(b.Present) == 0 {
		b.Nobody = r.titled(w.T("station.nobody", "date", w.Date(today)))
	}
	if b.Ahead, err = r.aheadLine(); err != nil { // the rest of the page stands
		r.without("the look ahead", r.view.Path, err)
	}
	b.Named = r.namesOf(detail.Postings)
	b.Figures = []*Shown{r.show("station_postings"), r.show("station_reports")}
	b.Pair = []*Shown{r.showIn(sizeHalf, "station_activity"), r.showIn(sizeHalf, "station_xmr")}
	b.Lists = []*Shown{r.showIn(sizeHalf, "station_reference"), r.showIn(sizeHalf, "station_quality"), r.showIn(sizeHalf, "station_indicators")}
	stations, err := r.stations()
	if err != nil {
		return "", nil, err
	}
	i := slices.IndexFunc(stations, func(o analytics.Station) bool { return o.Code == s.Code })
	if i > 0 {
		b.Before = &stationLine{Station: stations[i-1], URL: r.view.Link("/stations/" + stations[i-1].Code)}
	}
	if i >= 0 && i < len(stations)-1 {
		b.After = &stationLine{Station: stations[i+1], URL: r.view.Link("/stations/" + stations[i+1].Code)}
	}
	return s.Name, b, nil
}

// whoIsThere gives the workers whose orders cover the day, and those who come next within the order book.
func (r *request) whoIsThere(postings []analytics.Posting, today time.Time) (present, next []presentWorker) {
	w := r.words
	var coming []analytics.Posting
	for _, p := range postings {
		if p.Status != "active" {
			continue
		}
		switch {
		case p.Start.After(today):
			coming = append(coming, p)
		case !ended(p).Before(today):
			present = append(present, presentWorker{p.Worker, r.names[p.Worker], w.Cadre(p.Cadre), w.Named(p.Specialty), w.T("station.until", "date", w.Date(ended(p)))})
		}
	}
	slices.SortFunc(coming, func(a, b analytics.Posting) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Worker, b.Worker))
	})
	for i, p := range coming {
		if i == 3 {
			break
		}
		next = append(next, presentWorker{p.Worker, r.names[p.Worker], w.Cadre(p.Cadre), w.Named(p.Specialty), w.T("station.from", "date", w.Date(p.Start))})
	}
	return present, next
}
