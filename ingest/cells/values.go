package cells

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"sync"

	"luanphien/ingest/header"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/schema"
)

// Values are what the cells of a template may hold: by list of codes, and the codes of stations, units and workers.
type Values struct {
	lists                    map[string][]string
	Stations, units, workers []string
}

// Of gives the values of a field; none where anything may be written.
func (v Values) Of(kind header.Kind, field header.Field) []string {
	switch field.Class {
	case header.CodeStation:
		return v.Stations
	case header.CodeUnit:
		return v.units
	case header.CodeWorker:
		return v.workers
	case header.CodeList:
		return v.lists[field.List]
	}
	return nil
}

// KnownValues reads the values from the newest edition of a folder, or from what the program ships where there is none.
func KnownValues(ctx context.Context, folder edition.Folder) (Values, error) {
	v := Values{lists: shippedWords()}
	db, err := openLists(ctx, folder)
	if err != nil {
		return v, err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return v, err
	}
	defer conn.Close()
	for query, to := range map[string]*[]string{"station_codes": &v.Stations, "unit_codes": &v.units, "worker_codes": &v.workers} {
		err := warehouse.Each(ctx, conn, checks.Get("lists", query), nil, func(rows *sql.Rows) error {
			var code string
			err := rows.Scan(&code)
			*to = append(*to, code)
			return err
		})
		if err != nil {
			return v, err
		}
		slices.Sort(*to)
	}
	return v, warehouse.Each(ctx, conn, checks.Get("lists", "codes"), nil, func(rows *sql.Rows) error {
		var list, code string
		var behind sql.NullString
		err := rows.Scan(&list, &code, &behind)
		if list != "cadre" { // its words are Vietnamese, in the table of values
			v.lists[list] = append(v.lists[list], code)
		}
		return err
	})
}

// openLists opens the newest edition, or an empty warehouse in memory that holds what the program ships.
func openLists(ctx context.Context, folder edition.Folder) (*sql.DB, error) {
	number, err := folder.Newest()
	if err == nil {
		return warehouse.OpenPublished(folder, number)
	}
	if !errors.Is(err, edition.ErrNone) {
		return nil, err
	}
	db, err := engine.OpenWarehouse("", engine.Options{Threads: 1})
	if err != nil {
		return nil, err
	}
	for _, script := range []string{"warehouse", "cadres", "lists"} {
		if _, err := db.ExecContext(ctx, schema.Script(script)); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return db, nil
}

// valueWord is one line of the table of values.
type valueWord struct{ list, word, code string }

// ReadValues reads the table of values. The table is a part of the program; with a fault in it nothing is loaded.
var ReadValues = sync.OnceValues(func() (list []valueWord, err error) {
	records, err := csv.NewReader(strings.NewReader(valuesCSV)).ReadAll()
	for _, r := range records[min(1, len(records)):] {
		list = append(list, valueWord{r[0], r[1], r[2]})
	}
	return list, err
})

// shippedValues are the table of values.
func shippedValues() []valueWord {
	list, _ := ReadValues() // openWarehouse says what is wrong
	return list
}

// FirstWords gives the first word of each list and code, which is Vietnamese.
var FirstWords = sync.OnceValue(func() map[[2]string]string {
	words := map[[2]string]string{}
	for _, v := range shippedValues() {
		if key := [2]string{v.list, v.code}; words[key] == "" && !extended[v.list] { // whose entries have names of their own
			words[key] = v.word
		}
	}
	return words
})

// WordsOf are the words of a list that no file extends, in their order: for each code its first.
func WordsOf(list string) []string { return shippedWords()[list] }

// shippedWords are the words of the table of values: for each code its first.
func shippedWords() map[string][]string {
	lists := map[string][]string{}
	for _, v := range shippedValues() {
		if !extended[v.list] && v.list != unitWords && FirstWords()[[2]string{v.list, v.code}] == v.word {
			lists[v.list] = append(lists[v.list], v.word)
		}
	}
	return lists
}
