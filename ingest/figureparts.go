package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"luanphien/ingest/figureparts"
	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// partsReading is how the parts of the figures of a kind are kept with a load.
const partsReading = "dhis2 "

// goneReading is how those parts are kept that a load said are deleted.
const goneReading = "dhis2 deleted "

// wholeFigures refuses the figures of DHIS2 that lack parts which the fact in force was made of: men that came in one file
// and women in another would each pass for all. It keeps the parts of this load.
func (l *fileLoad) wholeFigures(ctx context.Context, kind header.Kind, p *part) error {
	told, gone := figureparts.Sets{}, figureparts.Sets{}
	for _, s := range l.file.Sheets {
		if s.Kind.Name == kind.Name {
			told.Add(s.Parts)
			gone.Add(s.GoneParts)
		}
	}
	if len(told)+len(gone) == 0 {
		return nil
	}
	lacking, err := l.lacking(ctx, kind, told, gone)
	if err != nil {
		return err
	}
	for _, f := range lacking {
		refuse := strings.ReplaceAll(figureparts.Step(kind, "refuse"), "told_cell", f.field)
		if _, err := warehouse.Run(ctx, l.Conn, refuse, warehouse.Params{"by_load": f.load, "figure": f.of, "field": f.field, "whole": strings.Join(f.whole, "\n")}); err != nil {
			return err
		}
	}
	if len(lacking) > 0 {
		if _, err := l.Conn.ExecContext(ctx, checks.Get("dhis2", "forget")); err != nil {
			return err
		}
		if err := warehouse.One(ctx, l.Conn, checks.Get("shared", "counts"), nil, &p.Quarantined, &p.Corrected, &p.Unchanged); err != nil {
			return err
		}
		p.Loaded = p.Read - p.Quarantined - p.Corrected - p.Unchanged
	}
	if err := l.keepParts(ctx, partsReading+kind.Name, told); err != nil {
		return err
	}
	return l.keepParts(ctx, goneReading+kind.Name, gone)
}

// keepParts keeps parts of figures with the load.
func (l *fileLoad) keepParts(ctx context.Context, reading string, figures figureparts.Sets) error {
	for _, of := range slices.Sorted(maps.Keys(figures)) {
		if _, err := warehouse.Run(ctx, l.Conn, checks.Get("shared", "reading"), warehouse.Params{"load_id": l.id, "reading": reading, "text": of, "meaning": figures.Text(of)}); err != nil {
			return err
		}
	}
	return nil
}

// knownFigure is a figure of this load of which an earlier one has brought a fact.
type knownFigure struct {
	load      int
	of, field string
	whole     []string // stations and periods that lack nothing but what was deleted
}

// lacking finds the figures that lack parts of the facts in force.
func (l *fileLoad) lacking(ctx context.Context, kind header.Kind, told, deleted figureparts.Sets) ([]knownFigure, error) {
	var known []knownFigure
	fields := figureparts.Fields(kind)
	err := warehouse.Each(ctx, l.Conn, figureparts.Step(kind, "figures"), warehouse.Params{"load_id": l.id}, func(rows *sql.Rows) error {
		var load int
		var of string
		var has [2]bool
		err := rows.Scan(&load, &of, &has[0], &has[1])
		for i, field := range fields[1:] {
			if has[i] && (i == 0 || field != fields[1]) {
				known = append(known, knownFigure{load: load, of: of, field: field})
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var lacking []knownFigure
	for _, f := range known {
		name := f.of + read.FigurePart + f.field
		var before string
		var since int
		err := warehouse.One(ctx, l.Conn, checks.Get("dhis2", "parts"), warehouse.Params{"reading": partsReading + kind.Name, "figure": name, "by_load": f.load}, &since, &before)
		if errors.Is(err, sql.ErrNoRows) {
			continue // the fact is of no DHIS2
		}
		if err != nil {
			return nil, fmt.Errorf("the parts of %s: %w", name, err)
		}
		if figureparts.HoldAll(told[name], before, nil) {
			continue
		}
		gone, err := l.goneSince(ctx, kind, name, since)
		if err != nil {
			return nil, fmt.Errorf("the deleted parts of %s: %w", name, err)
		}
		gone.Delete(name, deleted)
		for at, parts := range gone {
			if figureparts.HoldAll(told[name], before, parts) {
				f.whole = append(f.whole, at)
			}
		}
		lacking = append(lacking, f)
	}
	return lacking, nil
}

// goneSince are the parts of a figure that the given load or later ones said are deleted, by station and period, and none
// after them told again. The fact may be of before the deletion, where that did not change it.
func (l *fileLoad) goneSince(ctx context.Context, kind header.Kind, figure string, load int) (figureparts.Sets, error) {
	gone := figureparts.Sets{}
	values := warehouse.Params{"told": partsReading + kind.Name, "gone": goneReading + kind.Name, "figure": figure, "by_load": load}
	return gone, warehouse.Each(ctx, l.Conn, checks.Get("dhis2", "parts_since"), values, func(rows *sql.Rows) error {
		var of, parts string
		err := rows.Scan(&of, &parts)
		if of == figure {
			gone.Tell(parts)
		} else {
			gone.Delete(figure, figureparts.Sets{}.With(of, parts))
		}
		return err
	})
}
