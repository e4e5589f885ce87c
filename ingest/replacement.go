package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// shownReplacements is how many possible replacements the report of a load names; all of them are on the page of data quality.
const shownReplacements = 20

// sayReplacements names the orders of a load that may replace earlier ones of their decision, with the ways to settle it.
func (l *fileLoad) sayReplacements(ctx context.Context, kind string, report *FileReport) error {
	if kind != "postings" {
		return nil
	}
	n := 0
	err := warehouse.Each(ctx, l.Conn, checks.Get("postings", "possible_replacements"), warehouse.Params{"load_id": l.id}, func(rows *sql.Rows) error {
		var decision, code, station, worker, other string
		var start, otherStart time.Time
		if err := rows.Scan(&decision, &code, &station, &worker, &start, &other, &otherStart); err != nil {
			return err
		}
		if n++; n > shownReplacements {
			return nil
		}
		from, otherFrom := start.Format("02/01/2006"), otherStart.Format("02/01/2006")
		report.Notices = append(report.Notices, read.Message{
			VI: fmt.Sprintf("Có thể đã thay người: quyết định %s, trạm %s (%s) nay ghi %s từ %s và không còn ghi %s từ %s. Nếu đã thay, ghi «thay thế» hoặc «đã hủy» ở cột Trạng thái của lượt trước, hoặc «%s; %s» ở cột Thay cho của lượt sau; nếu cả hai cùng có hiệu lực, ghi «cả hai» ở cột Thay cho của lượt sau. Cũng xử lý được trên trang Chất lượng số liệu. Đến khi đó cả hai đều được tính.",
				decision, station, code, other, otherFrom, worker, from, decision, worker),
			EN: fmt.Sprintf("A possible replacement: decision %s, station %s (%s) now lists %s from %s and no longer %s from %s. If it replaces that one, write “replaced” or “cancelled” as the status of the earlier order, or “%s; %s” as what the later one replaces; if both hold, write “both” there. It can be settled on the page of data quality, too. Until then both count.",
				decision, station, code, other, otherFrom, worker, from, decision, worker),
		})
		return nil
	})
	if n > shownReplacements {
		report.Notices = append(report.Notices, read.Message{
			VI: fmt.Sprintf("Còn %d lượt có thể đã thay người; xem trang Chất lượng số liệu.", n-shownReplacements),
			EN: fmt.Sprintf("More possible replacements: %d; see the page of data quality.", n-shownReplacements),
		})
	}
	return err
}
