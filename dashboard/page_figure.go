package dashboard

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"luanphien/analytics"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// figure finds the figure that the path names.
func (r *request) figure() (*Figure, error) {
	f, ok := figures.byID[r.params["id"]]
	if !ok {
		return nil, problem.NotFound(fmt.Sprintf("Không có hình nào tên «%s». Xem danh mục hình.", r.params["id"]),
			fmt.Sprintf("There is no figure called “%s”. See the catalogue of figures.", r.params["id"]))
	}
	if !r.mayDraw(f) {
		return nil, errForbidden
	}
	return f, nil
}

type figureBody struct {
	*Shown
	Queries []queryText
	Methods []methodText
}

type queryText struct{ Name, Title, SQL string }

// figurePage shows a figure with its table, the SQL it rests on, its method and its citation.
func figurePage(r *request) (string, any, error) {
	f, err := r.figure()
	if err != nil {
		return "", nil, err
	}
	if f.OfStation { // a wrong station is the reader's mistake, not a failed figure
		if _, err := r.station(); err != nil {
			var p *problem.Problem
			if errors.As(err, &p) {
				return "", nil, err
			}
		}
	}
	b := &figureBody{Shown: r.show(f.ID)}
	if b.Failed == "" {
		b.TableRows = b.Table
	}
	for _, name := range f.Queries {
		if q, ok := r.edition.Catalog().Get(name); ok {
			b.Queries = append(b.Queries, queryText{q.Name, r.inLanguage(q.Title), q.SQL})
		}
	}
	b.Methods = r.methodsOf(f.Methods)
	return r.words.T("figure." + f.ID), b, nil
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
	Chart    *Chart          `json:"chart"`
	PageURL  string          `json:"page"`
	CSVURL   string          `json:"csv"`
	// Remarks are those on the cells of a grid, by "row|column".
	Remarks map[string][]string `json:"remarks,omitempty"`
}

// figureJSON sends the option of a figure with its words.
func figureJSON(r *request) (*kept, error) {
	f, err := r.figure()
	if err != nil {
		return nil, err
	}
	d, err := r.draw(f)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(drawn{ID: f.ID, Lang: r.view.Lang, State: d.State, Reason: d.Reason, Title: d.Title, Subtitle: d.Subtitle,
		Source: r.source(d.Scope), Alt: d.Alt, Chart: d.Chart, PageURL: r.figureURL(f, ""), CSVURL: r.figureURL(f, ".csv"),
		Remarks: r.cellRemarks(f, d)})
	if err != nil {
		return nil, err
	}
	return keep("application/json; charset=utf-8", body), nil
}

type catalogueLine struct {
	ID, Name, URL string
	Methods       []string
}

// figureCatalogue lists all figures. Those of one station lead to the first station's.
func figureCatalogue(r *request) (string, any, error) {
	stations, err := r.stationsInScope()
	if err != nil {
		return "", nil, err
	}
	var lines []catalogueLine
	for _, f := range slices.Concat(figures.order, figures.more) {
		if !r.mayDraw(f) {
			continue
		}
		line := catalogueLine{ID: f.ID, Name: r.words.T("figure." + f.ID), URL: r.view.Link("/figures/" + f.ID), Methods: f.Methods}
		if f.OfStation {
			if len(stations) == 0 {
				continue
			}
			line.URL = r.view.Link("/figures/"+f.ID, "station", stations[0].Code)
		}
		if f == mapIndicator {
			if more := r.declaredMaps(line); len(more) > 0 {
				lines = append(lines, more...)
				continue
			}
		}
		lines = append(lines, line)
	}
	return r.words.T("nav.figures"), lines, nil
}
