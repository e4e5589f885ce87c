package ingest

import (
	"context"
	"database/sql"

	"luanphien/ingest/aliases"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// addFormerNames brings the former names that the program ships for a province into the warehouse, once stations of
// that province are known: another province's names would be in the way of its own. Names that are known already, from
// an earlier load or from a file of former names, stay as they are.
func (r *runner) addFormerNames(ctx context.Context) error {
	shipped, err := aliases.Rows()
	if err != nil {
		return err
	}
	stations, err := r.Texts(ctx, checks.Get("station_aliases", "stations"), nil)
	if err != nil {
		return err
	}
	known := map[aliasName]bool{}
	err = warehouse.Each(ctx, r.Conn, checks.Get("station_aliases", "known"), nil, func(rows *sql.Rows) error {
		var about aliasName
		var rest [4]any
		err := rows.Scan(&about.name, &about.kind, &rest[0], &rest[1], &rest[2], &rest[3])
		known[about] = true
		return err
	})
	if err != nil {
		return err
	}
	theirs := false
	for _, a := range shipped {
		theirs = theirs || stations[a.StationCode]
	}
	for _, a := range shipped {
		if !theirs || known[aliasName{a.Name, a.Type}] {
			continue
		}
		if _, err := warehouse.Run(ctx, r.Conn, checks.Get("station_aliases", "insert"), aliasParams(a)); err != nil {
			return err
		}
	}
	return nil
}

// aliasParams are the values of a row of former names.
func aliasParams(a aliases.Row) warehouse.Params {
	values := warehouse.Params{"alias_name": a.Name, "alias_type": a.Type, "station_code": a.StationCode, "valid_from": nil, "valid_to": nil, "is_trap": a.Trap}
	if !a.ValidFrom.IsZero() {
		values["valid_from"] = a.ValidFrom
	}
	if !a.ValidTo.IsZero() {
		values["valid_to"] = a.ValidTo
	}
	return values
}
