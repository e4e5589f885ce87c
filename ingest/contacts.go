package ingest

import (
	"context"
	"database/sql"

	"luanphien/ingest/appstore"
	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/application"
	"luanphien/queries/checks"
)

// The contacts of stations and units are kept with the names of workers, in the application store. The warehouse knows only
// that there is one, so that an edition has none.

// contactRow is a contact of a file.
type contactRow struct {
	rowNo int32
	application.Contact
	corrects bool // a contact of its place is in force, from an earlier load
	late     bool // it is from a later load
}

// contactRows reads the contacts of a part that passed.
func (r *runner) contactRows(ctx context.Context, p *part, values warehouse.Params) ([]contactRow, error) {
	var list []contactRow
	return list, warehouse.Each(ctx, r.Conn, checks.Get("contacts", "rows"), values, func(rows *sql.Rows) error {
		var c contactRow
		var phone, person int32
		err := rows.Scan(&c.rowNo, &c.StationCode, &c.UnitCode, &phone, &person, &c.corrects, &c.late)
		c.Phone, c.Person = p.words.Private[phone], p.words.Private[person]
		list = append(list, c)
		return err
	})
}

// sameContacts finds the rows that say what is known, which the engine cannot see, and counts them as unchanged.
func (l *fileLoad) sameContacts(ctx context.Context, kind header.Kind, p *part, values warehouse.Params) error {
	if kind.Name != "contacts" {
		return nil
	}
	known, err := l.Store.Contacts(ctx)
	if err != nil {
		return err
	}
	in := map[application.Contact]bool{}
	for _, c := range known {
		in[c] = true
	}
	rows, err := l.contactRows(ctx, p, values)
	if err != nil {
		return err
	}
	for _, c := range rows {
		if !c.corrects || !in[c.Contact] {
			continue
		}
		if _, err := warehouse.Run(ctx, l.Conn, checks.Get("contacts", "same"), warehouse.Params{"row_no": c.rowNo}); err != nil {
			return err
		}
		p.Corrected--
		p.Unchanged++
	}
	return nil
}

// sayContacts says that contacts are kept beside the editions: they hold at once, and make none.
func (p *part) sayContacts(kind header.Kind, report *FileReport) {
	if kind.Name != "contacts" || p.Loaded+p.Corrected == 0 {
		return
	}
	report.Notices = append(report.Notices, read.Message{
		VI: "Danh bạ liên hệ được giữ ngoài các ấn bản: có hiệu lực ngay và không tạo ấn bản mới.",
		EN: "Contacts are kept outside the editions: they hold at once, and make no new edition.",
	})
}

// keepContacts writes the contacts that passed to the application store, but for those that a later load has corrected.
func (r *runner) keepContacts(ctx context.Context, p *part, values warehouse.Params, to *appstore.Writer) error {
	rows, err := r.contactRows(ctx, p, values)
	if err != nil {
		return err
	}
	for _, c := range rows {
		if c.late {
			continue
		}
		if err := to.Contact(ctx, c.Contact); err != nil {
			return err
		}
	}
	return nil
}
