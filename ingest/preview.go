package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"luanphien/ingest/header"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/fault"
)

// SheetShape is how a table of a file was understood.
type SheetShape struct {
	Name    string // "" for a file without sheets
	Kind    string // canonical name, such as activity
	VI, EN  string // what people call the kind
	Header  int    // line of the header's first row
	Columns []ColumnShape
}

// ColumnShape is how a column was understood.
type ColumnShape struct {
	Title string       // in the file
	Field string       // canonical name; "" where the column is passed over
	Means Words        // what people call the field
	Class header.Class // how its cells are read
	// Described: the column repeats what the worker table says, and is only compared with it.
	Described bool
	// Beside says what a column that is no field of its own is for: a name beside a code, a year beside a week; "" = nothing.
	Beside Words
}

// Preview says what loading the files together would do: how each is understood, the first rows as they would load, what
// would be corrected from what, what would be refused and why. The files are judged in the order in which they would
// load, each against what is in force and what those before it bring. Nothing is kept, neither in the warehouse nor in
// the application store. It needs the folder's lock, as a load does. A folder that holds nothing yet is not made.
func Preview(ctx context.Context, folder edition.Folder, paths []string, o Options) (_ *Report, err error) {
	defer fault.Catch(&err)
	o.Fill()
	patient, done := context.WithTimeoutCause(ctx, o.Patience, errSlow)
	defer done()
	report, err := preview(patient, folder, paths, o)
	if err != nil && errors.Is(context.Cause(patient), errSlow) {
		limit := o.Patience
		return nil, &mend.Error{
			VI:     fmt.Sprintf("Xem trước chưa xong sau %s nên đã dừng, chưa nạp gì. Hãy chia tệp thành nhiều phần rồi xem trước từng phần. Người quản trị có thể nâng giới hạn này trong thiết lập.", limit),
			EN:     fmt.Sprintf("The preview was not done after %s and was ended; nothing is loaded. Split the files and preview them one by one. The administrator can raise this limit in the settings.", limit),
			Option: "--preview-time", Err: err,
		}
	}
	return report, mend.Stopped(ctx, err)
}

// errSlow is why a preview that takes too long ends.
var errSlow = errors.New("the preview takes too long")

func preview(ctx context.Context, folder edition.Folder, paths []string, o Options) (*Report, error) {
	if _, err := os.Stat(folder.Warehouse()); errors.Is(err, fs.ErrNotExist) {
		empty, err := os.MkdirTemp(o.Scratch, "luanphien-preview-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(empty)
		folder = edition.Folder(empty)
	}
	w, err := openFolder(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	if err := w.TakeAllThreads(ctx, paths); err != nil {
		return nil, err
	}
	o.Meta = warehouse.Meta{}
	seen, err := stateOf(ctx, w)
	if err != nil {
		return nil, err
	}
	r := &runner{Warehouse: w, options: o, now: o.Now, dry: true}
	report, err := r.rehearse(ctx, paths)
	if err != nil {
		return nil, mend.DiskError(folder, err)
	}
	report.Seen = seen.String()
	return report, nil
}

// rehearse makes a run in one transaction, and takes it back.
func (r *runner) rehearse(ctx context.Context, paths []string) (*Report, error) {
	if err := r.setUp(ctx); err != nil {
		return nil, err
	}
	report := &Report{Files: make([]FileReport, len(paths))}
	var passed []string // the files before, that would load
	for order := r.orderByKind(ctx, paths); ; {
		again, err := r.attempt(ctx, passed, func() (bool, error) {
			for len(order) > 0 {
				i := order[0]
				order = order[1:]
				f, err := r.file(ctx, paths[i])
				if err != nil {
					return false, err
				}
				report.Files[i] = *f
				r.remember(f)
				if f.Status != Refused {
					passed = append(passed, paths[i])
				} else if r.wrote {
					return true, nil
				}
			}
			var err error
			report.Resolved, err = r.retryWaiting(ctx)
			return false, err
		})
		if err != nil || !again {
			return report, err
		}
	}
}

// attempt goes through files that are known to load, then on to what f does, and takes everything back. The engine cannot
// take back one file of a transaction: after a file that was refused when it had been written in part, it all begins anew.
func (r *runner) attempt(ctx context.Context, before []string, f func() (again bool, err error)) (again bool, err error) {
	kept := r.Store
	rehearsal, forget, err := kept.Rehearse(ctx)
	if err != nil {
		return false, err
	}
	r.Store = rehearsal
	defer func() {
		r.Store = kept
		err = errors.Join(err, forget())
	}()
	err = warehouse.InTransaction(ctx, r.Conn, func() error {
		if err := warehouse.One(ctx, r.Conn, checks.Get("history", "next_run"), nil, &r.runID); err != nil {
			return err
		}
		for _, path := range before {
			if _, err := r.file(ctx, path); err != nil {
				return err
			}
		}
		if again, err = f(); err != nil {
			return err
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return again, err
}

// transaction runs f in a transaction of its own, or as a part of the rehearsal.
func (r *runner) transaction(ctx context.Context, f func() error) error {
	if r.dry {
		return f()
	}
	return warehouse.InTransaction(ctx, r.Conn, f)
}

// describe tells how the tables of a file were understood.
func describe(f *read.File) []SheetShape {
	var shapes []SheetShape
	for _, s := range f.Sheets {
		shape := SheetShape{Name: s.Name, Kind: s.Kind.Name, VI: s.Kind.VI, EN: s.Kind.EN, Header: s.Header}
		for i, beside := range s.Beside() {
			c := s.Columns[i]
			field, _ := s.Kind.Field(c.Field)
			shape.Columns = append(shape.Columns, ColumnShape{
				Title: c.Title, Field: c.Field, Means: Words{field.Title, field.TitleEN}, Class: field.Class, Described: field.Described,
				Beside: besideWords(beside, c.Field),
			})
		}
		shapes = append(shapes, shape)
	}
	return shapes
}

// besideWords says what a column that is no field of its own is for.
func besideWords(b read.Beside, own string) Words {
	switch {
	case own != "" || b.Field.Name == "":
		return Words{}
	case b.Year:
		return Words{"năm của cột «" + b.Field.Title + "»", "the year of the column “" + b.Field.TitleEN + "”"}
	}
	return Words{"đối chiếu với cột «" + b.Field.Title + "», thay cột đó ở dòng để trống", "compared with the column “" + b.Field.TitleEN + "”, and in its place where that is blank"}
}

// errDry ends a rehearsal, of which nothing is to be kept.
var errDry = errors.New("nothing is kept")
