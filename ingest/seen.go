package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"luanphien/ingest/mend"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// ErrChanged is behind the error of a run that loads nothing because something was loaded, or taken back, since the
// preview that its Options.Seen comes from.
var ErrChanged = errors.New("the folder has changed since the preview")

// state tells a folder's contents apart: its last load, the rows that have passed after waiting, and the loads undone.
type state struct {
	last, resolved, undone int
}

func (s state) String() string { return fmt.Sprintf("%d.%d.%d", s.last, s.resolved, s.undone) }

func stateOf(ctx context.Context, w *warehouse.Warehouse) (s state, err error) {
	return s, warehouse.One(ctx, w.Conn, checks.Get("publish", "state"), nil, &s.last, &s.resolved, &s.undone)
}

// mustBe refuses to go on where the folder does not hold what was seen.
func mustBe(ctx context.Context, w *warehouse.Warehouse, seen string) error {
	if seen == "" {
		return nil
	}
	now, err := stateOf(ctx, w)
	if err != nil || now.String() == seen {
		return err
	}
	var before state
	if _, err := fmt.Sscanf(seen, "%d.%d.%d", &before.last, &before.resolved, &before.undone); err != nil {
		return fmt.Errorf("what was seen, %q: %w", seen, err)
	}
	vi, en, err := since(ctx, w, before)
	if err != nil {
		return err
	}
	return &mend.Error{
		VI:  "Dữ liệu đã đổi từ lúc xem trước: " + vi + ". Chưa nạp gì. Hãy xem lại bản xem trước mới rồi xác nhận.",
		EN:  "The data have changed since the preview: " + en + ". Nothing was loaded. Look at the new preview, then confirm.",
		Err: ErrChanged,
	}
}

// sinceNamed is how many loads the sentence about them names.
const sinceNamed = 5

// since says which loads came or were taken back after a state.
func since(ctx context.Context, w *warehouse.Warehouse, before state) (vi, en string, err error) {
	loads, err := listLoads(ctx, w.Conn)
	if err != nil {
		return "", "", err
	}
	undone, err := undoneLoads(ctx, w.Conn)
	if err != nil {
		return "", "", err
	}
	var inVI, inEN []string
	for _, l := range loads {
		if l.ID > before.last && l.UndoneAt.IsZero() {
			at := l.LoadedAt.Format("15:04 02/01/2006")
			inVI = append(inVI, fmt.Sprintf("lần nạp %d «%s» (%s, %s)", l.ID, l.FileName, l.LoadedBy, at))
			inEN = append(inEN, fmt.Sprintf("load %d “%s” (%s, %s)", l.ID, l.FileName, l.LoadedBy, at))
		}
	}
	for _, l := range undone[min(before.undone, len(undone)):] { // in the order of the undoing
		at := l.UndoneAt.Format("15:04 02/01/2006")
		inVI = append(inVI, fmt.Sprintf("hủy lần nạp %d «%s» (%s, %s)", l.ID, l.FileName, l.UndoneBy, at))
		inEN = append(inEN, fmt.Sprintf("load %d “%s” was undone (%s, %s)", l.ID, l.FileName, l.UndoneBy, at))
	}
	if len(inVI) == 0 { // rows that waited have passed
		return "có dòng chờ đã được nạp", "rows that waited were loaded", nil
	}
	if more := len(inVI) - sinceNamed; more > 0 {
		inVI = append(inVI[:sinceNamed], fmt.Sprintf("và %d lần khác", more))
		inEN = append(inEN[:sinceNamed], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(inVI, ", "), strings.Join(inEN, ", "), nil
}
