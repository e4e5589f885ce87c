package ingest

import (
	"context"
	"database/sql"
	"fmt"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// compareDescribed remarks on rows of a posting list that describe their worker otherwise than the table of workers,
// which stays as it is.
func (l *fileLoad) compareDescribed(ctx context.Context, kind header.Kind, report *FileReport) error {
	if kind.Name != "postings" {
		return nil
	}
	return warehouse.Each(ctx, l.Conn, checks.Get("postings", "described"), nil, func(rows *sql.Rows) error {
		var sheet, name, lines string
		var n int
		if err := rows.Scan(&sheet, &name, &n, &lines); err != nil {
			return err
		}
		field, _ := kind.Field(name)
		place := ""
		if sheet != "" {
			place = "«" + sheet + "»: "
		}
		if n > describedLines {
			lines += ", …"
		}
		report.Notices = append(report.Notices, read.Message{
			VI: fmt.Sprintf("%s%d dòng ghi «%s» khác với danh sách cán bộ (dòng %s). Danh sách cán bộ được giữ nguyên.", place, n, field.Title, lines),
			EN: fmt.Sprintf("%sRows that give another “%s” than the list of workers: %d (lines %s). The list of workers stays as it is.", place, field.Title, n, lines),
		})
		return nil
	})
}

// describedLines is how many lines the query lists.
const describedLines = 10
