package exhibit

import (
	"time"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
)

// rowsLink leads from a figure to the rows behind it.
type rowsLink struct{ Text, URL string }

// behind are the rows that a figure rests on, for those who may read them. Where they cannot be counted the figure
// stands without.
func behind(r *question.Question, f *figure.Figure, d *figure.Drawing) []rowsLink {
	if len(f.Rows) == 0 || roles.ProvinceOnly(r.Roles) {
		return nil
	}
	scope, pairs := d.Scope, []string(nil)
	if !figure.Specialises(r, f) {
		pairs = append(pairs, "specialty", "")
	}
	stream := analytics.Stream("") // both
	if f.Streamed {
		stream = r.Stream()
	}
	pairs = append(pairs, "stream", string(stream))
	if f.OfStation {
		scope.Facility, scope.HealthCenter = r.StationCode(), ""
		pairs = append(pairs, "station", scope.Facility)
	}
	pairs = append(pairs, "from", scope.From.Format(time.DateOnly), "to", scope.To.Format(time.DateOnly), "period", "")
	counts, err := question.Call(r, "row counts "+string(stream), scope, func() (map[string]int, error) { return lists.RowCounts(r.Ctx, r.Edition, scope, stream) })
	if err != nil {
		r.Without("the number of rows", f.ID, err)
		return nil
	}
	var links []rowsLink
	for _, kind := range f.Rows {
		links = append(links, rowsLink{RowsInWords(r, kind, scope, stream, counts[kind]), r.View.Link("/rows/"+kind, pairs...)})
	}
	return links
}

// RowsInWords counts rows of a kind: «45 báo cáo tuần». Of one specialty no station's own report is among them.
func RowsInWords(r *question.Question, kind string, scope analytics.Scope, stream analytics.Stream, n int) string {
	key := "rows.n." + kind
	switch {
	case kind != "weekly_reports":
	case stream == analytics.StreamStation:
		key = "rows.n.stations_reports"
	case stream == analytics.StreamRotation, scope.Specialty != "":
		key = "rows.n.workers_reports"
	}
	return r.Words.N(key, n)
}
