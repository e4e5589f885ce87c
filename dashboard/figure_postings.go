package dashboard

import (
	"maps"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var postingsAll = &Figure{Rows: []string{"postings", "absences"}, ID: "postings_all", Specialised: true, Weekly: true, Methods: []string{"COV-1", "COV-8"},
	Queries: []string{"station_postings", "station_gaps"}, build: drawAllPostings}

func (r *request) postings(scope analytics.Scope) ([]analytics.Posting, error) {
	return call(r, "postings", scope, func() ([]analytics.Posting, error) { return r.edition.Postings(r.ctx, scope) })
}

func (r *request) gaps(scope analytics.Scope) ([]analytics.Gap, error) {
	return call(r, "gaps", scope, func() ([]analytics.Gap, error) { return r.edition.Gaps(r.ctx, scope) })
}

// Rows of the Gantt chart of all stations, px: the row, the room for its bars, and the line of the days with nobody.
const ganttRow, ganttBars, ganttGap = 24, 17, 2

// visiblePostings are the postings that the period shows, and its last day: a period that reaches up to now goes on to
// the end of what is ordered.
func (r *request) visiblePostings(all []analytics.Posting) (visible []analytics.Posting, period analytics.Scope) {
	period = r.scope
	if calendar.DaysBetween(period.To, r.today().To) <= 7 {
		for _, p := range all {
			if p.Status == "active" && p.Start.After(period.To) && p.End.After(period.To) {
				period.To = p.End
			}
		}
	}
	for _, p := range all {
		if !ended(p).Before(period.From) && !p.Start.After(period.To) {
			visible = append(visible, p)
		}
	}
	return visible, period
}

func drawAllPostings(r *request) (*Drawing, error) {
	all, err := r.postings(r.scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	gaps, err := r.gaps(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	visible, period := r.visiblePostings(all)
	if len(visible) == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.postings_all"), w.T("empty.no_rotation")), nil
	}
	chart, err := r.ganttOfAll(stations, visible, gaps, period)
	if err != nil {
		return nil, err
	}
	counted, ahead, reached := 0, 0, map[string]bool{} // of the period, as the rows behind count them; begun later
	for _, p := range visible {
		switch {
		case p.Start.After(r.scope.To):
			ahead++
		default:
			counted++
			reached[p.Station] = reached[p.Station] || p.Status != "cancelled"
		}
	}
	maps.DeleteFunc(reached, func(_ string, there bool) bool { return !there })
	notes := []string{w.T("postings_all.note")}
	if ahead > 0 {
		notes = append(notes, w.T("postings_all.ahead", "postings", w.N("count.postings", counted), "ahead", w.N("count.postings", ahead), "until", w.Date(r.scope.To)))
	}
	uncovered, gapped := 0, map[string]bool{}
	for _, g := range gaps {
		uncovered += g.Days
		gapped[g.Station] = true
	}
	return &Drawing{
		Title: w.T("postings_all.title", "postings", w.N("count.postings", counted), "stations", w.N("count.stations", len(reached)), "gapped", len(gapped)),
		Subtitle: w.T("postings_all.subtitle", "period", w.Period(r.scope.From, r.scope.To), "postings", w.N("count.postings", counted),
			"days", w.Int(float64(uncovered))),
		Alt:   w.T("postings_all.alt", "postings", w.N("count.postings", counted), "stations", w.N("count.stations", len(reached)), "days", w.Int(float64(uncovered))),
		Notes: notes, Chart: chart, Table: allPostingsTable(w, visible, stations),
	}, nil
}

func (r *request) ganttOfAll(stations []analytics.Station, visible []analytics.Posting, gaps []analytics.Gap, period analytics.Scope) (*Chart, error) {
	w := r.words
	rows := rowsOf(stations)
	today := r.today().To
	byStation := map[string][]analytics.Posting{}
	for _, p := range visible {
		byStation[p.Station] = append(byStation[p.Station], p)
	}
	var data []any
	for _, st := range stations {
		row := rows.row[st.Code]
		list := byStation[st.Code]
		levels, of := lanes(list)
		for i, p := range list {
			thick := float64(ganttBars) / float64(len(levels))
			data = append(data, map[string]any{"tip": append([]string{st.Name}, r.postingTip(p)...),
				"value": []any{millis(p.Start), row, millis(ended(p).AddDate(0, 0, 1)), spanStyle(p, today),
					float64(of[i])*thick - ganttRow/2 + 2, max(thick-1, 1)}})
		}
	}
	for _, g := range gaps {
		data = append(data, map[string]any{"tip": []string{w.N("tip.gap", g.Days, "period", w.Period(g.From, g.To)), "COV-8"},
			"value": []any{millis(g.From), rows.row[g.Station], millis(g.To.AddDate(0, 0, 1)), "gap", ganttRow/2 - ganttGap - 1, ganttGap}})
	}
	p := newPlot()
	axis := timeAxis(millis(period.From), millis(period.To.AddDate(0, 0, 1)))
	merge(axis, map[string]any{"position": "top", "splitNumber": 10})
	p.set("xAxis", axis)
	p.set("yAxis", rowAxis(rows.names))
	p.set("grid", map[string]any{"left": "fn:left", "right": 24, "top": gridTop, "bottom": gridBottom, "containLabel": false})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:posting", Data: data}, map[string]any{
		"encode": map[string]any{"x": []int{0, 2}, "y": 1}, "clip": true, "animation": false,
		"markLine": marker("xAxis", millis(today.AddDate(0, 0, 1)), "", "end"),
	})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: len(rows.names)*ganttRow + gridTop + gridBottom, MinWidth: 760, Option: option, Meta: map[string]any{
		"rows": rows.names, "links": rows.links(r.view), "fixedRows": map[string]any{"top": gridTop, "height": ganttRow},
	}}, nil
}

func allPostingsTable(w *words.Words, postings []analytics.Posting, stations []analytics.Station) *Table {
	one := postingsTable(w, postings)
	t := &Table{Columns: append([]Column{{Field: "station", Label: w.T("column.station"), Kind: KindStation}}, one.Columns...)}
	names := map[string]string{}
	for _, s := range stations {
		names[s.Code] = s.Name
	}
	for i, row := range one.Rows {
		code := postings[i].Station
		t.Rows = append(t.Rows, append([]any{stationRef{Code: code, Name: names[code]}}, row...))
	}
	return t
}
