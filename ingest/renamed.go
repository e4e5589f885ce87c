package ingest

import (
	"context"
	"database/sql"

	"luanphien/ingest/header"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// renamedWorkers finds the rows that give a known worker another name, which the engine cannot see, and counts them as
// corrections: their load changes something, and can be undone.
func (l *fileLoad) renamedWorkers(ctx context.Context, kind header.Kind, p *part, values warehouse.Params) error {
	if kind.Name != "workers" || p.Unchanged == 0 {
		return nil
	}
	known, err := l.Store.Names(ctx)
	if err != nil {
		return err
	}
	var renamed []int32
	err = warehouse.Each(ctx, l.Conn, checks.Get("workers", "same"), values, func(rows *sql.Rows) error {
		var code string
		var row, cell int32
		if err := rows.Scan(&row, &code, &cell); err != nil {
			return err
		}
		if name := p.words.Private[cell]; name != "" && name != known[code] {
			renamed = append(renamed, row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, row := range renamed {
		if _, err := warehouse.Run(ctx, l.Conn, checks.Get("workers", "renamed"), warehouse.Params{"row_no": row}); err != nil {
			return err
		}
	}
	p.Corrected += int64(len(renamed))
	p.Unchanged -= int64(len(renamed))
	return nil
}
