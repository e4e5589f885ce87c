// Package editiontest makes published editions out of rows, with the real schema, for tests.
package editiontest

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/queries"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/schema"
)

// Builder collects rows and publishes them. Its methods fail the test on any error.
type Builder struct {
	t        testing.TB
	folder   edition.Folder
	rows     map[string][][]driver.Value
	Manifest edition.Manifest // what is set here goes into the manifest
}

// New starts an edition in a data folder of the test's own.
func New(t testing.TB) *Builder {
	t.Helper()
	return In(t, edition.Folder(t.TempDir()))
}

// In starts an edition in a folder.
func In(t testing.TB, folder edition.Folder) *Builder {
	return &Builder{t: t, folder: folder, rows: map[string][][]driver.Value{}}
}

// Day reads a date, 2026-03-31.
func Day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

// DayOrNil reads a date, "" as NULL.
func DayOrNil(text string) driver.Value {
	if text == "" {
		return nil
	}
	return Day(text)
}

// Moment reads a local wall-clock time, 2026-03-31 08:00:00.
func Moment(text string) time.Time {
	m, err := time.Parse(time.DateTime, text)
	if err != nil {
		panic(err)
	}
	return m
}

// bookkeeping are the tables of loads, which are no facts.
var bookkeeping = map[string]bool{"load_history": true, "posting_listing_history": true, "load_part_history": true, "quarantine_history": true}

// ofParts are the tables whose second column is the former commune that a row came from, but for activity, of which that is
// always given.
var ofParts = map[string]bool{"needs_history": true, "indicators_history": true, "monthly_indicators_history": true, "weekly_reports_history": true, "incident_reports_history": true}

// Add adds a row to a table, its values in the table's order, without the province and the order replaced, without the four columns of provenance for a fact table and
// without the former commune: the row is the station's own.
func (b *Builder) Add(table string, values ...driver.Value) *Builder {
	return b.AddOf("", table, values...)
}

// AddOf adds a row like Add, of a former commune.
func (b *Builder) AddOf(unit, table string, values ...driver.Value) *Builder {
	if ofParts[table] {
		values = slices.Insert(values, 1, driver.Value(unit))
	}
	switch table { // what tests seldom care for
	case "stations_history":
		values = slices.Insert(values, 4, driver.Value(""))
	case "units_history", "workers_history":
		values = append(values, "")
	case "postings_history":
		values = append(values, nil, nil)
	}
	return b.Full(table, values...)
}

// Full adds a row like Add, with all values of its table but the four of provenance.
func (b *Builder) Full(table string, values ...driver.Value) *Builder {
	if strings.HasSuffix(table, "_history") && !bookkeeping[table] {
		values = append(values, int32(1), "", int64(1), nil)
	}
	b.rows[table] = append(b.rows[table], values)
	return b
}

// Station adds a commune station, active from the first day on and to the last ("" = open).
func (b *Builder) Station(code, center, opened, closed string) *Builder {
	return b.Add("stations_history", code, "Trạm "+code, "commune", center, nil, nil, nil, Day(opened), DayOrNil(closed))
}

// Worker adds a worker.
func (b *Builder) Worker(code, cadre, specialty string, fte float64) *Builder {
	return b.Add("workers_history", code, "U1", "CKI", specialty, cadre, fte)
}

// Posting adds a posting in force; left "" = as ordered.
func (b *Builder) Posting(decision, worker, station, start, end, left string) *Builder {
	return b.Add("postings_history", decision, worker, station, Day(start), Day(end), DayOrNil(left), "active")
}

// Cancelled adds a cancelled posting.
func (b *Builder) Cancelled(decision, worker, station, start, end string) *Builder {
	return b.Add("postings_history", decision, worker, station, Day(start), Day(end), nil, "cancelled")
}

// Absence adds an absence.
func (b *Builder) Absence(worker, from, to string) *Builder {
	return b.Add("absences_history", worker, Day(from), Day(to), nil)
}

// Need adds a declared need; end "" = open.
func (b *Builder) Need(station, specialty string, headcount int64, start, end string) *Builder {
	return b.Add("needs_history", station, specialty, headcount, Day(start), DayOrNil(end))
}

// Activity adds a cell of the week that starts on monday; a negative count is missing.
func (b *Builder) Activity(station, unit, monday, group string, visits, referrals int64) *Builder {
	count := func(n int64) driver.Value {
		if n < 0 {
			return nil
		}
		return n
	}
	return b.Add("activity_history", station, unit, Day(monday), group, count(visits), count(referrals))
}

// Report adds a weekly report; worker "" = the station's own.
func (b *Builder) Report(station, worker, monday, received string, required, filled int64) *Builder {
	return b.Add("weekly_reports_history", station, worker, Day(monday), Moment(received), required, filled)
}

// Publish writes the database and its manifest as the next edition of the folder, and gives the folder.
func (b *Builder) Publish() edition.Folder {
	b.t.Helper()
	numbers, err := b.folder.Numbers()
	b.must(err)
	number := 1
	if len(numbers) > 0 {
		number = numbers[len(numbers)-1] + 1
	}
	b.must(os.MkdirAll(b.folder.Editions(), 0o755))
	db, err := engine.OpenWarehouse(b.folder.Database(number), engine.Options{Threads: 1})
	b.must(err)
	b.fill(db)
	b.must(db.Close())
	b.writeManifest(number)
	return b.folder
}

func (b *Builder) fill(db *sql.DB) {
	ctx := context.Background()
	for _, script := range []string{"warehouse", "views", "calendar", "cadres"} {
		_, err := db.ExecContext(ctx, schema.Script(script))
		b.must(err)
	}
	conn, err := db.Conn(ctx)
	b.must(err)
	for table, rows := range b.rows {
		a, err := engine.NewAppender(ctx, conn, "", "", table)
		b.must(err)
		for _, row := range rows {
			b.must(a.Append(row...))
		}
		b.must(a.Close())
	}
	catalog, err := queries.Load()
	b.must(err)
	for _, table := range catalog.Tables() {
		_, err := conn.ExecContext(ctx, table.Script)
		b.must(err)
	}
	b.must(conn.Close())
}

func (b *Builder) writeManifest(number int) {
	m := b.Manifest
	m.Number, m.SchemaVersion = number, edition.SchemaVersion
	if m.PublishedAt.IsZero() {
		m.PublishedAt = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, number)
	}
	var text bytes.Buffer
	b.must(json.NewEncoder(&text).Encode(m))
	temporary := b.folder.ManifestPath(number) + ".new"
	b.must(os.WriteFile(temporary, text.Bytes(), 0o644))
	b.must(os.Rename(temporary, b.folder.ManifestPath(number)))
}

func (b *Builder) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}
