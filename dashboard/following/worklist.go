package following

import (
	"slices"
	"strconv"
	"strings"

	"luanphien/analytics/attention"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// Worklist is whom to call: the attention list with one row a station and all its reasons, worst first.
type Worklist struct {
	Kinds  []WorkKind
	Rows   []WorkRow
	More   int // stations that are not shown
	Closed int // items
}

// WorkKind is a rule with the number of stations that it names, as a filter of the list.
type WorkKind struct {
	Text, URL string
	Chosen    bool
}

// WorkRow is a station, or something that belongs to none.
type WorkRow struct {
	Station, URL string
	Severity     string
	Reasons      []WorkReason
	New          bool // all of it
	Overdue      bool // some of it
}

type WorkReason struct {
	Line
	New bool // not on the list a week ago
}

// WorklistShown is the most stations that the overview lists; the page of the list has all.
const WorklistShown = 10

// WorklistOf makes the list of the scope, of one rule where the address names it.
func WorklistOf(r *question.Question) (*Worklist, error) {
	items, err := r.Attention(r.Scope)
	if err != nil {
		return nil, err
	}
	lines, err := Lines(r, items)
	if err != nil {
		return nil, err
	}
	before, err := WeekAgo(r)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, item := range before {
		known[item.Key()] = true
	}
	l, only := &Worklist{}, r.View.All.Get("reason")
	place := map[string]int{}
	for i, item := range items {
		line := WorkReason{lines[i], !known[item.Key()]}
		switch {
		case line.State.Closed:
			l.Closed++
			continue
		case only == overdueOnly && !line.Overdue, only != "" && only != overdueOnly && string(item.Code) != only:
			continue
		}
		at, there := place[item.Station]
		if !there || item.Station == "" {
			at = len(l.Rows)
			place[item.Station] = at
			l.Rows = append(l.Rows, WorkRow{Station: line.Station, Severity: line.Severity, New: true})
			if item.Station != "" {
				l.Rows[at].URL = r.View.Link("/stations/" + item.Station)
			}
		}
		row := &l.Rows[at]
		row.Reasons = append(row.Reasons, line)
		row.New, row.Overdue = row.New && line.New, row.Overdue || line.Overdue
	}
	slices.SortStableFunc(l.Rows, func(a, b WorkRow) int { return rankOf(a) - rankOf(b) })
	if n := len(l.Rows); n > WorklistShown {
		l.Rows, l.More = l.Rows[:WorklistShown], n-WorklistShown
	}
	l.Kinds = kindsOf(r, items, lines, only)
	return l, nil
}

// overdueOnly asks for what should have been done by now, whatever rule found it.
const overdueOnly = "overdue"

// rankOf puts rows in which something is overdue before the others.
func rankOf(row WorkRow) int {
	if row.Overdue {
		return 0
	}
	return 1
}

// overdueIn counts the items that are overdue.
func overdueIn(lines []Line) (n int) {
	for _, line := range lines {
		if line.Overdue {
			n++
		}
	}
	return n
}

// kindsOf counts the stations of every rule that found something open.
func kindsOf(r *question.Question, items []attention.Item, lines []Line, only string) []WorkKind {
	stations := map[attention.Code]map[string]bool{}
	for i, item := range items {
		if lines[i].State.Closed || item.Station == "" && attention.SignalMeasure(item.Code) != "" { // the province is no station
			continue
		}
		if stations[item.Code] == nil {
			stations[item.Code] = map[string]bool{}
		}
		stations[item.Code][item.Station] = true
	}
	var kinds []WorkKind
	add := func(text, asked string) {
		k := WorkKind{Text: text, Chosen: asked == only}
		if k.Chosen {
			asked = "" // the chosen one takes its choice back
		}
		k.URL = r.View.Link(r.View.Path, append(withoutReason(r.View.Own()), "reason", asked)...)
		kinds = append(kinds, k)
	}
	if n := overdueIn(lines); n > 0 {
		add(r.Words.N("follow.overdue.n", n), overdueOnly)
	}
	for _, code := range attention.Codes() {
		if n := len(stations[code]); n > 0 {
			add(r.Words.N("worklist.kind", n, "what", KindWords(r.Words, r.AttentionRules(), code)), string(code))
		}
	}
	return kinds
}

// KindWords says what a rule found, with its threshold: fewer stations have had nobody for two weeks than have nobody today.
func KindWords(w *words.Words, rules attention.Rules, code attention.Code) string {
	var pairs []any
	for _, t := range rules.Thresholds() {
		if v, err := strconv.Atoi(t.Text()); err == nil {
			pairs = append(pairs, strings.ReplaceAll(t.Name, "-", "_"), v)
		}
	}
	return w.T("worklist."+string(code), pairs...)
}

func withoutReason(pairs []string) []string {
	if at := slices.Index(pairs, "reason"); at >= 0 && at%2 == 0 {
		return slices.Delete(pairs, at, at+2)
	}
	return pairs
}
