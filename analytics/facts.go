package analytics

import "context"

// FactKinds are the kinds of rows that stand behind figures; each has a query rows_KIND in the library.
var FactKinds = []string{"postings", "absences", "needs", "activity", "weekly_reports", "incident_reports", "indicators"}

// RowCounts counts the rows that stand behind a scope's figures, by kind (query row_counts).
func (e *Edition) RowCounts(ctx context.Context, scope Scope) (map[string]int, error) {
	counts := map[string]int{}
	err := e.read(ctx, "row_counts", scope.rows(), func(r *row) { counts[r.text()] = r.count() })
	return counts, err
}

// FactRows gives the rows of a kind that stand behind a scope's figures, in the query's order, each with the file, the
// sheet and the line it was read from: at most most of them after the first skip, and how many there are in all.
func (e *Edition) FactRows(ctx context.Context, kind string, scope Scope, skip, most int) (page *Result, all int, err error) {
	q, ok := e.catalog.Get("rows_" + kind)
	if !ok {
		return nil, 0, &UnknownQueryError{"rows_" + kind}
	}
	page = &Result{Query: q, Columns: q.Columns}
	err = e.each(ctx, q, scope.rows(), func(row []any) {
		if all >= skip && all < skip+most {
			page.Rows = append(page.Rows, append([]any(nil), row...))
		}
		all++
	})
	return page, all, err
}

// rows are the parameters of the queries about single rows, which know no as-of moment.
func (s Scope) rows() map[string]any {
	p := s.period()
	delete(p, "as_of")
	return p
}
