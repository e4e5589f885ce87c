// Package cut makes databases that hold only some stations of an edition, for those who work for these and ask in SQL.
package cut

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	statements "luanphien/queries/cut"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// form goes up when what is left out changes: databases of before are then made anew.
const form = "1"

// memoryMB bounds what the engine uses to make one.
const memoryMB = 256

// How the tables without stations are cut; one that is not named here stays empty.
var (
	asTheyAre = []string{"meta", "calendar", "cadres", "diagnosis_groups_history", "indicator_catalogue_history", "specialties_history", "units_history", "holidays_history"}
	ofWorkers = []string{"workers_history", "absences_history"}
	ofLoads   = []string{"load_part_history", "load_reading_history", "quarantine_history", "undo_history", "load_option_history"}
	byTheir   = []string{"load_history", "doubled_days"} // own statements
)

// Cutter makes them in a data folder, each once, one at a time.
type Cutter struct {
	folder edition.Folder
	mu     sync.Mutex
}

// New is a cutter of a data folder.
func New(folder edition.Folder) *Cutter { return &Cutter{folder: folder} }

// Database is the path of the database of some stations, by their codes in order, of an edition that the caller holds. It is
// made where it is missing.
func (c *Cutter) Database(ctx context.Context, number int, stations []string) (string, error) {
	path := c.folder.AreaDatabase(number, stations, form)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(c.folder.Areas(), 0o700); err != nil {
		return "", err
	}
	half := path + ".half"
	for _, left := range []string{half, half + ".wal"} { // by a process that was killed
		if err := os.Remove(left); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	err := c.build(ctx, number, stations, half)
	if err == nil {
		err = os.Chmod(half, edition.PrivateFile)
	}
	if err == nil {
		err = os.Rename(half, path)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("cut edition %d: %w", number, err), ignoreMissing(os.Remove(half)))
	}
	return path, nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func (c *Cutter) build(ctx context.Context, number int, stations []string, path string) error {
	db, err := engine.OpenWarehouse(path, engine.Options{MemoryMB: memoryMB, Threads: 1})
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	work := &cutting{ctx: ctx, conn: conn, stations: stations}
	err = work.run(statements.Attach(c.folder.Database(number)))
	for _, step := range []func() error{work.setArea, work.ownLoads, work.tables, work.views} {
		if err == nil {
			err = step()
		}
	}
	for _, step := range []string{"detach", "checkpoint"} {
		if err == nil {
			err = work.run(statements.Get(step))
		}
	}
	return errors.Join(err, conn.Close(), db.Close())
}

// cutting is one database in the making.
type cutting struct {
	ctx      context.Context
	conn     *sql.Conn
	stations []string
}

func (c *cutting) run(statement string, args ...any) error {
	_, err := c.conn.ExecContext(c.ctx, statement, args...)
	return err
}

func (c *cutting) each(query string, f func(*sql.Rows) error) error {
	return engine.Each(c.ctx, c.conn, query, f)
}

func (c *cutting) setArea() error {
	return c.run(statements.Get("area"), sql.Named("area", ","+strings.Join(c.stations, ",")+","))
}

// ownLoads notes the loads that were made for the same stations or some of them.
func (c *cutting) ownLoads() error {
	if err := c.run(statements.Get("no_own_loads")); err != nil {
		return err
	}
	var own []int
	err := c.each(statements.Get("recipes"), func(rows *sql.Rows) error {
		var id int
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		var recipe struct {
			Area string `json:"area"`
		}
		if json.Unmarshal([]byte(text), &recipe) == nil && c.covers(recipe.Area) {
			own = append(own, id)
		}
		return nil
	})
	for _, id := range own {
		if err == nil {
			err = c.run(statements.Get("own_load"), sql.Named("load_id", id))
		}
	}
	return err
}

func (c *cutting) covers(area string) bool {
	return area != "" && !slices.ContainsFunc(strings.Split(area, ","), func(code string) bool { return !slices.Contains(c.stations, code) })
}

func (c *cutting) tables() error {
	var made []string
	err := c.each(statements.Get("tables"), func(rows *sql.Rows) error {
		var name string
		var stations bool
		err := rows.Scan(&name, &stations)
		made = append(made, statementOf(name, stations))
		return err
	})
	for _, statement := range made {
		if err == nil {
			err = c.run(statement)
		}
	}
	return err
}

// statementOf is the statement that cuts a table.
func statementOf(name string, stations bool) string {
	switch {
	case slices.Contains(byTheir, name):
		return statements.Get(name)
	case stations:
		return statements.Of("of_stations", name)
	case slices.Contains(asTheyAre, name):
		return statements.Of("as_it_is", name)
	case slices.Contains(ofWorkers, name):
		return statements.Of("of_workers", name)
	case slices.Contains(ofLoads, name):
		return statements.Of("of_loads", name)
	}
	return statements.Of("empty", name)
}

// views makes the views of the edition, each after those that it asks.
func (c *cutting) views() error {
	var waiting []string
	err := c.each(statements.Get("views"), func(rows *sql.Rows) error {
		var name, statement string
		err := rows.Scan(&name, &statement)
		waiting = append(waiting, statement)
		return err
	})
	for err == nil && len(waiting) > 0 {
		var left []string
		for _, statement := range waiting {
			if err = c.run(statement); err != nil {
				left = append(left, statement)
			}
		}
		if len(left) == len(waiting) {
			return err
		}
		waiting, err = left, nil
	}
	return err
}
