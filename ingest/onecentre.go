package ingest

import (
	"context"
	"database/sql"

	"luanphien/ingest/header"
	"luanphien/ingest/onename"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// sayOneCentre names the centres, or units, in force that go by several names.
func (l *fileLoad) sayOneCentre(ctx context.Context, kind header.Kind, report *FileReport) error {
	if kind.Name != "stations" && kind.Name != "units" {
		return nil
	}
	var all []onename.Name
	err := warehouse.Each(ctx, l.Conn, checks.Get(kind.Name, "called"), nil, func(rows *sql.Rows) error {
		var one onename.Name
		err := rows.Scan(&one.Name, &one.Code)
		all = append(all, one)
		return err
	})
	report.Notices = append(report.Notices, onename.Say(all, kind.Name == "units")...)
	return err
}
