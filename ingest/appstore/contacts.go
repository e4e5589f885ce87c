package appstore

import (
	"context"

	"luanphien/queries/application"
)

// Contact keeps a contact; it stands for what was known of its place.
func (w *Writer) Contact(ctx context.Context, c application.Contact) error {
	_, err := w.tx.ExecContext(ctx, application.Get("add_contact"), c.StationCode, c.UnitCode, c.Phone, c.Person, w.loadKey)
	return err
}

// Contacts lists the contacts in force, by place.
func (s *Store) Contacts(ctx context.Context) ([]application.Contact, error) {
	rows, err := s.through().QueryContext(ctx, application.Get("contacts"))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []application.Contact
	for rows.Next() {
		var c application.Contact
		if err := rows.Scan(&c.StationCode, &c.UnitCode, &c.Phone, &c.Person); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, rows.Err()
}
