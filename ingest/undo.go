package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"luanphien/ingest/mend"
	"luanphien/ingest/refusedbook"
	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/fault"
)

// UndoReport is what became of an undo.
type UndoReport struct {
	Load      Load // that was undone
	Again     int  // later loads that were made again
	Published int  // number of the new edition
}

// Undo takes a load back as a whole and publishes an edition that equals one which never had it: what it brought is
// gone, what it corrected is in force again, and every later load comes out as it would have without it. It works on a
// copy of the warehouse (the newest edition from before the load) into which the later files are loaded again, and puts
// that in the warehouse's place in one step: interrupted at any moment, all of it or nothing has happened. Of o it
// takes Now, LoadedBy, Keep and Log.
func Undo(ctx context.Context, folder edition.Folder, loadID int, o Options) (_ *UndoReport, err error) {
	defer fault.Catch(&err)
	o.Fill()
	if err := mustHold(folder); err != nil {
		return nil, err
	}
	w, err := openFolder(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	u := &undo{Warehouse: w, options: o}
	if err := u.plan(ctx, loadID); err != nil {
		return nil, err
	}
	if err := u.rebuild(ctx); err != nil {
		return nil, mend.DiskError(folder, err)
	}
	if err := u.swap(ctx); err != nil {
		return nil, mend.DiskError(folder, err)
	}
	r := &runner{Warehouse: w, options: o, now: o.Now}
	if err := r.setUp(ctx); err != nil {
		return nil, mend.DiskError(folder, err)
	}
	if err := r.putInOrder(ctx, &Report{}); err != nil {
		return nil, mend.DiskError(folder, err)
	}
	report := &UndoReport{Load: u.taken.Load, Again: len(u.later)}
	report.Published, err = w.Publish(ctx, o.publication())
	return report, mend.DiskError(folder, err)
}

// mustHold says plainly when a folder holds no warehouse.
func mustHold(folder edition.Folder) error {
	if _, err := os.Stat(folder.Warehouse()); err != nil {
		return &mend.Error{
			VI:     fmt.Sprintf("Thư mục dữ liệu «%s» chưa có gì. Hãy nạp danh mục trạm trước.", folder),
			EN:     fmt.Sprintf("The data folder “%s” holds nothing yet. Load the list of stations first.", folder),
			Option: "luanphien ingest", Err: err,
		}
	}
	return nil
}

// undo is one undo under way.
type undo struct {
	*warehouse.Warehouse
	options Options
	taken   pastLoad   // the load that is undone
	later   []pastLoad // the loads to make again, in their order
	base    int        // the edition to start from; 0 = from nothing
	undone  []Load     // earlier undos, and this one
	ordered bool       // nothing is undone: the loads from taken on are made again in another order
	meta    map[string]string
}

// plan finds the load, the edition to start from and the loads to make again.
func (u *undo) plan(ctx context.Context, loadID int) error {
	past, err := pastLoads(ctx, u.Conn)
	if err != nil {
		return err
	}
	if u.undone, err = undoneLoads(ctx, u.Conn); err != nil {
		return err
	}
	i := slices.IndexFunc(past, func(p pastLoad) bool { return p.ID == loadID })
	if i < 0 {
		return u.noSuchLoad(loadID)
	}
	u.taken = past[i]
	if c := u.taken.Counts; c.Loaded+c.Corrected+c.Quarantined == 0 {
		return broughtNothing(u.taken)
	}
	return u.planLoads(ctx, past)
}

// planLoads finds the edition to start from and the loads to make again.
func (u *undo) planLoads(ctx context.Context, past []pastLoad) error {
	held, err := u.findBase(ctx, past)
	if err != nil {
		return err
	}
	for _, p := range past {
		if !held[p.ID] && (u.ordered || p.ID != u.taken.ID) {
			u.later = append(u.later, p)
		}
	}
	for _, p := range u.later {
		if _, err := os.Stat(warehouse.OriginalPath(u.Folder, p.SHA256)); err != nil || p.options == "" {
			return missingOriginal(p, err)
		}
	}
	if u.ordered {
		if err := u.listsFirst(ctx); err != nil {
			return err
		}
	}
	u.meta = map[string]string{}
	for _, key := range []string{warehouse.MetaIllustrative, warehouse.MetaAsOf, warehouse.MetaProgrammeStart, warehouse.MetaProvince, warehouse.MetaProvinces} {
		if u.meta[key], err = u.Warehouse.Meta(ctx, key); err != nil {
			return err
		}
	}
	another := func(p pastLoad) bool { return p.ID != u.taken.ID && p.illustrative() }
	if !u.ordered && u.taken.illustrative() && !slices.ContainsFunc(past, another) {
		u.meta[warehouse.MetaIllustrative], u.meta[warehouse.MetaAsOf] = "", "" // the last of the invented data is gone, and so is their day
	}
	return nil
}

// findBase looks for the newest edition from before the load whose loads are all in force still, as they were. It
// returns the numbers of those loads.
func (u *undo) findBase(ctx context.Context, past []pastLoad) (map[int]bool, error) {
	keys := map[int]string{}
	for _, p := range past {
		if p.ID < u.taken.ID {
			keys[p.ID] = p.key
		}
	}
	numbers, err := u.Folder.Numbers()
	if err != nil {
		return nil, err
	}
	for _, number := range slices.Backward(numbers) {
		m, err := u.Folder.Manifest(number)
		if err != nil || m.LastLoad >= u.taken.ID || m.LastLoad == 0 || m.SchemaVersion != edition.SchemaVersion {
			continue
		}
		held, err := loadsOf(ctx, u.Folder.Database(number))
		if err != nil {
			return nil, err
		}
		if allIn(held, keys) {
			u.base = number
			ids := map[int]bool{}
			for id := range held {
				ids[id] = true
			}
			return ids, nil
		}
	}
	return map[int]bool{}, nil
}

func allIn(held, keys map[int]string) bool {
	for id, key := range held {
		if keys[id] != key {
			return false
		}
	}
	return true
}

// loadsOf reads the keys of the loads in an edition, by number.
func loadsOf(ctx context.Context, path string) (map[int]string, error) {
	db, err := engine.OpenEdition(path)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return refusedbook.LoadKeys(ctx, conn)
}

// rebuild makes the warehouse as it would be without the load, as a file in the temporary folder.
func (u *undo) rebuild(ctx context.Context) error {
	if err := u.Settle(ctx); err != nil {
		return err
	}
	path := u.rebuilt()
	if u.base > 0 {
		if _, _, err := warehouse.CopyFile(u.Folder.Database(u.base), path); err != nil {
			return mend.FolderError(u.Folder, err)
		}
	}
	if err := u.Store.Unsettle(ctx); err != nil {
		return err
	}
	work := &warehouse.Warehouse{Folder: u.Folder, Store: u.Store}
	if err := work.OpenDatabase(ctx, path); err != nil {
		return errors.Join(err, work.CloseDatabase())
	}
	if err := u.repeat(ctx, work); err != nil {
		return errors.Join(err, work.CloseDatabase())
	}
	return work.Settle(ctx)
}

func (u *undo) rebuilt() string { return filepath.Join(u.Folder.Temp(), "rebuilt.duckdb") }

// repeat makes the later loads again, run by run, and writes the undo into the history.
func (u *undo) repeat(ctx context.Context, work *warehouse.Warehouse) error {
	r := &runner{Warehouse: work, options: u.options, now: u.options.Now, ordered: u.ordered}
	if err := r.setUp(ctx); err != nil {
		return err
	}
	if own := u.meta[warehouse.MetaProvince]; own != "" { // the edition started from may be older than what was said of it
		if err := declareProvince(ctx, work, own); err != nil {
			return err
		}
	}
	if err := work.SetMeta(ctx, warehouse.MetaProvinces, u.meta[warehouse.MetaProvinces]); err != nil {
		return err
	}
	lists := false // came with the run
	for i, p := range u.later {
		report, err := u.loadAgain(ctx, r, p)
		if err != nil {
			return err
		}
		lists = lists || report.lists()
		last := i+1 == len(u.later)
		if !last && u.later[i+1].run == p.run {
			continue
		}
		if err := r.retryDue(ctx, lists || last && !u.ordered); err != nil {
			return err
		}
		lists = false
	}
	if u.ordered {
		r.options, r.now, r.again = u.options, u.options.Now, nil
		if _, err := r.retryWaiting(ctx); err != nil {
			return err
		}
	}
	return warehouse.InTransaction(ctx, work.Conn, func() error { return u.record(ctx, work) })
}

// loadAgain makes one later load again, from the file that was kept.
func (u *undo) loadAgain(ctx context.Context, r *runner, p pastLoad) (*FileReport, error) {
	folder := filepath.Join(u.Folder.Temp(), "again", strconv.Itoa(p.ID))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, mend.FolderError(u.Folder, err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, filepath.Base(p.FileName))
	if err := warehouse.RestoreOriginal(u.Folder, p.SHA256, path); err != nil {
		return nil, missingOriginal(p, err)
	}
	var err error
	if r.options, err = p.optionsOf(); err != nil {
		return nil, err
	}
	r.now, r.runID, r.again = r.options.Now, p.run, &p
	if r.ordered {
		r.options.MaxReject = -1 // it was taken once
	}
	report, err := r.file(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("load %d again: %w", p.ID, err)
	}
	if report.Status == Refused {
		return nil, &mend.Error{
			VI: fmt.Sprintf("Không hủy được: không có lần nạp %d thì tệp «%s» (lần nạp %d) bị từ chối: %s Hãy hủy lần nạp %d trước.",
				u.taken.ID, p.FileName, p.ID, report.Err.VI, p.ID),
			EN: fmt.Sprintf("This cannot be undone: without load %d, the file “%s” (load %d) is refused: %s Undo load %d first.",
				u.taken.ID, p.FileName, p.ID, report.Err.EN, p.ID),
			Err: report.Err,
		}
	}
	return report, nil
}

// record writes all undos and the marks of the folder, which the edition started from may lack.
func (u *undo) record(ctx context.Context, work *warehouse.Warehouse) error {
	if !u.ordered {
		taken := u.taken.Load
		taken.UndoneAt, taken.UndoneBy = u.options.Now, u.options.LoadedBy
		u.undone = append(u.undone, taken)
	}
	for _, step := range []string{"forget_undone_options", "forget_undone"} {
		if _, err := work.Conn.ExecContext(ctx, checks.Get("history", step)); err != nil {
			return err
		}
	}
	for _, l := range u.undone {
		if l.Area != "" { // who works for it sees that the load was undone
			if _, err := warehouse.Run(ctx, work.Conn, checks.Get("history", "options"), warehouse.Params{"load_id": l.ID, "run_id": 0, "options": l.options}); err != nil {
				return err
			}
		}
		_, err := warehouse.Run(ctx, work.Conn, checks.Get("history", "undo"), warehouse.Params{
			"load_id": l.ID, "file_name": l.FileName, "sha256": l.SHA256, "size_bytes": l.Size,
			"loaded_at": calendar.Local(l.LoadedAt), "loaded_by": l.LoadedBy,
			"read": l.Read, "loaded": l.Loaded, "unchanged": l.Unchanged, "corrected": l.Corrected, "quarantined": l.Quarantined,
			"undone_at": calendar.Local(l.UndoneAt), "undone_by": l.UndoneBy,
		})
		if err != nil {
			return err
		}
	}
	if u.ordered { // whatever came of it, all is made again
		if err := work.ClearMeta(ctx, metaOrderFrom); err != nil {
			return err
		}
	}
	for key, value := range u.meta {
		if _, err := warehouse.Run(ctx, work.Conn, checks.Get("meta", "clear"), warehouse.Params{"key": key}); err != nil {
			return err
		}
		if value == "" {
			continue // the edition started from may hold what holds no longer
		}
		if err := work.SetMeta(ctx, key, value); err != nil {
			return err
		}
	}
	return nil
}

// swap puts the rebuilt warehouse in the place of the old one, and drops from the application store what the undone
// load brought there.
func (u *undo) swap(ctx context.Context) error {
	if err := os.Rename(u.rebuilt(), u.Folder.Warehouse()); err != nil {
		return mend.FolderError(u.Folder, err)
	}
	if err := warehouse.SyncFolder(string(u.Folder)); err != nil {
		return mend.FolderError(u.Folder, err)
	}
	if err := u.OpenDatabase(ctx, u.Folder.Warehouse()); err != nil {
		return err
	}
	if err := u.ForgetOrphans(ctx); err != nil {
		return err
	}
	workers, err := u.Texts(ctx, checks.Get("history", "workers"), nil)
	if err != nil {
		return err
	}
	return u.Store.KeepNames(ctx, workers)
}

func sortLoads(loads []Load) []Load {
	slices.SortFunc(loads, func(a, b Load) int { return cmp.Compare(a.ID, b.ID) })
	return loads
}
