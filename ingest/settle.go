package ingest

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"luanphien/ingest/mend"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
)

// A possible replacement is settled by a load like any other: a file of one row that says of one of the two orders what it
// is. So it has its person and its time, stands in the history, holds in the next edition and can be undone.

// SettlementFile is the name of the file of a settlement.
const SettlementFile = "xu-ly-luot-thay.csv"

// Verdict is what a person says of an order.
type Verdict string

// The verdicts.
const (
	VerdictReplaced  Verdict = "replaced"  // another order replaces this one
	VerdictCancelled Verdict = "cancelled" // it was cancelled
	VerdictBoth      Verdict = "both"      // it replaces none: both hold
)

// Order names an order in force by its key.
type Order struct {
	Worker, Station string
	Start           time.Time
}

// settlements are the columns and cells in which a file says each verdict.
var settlements = map[Verdict][2]string{
	VerdictReplaced: {"Trạng thái", "thay thế"}, VerdictCancelled: {"Trạng thái", "đã hủy"}, VerdictBoth: {"Thay cho", "cả hai"},
}

// Settle says of an order what a person has found, and publishes an edition. Of o it takes what Run does. The error is an
// *Error where the order is not in force any longer.
func Settle(ctx context.Context, folder edition.Folder, of Order, v Verdict, o Options) (*Report, error) {
	said, known := settlements[v]
	if !known {
		return nil, fmt.Errorf("no verdict %q", v)
	}
	decision, end, province, err := orderOf(ctx, folder, of)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(o.Scratch, "luanphien-settle-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, SettlementFile)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, edition.PrivateFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w := csv.NewWriter(f)
	err = w.WriteAll([][]string{
		{"Số quyết định", "Mã cán bộ", "Mã trạm", "Từ ngày", "Đến ngày", said[0]},
		{decision, of.Worker, of.Station, of.Start.Format(time.DateOnly), end.Format(time.DateOnly), said[1]},
	})
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	o.Kind, o.Set, o.Aliases, o.Mapping, o.Province = "postings", nil, false, nil, province
	report, err := Run(ctx, folder, []string{path}, o)
	if err == nil && report.Failed() {
		err = report.Files[0].Err
	}
	return report, err
}

// orderOf reads an order in force from the newest edition.
func orderOf(ctx context.Context, folder edition.Folder, of Order) (decision string, end time.Time, province string, err error) {
	err = warehouse.InNewest(ctx, folder, func(conn *sql.Conn) error {
		key := warehouse.Params{"worker_code": of.Worker, "station_code": of.Station, "start_on": of.Start}
		return warehouse.One(ctx, conn, checks.Get("postings", "order"), key, &decision, &end, &province)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = &mend.Error{
			VI:  "Lượt luân phiên này không còn hiệu lực, hoặc đã được xử lý. Hãy mở lại danh sách.",
			EN:  "This posting is no longer in force, or was settled. Open the list again.",
			Err: err,
		}
	}
	return decision, end, province, err
}
