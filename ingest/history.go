package ingest

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"luanphien/ingest/area"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
)

// Load is one load of the history.
type Load struct {
	ID       int
	FileName string
	SHA256   string
	Size     int64 // bytes
	LoadedAt time.Time
	LoadedBy string
	Counts
	Area     string    // Options.Area under which it was made
	options  string    // its recipe; "" of loads of older programs
	Parts    []Part    // by kind; none for a load that was undone
	UndoneAt time.Time // zero = in force
	UndoneBy string
}

// Part is what one load brought of one kind.
type Part struct {
	Kind, Sheet string
	Counts
}

// pastLoad is a load with what is needed to make it again.
type pastLoad struct {
	Load
	key string
	run int
}

// recipe is how a load was made, as kept in the warehouse.
type recipe struct {
	Now       time.Time         `json:"now"`
	MaxReject float64           `json:"max_reject"`
	MaxCount  int64             `json:"max_count"`
	Kind      string            `json:"kind,omitempty"`
	Set       map[string]string `json:"set,omitempty"`
	Aliases   bool              `json:"aliases,omitempty"`
	Mapping   *read.Mapping     `json:"mapping,omitempty"`
	Unpacked  int64             `json:"unpacked,omitempty"`
	Limits    read.Limits       `json:"limits,omitzero"`
	Province  string            `json:"province,omitempty"`
	Area      string            `json:"area,omitempty"`

	Illustrative bool `json:"illustrative,omitempty"` // its data are invented
}

func (o *Options) recipe(maxReject float64) (string, error) {
	b, err := json.Marshal(recipe{Now: o.Now, MaxReject: maxReject, MaxCount: o.MaxCount, Kind: o.Kind, Set: o.Set, Aliases: o.Aliases, Mapping: o.Mapping, Unpacked: o.Unpacked, Limits: o.Limits.Chosen(), Province: o.Province, Area: o.Area, Illustrative: o.Meta.Illustrative})
	return string(b), err
}

// optionsOf are the options under which a past load was made.
func (p *pastLoad) optionsOf() (Options, error) {
	var r recipe
	if err := json.Unmarshal([]byte(p.options), &r); err != nil {
		return Options{}, fmt.Errorf("options of load %d: %w", p.ID, err)
	}
	o := Options{Now: r.Now, MaxReject: r.MaxReject, MaxCount: r.MaxCount, Kind: r.Kind, Set: r.Set, Aliases: r.Aliases, Mapping: r.Mapping, Unpacked: r.Unpacked, Limits: r.Limits, Province: r.Province, Area: r.Area, LoadedBy: p.LoadedBy}
	o.Meta.Illustrative = r.Illustrative
	o.Fill()
	return o, nil
}

// Province is the code of the province that the load was said to be of; "" = the folder's own.
func (l *Load) Province() string {
	var r recipe
	if json.Unmarshal([]byte(l.options), &r) != nil { // of an older program
		return ""
	}
	return r.Province
}

// illustrative tells whether a past load brought invented data. Loads of older programs do not say.
func (p *pastLoad) illustrative() bool {
	var r recipe
	return json.Unmarshal([]byte(p.options), &r) == nil && r.Illustrative
}

// pastLoads are the loads in force, in their order.
func pastLoads(ctx context.Context, conn *sql.Conn) ([]pastLoad, error) {
	var past []pastLoad
	err := warehouse.Each(ctx, conn, checks.Get("history", "kept"), nil, func(rows *sql.Rows) error {
		var p pastLoad
		err := rows.Scan(&p.ID, &p.key, &p.FileName, &p.SHA256, &p.Size, &p.LoadedAt, &p.LoadedBy,
			&p.Read, &p.Loaded, &p.Unchanged, &p.Corrected, &p.Quarantined, &p.run, &p.options)
		p.LoadedAt, p.Area = calendar.FromLocal(p.LoadedAt), area.Of(p.options)
		past = append(past, p)
		return err
	})
	return past, err
}

// undoneLoads are the loads that were undone, in the order of the undoing.
func undoneLoads(ctx context.Context, conn *sql.Conn) ([]Load, error) {
	var undone []Load
	err := warehouse.Each(ctx, conn, checks.Get("history", "undone"), nil, func(rows *sql.Rows) error {
		var l Load
		err := rows.Scan(&l.ID, &l.FileName, &l.SHA256, &l.Size, &l.LoadedAt, &l.LoadedBy,
			&l.Read, &l.Loaded, &l.Unchanged, &l.Corrected, &l.Quarantined, &l.UndoneAt, &l.UndoneBy, &l.options)
		l.Area = area.Of(l.options)
		l.LoadedAt, l.UndoneAt = calendar.FromLocal(l.LoadedAt), calendar.FromLocal(l.UndoneAt)
		undone = append(undone, l)
		return err
	})
	return undone, err
}

// Loads lists every load of the folder's newest edition and those that were undone, by number. It needs no lock.
func Loads(ctx context.Context, folder edition.Folder) (loads []Load, err error) {
	err = warehouse.InNewest(ctx, folder, func(conn *sql.Conn) (err error) {
		loads, err = listLoads(ctx, conn)
		return err
	})
	if errors.Is(err, edition.ErrNone) {
		return nil, nil
	}
	return loads, err
}

func listLoads(ctx context.Context, conn *sql.Conn) ([]Load, error) {
	past, err := pastLoads(ctx, conn)
	if err != nil {
		return nil, err
	}
	at := map[int]int{}
	loads := make([]Load, 0, len(past))
	for _, p := range past {
		at[p.ID] = len(loads)
		loads = append(loads, p.Load)
	}
	err = warehouse.Each(ctx, conn, checks.Get("history", "parts"), nil, func(rows *sql.Rows) error {
		var id int
		var p Part
		if err := rows.Scan(&id, &p.Sheet, &p.Kind, &p.Read, &p.Loaded, &p.Unchanged, &p.Corrected, &p.Quarantined); err != nil {
			return err
		}
		if i, ok := at[id]; ok {
			loads[i].Parts = append(loads[i].Parts, p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	undone, err := undoneLoads(ctx, conn)
	if err != nil {
		return nil, err
	}
	return sortLoads(append(loads, undone...)), nil
}
