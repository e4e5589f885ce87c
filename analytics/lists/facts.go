package lists

import (
	"context"
	"slices"

	"luanphien/analytics"
	"luanphien/analytics/statement"
	"luanphien/queries"
)

// FactKinds are the kinds of rows that stand behind figures; each has a query rows_KIND in the library.
var FactKinds = []string{"postings", "absences", "needs", "activity", "weekly_reports", "incident_reports", "indicators"}

// RowCounts counts the rows that stand behind a scope's figures, by kind (query row_counts); of weekly reports those of one
// stream, "" = both.
func RowCounts(ctx context.Context, e *analytics.Edition, scope analytics.Scope, stream analytics.Stream) (map[string]int, error) {
	q, ok := e.Catalog().Get("row_counts")
	if !ok {
		return nil, &analytics.UnknownQueryError{Name: "row_counts"}
	}
	counts := map[string]int{}
	err := e.Read(ctx, q.Name, rows(scope, q, stream), func(r *statement.Row) { counts[r.Text()] = r.Count() })
	return counts, err
}

// FactRows gives the rows of a kind that stand behind a scope's figures, in the query's order, each with the file, the
// sheet and the line it was read from: at most most of them after the first skip, and how many there are in all. Weekly
// reports are those of one stream, "" = both.
func FactRows(ctx context.Context, e *analytics.Edition, kind string, scope analytics.Scope, stream analytics.Stream, skip, most int) (page *analytics.Result, all int, err error) {
	q, ok := e.Catalog().Get("rows_" + kind)
	if !ok {
		return nil, 0, &analytics.UnknownQueryError{Name: "rows_" + kind}
	}
	page = &analytics.Result{Query: q, Columns: q.Columns}
	err = e.Each(ctx, q, rows(scope, q, stream), func(row []any) {
		if all >= skip && all < skip+most {
			page.Rows = append(page.Rows, append([]any(nil), row...))
		}
		all++
	})
	return page, all, err
}

// rows are the parameters of a query about single rows: some know no specialty or stream.
func rows(s analytics.Scope, q *queries.Query, stream analytics.Stream) map[string]any {
	p := s.Stream(stream)
	for name := range p {
		if !slices.ContainsFunc(q.All, func(of queries.Param) bool { return of.Name == name }) {
			delete(p, name)
		}
	}
	return p
}
