package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// numberTypes are the words for the types of numbers of an indicator.
var numberTypes = map[string][2]string{
	"whole": {"số nguyên", "whole numbers"}, "decimal": {"số thập phân", "decimals"}, "": {"không ghi", "not said"},
}

// retyped looks for indicators that a catalogue gives another type of number, or makes percentages: by it, the numbers of files loaded before may
// mean something else or be refused, and refused ones may pass. Their loads are made again, and that is said.
func (l *fileLoad) retyped(ctx context.Context, kind header.Kind, report *FileReport) error {
	if kind.Name != "indicator_catalogue" || l.ordered {
		return nil
	}
	var vi, en []string
	first := sql.NullInt64{}
	earlier := func(load sql.NullInt64) {
		if load.Valid && (!first.Valid || load.Int64 < first.Int64) {
			first = load
		}
	}
	err := warehouse.Each(ctx, l.Conn, checks.Get(kind.Name, "retyped"), nil, func(rows *sql.Rows) error {
		var indicator string
		var before, now [2]string // type and unit
		var load sql.NullInt64
		if err := rows.Scan(&indicator, &before[0], &before[1], &now[0], &now[1], &load); err != nil {
			return err
		}
		earlier(load)
		if len(vi) < cells.ShownCodes {
			vi = append(vi, fmt.Sprintf("%s (%s, %s → %s, %s)", indicator, numberTypes[before[0]][0], before[1], numberTypes[now[0]][0], now[1]))
			en = append(en, fmt.Sprintf("%s (%s, %s → %s, %s)", indicator, numberTypes[before[0]][1], before[1], numberTypes[now[0]][1], now[1]))
		} else if len(vi) == cells.ShownCodes {
			vi, en = append(vi, "…"), append(en, "…")
		}
		return nil
	})
	if err != nil || len(vi) == 0 {
		return err
	}
	var refused sql.NullInt64
	if err := warehouse.One(ctx, l.Conn, checks.Get(kind.Name, "refused_numbers"), nil, &refused); err != nil {
		return err
	}
	if earlier(refused); !first.Valid {
		return nil
	}
	report.Notices = append(report.Notices, read.Message{
		VI: "Kiểu số hoặc đơn vị tính của chỉ số thay đổi: " + strings.Join(vi, ", ") + ". Các dòng của chỉ số này đã nạp hoặc bị từ chối trước đây được xét lại theo danh mục mới.",
		EN: "The type of number or the unit changes of: " + strings.Join(en, ", ") + ". Rows of it that were loaded or refused before are judged again by the new list.",
	})
	return l.disorder(ctx, int(first.Int64))
}

// sayRespelled adds a notice on the codes of a list that are taken for known ones.
func (p *part) sayRespelled(kind header.Kind, report *FileReport) {
	codes := p.stage.Resolver.Respelled
	if len(codes) == 0 {
		return
	}
	var shown []string
	for _, c := range codes[:min(len(codes), cells.ShownCodes)] {
		shown = append(shown, c.Written+" → "+c.Known)
	}
	if len(codes) > cells.ShownCodes {
		shown = append(shown, "…")
	}
	list := strings.Join(shown, ", ")
	report.Notices = append(report.Notices, read.Message{
		VI: fmt.Sprintf("Bảng «%s»: %d mã chỉ khác mã đã biết ở các số 0 đầu (%s). Chương trình dùng mã đã biết, không lập thêm mã thứ hai. Để giữ số 0, hãy đặt định dạng cột mã là Văn bản (Text) trước khi lưu tệp.", kind.VI, len(codes), list),
		EN: fmt.Sprintf("Table “%s”: codes that differ from known ones by leading zeros only: %d (%s). The known codes are used; no second entries are made. To keep the zeros, format the column of codes as text before saving the file.", kind.EN, len(codes), list),
	})
}
