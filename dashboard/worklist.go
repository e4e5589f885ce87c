package dashboard

import (
	"slices"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/following"
	"luanphien/dashboard/question"
)

// worklist is whom to call: the attention list with one row a station and all its reasons, worst first.
type worklist struct {
	Kinds  []workKind
	Rows   []workRow
	More   int // stations that are not shown
	Closed int // items
}

// workKind is a rule with the number of stations that it names, as a filter of the list.
type workKind struct {
	Text, URL string
	Chosen    bool
}

// workRow is a station, or something that belongs to none.
type workRow struct {
	Station, URL string
	Severity     string
	Reasons      []workReason
	New          bool // all of it
}

type workReason struct {
	following.Line
	New bool // not on the list a week ago
}

// worklistShown is the most stations that the overview lists; the page of the list has all.
const worklistShown = 10

// worklistOf makes the list of the scope, of one rule where the address names it.
func worklistOf(r *question.Question) (*worklist, error) {
	items, err := r.Attention(r.Scope)
	if err != nil {
		return nil, err
	}
	lines, err := following.Lines(r, items)
	if err != nil {
		return nil, err
	}
	known, err := listedBefore(r)
	if err != nil {
		return nil, err
	}
	l, only := &worklist{}, r.View.All.Get("reason")
	place := map[string]int{}
	for i, item := range items {
		line := workReason{lines[i], !known[item.Key()]}
		switch {
		case line.State.Closed:
			l.Closed++
			continue
		case only != "" && string(item.Code) != only:
			continue
		}
		at, there := place[item.Station]
		if !there || item.Station == "" {
			at = len(l.Rows)
			place[item.Station] = at
			l.Rows = append(l.Rows, workRow{Station: line.Station, Severity: line.Severity, New: true})
			if item.Station != "" {
				l.Rows[at].URL = r.View.Link("/stations/" + item.Station)
			}
		}
		row := &l.Rows[at]
		row.Reasons = append(row.Reasons, line)
		row.New = row.New && line.New
	}
	if n := len(l.Rows); n > worklistShown {
		l.Rows, l.More = l.Rows[:worklistShown], n-worklistShown
	}
	l.Kinds = kindsOf(r, items, lines, only)
	return l, nil
}

// kindsOf counts the stations of every rule that found something open.
func kindsOf(r *question.Question, items []analytics.AttentionItem, lines []following.Line, only string) []workKind {
	stations := map[analytics.AttentionCode]map[string]bool{}
	for i, item := range items {
		if lines[i].State.Closed || item.Station == "" && analytics.SignalMeasure(item.Code) != "" { // the province is no station
			continue
		}
		if stations[item.Code] == nil {
			stations[item.Code] = map[string]bool{}
		}
		stations[item.Code][item.Station] = true
	}
	var kinds []workKind
	for _, code := range analytics.AttentionCodes() {
		if n := len(stations[code]); n > 0 {
			k := workKind{Text: r.Words.N("worklist.kind", n, "what", r.Words.T("worklist."+string(code))), Chosen: string(code) == only}
			asked := string(code)
			if k.Chosen {
				asked = "" // the chosen one takes its choice back
			}
			k.URL = r.View.Link(r.View.Path, append(withoutReason(r.View.Own()), "reason", asked)...)
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func withoutReason(pairs []string) []string {
	if at := slices.Index(pairs, "reason"); at >= 0 && at%2 == 0 {
		return slices.Delete(pairs, at, at+2)
	}
	return pairs
}

// listedBefore are the items that were on the list a week ago, by their keys.
func listedBefore(r *question.Question) (map[string]bool, error) {
	scope := r.Scope
	scope.AsOf = scope.AsOf.Add(-7 * 24 * time.Hour)
	items, err := r.Attention(scope)
	known := map[string]bool{}
	for _, item := range items {
		known[item.Key()] = true
	}
	return known, err
}
