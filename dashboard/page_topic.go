package dashboard

import (
	"luanphien/analytics"
	"luanphien/dashboard/address"
)

type topicBody struct {
	Lead    string
	Figures []*Shown
	Streams []streamSwitch // empty where none of the figures has a stream
}

type streamSwitch struct {
	Text, URL string
	Current   bool
}

// topic fills a topic page: a sentence made from the data, then its figures, each with its table.
func topic(lead func(*request) (string, error), ids ...string) content {
	return func(r *request) (string, any, error) {
		b := &topicBody{}
		streamed := false
		for _, id := range ids {
			b.Figures = append(b.Figures, r.show(id))
			streamed = streamed || figures.byID[id].Streamed
		}
		if streamed {
			for _, stream := range []string{address.StreamRotation, address.StreamStation} {
				b.Streams = append(b.Streams, streamSwitch{Text: r.words.T("stream." + stream), URL: r.view.Link(r.view.Path, "stream", stream),
					Current: stream == r.view.Stream})
			}
		}
		name := r.view.Path[1:]
		b.Lead = r.said(name, lead)
		return r.words.T("nav." + name), b, nil
	}
}

// said is a page's first sentence. Where it fails, the page says what it is about instead, and stands.
func (r *request) said(page string, lead func(*request) (string, error)) string {
	sentence, err := lead(r)
	if err != nil {
		r.without("the first sentence", page, err)
		return r.words.T("lead." + page)
	}
	return sentence
}

type stationListBody struct {
	Lead  string
	Areas []stationArea
}

type stationArea struct {
	Name     string
	URL      string // of the overview of the area
	Stations []stationLine
}

type stationLine struct {
	analytics.Station
	Type string
	URL  string
}

// stationList lists the stations by area, in the default order.
func stationList(r *request) (string, any, error) {
	stations, err := r.stationsInScope()
	if err != nil {
		return "", nil, err
	}
	b := &stationListBody{}
	for _, s := range stations {
		if n := len(b.Areas); n == 0 || b.Areas[n-1].Name != s.HealthCenter {
			b.Areas = append(b.Areas, stationArea{Name: s.HealthCenter, URL: r.view.Link("/", "area", s.HealthCenter)})
		}
		last := &b.Areas[len(b.Areas)-1]
		last.Stations = append(last.Stations, stationLine{Station: s, Type: r.words.T("type." + s.Type), URL: r.view.Link("/stations/" + s.Code)})
	}
	if b.Lead, err = r.stationsLead(stations); err != nil {
		return "", nil, err
	}
	return r.words.T("nav.stations"), b, nil
}
