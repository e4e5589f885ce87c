package appstore

import (
	"context"
	"errors"
	"time"

	"luanphien/queries/application"
)

// Dismissed is a refused row that a person has taken off the list.
type Dismissed struct {
	LoadID int
	Kind   string // canonical
	RowNo  int
	Line   int
	Sheet  string
	Reason string
	At     time.Time
	Login  string // who
}

// Dismiss takes rows off the list; those that were taken off before stay as they are.
func (s *Store) Dismiss(ctx context.Context, rows []Dismissed) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, r := range rows {
		_, err := tx.ExecContext(ctx, application.Get("dismiss"), r.LoadID, r.Kind, r.RowNo, r.Line, r.Sheet, r.Reason, r.At.Format(time.RFC3339), r.Login)
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

// Restore puts a row back on the list.
func (s *Store) Restore(ctx context.Context, loadID int, kind string, rowNo int) error {
	_, err := s.through().ExecContext(ctx, application.Get("restore"), loadID, kind, rowNo)
	return err
}

// Dismissed lists the rows that were taken off, the last first.
func (s *Store) Dismissed(ctx context.Context) ([]Dismissed, error) {
	rows, err := s.through().QueryContext(ctx, application.Get("dismissed"))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Dismissed
	for rows.Next() {
		var d Dismissed
		var at string
		if err := rows.Scan(&d.LoadID, &d.Kind, &d.RowNo, &d.Line, &d.Sheet, &d.Reason, &at, &d.Login); err != nil {
			return nil, err
		}
		if d.At, err = time.Parse(time.RFC3339, at); err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, rows.Err()
}
