package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/mend"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// Change is one entry of a list of stations, units or workers that a load would rename, move or close.
type Change struct {
	Code          string
	What          ChangeKind
	Before, After string // the name, the health centre or unit, or the day of closing ("" = open)
}

// ChangeKind tells what of an entry would change.
type ChangeKind string

// The changes that a list asks for where they are many.
const (
	Renamed ChangeKind = "renamed"
	Moved   ChangeKind = "moved" // to another health centre, unit or level
	Closed  ChangeKind = "closed"
)

// Doubt is what a load does that it may do only once a person has confirmed it (Options.Confirm).
type Doubt struct {
	Kind    string // of table, such as stations
	Known   int    // entries in force before the load
	Count   int    // entries that give the doubt: of the known ones those that would change, or the new ones
	Changes []Change
	VI, EN  string // what would happen
}

// Unconfirmed is the cause of the error of a file that was refused for its doubts alone: with Options.Confirm it loads.
type Unconfirmed struct{ Doubts []Doubt }

func (u *Unconfirmed) Error() string {
	return fmt.Sprintf("%d doubts are not confirmed", len(u.Doubts))
}

const (
	doubtfulShare = 10  // one in so many known entries may change without a question, and a single one always
	shownChanges  = 200 // of a doubt; all of them are counted
)

// doubtful are the kinds whose entries others refer to: a list of another province, whose codes are equal by chance,
// would turn the meaning of everything that is known.
var doubtful = map[string]bool{"stations": true, "units": true, "workers": true}

// doubt looks for changes of a judged list that a person should confirm, and keeps them in the report.
func (l *fileLoad) doubt(ctx context.Context, kind header.Kind, p *part, report *FileReport) error {
	if !doubtful[kind.Name] || l.again != nil {
		return nil
	}
	var known int
	if err := warehouse.One(ctx, l.Conn, checks.Get(kind.Name, "in_force"), nil, &known); err != nil || known == 0 {
		return err
	}
	changes, err := l.changes(ctx, kind.Name, p)
	if err != nil {
		return fmt.Errorf("compare the list of %s with the one in force: %w", kind.Name, err)
	}
	for _, c := range changes {
		l.changing.note(kind.Name, c.Code)
	}
	own := len(l.changing[kind.Name])
	n := own + l.changed.others(l.changing, kind.Name)
	if own > 0 && n > 1 && n*doubtfulShare > known {
		d := Doubt{
			Kind: kind.Name, Known: known, Count: n, Changes: changes[:min(len(changes), shownChanges)],
			VI: fmt.Sprintf("Tệp sẽ đổi tên, chuyển hoặc đóng %d trong %d mục đang có của %s.", n, known, kind.VI),
			EN: fmt.Sprintf("The file would rename, move or close %d of the %d known %s.", n, known, kind.EN),
		}
		if n > own {
			d.VI = fmt.Sprintf("Cùng với các tệp trước của lần nạp này, tệp sẽ đổi tên, chuyển hoặc đóng %d trong %d mục đang có của %s (riêng tệp này: %d).", n, known, kind.VI, own)
			d.EN = fmt.Sprintf("With the files before it in this run, the file would rename, move or close %d of the %d known %s (this file alone: %d).", n, known, kind.EN, own)
		}
		report.Doubts = append(report.Doubts, d)
	}
	return nil
}

// entriesOf holds codes of lists by kind: each once, however much of an entry changes. A list of another place that comes in
// pieces, each of which changes little, is asked about where the pieces come in one run.
type entriesOf map[string]map[string]bool

func (e entriesOf) note(kind, code string) {
	if e[kind] == nil {
		e[kind] = map[string]bool{}
	}
	e[kind][code] = true
}

// remember adds what a file that loaded changes of lists, where nobody was asked.
func (r *runner) remember(f *FileReport) {
	if f.Status == Refused || len(f.Doubts) > 0 {
		return
	}
	if r.changed == nil {
		r.changed = entriesOf{}
	}
	r.changed.add(r.changing)
}

func (e entriesOf) add(more entriesOf) {
	for kind, codes := range more {
		for code := range codes {
			e.note(kind, code)
		}
	}
}

// others counts the codes of a kind that the other has not.
func (e entriesOf) others(other entriesOf, kind string) int {
	n := 0
	for code := range e[kind] {
		if !other[kind][code] {
			n++
		}
	}
	return n
}

// changes lists what of the known entries would change. A name that is only spelled otherwise is the same name.
func (l *fileLoad) changes(ctx context.Context, kind string, p *part) ([]Change, error) {
	names := map[string]string{}
	if kind == "workers" {
		var err error
		if names, err = l.Store.Names(ctx); err != nil {
			return nil, err
		}
	}
	var list []Change
	return list, warehouse.Each(ctx, l.Conn, checks.Get(kind, "changes"), nil, func(rows *sql.Rows) error {
		var code, home, newHome string
		var name, newName, closed sql.NullString
		var cell sql.NullInt32
		if err := rows.Scan(&code, &name, &newName, &cell, &home, &newHome, &closed); err != nil {
			return err
		}
		if cell.Valid { // names of persons are not the engine's
			name.String, newName.String = names[code], p.words.Private[cell.Int32]
		}
		if name.String != "" && newName.String != "" && !sameName(name.String, newName.String) {
			list = append(list, Change{Code: code, What: Renamed, Before: name.String, After: newName.String})
		}
		if lex.FoldName(home) != lex.FoldName(newHome) {
			list = append(list, Change{Code: code, What: Moved, Before: home, After: newHome})
		}
		if closed.Valid {
			list = append(list, Change{Code: code, What: Closed, After: closed.String})
		}
		return nil
	})
}

// sameName tells whether two names are one, spelled otherwise: with or without «Trạm Y tế xã», accents, capitals.
func sameName(a, b string) bool {
	other := lex.StationNames(b)
	return slices.ContainsFunc(lex.StationNames(a), func(name string) bool { return slices.Contains(other, name) })
}

// confirmed refuses a file whose doubts nobody has confirmed.
func (l *fileLoad) confirmed(report *FileReport) error {
	if len(report.Doubts) == 0 || l.options.Confirm || l.accepted || l.dry {
		return nil
	}
	e := &mend.Error{Option: "--confirm", Err: &Unconfirmed{report.Doubts}}
	for _, d := range report.Doubts {
		e.VI += d.VI + " "
		e.EN += d.EN + " "
	}
	e.VI += "Đây có thể là danh sách của nơi khác. Chưa nạp gì: hãy xem lại danh sách thay đổi; nếu đúng, nạp lại và xác nhận."
	e.EN += "This may be the list of another place. Nothing is loaded: look through the changes; if they are right, load again and confirm."
	return e
}
