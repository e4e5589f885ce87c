package ingest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"luanphien/ingest/aliases"
	"luanphien/ingest/appstore"
	"luanphien/ingest/area"
	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/ingest/refusedbook"
	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/fault"
)

// errTooMany is behind the error of a file of which too many rows are refused.
var errTooMany = errors.New("too many rows are refused")

// errKnown ends a load whose file was loaded before and changes nothing.
var errKnown = errors.New("the file was loaded before and changes nothing")

// fileLoad is one file on its way into the warehouse.
type fileLoad struct {
	*runner
	file   *read.File
	taking chan warehouse.Original
	stop   atomic.Bool // the taking in of the original
	taken  *warehouse.Original
	key    string // of this load, in the application store
	id     int
	writer *appstore.Writer
	names  []aliases.Row // of a file of former names, which has no tables
	lines  ledger.Ledger // of such a file
	before *earlier      // load of the same file, which is judged again; nil = there is none

	province cells.Province // of the file

	accepted bool // a person has seen what is held against the file and wants it loaded
}

func (r *runner) begin(ctx context.Context, path string) (*fileLoad, error) {
	if r.options.Aliases {
		return r.beginAliases(path)
	}
	l := &fileLoad{runner: r, taking: make(chan warehouse.Original, 1), key: rand.Text(), accepted: r.options.Accepted[path]}
	options := r.options.reading(r.Folder)
	options.Check = ctx.Err
	if r.options.Progress != nil {
		options.Progress = func(done int64) { r.options.Progress(Progress{Path: path, Step: Reading, Done: done}) }
	}
	var err error
	if l.file, err = read.Open(path, options); err != nil {
		return nil, err
	}
	return l, nil
}

// takeIn starts to hash and copy the file beside the load.
func (l *fileLoad) takeIn(path string) {
	temp := l.Folder.Temp()
	if l.again != nil || l.dry {
		temp = "" // it is kept already, or never will be
	}
	go func() {
		var o warehouse.Original
		if err := fault.Call(func() error { o = warehouse.TakeIn(path, temp, &l.stop); return nil }); err != nil {
			o = warehouse.Original{Err: err}
		}
		l.taking <- o
	}()
}

// reading is how the files of a run are read.
func (o *Options) reading(folder edition.Folder) read.Options {
	return read.Options{Kind: o.Kind, Set: o.Set, Mapping: o.Mapping, Unpacked: o.Unpacked, Limits: o.Limits, TempDir: folder.Temp()}
}

func (l *fileLoad) close() {
	l.stop.Store(true)
	if l.taken == nil {
		<-l.taking
	}
	if l.writer != nil {
		l.writer.Rollback()
	}
	l.file.Close()
}

// original waits until the file's bytes are taken in.
func (l *fileLoad) original() (*warehouse.Original, error) {
	if l.taken == nil {
		o := <-l.taking
		l.taken = &o
	}
	return l.taken, l.taken.Err
}

// earlier is the last load of the very file that is being loaded.
type earlier struct {
	id, run int
	name    string
	at      time.Time
}

// knownBefore looks for an earlier load of the file, by its SHA-256; nil where there is none. It waits for the sum only
// when a file of that very size was loaded: hashing goes on beside the reading otherwise.
func (l *fileLoad) knownBefore(ctx context.Context) (*earlier, error) {
	var n int
	if err := warehouse.One(ctx, l.Conn, checks.Get("shared", "same_size"), warehouse.Params{"size_bytes": l.file.Size}, &n); err != nil || n == 0 {
		return nil, err
	}
	o, err := l.original()
	if err != nil {
		return nil, err
	}
	e := &earlier{}
	err = warehouse.One(ctx, l.Conn, checks.Get("shared", "loaded_before"), warehouse.Params{"sha256": o.Sum}, &e.id, &e.name, &e.at, &e.run)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return e, err
}

// untouched tells whether nothing that the earlier load depended on can have changed since: it is the last one, no row of
// it waits, and it was made with the same limits. Then the file need not be judged again.
func (l *fileLoad) untouched(ctx context.Context, e *earlier) (bool, error) {
	var changes int
	var options string
	if err := warehouse.One(ctx, l.Conn, checks.Get("shared", "untouched"), warehouse.Params{"load_id": e.id}, &changes, &options); err != nil || changes > 0 {
		return false, err
	}
	past := pastLoad{Load: Load{ID: e.id, options: options}}
	o, err := past.optionsOf()
	if err != nil {
		return false, nil // it is older than the record of options
	}
	now := l.options
	o.Now, now.Now = time.Time{}, time.Time{}
	before, err := o.recipe(o.MaxReject)
	if err != nil {
		return false, err
	}
	today, err := now.recipe(o.MaxReject)
	return before == today, err
}

// unchanged says that the file changes nothing.
func (l *fileLoad) unchanged() *FileReport {
	e := l.before
	if e.run == l.runID {
		return &FileReport{Name: l.file.Name, Container: l.file.Container, Status: Unchanged, LoadID: l.shownID(e.id), Notices: []read.Message{{
			VI: fmt.Sprintf("Tệp này giống hệt «%s» trong cùng lần tải lên này; chỉ nạp một lần.", e.name),
			EN: fmt.Sprintf("This file is the very same as “%s”, which came with it; it counts once.", e.name),
		}}}
	}
	if l.options.Area != "" { // whose load it was, and under which name, is not told
		return &FileReport{Name: l.file.Name, Container: l.file.Container, Status: Unchanged, LoadID: l.shownID(l.id), Notices: []read.Message{{
			VI: "Các dòng của tệp này đã được nạp từ trước; không có gì thay đổi.", EN: "The rows of this file were loaded before; nothing changes.",
		}}}
	}
	on := e.at.Format("15:04 02/01/2006")
	return &FileReport{Name: l.file.Name, Status: Unchanged, LoadID: e.id, Notices: []read.Message{{
		VI: fmt.Sprintf("Tệp này đã được nạp lúc %s (lần nạp %d, «%s»); không có gì thay đổi.", on, e.id, e.name),
		EN: fmt.Sprintf("This file was loaded at %s (load %d, “%s”); nothing changes.", on, e.id, e.name),
	}}}
}

// shownID is the number of a load for people: in a preview it is of no load that will be.
func (r *runner) shownID(id int) int {
	if r.dry {
		return 0
	}
	return id
}

// load stages, judges and applies the file, inside the transaction of the caller.
func (l *fileLoad) load(ctx context.Context, report *FileReport) error {
	if l.again != nil {
		l.id = l.again.ID
	} else if err := warehouse.One(ctx, l.Conn, checks.Get("shared", "next_load"), nil, &l.id); err != nil {
		return err
	}
	var err error
	if l.writer, err = l.Store.Begin(ctx, l.key); err != nil {
		return err
	}
	report.LoadID = l.id
	if l.province, err = l.provinceOf(ctx); err != nil {
		return err
	}
	if l.options.Aliases {
		err = l.loadAliases(ctx, report)
	} else {
		err = l.loadTables(ctx, report)
	}
	if err != nil {
		return err
	}
	if l.before != nil {
		if report.Counts.Loaded+report.Counts.Corrected == 0 {
			return errKnown
		}
		if _, err := warehouse.Run(ctx, l.Conn, checks.Get("shared", "requarantine"), warehouse.Params{"load_id": l.id, "sha256": l.taken.Sum, "of_area": area.Mark(l.options.Area)}); err != nil {
			return err
		}
	}
	if err := l.record(ctx, report); err != nil {
		return err
	}
	return l.commit(ctx)
}

// loadTables stages, judges and applies the tables of the file.
func (l *fileLoad) loadTables(ctx context.Context, report *FileReport) error {
	kinds := l.kinds()
	for i, kind := range kinds {
		if err := l.part(ctx, kind, i == len(kinds)-1, report); err != nil {
			return err
		}
	}
	return l.writer.Ledger(ctx, report.Ledger, report.Passed)
}

// commit ends a load. First the application store and the kept original, then (by the caller) the warehouse: a crash in
// between leaves names, values and a file that belong to no load, which the next run drops.
func (l *fileLoad) commit(ctx context.Context) error {
	if err := warehouse.KeepOriginal(l.Folder, *l.taken); err != nil {
		return mend.FolderError(l.Folder, err)
	}
	return l.writer.Commit(ctx)
}

// kinds lists the kinds of table in the file, lists before what refers to them.
func (l *fileLoad) kinds() []header.Kind {
	var kinds []header.Kind
	for _, k := range header.Kinds() {
		if slices.ContainsFunc(l.file.Sheets, func(s *read.Sheet) bool { return s.Kind.Name == k.Name }) {
			kinds = append(kinds, k)
		}
	}
	slices.SortStableFunc(kinds, func(a, b header.Kind) int { return Rank(a.Name) - Rank(b.Name) })
	return kinds
}

// enough refuses a file whose rejected share passes the limit. Rows that wait for a list do not count: otherwise the
// order of loads would matter.
func (l *fileLoad) enough(report *FileReport) error {
	limit, rejected := l.maxReject(), report.Counts.Quarantined-report.Waiting
	if limit < 0 || report.Counts.Read == 0 || refusedbook.IsRefusedBook(l.file) || float64(rejected) <= limit*float64(report.Counts.Read) {
		return nil
	}
	share := 100 * float64(rejected) / float64(report.Counts.Read)
	vi, en := "dòng", "rows"
	if rows := report.Ledger; rows.Loaded+rows.Quarantined != report.Counts.Read {
		vi, en = "số liệu", "figures" // a row of a wide table has several
	}
	return &mend.Error{
		VI: fmt.Sprintf("%d trên %d %s bị từ chối (%s %%), quá giới hạn %s %%: không nạp gì. Hãy sửa tệp, hoặc xác nhận nạp những %s còn lại.",
			rejected, report.Counts.Read, vi, strings.ReplaceAll(fmt.Sprintf("%.1f", share), ".", ","), trimZero(100*limit), vi),
		EN: fmt.Sprintf("Refused %s: %d of %d (%.1f %%), above the limit of %s %%: nothing is loaded. Mend the file, or confirm that the other %s are to be loaded.",
			en, rejected, report.Counts.Read, share, trimZero(100*limit), en),
		Option: "--max-reject", Err: errTooMany,
	}
}

// holdsRows refuses a file that has no row to load: it would publish an edition in which nothing is new. One in which
// every station says that it has nothing to report is no mistake.
func (l *fileLoad) holdsRows(report *FileReport) error {
	if report.Counts.Read > 0 || report.Ledger.Reasons[ledger.NotReported] > 0 {
		return nil
	}
	return &mend.Error{
		VI: "Tệp không có dòng số liệu nào dưới tiêu đề: không nạp gì. Hãy điền số liệu vào bảng rồi nạp lại.",
		EN: "The file holds no row of data below its header: nothing is loaded. Fill in the table and load it again.",
	}
}

// maxReject is the share of rejected rows above which the file loads nothing.
func (l *fileLoad) maxReject() float64 {
	if l.accepted {
		return -1
	}
	return l.options.MaxReject
}

func trimZero(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }

// record writes the load into the history.
func (l *fileLoad) record(ctx context.Context, report *FileReport) error {
	o, err := l.original()
	if err != nil {
		return err
	}
	c := report.Counts
	_, err = warehouse.Run(ctx, l.Conn, checks.Get("shared", "load"), warehouse.Params{
		"load_id": l.id, "load_key": l.key, "file_name": l.file.Name, "sha256": o.Sum, "size_bytes": l.file.Size,
		"loaded_at": calendar.Local(l.now), "loaded_by": l.options.LoadedBy,
		"read": c.Read, "loaded": c.Loaded, "unchanged": c.Unchanged, "corrected": c.Corrected, "quarantined": c.Quarantined,
	})
	if err != nil {
		return err
	}
	how, err := l.options.recipe(l.maxReject())
	if err != nil {
		return err
	}
	_, err = warehouse.Run(ctx, l.Conn, checks.Get("history", "options"), warehouse.Params{"load_id": l.id, "run_id": l.runID, "options": how})
	return err
}

// Rank is the place of a kind in the order of loading: what others refer to comes first.
func Rank(kind string) int {
	switch kind {
	case "diagnosis_groups", "indicator_catalogue", "specialties", "stations", "units":
		return 0
	case "workers":
		return 1
	case "postings":
		return 2
	case "contacts", "targets", "rebases", "holidays":
		return 1
	default:
		return 3
	}
}

// orderByKind gives the order in which to load the paths. A file that cannot be opened comes where it stands; its turn
// will say why.
func (r *runner) orderByKind(ctx context.Context, paths []string) []int {
	options := r.options.reading(r.Folder)
	options.Check = ctx.Err
	order := make([]int, len(paths))
	ranks := make([]int, len(paths))
	for i, path := range paths {
		order[i] = i
		if len(paths) == 1 || r.options.Aliases {
			continue
		}
		if f, err := read.Open(path, options); err == nil {
			for _, s := range f.Sheets {
				ranks[i] = max(ranks[i], Rank(s.Kind.Name))
			}
			f.Close()
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return ranks[a] - ranks[b] })
	return order
}

// mayLoad refuses a file that is known as a whole, where its rows do not add up, are none or too few, or nobody confirmed it.
func (l *fileLoad) mayLoad(report *FileReport) error {
	report.Notices = append(report.Notices, l.file.Notices...)
	if err := l.balance(report); err != nil {
		return err
	}
	if err := l.holdsRows(report); err != nil {
		return err
	}
	if err := l.enough(report); err != nil {
		return err
	}
	return l.confirmed(report)
}
