// Package postings has the orders, drawn as bars over time.
package postings

import (
	"maps"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var All = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "postings_all", Specialised: true, Weekly: true, Methods: []string{"COV-1", "COV-8"},
	Queries: []string{"station_postings", "station_gaps"}, Draw: drawAllPostings}

func postings(r *question.Question, scope analytics.Scope) ([]lists.Posting, error) {
	return question.Call(r, "postings", scope, func() ([]lists.Posting, error) { return lists.Postings(r.Ctx, r.Edition, scope) })
}

func gaps(r *question.Question, scope analytics.Scope) ([]analytics.Gap, error) {
	return question.Call(r, "gaps", scope, func() ([]analytics.Gap, error) { return lists.Gaps(r.Ctx, r.Edition, scope) })
}

// Rows of the Gantt chart of all stations, px: the row, the room for its bars, and the line of the days with nobody.
const ganttRow, ganttBars, ganttGap = 24, 17, 2

// visiblePostings are the postings that the period shows, and its last day: a period that reaches up to now goes on to
// the end of what is ordered.
func visiblePostings(r *question.Question, all []lists.Posting) (visible []lists.Posting, period analytics.Scope) {
	period = r.Scope
	if calendar.DaysBetween(period.To, r.Today().To) <= 7 {
		for _, p := range all {
			if p.Status == "active" && p.Start.After(period.To) && p.End.After(period.To) {
				period.To = p.End
			}
		}
	}
	for _, p := range all {
		if !Ended(p).Before(period.From) && !p.Start.After(period.To) {
			visible = append(visible, p)
		}
	}
	return visible, period
}

func drawAllPostings(r *question.Question) (*figure.Drawing, error) {
	all, err := postings(r, r.Scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	gaps, err := gaps(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	visible, period := visiblePostings(r, all)
	if len(visible) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.postings_all"), w.T("empty.no_rotation")), nil
	}
	chart, err := ganttOfAll(r, stations, visible, gaps, period)
	if err != nil {
		return nil, err
	}
	counted, ahead, reached := 0, 0, map[string]bool{} // of the period, as the rows behind count them; begun later
	for _, p := range visible {
		switch {
		case p.Start.After(r.Scope.To):
			ahead++
		default:
			counted++
			reached[p.Station] = reached[p.Station] || p.Status != "cancelled"
		}
	}
	maps.DeleteFunc(reached, func(_ string, there bool) bool { return !there })
	notes := []string{w.T("postings_all.note")}
	if ahead > 0 {
		notes = append(notes, w.T("postings_all.ahead", "postings", w.N("count.postings", counted), "ahead", w.N("count.postings", ahead), "until", w.Date(r.Scope.To)))
	}
	uncovered, gapped := 0, map[string]bool{}
	for _, g := range gaps {
		uncovered += g.Days
		gapped[g.Station] = true
	}
	return &figure.Drawing{
		Title: w.T("postings_all.title", "postings", w.N("count.postings", counted), "stations", w.N("count.stations", len(reached)), "gapped", len(gapped)),
		Subtitle: w.T("postings_all.subtitle", "period", w.Period(r.Scope.From, r.Scope.To), "postings", w.N("count.postings", counted),
			"days", w.Int(float64(uncovered))),
		Alt:   w.T("postings_all.alt", "postings", w.N("count.postings", counted), "stations", w.N("count.stations", len(reached)), "days", w.Int(float64(uncovered))),
		Notes: notes, Chart: chart, Table: allPostingsTable(w, visible, stations),
	}, nil
}

func ganttOfAll(r *question.Question, stations []analytics.Station, visible []lists.Posting, gaps []analytics.Gap, period analytics.Scope) (*chart.Chart, error) {
	w := r.Words
	rows := chart.RowsOf(stations)
	today := r.Today().To
	byStation := map[string][]lists.Posting{}
	for _, p := range visible {
		byStation[p.Station] = append(byStation[p.Station], p)
	}
	var data []any
	for _, st := range stations {
		row := rows.Row[st.Code]
		list := byStation[st.Code]
		levels, of := lanes(list)
		for i, p := range list {
			thick := float64(ganttBars) / float64(len(levels))
			data = append(data, map[string]any{"tip": append([]string{st.Name}, postingTip(r, p)...),
				"value": []any{millis(p.Start), row, millis(Ended(p).AddDate(0, 0, 1)), spanStyle(p, today),
					float64(of[i])*thick - ganttRow/2 + 2, max(thick-1, 1)}})
		}
	}
	for _, g := range gaps {
		data = append(data, map[string]any{"tip": []string{w.N("tip.gap", g.Days, "period", w.Period(g.From, g.To)), "COV-8"},
			"value": []any{millis(g.From), rows.Row[g.Station], millis(g.To.AddDate(0, 0, 1)), "gap", ganttRow/2 - ganttGap - 1, ganttGap}})
	}
	p := chart.NewPlot()
	axis := chart.TimeAxis(millis(period.From), millis(period.To.AddDate(0, 0, 1)))
	chart.Merge(axis, map[string]any{"position": "top", "splitNumber": 10})
	p.Set("xAxis", axis)
	p.Set("yAxis", chart.RowAxis(rows.Names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": 24, "top": chart.GridTop, "bottom": chart.GridBottom, "containLabel": false})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:posting", Data: data}, map[string]any{
		"encode": map[string]any{"x": []int{0, 2}, "y": 1}, "clip": true, "animation": false,
		"markLine": chart.Marker("xAxis", millis(today.AddDate(0, 0, 1)), "", "end"),
	})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: len(rows.Names)*ganttRow + chart.GridTop + chart.GridBottom, MinWidth: 760, Option: option, Meta: map[string]any{
		"rows": rows.Names, "links": rows.Links(r.View), "fixedRows": map[string]any{"top": chart.GridTop, "height": ganttRow},
	}}, nil
}

func allPostingsTable(w *words.Words, postings []lists.Posting, stations []analytics.Station) *table.Table {
	names := map[string]string{}
	for _, s := range stations {
		names[s.Code] = s.Name
	}
	station := table.For[lists.Posting]{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(p lists.Posting) any {
		return table.StationRef{Code: p.Station, Name: names[p.Station]}
	}}
	return table.Of(postings, append([]table.For[lists.Posting]{station}, columns(w)...))
}
