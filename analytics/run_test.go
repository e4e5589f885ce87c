package analytics

import (
	"context"
	"errors"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/statement"
)

// Every named query runs on tables without a row, and gives the columns that its header promises.
func TestQueriesOnNothing(t *testing.T) {
	e := publish(t, editiontest.New(t))
	single := map[string]int{"as_of_day": 1, "known_day": 1, "rotation_start": 1, "referral_window": 1, "presence_span": 1, "compliance_total": 1, "compliance_sums": 1, "report_deadlines": 12, "row_counts": 7}
	for _, name := range e.catalog.Names() {
		q, _ := e.catalog.Get(name)
		r, err := e.Run(context.Background(), name, sampleParams(q))
		if err != nil {
			t.Error(err)
			continue
		}
		if len(r.Rows) != single[name] && name != "diagnosis_groups" && name != "tables_and_columns" {
			t.Errorf("%s: %d rows from nothing", name, len(r.Rows))
		}
	}
}

func TestRunRefuses(t *testing.T) {
	e := publish(t, editiontest.New(t))
	ctx := context.Background()
	var unknown *UnknownQueryError
	if _, err := e.Run(ctx, "nothing_such", nil); !errors.As(err, &unknown) {
		t.Errorf("unknown query: %v", err)
	}
	for name, params := range map[string]map[string]any{
		"missing":    {"from_day": "2025-01-01", "to_day": "2025-01-31"},
		"unknown":    {"from_day": "2025-01-01", "to_day": "2025-01-31", "as_of": "2025-02-01", "colour": "red"},
		"unreadable": {"from_day": "1/1/2025", "to_day": "2025-01-31", "as_of": "2025-02-01"},
		"wrong type": {"from_day": 7, "to_day": "2025-01-31", "as_of": "2025-02-01"},
	} {
		_, err := e.Run(ctx, "coverage_by_station", params)
		var p *statement.ParamError
		if !errors.As(err, &p) {
			t.Errorf("%s: %v", name, err)
		} else if p.VI == "" || p.EN == "" {
			t.Errorf("%s: a language is empty: %+v", name, p)
		}
	}
}
