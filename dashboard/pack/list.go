package pack

import (
	"path"
	"strconv"
	"time"

	"luanphien/dashboard/figure"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// bothStrings and bothLists say a thing in both languages.
type (
	bothStrings struct {
		VI string `json:"vi"`
		EN string `json:"en"`
	}
	bothLists struct {
		VI []string `json:"vi"`
		EN []string `json:"en"`
	}
)

func ending(name string) string { return path.Ext(name) }

// both is a message in both languages.
func (p *pack) both(key string, pairs ...any) bothStrings {
	l := p.question.Languages
	return bothStrings{l[words.Vietnamese].T(key, pairs...), l[words.English].T(key, pairs...)}
}

// said takes a text of a figure in both languages.
func (t *told) said(of func(drawn) string) bothStrings {
	return bothStrings{of(t.in[words.Vietnamese]), of(t.in[words.English])}
}

// The types of figures.json.
type (
	listBody struct {
		Form         string       `json:"form"`
		Citation     string       `json:"citation"`
		Edition      int          `json:"edition"`
		AsOf         string       `json:"as_of"`
		Period       listPeriod   `json:"period"`
		Language     words.Lang   `json:"language"` // of pictures and tables
		Illustrative bool         `json:"illustrative"`
		Source       bothStrings  `json:"source"`
		Figures      []listFigure `json:"figures"`
		Files        []file       `json:"files"` // of no single figure; without this list itself
	}
	listPeriod struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
	listFigure struct {
		ID       string      `json:"id"`
		Name     bothStrings `json:"name"`
		State    string      `json:"state"`
		Withheld bool        `json:"withheld"`
		Reason   bothStrings `json:"reason"` // why it is withheld
		Sentence bothStrings `json:"sentence"`
		About    bothStrings `json:"about"`
		Alt      bothStrings `json:"alternative_text"`
		Notes    bothLists   `json:"notes"`
		Period   listPeriod  `json:"period"`
		// Value and the interval are rounded as the sentence says them; null where they are not reached, or where there is none.
		Value       *float64         `json:"value"`
		Unit        *listUnit        `json:"unit"`
		Interval    *listInterval    `json:"interval"`
		Estimated   bool             `json:"estimated"`
		Of          string           `json:"definition"` // that the value follows
		Definitions []listDefinition `json:"definitions"`
		Queries     []listQuery      `json:"queries"`
		Citation    string           `json:"citation"`
		Address     string           `json:"address"` // in the program
		Files       []file           `json:"files"`
		Left        []left           `json:"left_out"`
	}
	listUnit struct {
		Code string      `json:"code"`
		Name bothStrings `json:"name"`
	}
	listInterval struct {
		Kind string      `json:"kind"`
		Name bothStrings `json:"name"`
		Low  *float64    `json:"low"`
		High *float64    `json:"high"`
	}
	listDefinition struct {
		ID      string      `json:"id"`
		Name    bothStrings `json:"name"`
		Unit    bothStrings `json:"unit"`
		Formula bothStrings `json:"formula"`
	}
	listQuery struct {
		Name  string      `json:"name"`
		Title bothStrings `json:"title"`
		SQL   string      `json:"sql"`
	}
)

// form is the name of the list's form.
const form = "luanphien-press-pack-1"

// list is figures.json.
func (p *pack) list() ([]byte, error) {
	r := p.question
	body := listBody{Form: form, Citation: p.citation, Edition: r.Edition.Manifest.Number, AsOf: r.Scope.AsOf.In(calendar.Zone).Format(time.RFC3339),
		Period: listPeriod{r.Scope.From.Format(time.DateOnly), r.Scope.To.Format(time.DateOnly)}, Language: r.View.Lang, Illustrative: r.Edition.Manifest.Illustrative,
		Source: bothStrings{p.source(words.Vietnamese), p.source(words.English)}}
	ofFigures := map[string]bool{}
	for _, t := range p.figures {
		body.Figures = append(body.Figures, p.listed(t))
		for _, f := range t.files {
			ofFigures[f.Name] = true
		}
	}
	for _, f := range p.files {
		if !ofFigures[f.Name] {
			body.Files = append(body.Files, f)
		}
	}
	return marshal(body)
}

// address is that of a figure's page in the program, whatever the defaults are by then.
func (p *pack) address(t *told, own drawn) string {
	q := figure.Parameters(own.question, t.Figure)
	q.Set("edition", strconv.Itoa(p.question.Edition.Manifest.Number))
	return "/figures/" + t.ID + "?" + q.Encode()
}

// listed is a figure in the list.
func (p *pack) listed(t *told) listFigure {
	own := t.in[p.question.View.Lang]
	f := listFigure{ID: t.ID, Name: p.both("figure." + t.ID), State: string(own.State), Withheld: t.withheld(), Citation: t.citation,
		Period: listPeriod{own.Scope.From.Format(time.DateOnly), own.Scope.To.Format(time.DateOnly)},
		Files:  append([]file{}, t.files...), Left: append([]left{}, t.left...), Address: p.address(t, own),
		Reason: t.said(func(d drawn) string { return d.Reason }), Sentence: t.said(func(d drawn) string { return d.Title }), About: t.said(func(d drawn) string { return d.Subtitle }),
		Alt: t.said(func(d drawn) string { return d.Alt }), Notes: bothLists{append([]string{}, t.in[words.Vietnamese].Notes...), append([]string{}, t.in[words.English].Notes...)}}
	if m := own.Measured; m != nil && !t.withheld() {
		f.Value, f.Of, f.Estimated = m.Value, m.Method, m.Interval != ""
		f.Unit = &listUnit{m.Unit, p.both("measured.unit." + m.Unit)}
		if m.Interval != "" {
			f.Interval = &listInterval{m.Interval, p.both("measured.interval." + m.Interval), m.Low, m.High}
		}
	}
	vi, en := figure.MethodsOf(t.in[words.Vietnamese].question, t.Methods), figure.MethodsOf(t.in[words.English].question, t.Methods)
	for i := range vi {
		f.Definitions = append(f.Definitions, listDefinition{vi[i].ID, bothStrings{vi[i].Name, en[i].Name}, bothStrings{vi[i].Unit, en[i].Unit}, bothStrings{vi[i].Text, en[i].Text}})
	}
	for _, name := range t.Queries {
		if q, ok := p.question.Edition.Catalog().Get(name); ok {
			f.Queries = append(f.Queries, listQuery{q.Name, bothStrings{q.Title.VI, q.Title.EN}, q.SQL})
		}
	}
	return f
}
