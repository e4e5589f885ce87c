package analytics

import (
	"context"
	"slices"

	"luanphien/queries"
)

// FactKinds are the kinds of rows that stand behind figures; each has a query rows_KIND in the library.
var FactKinds = []string{"postings", "absences", "needs", "activity", "weekly_reports", "incident_reports", "indicators"}

// RowCounts counts the rows that stand behind a scope's figures, by kind (query row_counts); of weekly reports those of one
// stream, "" = both.
func (e *Edition) RowCounts(ctx context.Context, scope Scope, stream Stream) (map[string]int, error) {
	q, ok := e.catalog.Get("row_counts")
	if !ok {
		return nil, &UnknownQueryError{"row_counts"}
	}
	counts := map[string]int{}
	err := e.read(ctx, q.Name, scope.rows(q, stream), func(r *row) { counts[r.text()] = r.count() })
	return counts, err
}

// FactRows gives the rows of a kind that stand behind a scope's figures, in the query's order, each with the file, the
// sheet and the line it was read from: at most most of them after the first skip, and how many there are in all. Weekly
// reports are those of one stream, "" = both.
func (e *Edition) FactRows(ctx context.Context, kind string, scope Scope, stream Stream, skip, most int) (page *Result, all int, err error) {
	q, ok := e.catalog.Get("rows_" + kind)
	if !ok {
		return nil, 0, &UnknownQueryError{"rows_" + kind}
	}
	page = &Result{Query: q, Columns: q.Columns}
	err = e.each(ctx, q, scope.rows(q, stream), func(row []any) {
		if all >= skip && all < skip+most {
			page.Rows = append(page.Rows, append([]any(nil), row...))
		}
		all++
	})
	return page, all, err
}

// rows are the parameters of a query about single rows: some know no specialty or stream.
func (s Scope) rows(q *queries.Query, stream Stream) map[string]any {
	p := s.stream(stream)
	for name := range p {
		if !slices.ContainsFunc(q.All, func(of queries.Param) bool { return of.Name == name }) {
			delete(p, name)
		}
	}
	return p
}
