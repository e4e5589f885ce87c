package cells

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"luanphien/ingest/aliases"
	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/nearest"
	"luanphien/ingest/rule"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// station is what the resolver knows of a receiving facility.
type station struct {
	code, name, kind string
	province         string
	opened, closedOn sql.NullTime
}

// Resolver turns the names and codes of a file into the codes of the warehouse. A name resolves only when it means
// exactly one thing; nothing is ever guessed from a near miss.
type Resolver struct {
	province Province                    // of the load
	stations map[string]*station         // by code
	byName   map[string][]*station       // by folded name, with and without the kind of unit before it
	former   map[string][]aliases.Former // by folded former name
	units    map[string][]string         // codes by folded code and folded name

	unitsInFull map[string][]string // by folded name, its short form written out

	workers map[string]string // codes by folded code
	lists   map[string]map[string]string
	short   map[string]map[string]string // by extended list and short form, folded: the key of the code that it means

	StationNames, unitNames []nearest.Candidate // for messages only
	found                   map[string][]string // nearest names that were looked up
	unitName                map[string]string   // by code
	Persons                 map[string]string   // names of workers by code; read only where they are compared
	Respelled               []respelled         // codes of a list that are known otherwise
	DaysAlone               bool                // a day was read where a moment is wanted
	decisions               map[string]bool     // numbers of decisions that are digits alone
}

// mostLookedUp bounds the refused texts of a file for which the nearest names are looked up.
const mostLookedUp = 500

//go:embed values.csv
var valuesCSV string

// unitTypes are the words that stand before a station's name, folded, by the station's type or that of the former unit: with
// them a former township is told from the commune that bears its name today.
var unitTypes = map[string][]string{"commune": {"xa"}, "ward": {"phuong"}, "township": {"thi_tran"}, "district_hospital": nil, "health_center": nil}

// facilityWords are the words, folded, with which a list may call every station what it is («Trạm y tế xã 01»), so that a
// file may name it without them. None of them begins the name of a commune itself.
var facilityWords = []string{"tram_y_te_", "tram_yt_", "tyt_"}

// NewResolver reads the facts in force over the given connection, for a load of that province.
func NewResolver(ctx context.Context, conn *sql.Conn, of Province) (*Resolver, error) {
	r := &Resolver{
		province: of,
		stations: map[string]*station{}, byName: map[string][]*station{}, former: map[string][]aliases.Former{},
		units: map[string][]string{}, unitsInFull: map[string][]string{}, unitName: map[string]string{}, workers: map[string]string{}, lists: map[string]map[string]string{}, short: map[string]map[string]string{},
		decisions: map[string]bool{},
	}
	if err := r.readValues(); err != nil {
		return nil, err
	}
	steps := []struct {
		name string
		read func(*sql.Rows) error
	}{
		{"stations", r.readStation}, {"aliases", r.readAlias}, {"units", r.readUnit},
		{"workers", r.readWorker}, {"codes", r.readCode}, {"decisions", r.readDecision},
	}
	for _, step := range steps {
		if err := warehouse.Each(ctx, conn, checks.Get("lists", step.name), nil, step.read); err != nil {
			return nil, fmt.Errorf("read the list of %s: %w", step.name, err)
		}
	}
	return r, nil
}

func (r *Resolver) readValues() error {
	records, err := csv.NewReader(strings.NewReader(valuesCSV)).ReadAll()
	if err != nil {
		return fmt.Errorf("table of values: %w", err)
	}
	for _, record := range records[1:] {
		if list := record[0]; !extended[list] && list != unitWords {
			r.addCode(list, record[1], record[2])
			continue
		} else if r.short[list] == nil {
			r.short[list] = map[string]string{}
		}
		r.short[record[0]][lex.Key(record[1])] = lex.Key(record[2])
	}
	return nil
}

func (r *Resolver) addCode(list, text, code string) {
	if r.lists[list] == nil {
		r.lists[list] = map[string]string{}
	}
	r.lists[list][lex.Key(text)] = code
}

func (r *Resolver) readStation(rows *sql.Rows) error {
	s := &station{}
	if err := rows.Scan(&s.code, &s.name, &s.kind, &s.opened, &s.closedOn, &s.province); err != nil {
		return err
	}
	r.stations[s.code] = s
	if s.province != r.province.Of {
		return nil // names are looked for in the province of the load alone
	}
	r.StationNames = append(r.StationNames, nearest.Candidate{Code: s.code, Folded: lex.FoldName(s.name), Shown: fmt.Sprintf("%s (%s)", s.name, s.code)})
	r.addName(s, s.name)
	return nil
}

// addName lets a name lead to a station, with and without the words that say what it is.
func (r *Resolver) addName(s *station, name string) {
	folded := lex.FoldName(name)
	keys := []string{folded}
	for _, facility := range facilityWords {
		if own, found := strings.CutPrefix(folded, facility); found {
			keys = append(keys, own)
		}
	}
	for _, word := range unitTypes[s.kind] {
		keys = append(keys, word+"_"+folded)
	}
	for _, key := range keys {
		if !slices.Contains(r.byName[key], s) {
			r.byName[key] = append(r.byName[key], s)
		}
	}
}

// readAlias reads another name of a station, or that of a former commune. Names of stations that are in no list lead
// nowhere.
func (r *Resolver) readAlias(rows *sql.Rows) error {
	var kind string
	var f aliases.Former
	if err := rows.Scan(&f.Name, &kind, &f.Code, &f.Until); err != nil {
		return err
	}
	if kind == aliases.Variant {
		if s := r.stations[f.Code]; s != nil && s.province == r.province.Of {
			r.addName(s, f.Name)
		}
		return nil
	}
	if s := r.stations[f.Code]; s != nil && s.province != r.province.Of {
		return nil
	}
	folded := lex.FoldName(f.Name)
	r.former[folded] = append(r.former[folded], f)
	for _, word := range unitTypes[kind] {
		full := word + "_" + folded
		r.former[full] = append(r.former[full], f)
	}
	return nil
}

func (r *Resolver) readUnit(rows *sql.Rows) error {
	var code, name, of string
	if err := rows.Scan(&code, &name, &of); err != nil || of != r.province.Of {
		return err
	}
	r.unitName[code] = name
	r.unitNames = append(r.unitNames, nearest.Candidate{Code: code, Folded: lex.FoldName(name), Shown: fmt.Sprintf("%s (%s)", name, code)})
	for _, key := range []string{lex.Key(code), lex.Key(r.plain(code)), lex.FoldName(name)} {
		if known := r.units[key]; len(known) == 0 || known[len(known)-1] != code {
			r.units[key] = append(known, code)
		}
	}
	full := r.unitInFull(name)
	r.unitsInFull[full] = append(r.unitsInFull[full], code)
	return nil
}

func (r *Resolver) readWorker(rows *sql.Rows) error {
	var code, of string
	if err := rows.Scan(&code, &of); err != nil || of != r.province.Of {
		return err
	}
	r.workers[lex.Key(code)], r.workers[lex.Key(r.plain(code))] = code, code
	return nil
}

func (r *Resolver) readCode(rows *sql.Rows) error {
	var list, code string
	var behind sql.NullString
	if err := rows.Scan(&list, &code, &behind); err != nil {
		return err
	}
	r.addCode(list, code, code)
	if behind.String != "" { // «hô hấp (J00-J99)»
		r.addCode(list, code+" "+behind.String, code)
	}
	return nil
}

// station reads a station's code or name into c.
func (r *Resolver) station(text string, c *Cell) {
	if s := r.stationByCode(text); s != nil {
		if c.setStation(s); s.province != r.province.Of {
			c.Rule = rule.StationElsewhere
		}
		return
	}
	// The first reading that finds anything decides: the whole name, then the name with one prefix taken off.
	text, old := r.saidOld(text)
	for _, name := range lex.StationNames(text) {
		now, before := r.byName[name], r.former[name]
		if old {
			now = nil
		}
		if len(now) > 1 {
			c.Rule = rule.StationAmbiguous
			return
		}
		if len(now) == 0 && len(before) == 0 {
			continue
		}
		if len(now) == 1 {
			c.setStation(now[0])
		}
		if f, ok := aliases.One(before, text); ok {
			c.FormerCode, c.FormerName, c.FormerUntil = f.Code, f.Name, f.Until
			if s := r.stations[f.Code]; s != nil && len(now) == 0 {
				c.Opened, c.Closed = s.opened, s.closedOn
			}
		} else if len(now) == 0 {
			c.Rule = rule.StationAmbiguous
		}
		if len(now) == 0 && r.stations[c.FormerCode] == nil {
			c.FormerCode = "" // a former name of a station that this province does not list
		}
		return
	}
	if code, name, ok := lex.CodeAndName(text); ok { // where they agree
		var named Cell
		if r.station(name, &named); named.Rule == rule.None && named.Code != "" && r.stationByCode(code) == r.stations[named.Code] {
			r.station(code, c)
		}
	}
}

// saidOld takes the mark off a name that says that it is one of old («xã Sá Tổng (cũ)») and so none of today. A place may be
// called so («Bản Cũ»).
func (r *Resolver) saidOld(text string) (own string, old bool) {
	if own, old = lex.CutFormer(text); !old {
		return text, false
	}
	for _, name := range lex.StationNames(text) {
		if len(r.byName[name])+len(r.former[name]) > 0 {
			return text, false
		}
	}
	return own, true
}

// Knows is how a reader asks whether a text names a station, a unit, a worker or a series; nil where no list of them was loaded.
func (r *Resolver) Knows(about header.Field) func(text string) bool {
	var find func(string, *Cell)
	class := about.Class
	switch {
	case about.List == "measure": // many are called a share, as rows below a table are
		find = func(text string, c *Cell) { r.listed(about.List, text, c) }
	case class == header.CodeStation && len(r.stations) > 0:
		find = r.station
	case class == header.CodeUnit && len(r.units) > 0:
		find = r.unit
	case class == header.CodeWorker && len(r.workers) > 0:
		find = r.worker
	default:
		return nil
	}
	return func(text string) bool {
		var c Cell
		find(text, &c)
		return c.Rule == rule.StationAmbiguous || c.Rule == rule.None && (c.Code != "" || c.FormerCode != "")
	}
}

// Meanings is how a reader asks which place a text names; "" where it is not known.
func (r *Resolver) Meanings(about header.Field) func(text string) string {
	of := r.typedReading(about)
	return func(text string) string {
		var c Cell
		of.Read(text, &c)
		return c.Meaning()
	}
}

// Nearest lists names that a refused value may have meant. A text is looked up once, however often it stands in a file.
func (r *Resolver) Nearest(why rule.Rule, value string) []string {
	var among []nearest.Candidate
	switch why {
	case rule.StationUnknown, rule.StationAmbiguous:
		among = r.StationNames
	case rule.UnitUnknown:
		among = r.unitNames
	default:
		return nil
	}
	names, known := r.found[value]
	if !known && len(r.found) < mostLookedUp {
		if r.found == nil {
			r.found = map[string][]string{}
		}
		names = nearest.Of(value, among)
		r.found[value] = names
	}
	return names
}

// NullDay is the form in which the appender takes a date that may be blank.
func NullDay(t sql.NullTime) any {
	if !t.Valid {
		return nil
	}
	return t.Time
}

func day(t time.Time) sql.NullTime { return sql.NullTime{Time: t, Valid: true} }
