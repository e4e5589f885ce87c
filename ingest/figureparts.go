package ingest

import (
	"context"
	"strings"

	"luanphien/ingest/figureparts"
	"luanphien/ingest/header"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

// wholeFigures refuses the figures of DHIS2 that lack parts which the fact in force was made of, and keeps the parts of this load.
func (l *fileLoad) wholeFigures(ctx context.Context, kind header.Kind, p *part) error {
	parts := figureparts.Load{Kind: kind, ID: l.id}
	if !parts.Of(l.file.Sheets) {
		return nil
	}
	lacking, err := parts.Lacking(ctx, l.Conn)
	if err != nil {
		return err
	}
	for field, rows := range lacking {
		if err := l.refuseRows(ctx, rows); err != nil {
			return err
		}
		refuse := strings.ReplaceAll(checks.Get("dhis2", "refuse"), "told_cell", field)
		if _, err := warehouse.Run(ctx, l.Conn, refuse, warehouse.Params{"field": field}); err != nil {
			return err
		}
	}
	if len(lacking) > 0 {
		if _, err := l.Conn.ExecContext(ctx, checks.Get("dhis2", "forget")); err != nil {
			return err
		}
		if err := warehouse.One(ctx, l.Conn, checks.Get("shared", "counts"), nil, &p.Quarantined, &p.Corrected, &p.Unchanged); err != nil {
			return err
		}
		p.Loaded = p.Read - p.Quarantined - p.Corrected - p.Unchanged
	}
	return parts.Keep(ctx, l.Conn)
}

// refuseRows puts the numbers of rows where the refusal finds them.
func (l *fileLoad) refuseRows(ctx context.Context, rows []int32) error {
	if _, err := l.Conn.ExecContext(ctx, checks.Get("dhis2", "lacking")); err != nil {
		return err
	}
	a, err := engine.NewAppender(ctx, l.Conn, "temp", "main", "lacking")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := a.Append(row); err != nil {
			a.Close()
			return err
		}
	}
	return a.Close()
}
