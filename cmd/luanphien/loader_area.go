package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
	"luanphien/ingest"
	"luanphien/ingest/header"
)

// areaLoader is the loader as who works for some stations meets it. Its loads take rows of those stations only, and it knows
// no loads but those under the same area or a part of it: files of others may hold whatever station.
type areaLoader struct {
	fileLoader
	codes []string
}

// Within is the loader for who works for those stations.
func (l *fileLoader) Within(stations []string) upload.Loader {
	within := &areaLoader{fileLoader: *l, codes: stations}
	within.options.Area = strings.Join(stations, ",")
	return within
}

// OfProvince is the loader of files of a province, for the area still.
func (l *areaLoader) OfProvince(code string) upload.Loader {
	of := *l
	of.options.Province = code
	return &of
}

// mine tells whether a load was made under the area or a part of it.
func (l *areaLoader) mine(area string) bool {
	if area == "" {
		return false
	}
	for code := range strings.SplitSeq(area, ",") {
		if !slices.Contains(l.codes, code) {
			return false
		}
	}
	return true
}

// own are the loads that the area knows, by number.
func (l *areaLoader) own(ctx context.Context) (map[int]bool, error) {
	loads, err := ingest.Loads(ctx, l.folder)
	own := map[int]bool{}
	for _, load := range loads {
		own[load.ID] = l.mine(load.Area)
	}
	return own, sentenceOf(err)
}

var errNotOwn = problem.NotFound("loading.problem.no_load")

func (l *areaLoader) mustOwn(ctx context.Context, loadID int) error {
	own, err := l.own(ctx)
	if err == nil && !own[loadID] {
		err = errNotOwn
	}
	return err
}

// untold takes from an error what it says of loads of others.
func untold(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) && errors.Is(err, ingest.ErrChanged) {
		return &problem.Problem{Code: p.Code, Err: err,
			VI: "Dữ liệu đã đổi từ lúc xem trước. Chưa nạp gì. Hãy xem lại bản xem trước mới rồi xác nhận.",
			EN: "The data have changed since the preview. Nothing was loaded. Look at the new preview, then confirm."}
	}
	return err
}

// Preview tells of no rows that waited in loads of others.
func (l *areaLoader) Preview(ctx context.Context, paths []string, watch func(upload.Progress)) (*upload.LoadReport, error) {
	report, err := l.fileLoader.Preview(ctx, paths, watch)
	if err == nil {
		report.Resolved = 0
	}
	return report, untold(err)
}

// Load tells of no rows that waited in loads of others.
func (l *areaLoader) Load(ctx context.Context, paths []string, a upload.Agreed, watch func(upload.Progress)) (*upload.LoadReport, error) {
	report, err := l.fileLoader.Load(ctx, paths, a, watch)
	if err == nil {
		report.Resolved = 0
	}
	return report, untold(err)
}

func (l *areaLoader) Loads(ctx context.Context) ([]upload.Load, error) {
	own, err := l.own(ctx)
	if err != nil {
		return nil, err
	}
	loads, err := l.fileLoader.Loads(ctx)
	return slices.DeleteFunc(loads, func(load upload.Load) bool { return !own[load.ID] }), err
}

func (l *areaLoader) Rows(ctx context.Context, loadID int) (upload.RowLedger, error) {
	if err := l.mustOwn(ctx, loadID); err != nil {
		return upload.RowLedger{}, err
	}
	return l.fileLoader.Rows(ctx, loadID)
}

func (l *areaLoader) Refusals(ctx context.Context, loadID, most int) (*upload.RefusalList, error) {
	own, err := l.own(ctx)
	if err != nil {
		return nil, err
	}
	return l.refusals(ctx, loadID, most, func(id int) bool { return own[id] })
}

func (l *areaLoader) Dismiss(ctx context.Context, rows []upload.RefusedKey, reason, user string) ([]upload.OpenRefusal, error) {
	own, err := l.own(ctx)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r upload.RefusedKey) bool { return !own[r.LoadID] })
	return l.fileLoader.Dismiss(ctx, rows, reason, user)
}

func (l *areaLoader) Restore(ctx context.Context, row upload.RefusedKey) error {
	if err := l.mustOwn(ctx, row.LoadID); err != nil {
		return err
	}
	return l.fileLoader.Restore(ctx, row)
}

func (l *areaLoader) Refused(ctx context.Context, loadID int, w io.Writer) error {
	if err := l.mustOwn(ctx, loadID); err != nil {
		return err
	}
	return l.fileLoader.Refused(ctx, loadID, w)
}

// Kinds are the tables whose rows are of a station, but for the list of stations.
func (l *areaLoader) Kinds() []upload.TableKind {
	return slices.DeleteFunc(l.fileLoader.Kinds(), func(k upload.TableKind) bool {
		kind, _ := header.KindNamed(k.Name)
		return !kind.OfStations()
	})
}

// Undo takes back a load of the area. Why it cannot be done may lie in a load of somebody else, of which nothing is told.
func (l *areaLoader) Undo(ctx context.Context, loadID int, user string) (int, error) {
	if err := l.mustOwn(ctx, loadID); err != nil {
		return 0, err
	}
	published, err := l.fileLoader.Undo(ctx, loadID, user)
	var p *problem.Problem
	if errors.As(err, &p) {
		err = &problem.Problem{Code: http.StatusUnprocessableEntity, Err: err,
			VI: "Lúc này không hủy được lần nạp. Hãy thử lại sau; nếu vẫn không được, nhờ người làm việc cho toàn tỉnh hủy.",
			EN: "The load cannot be undone now. Try again later; if that fails, ask someone who works for the province to undo it."}
	}
	return published, err
}

func (l *areaLoader) Settle(ctx context.Context, of upload.Order, verdict, user string) (int, error) {
	if !slices.Contains(l.codes, of.Station) {
		return 0, &problem.Problem{Code: http.StatusNotFound, VI: "Không có lượt luân phiên này trong phạm vi của bạn.", EN: "There is no such posting in your area."}
	}
	return l.fileLoader.Settle(ctx, of, verdict, user)
}
