package ingest

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"luanphien/ingest/cells"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// The facts in force do not depend on the order of loads, but for files that give different values for one key, of which
// the later stands. Most of that is done row by row: what refers to something unknown waits. Where a list changes what
// rows mean that are loaded already (the days of a station, a name that leads elsewhere), or where a row that waited meets
// a later one, the loads from the first such row on are made again from the files that were kept: lists first, then the
// rest in their order. What is to be put in order is noted with the change, so that a crash loses nothing.

// metaOrderFrom is the first load that is to be made again.
const metaOrderFrom = "order_from"

// disorder notes that the loads from this one on are to be made again.
func (r *runner) disorder(ctx context.Context, from int) error {
	text, err := r.Meta(ctx, metaOrderFrom)
	if err != nil {
		return err
	}
	if noted, err := strconv.Atoi(text); err == nil && noted <= from {
		return nil
	}
	return r.SetMeta(ctx, metaOrderFrom, strconv.Itoa(from))
}

// findLate looks at rows that waited and have passed, whose key is in force already: one that follows a row of that key in
// its own file repeats it; where one comes before it, or says otherwise than a later load, the loads are to be put in order.
func (r *runner) findLate(ctx context.Context, p *part, values warehouse.Params) error {
	var repeated, before, otherwise int64
	if err := warehouse.One(ctx, r.Conn, checks.Get("shared", "late"), values, &repeated, &before, &otherwise); err != nil {
		return err
	}
	if before+otherwise > 0 {
		if err := r.disorder(ctx, values["load_id"].(int)); err != nil {
			return err
		}
	}
	if repeated+before == 0 {
		return nil
	}
	for _, step := range []string{"late_twins", "forget_twins"} {
		if _, err := warehouse.Run(ctx, r.Conn, checks.Get("shared", step), values); err != nil {
			return err
		}
	}
	return warehouse.One(ctx, r.Conn, checks.Get("shared", "counts"), nil, &p.Quarantined, &p.Corrected, &p.Unchanged)
}

// keepMeanings notes what the texts of a part meant that are no codes.
func (r *runner) keepMeanings(ctx context.Context, p *part, values warehouse.Params) error {
	for about, meaning := range p.words.Meanings {
		name := about[0]
		if p.Prefix() != "" {
			name += provinceMark + p.Of
		}
		of := warehouse.Params{"load_id": values["load_id"], "reading": name, "text": about[1], "meaning": meaning}
		if _, err := warehouse.Run(ctx, r.Conn, checks.Get("shared", "reading"), of); err != nil {
			return err
		}
	}
	return nil
}

// listsChanged tells whether the run brought or changed entries of lists, or names.
func (r *Report) listsChanged() bool {
	return slices.ContainsFunc(r.Files, func(f FileReport) bool { return f.lists() })
}

// lists tells whether the file brought or changed entries of lists, or names.
func (f *FileReport) lists() bool {
	return f.Counts.Loaded+f.Counts.Corrected > 0 && slices.ContainsFunc(f.Kinds, func(kind string) bool { return kind == aliasKind || Rank(kind) < Rank("postings") })
}

// note adds a remark on the run to the report of its last file.
func (r *Report) note(m read.Message) {
	if n := len(r.Files); n > 0 {
		r.Files[n-1].Notices = append(r.Files[n-1].Notices, m)
	}
}

// findDisorder looks for loaded rows that the lists of now would judge otherwise.
func (r *runner) findDisorder(ctx context.Context) error {
	var outside sql.NullInt32
	if err := warehouse.One(ctx, r.Conn, checks.Get("shared", "outside"), nil, &outside); err != nil {
		return err
	}
	if outside.Valid {
		if err := r.disorder(ctx, int(outside.Int32)); err != nil {
			return err
		}
	}
	lists, err := r.listsOf(ctx)
	if err != nil {
		return err
	}
	first := 0
	err = warehouse.Each(ctx, r.Conn, checks.Get("shared", "readings"), nil, func(rows *sql.Rows) error {
		var reading, text, meaning string
		var load int
		if err := rows.Scan(&reading, &text, &meaning, &load); err != nil {
			return err
		}
		c := cells.Cell{Text: text}
		reading, of := readingAndProvince(reading)
		known, err := lists(of)
		if err != nil {
			return err
		}
		if known.Lookup(reading).Read(text, &c); c.Rule != rule.None || c.Meaning() != meaning {
			first = min(cmp.Or(first, load), load)
		}
		return nil
	})
	if err != nil || first == 0 {
		return err
	}
	return r.disorder(ctx, first)
}

// provinceMark parts the name of a reading from the province of its load, where that is not the folder's own.
const provinceMark = " of "

func readingAndProvince(name string) (reading, of string) {
	reading, of, _ = strings.Cut(name, provinceMark)
	return reading, of
}

// listsOf gives the lists as loads of each province read them; "" = the folder's own.
func (r *runner) listsOf(ctx context.Context) (func(of string) (*cells.Resolver, error), error) {
	own, err := r.Meta(ctx, warehouse.MetaProvince)
	lists := map[string]*cells.Resolver{}
	return func(of string) (*cells.Resolver, error) {
		if lists[of] != nil {
			return lists[of], nil
		}
		known, err := cells.NewResolver(ctx, r.Conn, cells.Province{Own: own, Of: cmp.Or(of, own)})
		lists[of] = known
		return known, err
	}, err
}

// putInOrder makes the loads again that came before what they depend on. Where that cannot be, it is said in the report
// and the facts stay as they are.
func (r *runner) putInOrder(ctx context.Context, report *Report) error {
	if report.listsChanged() || report.Resolved > 0 {
		if err := warehouse.InTransaction(ctx, r.Conn, func() error { return r.findDisorder(ctx) }); err != nil {
			return err
		}
	}
	text, err := r.Meta(ctx, metaOrderFrom)
	from, notNoted := strconv.Atoi(text)
	if err != nil || notNoted != nil {
		return err
	}
	before, err := r.openRows(ctx)
	if err != nil {
		return err
	}
	again, err := r.reorder(ctx, from)
	var own *mend.Error
	switch {
	case errors.As(mend.DiskError(r.Folder, err), &own) && !errors.Is(err, errNotAgain):
		return own
	case err != nil && !errors.Is(err, errNotAgain):
		return err
	case err != nil:
		report.note(read.Message{
			VI: fmt.Sprintf("Danh sách mới làm đổi cách hiểu một số dòng đã nạp từ lần nạp %d, nhưng không nạp lại được: %s Các dòng đó giữ nguyên; hãy nạp lại tệp của chúng.", from, own.VI),
			EN: fmt.Sprintf("The lists of now change what some rows mean that were loaded since load %d, but they cannot be loaded again: %s They stay as they are; load their files once more.", from, own.EN),
		})
		return warehouse.InTransaction(ctx, r.Conn, func() error { return r.ClearMeta(ctx, metaOrderFrom) })
	}
	after, err := r.openRows(ctx)
	if err != nil {
		return err
	}
	said := read.Message{
		VI: fmt.Sprintf("Danh sách mới làm đổi cách hiểu một số dòng đã nạp: %d lần nạp từ số %d được xét lại, kết quả như khi danh sách được nạp trước.", again, from),
		EN: fmt.Sprintf("The lists of now change what some rows mean that were loaded before. Loads judged again, as if the lists had come first: %d, from number %d on.", again, from),
	}
	if refused, passed := missing(after, before), missing(before, after); refused+passed > 0 {
		said.VI += fmt.Sprintf(" %d dòng đã nạp nay bị từ chối (xem ở trang Dữ liệu), %d dòng bị từ chối nay được nạp.", refused, passed)
		said.EN += fmt.Sprintf(" Rows that were loaded and are refused now (they stand on the page of data): %d; rows that were refused and are loaded now: %d.", refused, passed)
	}
	report.note(said)
	return nil
}

// openRows are the refused rows that no load has settled.
func (r *runner) openRows(ctx context.Context) (map[RefusedRow]bool, error) {
	list := map[RefusedRow]bool{}
	return list, warehouse.Each(ctx, r.Conn, checks.Get("history", "open_rows"), nil, func(rows *sql.Rows) error {
		var row RefusedRow
		err := rows.Scan(&row.LoadID, &row.Kind, &row.RowNo)
		list[row] = true
		return err
	})
}

// missing counts the rows of one list that are not in the other.
func missing(of, in map[RefusedRow]bool) (n int) {
	for row := range of {
		if !in[row] {
			n++
		}
	}
	return n
}

// errNotAgain says that loads cannot be made again.
var errNotAgain = errors.New("loads cannot be made again")

// reorder rebuilds the warehouse from that load on, and tells how many loads were made again. Its error is errNotAgain
// with an *Error where a file is not kept or is refused now; then the warehouse is open and as it was.
func (r *runner) reorder(ctx context.Context, from int) (int, error) {
	u := &undo{Warehouse: r.Warehouse, options: r.options, taken: pastLoad{Load: Load{ID: from}}, ordered: true}
	if err := u.planOrder(ctx); err != nil {
		return 0, errors.Join(errNotAgain, err)
	}
	if err := u.rebuild(ctx); err != nil {
		if own := new(mend.Error); errors.As(err, &own) {
			return 0, errors.Join(errNotAgain, err, r.OpenDatabase(ctx, r.Folder.Warehouse()), r.setUp(ctx))
		}
		return 0, err
	}
	if err := u.swap(ctx); err != nil {
		return 0, err
	}
	return len(u.later), r.setUp(ctx)
}

// planOrder finds the edition to start from and the loads to make again.
func (u *undo) planOrder(ctx context.Context) error {
	past, err := pastLoads(ctx, u.Conn)
	if err != nil {
		return err
	}
	if u.undone, err = undoneLoads(ctx, u.Conn); err != nil {
		return err
	}
	return u.planLoads(ctx, past)
}

// listsFirst sorts the loads to make again: lists before what refers to them, else as they were. A load of both goes with
// its lists; what came after it keeps its precedence, because a fact never gives way to an earlier load.
func (u *undo) listsFirst(ctx context.Context) error {
	ranks := map[int]int{}
	err := warehouse.Each(ctx, u.Conn, checks.Get("history", "kinds"), nil, func(rows *sql.Rows) error {
		var id int
		var kind string
		if err := rows.Scan(&id, &kind); err != nil {
			return err
		}
		place := Rank(kind)
		if kind == aliasKind {
			place = 0
		}
		if before, known := ranks[id]; !known || place < before {
			ranks[id] = place
		}
		return nil
	})
	slices.SortStableFunc(u.later, func(a, b pastLoad) int { return cmp.Compare(ranks[a.ID], ranks[b.ID]) })
	return err
}
