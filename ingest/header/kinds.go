// Package header knows the kinds of table that the program takes in, and recognises a table's kind from its
// column titles. The kinds, their titles, the other titles in use and the titles that betray personal data are tables
// beside this file.
package header

import (
	"bytes"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"

	"luanphien/ingest/lex"
)

// Class says how the cells of a field are read.
type Class string

// The classes of fields.
const (
	CodeStation Class = "code_station" // a station's code or name, looked up among the stations
	CodeUnit    Class = "code_unit"    // a sending unit's code or name, looked up among the units
	CodeWorker  Class = "code_worker"  // a worker's code, looked up among the workers
	CodeList    Class = "code_list"    // a word of the list that Field.List names
	Count       Class = "count"        // a whole number, zero or more
	Decimal     Class = "decimal"      // a number
	Week        Class = "week"         // an ISO week
	Date        Class = "date"         // a day
	Month       Class = "month"        // a calendar month
	DateTime    Class = "datetime"     // a day with a time of day, local
	Text        Class = "text"         // free text, and the codes and names that a table itself defines
	PersonName  Class = "person_name"  // a worker's name: never into the warehouse
	Private     Class = "private"      // whom to call, and at which number: never into the warehouse
	Province    Class = "province"     // a province's code
	Goal        Class = "goal"         // a number, or a percentage
	Replaced    Class = "replaced"     // an order that another one replaces: its decision and worker
)

// Field is one column of a kind.
type Field struct {
	Name      string // canonical English name, as in the views
	Title     string // Vietnamese title, as in the input formats
	TitleEN   string // English title, for people
	Class     Class
	Required  bool   // the column must be there
	Optional  bool   // its cells may be blank: always so where the column is not required, and in some that are
	Described bool   // not of this table: it repeats what the worker table says, for comparison only
	Aside     bool   // not of this table: its rows are only judged by it, where a file has the column
	List      string // for CodeList: diagnosis_group, indicator, specialty, cadre, station_type, unit_level, …
}

// Kind is one kind of table.
type Kind struct {
	Name   string // as the view is called
	VI, EN string // what people call it
	Fields []Field

	titles map[string]reading // what a folded title means in this kind
}

// reading is a field that a title stands for; exact = by its own Vietnamese or English name, not by another in use.
type reading struct {
	field string
	exact bool
}

// Field gives the field of that canonical name.
func (k Kind) Field(name string) (Field, bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}

// code tells whether the cells of a field name a station, a unit or a worker.
func (f Field) code() bool {
	return f.Class == CodeStation || f.Class == CodeUnit || f.Class == CodeWorker
}

// Beside gives, for each column of a table, the field of codes beside which it names the same thing once more («Tên
// trạm» beside «Mã trạm», «Họ tên» beside «Mã cán bộ»), "" for all others. fields are those of the columns, as in Match.
func (k Kind) Beside(titles, fields []string) []string {
	beside := make([]string, len(titles))
	for i, title := range titles {
		name := ""
		if fields[i] == "" {
			name = k.Means(title)
		} else if field, _ := k.Field(fields[i]); field.Class == PersonName {
			name = "worker_code"
		}
		if field, ok := k.Field(name); ok && field.code() && slices.Contains(fields, name) {
			beside[i] = name
		}
	}
	return beside
}

// Means gives the canonical name of the field that a column title stands for in this kind, "" for none.
func (k Kind) Means(title string) string { return k.titles[lex.Key(title)].field }

// Known tells whether a column title means something in any kind.
func Known(title string) bool {
	key := lex.Key(title)
	return slices.ContainsFunc(kinds, func(k Kind) bool { return k.titles[key].field != "" })
}

// Words gives what people call a class.
func (c Class) Words() (vi, en string) { return classWords[c][0], classWords[c][1] }

//go:embed kinds.csv classes.csv titles.csv aliases.csv ignored.csv personal.csv
var tables embed.FS

var (
	kinds    = loadKinds()
	ignored  = loadIgnored()
	personal = loadPersonal()

	classWords = loadClasses()
)

// Kinds gives the kinds, in the order of the table.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindNamed gives the kind of that name.
func KindNamed(name string) (Kind, bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return kinds[i], true
}

// Ignored tells whether a column title is that of a running number (TT, STT), which says nothing.
func Ignored(title string) bool { return ignored[lex.Key(title)] }

// fault is what is wrong with the embedded tables.
var fault error

// Fault tells what is wrong with the tables of kinds and titles that the program carries; nothing may be read by them then.
func Fault() error { return fault }

// rows reads one of the embedded tables, without its header; none where it has a fault.
func rows(name string) [][]string {
	text, err := tables.ReadFile(name)
	if err != nil {
		fault = errors.Join(fault, err)
		return nil
	}
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(records) == 0 {
		fault = errors.Join(fault, fmt.Errorf("%s, %d rows: %w", name, len(records), err))
		return nil
	}
	return records[1:]
}

func loadKinds() []Kind {
	var all []Kind
	for _, r := range rows("titles.csv") {
		all = append(all, Kind{Name: r[0], VI: r[1], EN: r[2], titles: map[string]reading{}})
	}
	for _, r := range rows("kinds.csv") {
		i := slices.IndexFunc(all, func(k Kind) bool { return k.Name == r[0] })
		field := Field{
			Name: r[1], Title: r[2], TitleEN: r[3], Class: Class(r[4]), Described: r[6] == "described", List: r[7],
			Required: r[5] != "", Optional: r[5] != "yes", // "column": must be there, but a blank cell is a fact
		}
		all[i].Fields = append(all[i].Fields, field)
		all[i].titles[lex.Key(field.Title)] = reading{field.Name, true}
		all[i].titles[field.Name] = reading{field.Name, true}
	}
	for i := range all {
		addProvince(&all[i])
	}
	for _, r := range rows("aliases.csv") {
		for i := range all {
			addAlias(&all[i], r[0], r[1], r[2])
		}
	}
	return all
}

// provinceColumn is the column in which any table that names stations, units or workers may say of which province they are.
const provinceColumn = "province_code"

// addProvince lets a kind that names stations, units or workers have the column of their province: equal names and codes of
// two provinces are two.
func addProvince(k *Kind) {
	if _, own := k.Field(provinceColumn); own || !slices.ContainsFunc(k.Fields, Field.code) {
		return
	}
	field := Field{Name: provinceColumn, Title: "Mã tỉnh", TitleEN: "Province code", Class: Province, Optional: true, Aside: true}
	k.Fields = append(k.Fields, field)
	k.titles[lex.Key(field.Title)], k.titles[field.Name] = reading{field.Name, true}, reading{field.Name, true}
}

// addAlias takes another title of a field into a kind, where it has the field and no field of that very title.
func addAlias(k *Kind, title, field, only string) {
	if only != "" && only != k.Name {
		return
	}
	key := lex.Key(title)
	if _, has := k.Field(field); has && !k.titles[key].exact {
		k.titles[key] = reading{field, false}
	}
}

func loadClasses() map[Class][2]string {
	words := map[Class][2]string{}
	for _, r := range rows("classes.csv") {
		words[Class(r[0])] = [2]string{r[1], r[2]}
	}
	return words
}

func loadIgnored() map[string]bool {
	keys := map[string]bool{}
	for _, r := range rows("ignored.csv") {
		keys[lex.Key(r[0])] = true
	}
	return keys
}

// mark is a group of words in a title that shows that its column holds the data of a person.
type mark struct {
	key, match string // match: exact, begins, within
	vi, en     string
}

func loadPersonal() []mark {
	var marks []mark
	for _, r := range rows("personal.csv") {
		marks = append(marks, mark{key: lex.Key(r[0]), match: r[1], vi: r[2], en: r[3]})
	}
	return marks
}

func (m mark) on(key string) bool {
	switch {
	case len(key) < len(m.key):
		return false
	case key == m.key:
		return true
	case m.match == "begins":
		return strings.HasPrefix(key, m.key+"_")
	case m.match == "within":
		return strings.Contains("_"+key+"_", "_"+m.key+"_")
	}
	return false
}

// OfStations tells whether each row of the kind is of a station, the list of stations itself left out.
func (k Kind) OfStations() bool {
	_, found := k.Field("station_code")
	return found && k.Name != "stations"
}
