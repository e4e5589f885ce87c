package dashboard

import (
	"encoding/json"
	"errors"
	"slices"

	"luanphien/analytics"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/maps"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

type figureBody struct {
	*exhibit.Shown
	Queries []queryText
	Methods []figure.Method
}

type queryText struct{ Name, Title, SQL string }

// figurePage shows a figure with its table, the SQL it rests on, its method and its citation.
func figurePage(r *question.Question) (string, any, error) {
	f, err := catalogue.Asked(r)
	if err != nil {
		return "", nil, err
	}
	if f.OfStation { // a wrong station is the reader's mistake, not a failed figure
		if _, err := r.Station(); err != nil {
			var p *problem.Problem
			if errors.As(err, &p) {
				return "", nil, err
			}
		}
	}
	b := &figureBody{Shown: exhibit.Show(r, f.ID)}
	if b.Failed == "" {
		b.TableRows = b.Table
	}
	for _, name := range f.Queries {
		if q, ok := r.Edition.Catalog().Get(name); ok {
			b.Queries = append(b.Queries, queryText{q.Name, r.InLanguage(q.Title), q.SQL})
		}
	}
	b.Methods = figure.MethodsOf(r, f.Methods)
	return r.Words.T("figure." + f.ID), b, nil
}

// drawn is what the script gets.
type drawn struct {
	ID       string          `json:"id"`
	Lang     words.Lang      `json:"lang"`
	State    analytics.State `json:"state"`
	Reason   string          `json:"reason,omitempty"`
	Title    string          `json:"title"`
	Subtitle string          `json:"subtitle"`
	Source   string          `json:"source"`
	Alt      string          `json:"alt"`
	Chart    *chart.Chart    `json:"chart"`
	PageURL  string          `json:"page"`
	CSVURL   string          `json:"csv"`
	// Remarks are those on the cells of a grid, by "row|column".
	Remarks map[string][]string `json:"remarks,omitempty"`
	// Marks are what was said of the weeks of a station's chart.
	Marks []exhibit.Mark `json:"marks,omitempty"`
}

// figureJSON sends the option of a figure with its words.
func figureJSON(r *question.Question) (*answer.Answer, error) {
	f, err := catalogue.Asked(r)
	if err != nil {
		return nil, err
	}
	d, err := figure.Draw(r, f)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(drawn{ID: f.ID, Lang: r.View.Lang, State: d.State, Reason: d.Reason, Title: d.Title, Subtitle: d.Subtitle,
		Source: figure.Source(r, d.Scope), Alt: d.Alt, Chart: d.Chart, PageURL: figure.URL(r, f, ""), CSVURL: figure.URL(r, f, ".csv"),
		Remarks: exhibit.CellRemarks(r, f, d), Marks: exhibit.Marks(r, f, d)})
	if err != nil {
		return nil, err
	}
	return answer.New("application/json; charset=utf-8", body), nil
}

type catalogueBody struct {
	Lines []figure.CatalogueLine
	Pack  *packBody
}

// figureCatalogue lists all figures. Those of one station lead to the first station's.
func figureCatalogue(r *question.Question) (string, any, error) {
	stations, err := r.StationsInScope()
	if err != nil {
		return "", nil, err
	}
	var lines []figure.CatalogueLine
	for _, f := range slices.Concat(catalogue.All.Order, catalogue.All.More) {
		if !figure.May(r, f) {
			continue
		}
		line := figure.CatalogueLine{ID: f.ID, Name: r.Words.T("figure." + f.ID), URL: r.View.Link("/figures/" + f.ID), Methods: f.Methods}
		if f.OfStation {
			if len(stations) == 0 {
				continue
			}
			line.URL = r.View.Link("/figures/"+f.ID, "station", stations[0].Code)
		}
		if f == maps.Indicator {
			if more := maps.Declared(r, line); len(more) > 0 {
				lines = append(lines, more...)
				continue
			}
		}
		lines = append(lines, line)
	}
	return r.Words.T("nav.figures"), catalogueBody{lines, packForm(r)}, nil
}
