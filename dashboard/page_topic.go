package dashboard

import (
	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/page"
	"luanphien/dashboard/question"
)

type topicBody struct {
	Lead    string
	Figures []*exhibit.Shown
	To      *topicLink     // where something is settled that the page shows; nil = there is nothing, or the reader may not
	Streams []streamSwitch // empty where none of the figures has a stream
}

type topicLink struct{ Text, URL string }

type streamSwitch struct {
	Text, URL string
	Current   bool
}

// topic fills a topic page: a sentence made from the data, then its figures, each with its table.
func topic(lead func(*question.Question) (string, error), ids ...string) page.Content {
	return func(r *question.Question) (string, any, error) {
		b := &topicBody{}
		streamed := false
		for _, id := range ids {
			b.Figures = append(b.Figures, exhibit.Show(r, id))
			streamed = streamed || catalogue.All.ByID[id].Streamed
		}
		if streamed {
			for _, stream := range []string{address.StreamRotation, address.StreamStation} {
				b.Streams = append(b.Streams, streamSwitch{Text: r.Words.T("stream." + stream), URL: r.View.Link(r.View.Path, "stream", stream),
					Current: stream == r.View.Stream})
			}
		}
		name := r.View.Path[1:]
		b.Lead = leadOf(r, name, lead)
		if name == "quality" {
			b.To = toReplacements(r)
		}
		return r.Words.T("nav." + name), b, nil
	}
}

// leadOf is a page's first sentence. Where it fails, the page says what it is about instead, and stands.
func leadOf(r *question.Question, page string, lead func(*question.Question) (string, error)) string {
	sentence, err := lead(r)
	if err != nil {
		r.Without("the first sentence", page, err)
		return r.Words.T("lead." + page)
	}
	return sentence
}

type stationLine struct {
	analytics.Station
	Type string
	URL  string
}
