package figureparts

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

const (
	partsReading = "dhis2 "         // how the parts of the figures of a kind are kept with a load,
	ownReading   = "dhis2 own "     // those of a figure at one station in one period, where they are fewer,
	goneReading  = "dhis2 deleted " // and those that the load said are deleted
)

// Load are the parts of the figures of one kind in a load: of all, of one station and period where it has not all of them, and
// those that are deleted there.
type Load struct {
	Kind      header.Kind
	ID        int
	Told, Own Sets
	Gone      Sets
}

// Of gathers the parts of a kind in the sheets of a file; any is false where it has none.
func (l *Load) Of(sheets []*read.Sheet) (any bool) {
	l.Told, l.Own, l.Gone = Sets{}, Sets{}, Sets{}
	for _, s := range sheets {
		if s.Kind.Name == l.Kind.Name {
			l.Told.Add(s.Parts)
			l.Own.Add(s.OwnParts)
			l.Gone.Add(s.GoneParts)
		}
	}
	return len(l.Told)+len(l.Gone) > 0
}

// Keep keeps them with the load.
func (l *Load) Keep(ctx context.Context, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, checks.Get("dhis2", "kept")); err != nil {
		return err
	}
	a, err := engine.NewAppender(ctx, conn, "temp", "main", "kept_parts")
	if err != nil {
		return err
	}
	for _, one := range []struct {
		reading string
		parts   Sets
	}{{partsReading, l.Told}, {ownReading, l.Own}, {goneReading, l.Gone}} {
		for _, of := range slices.Sorted(maps.Keys(one.parts)) {
			if err := a.Append(one.reading+l.Kind.Name, of, one.parts.Text(of)); err != nil {
				return errors.Join(err, a.Close())
			}
		}
	}
	if err := a.Close(); err != nil {
		return err
	}
	_, err = warehouse.Run(ctx, conn, checks.Get("dhis2", "keep"), warehouse.Params{"load_id": l.ID})
	return err
}

// earlier is what is known of a figure of the load that brought a fact, or of the last before it that told the figure.
type earlier struct {
	parts string
	own   map[string]string // by station and period
	gone  Sets              // likewise, those that were deleted since
}

// Lacking are figures of the rows of a load that lack parts which the fact in force was made of, by their field.
type Lacking map[string][]int32

// Lacking finds them: men that came in one file and women in another would each pass for all.
func (l *Load) Lacking(ctx context.Context, conn *sql.Conn) (Lacking, error) {
	type cell struct {
		row  int32
		load int
		name string // of the figure
		at   string // its station and period
	}
	var known []cell
	lacking := Lacking{}
	fields := Fields(l.Kind)
	err := warehouse.Each(ctx, conn, Step(l.Kind, "figures"), warehouse.Params{"load_id": l.ID}, func(rows *sql.Rows) error {
		var c cell
		var of string
		var has [2]bool
		err := rows.Scan(&c.row, &c.load, &of, &c.at, &has[0], &has[1])
		for i, field := range fields[1:] {
			if has[i] && (i == 0 || field != fields[1]) {
				c.name = of + read.FigurePart + field
				known = append(known, c)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	before := map[cell]*earlier{}
	for _, c := range known {
		of := cell{load: c.load, name: c.name}
		if _, asked := before[of]; !asked {
			if before[of], err = l.earlier(ctx, conn, c.name, c.load); err != nil {
				return nil, fmt.Errorf("the parts of %s: %w", c.name, err)
			}
		}
		was := before[of]
		if was == nil {
			continue // the fact is of no DHIS2
		}
		now, parts := l.Own[c.name+read.FigurePart+c.at], was.own[c.at]
		if now == nil {
			now = l.Told[c.name]
		}
		if parts == "" {
			parts = was.parts
		}
		if !HoldAll(now, parts, was.gone[c.at]) {
			field := c.name[len(c.name)-len(lastOf(c.name)):]
			lacking[field] = append(lacking[field], c.row)
		}
	}
	return lacking, nil
}

// lastOf is the field in what names a figure.
func lastOf(name string) (field string) {
	for field = range Of(name) {
		continue
	}
	return field
}

// earlier reads what is known of a figure that a load, or one before it, brought; nil where none of DHIS2 did.
func (l *Load) earlier(ctx context.Context, conn *sql.Conn, name string, load int) (*earlier, error) {
	e := &earlier{own: map[string]string{}, gone: Sets{}}
	var since int
	values := warehouse.Params{"reading": partsReading + l.Kind.Name, "figure": name, "by_load": load}
	err := warehouse.One(ctx, conn, checks.Get("dhis2", "parts"), values, &since, &e.parts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	values = warehouse.Params{"reading": ownReading + l.Kind.Name, "figure": name, "by_load": since}
	err = warehouse.Each(ctx, conn, checks.Get("dhis2", "own_parts"), values, func(rows *sql.Rows) error {
		var at, parts string
		err := rows.Scan(&at, &parts)
		e.own[at] = parts
		return err
	})
	if err != nil {
		return nil, err
	}
	// The fact may be of before a deletion, where that did not change it. What is told again after it is awaited again.
	values = warehouse.Params{"told": partsReading + l.Kind.Name, "gone": goneReading + l.Kind.Name, "figure": name, "by_load": since}
	err = warehouse.Each(ctx, conn, checks.Get("dhis2", "parts_since"), values, func(rows *sql.Rows) error {
		var of, parts string
		err := rows.Scan(&of, &parts)
		if of == name {
			e.gone.Tell(parts)
		} else {
			e.gone.Delete(name, Sets{}.With(of, parts))
		}
		return err
	})
	e.gone.Delete(name, l.Gone)
	return e, err
}
