package ingest

import (
	"context"
	"fmt"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// sayDaysAlone says once a file that days without a time, where a moment is wanted, are taken for the end of the day.
func (l *fileLoad) sayDaysAlone(ctx context.Context, kind header.Kind, p *part, report *FileReport) error {
	if !p.stage.Resolver.DaysAlone {
		return nil
	}
	var rows int64
	var example string
	if err := warehouse.One(ctx, l.Conn, checks.Get(kind.Name, "days_alone"), nil, &rows, &example); err != nil || rows == 0 {
		return err
	}
	report.Notices = append(report.Notices, read.Message{
		VI: fmt.Sprintf("%d dòng ghi ngày nộp mà không ghi giờ (ví dụ «%s»): được hiểu là nộp lúc 23:59:59 của ngày đó. Nếu cần giờ nộp, hãy ghi theo mẫu 21/12/2025 16:05.", rows, example),
		EN: fmt.Sprintf("Rows that give the day of receipt without a time: %d (such as “%s”). Each is taken for 23:59:59 of its day. Where the time matters, write it as 21/12/2025 16:05.", rows, example),
	})
	return nil
}
