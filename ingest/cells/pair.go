package cells

import (
	"slices"
	"strings"

	"luanphien/ingest/aliases"
	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
)

// pair is a column of codes with the columns that name the same things in words. Where a row has both they must agree;
// a row that leaves the code blank is known by the name. Each distinct pair of texts is compared once.
type pair struct {
	code  int   // place of the columns in the row
	names []int //
	at    int   // of the code in the block
	read  func(code string, names []string, c *Cell)
	texts map[string]int32
	key   []byte
}

// pairParts parts the texts of a pair where they stand as one key. Text that was tidied cannot hold it.
const pairParts = "\x1f"

// Besides gives, for each column, the field of codes beside which it stands.
func (s *Stage) Besides(columns []read.Column) []string {
	titles, fields := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		titles[i], fields[i] = c.Title, c.Field
	}
	return s.Kind.Beside(titles, fields)
}

// pairs lists the pairs among the columns of a table.
func (s *Stage) pairs(columns []read.Column) (list []pair, err error) {
	beside := s.Besides(columns)
	for i, c := range columns {
		p := pair{code: i}
		for k, field := range beside {
			if field != "" && field == c.Field {
				p.names = append(p.names, k)
			}
		}
		if len(p.names) == 0 {
			continue
		}
		field, _ := s.Kind.Field(c.Field)
		if p.at, err = s.position(c.Field); err != nil {
			return nil, err
		}
		p.read, p.texts = s.Resolver.pairReading(field), s.words.texts("pair "+c.Field)
		list = append(list, p)
	}
	return list, nil
}

// ComparesPersons tells whether a table names workers beside their codes.
func (s *Stage) ComparesPersons() bool {
	return slices.ContainsFunc(s.tables, func(t Table) bool { return slices.Contains(s.Besides(t.Columns()), "worker_code") })
}

// compare reads the code of a row together with its names.
func (w *rowWriter) compare(p *pair, row *read.Row) error {
	if markOf(row, p.code).Fault() != rule.None {
		return nil
	}
	key := append(p.key[:0], row.Cells[p.code]...)
	key = append(key, byte(markOf(row, p.code)))
	for _, k := range p.names {
		key = append(key, pairParts...)
		if markOf(row, k).Fault() == rule.None {
			key = append(key, row.Cells[k]...)
		}
	}
	p.key = key
	n, known := p.texts[string(key)]
	if !known {
		code := string(row.Cells[p.code])
		var names []string
		for _, k := range p.names {
			if markOf(row, k).Fault() == rule.None {
				names = append(names, string(row.Cells[k]))
			}
		}
		read := func(_ string, c *Cell) {
			c.Text = code
			p.read(code, names, c)
		}
		var err error
		if n, err = w.stage.words.add(reading{name: "pair " + w.stage.Columns[p.at-len(placeColumns)], Read: read, mark: markOf(row, p.code)}, string(key)); err != nil {
			return err
		}
	}
	w.block.columns[p.at][w.block.rows] = n
	return nil
}

func markOf(row *read.Row, column int) read.Mark {
	if column < len(row.Marks) {
		return row.Marks[column]
	}
	return read.Typed
}

// pairReading is how a code is read that has names beside it.
func (r *Resolver) pairReading(field header.Field) func(code string, names []string, c *Cell) {
	plain := r.typedReading(field).Read
	return func(code string, names []string, c *Cell) {
		plain(code, c)
		for _, name := range names {
			name = lex.Text(name)
			switch {
			case lex.Missing(name) || lex.CellError(name):
			case c.Missing && field.Class != header.CodeWorker:
				plain(name, c)
			case c.Missing || c.Rule != rule.None:
			case !r.agree(field.Class, c, lex.Text(code), name):
				c.Rule = rule.CodeNameDisagree
			case field.Class == header.CodeStation:
				r.takeFormer(name, c)
			}
		}
	}
}

// agree tells whether a name may mean what the code means. A name that is in no list leads nowhere, and contradicts
// nothing; nor does one that is spelled otherwise, or that a station bore formerly.
func (r *Resolver) agree(class header.Class, c *Cell, code, name string) bool {
	switch class {
	case header.CodeStation:
		own := []string{c.Code, c.FormerCode}
		if c.Code == "" {
			own = r.stationsNamed(code)
		}
		named := r.stationsNamed(name)
		return len(named) == 0 || slices.ContainsFunc(named, func(code string) bool { return slices.Contains(own, code) })
	case header.CodeUnit:
		named := r.unitsNamed(name)
		return len(named) == 0 || slices.Contains(named, c.Code)
	default:
		return r.person(c.Code, name)
	}
}

// stationsNamed lists every station that a text may mean, now or formerly. Where some are spelled with the very accents
// of the text, the others are not meant.
func (r *Resolver) stationsNamed(text string) []string {
	if s := r.stationByCode(text); s != nil {
		return []string{s.code}
	}
	var all, exact []string
	spelt := strings.ToLower(lex.Text(text))
	add := func(code, name string) {
		all = append(all, code)
		if strings.HasSuffix(spelt, strings.ToLower(name)) {
			exact = append(exact, code)
		}
	}
	for _, key := range lex.StationNames(text) {
		for _, s := range r.byName[key] {
			add(s.code, s.name)
		}
		for _, f := range r.former[key] {
			add(f.Code, f.Name)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return all
}

// takeFormer notes the former commune that the name beside a code tells of: a part of that station, as long as it was.
func (r *Resolver) takeFormer(name string, c *Cell) {
	for _, key := range lex.StationNames(name) {
		if len(r.byName[key]) > 0 {
			return // the name that the station bears now
		}
		if f, ok := aliases.One(r.former[key], name); ok && f.Code == c.Code && c.FormerCode == "" {
			c.FormerCode, c.FormerName, c.FormerUntil = f.Code, f.Name, f.Until
			return
		}
	}
}

// unitsNamed lists every unit that a text may mean.
func (r *Resolver) unitsNamed(text string) []string {
	var codes []string
	for _, key := range lex.StationNames(text) { // they write short forms out
		codes = append(codes, r.units[key]...)
	}
	return codes
}

// person tells whether a name may be the one of a worker. Titles, accents and a letter more or less make no other name,
// but the very name of another worker does.
func (r *Resolver) person(code, name string) bool {
	known, own := lex.PersonKey(r.Persons[code]), lex.PersonKey(name)
	if known == "" || own == "" || lex.SamePerson(known, own) {
		return true
	}
	if !lex.NearPerson(known, own) {
		return false
	}
	for other, theirs := range r.Persons {
		if other != code && lex.PersonKey(theirs) == own {
			return false
		}
	}
	return true
}

// Meant writes a text with what it means in brackets, where that is one thing.
func (r *Resolver) Meant(kind header.Kind, name, text string) string {
	tidy := lex.Text(text)
	means := ""
	switch field, _ := kind.Field(name); field.Class {
	case header.CodeStation:
		if s := r.stationByCode(tidy); s != nil {
			means = s.name
		} else if codes := r.stationsNamed(tidy); len(codes) > 0 && !slices.ContainsFunc(codes, func(c string) bool { return c != codes[0] }) {
			means = codes[0]
		}
	case header.CodeUnit:
		if codes := r.unitsNamed(tidy); len(codes) == 1 && lex.Key(codes[0]) == lex.Key(tidy) {
			means = r.unitName[codes[0]]
		} else if len(codes) == 1 {
			means = codes[0]
		}
	case header.CodeWorker:
		means = r.Persons[r.workers[lex.Key(tidy)]]
	}
	if means == "" {
		return tidy
	}
	return tidy + " (" + means + ")"
}
