// Package cells reads what stands in a cell by the class of its column, knows the codes and names that it may mean, and stages
// the rows of a part for the engine to judge.
package cells

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/queries/calendar"
)

// Cell is what one distinct text of a file was read as; staged_cells holds them. Its fields are exported so that they
// can be spooled.
type Cell struct {
	Number      int32
	Text        string // as it stood
	Mark        read.Mark
	Private     bool // the name of a person: its text stays out of the engine
	Missing     bool
	Rule        rule.Rule // why the text cannot be read
	Count       sql.NullInt64
	Real        sql.NullFloat64
	Day, Moment sql.NullTime
	Code        string
	FormerCode  string
	FormerName  string
	FormerUntil sql.NullTime
	Opened      sql.NullTime
	Closed      sql.NullTime
}

// Meaning is what a code or name was resolved to; "" where it was not.
func (c *Cell) Meaning() string {
	if c.Rule != rule.None || c.Code == "" && c.FormerCode == "" {
		return ""
	}
	if c.FormerCode == "" {
		return c.Code
	}
	return strings.Join([]string{c.Code, c.FormerCode, c.FormerName, c.FormerUntil.Time.Format(time.DateOnly)}, "|")
}

func (c *Cell) setStation(s *station) {
	c.Code, c.Opened, c.Closed = s.code, s.opened, s.closedOn
}

// Values is the row of staged_cells, in the order of its columns.
func (c *Cell) Values() []driver.Value {
	return []driver.Value{
		c.Number, TextOrNil(c.Text, !c.Private), int16(c.Mark), c.Missing, TextOrNil(string(c.Rule), c.Rule != rule.None),
		intOrNil(c.Count), realOrNil(c.Real), NullDay(c.Day), NullDay(c.Moment),
		TextOrNil(c.Code, c.Code != ""), TextOrNil(c.FormerCode, c.FormerCode != ""),
		TextOrNil(c.FormerName, c.FormerName != ""), NullDay(c.FormerUntil), NullDay(c.Opened), NullDay(c.Closed),
	}
}

func TextOrNil(s string, keep bool) any {
	if !keep {
		return nil
	}
	return s
}

func intOrNil(n sql.NullInt64) any {
	if !n.Valid {
		return nil
	}
	return n.Int64
}

func realOrNil(x sql.NullFloat64) any {
	if !x.Valid {
		return nil
	}
	return x.Float64
}

// reading is how the texts of a column are read. Columns with the same name share their dictionary.
type reading struct {
	name string
	Read func(text string, c *Cell)
	mark read.Mark // of the cells that it reads
	// resolves: texts are looked up in lists, so that what they mean may change.
	resolves bool
}

// ReadingOf chooses how the cells of a column of a kind are read that bear a mark; fields that were not understood are
// kept as text.
func (r *Resolver) ReadingOf(field header.Field, mark read.Mark) reading {
	if fault := mark.Fault(); fault != rule.None {
		private := field.Class == header.PersonName || field.Class == header.Private
		return reading{name: fmt.Sprintf("%s %t", fault, private), Read: func(_ string, c *Cell) { c.Rule, c.Private = fault, private }, mark: mark}
	}
	if mark == read.Deleted {
		return reading{name: "deleted", Read: func(_ string, c *Cell) { c.Missing = true }, mark: mark}
	}
	of := r.typedReading(field)
	if mark == read.MonthShown && field.Class == header.Week {
		return reading{name: "month for week", Read: func(_ string, c *Cell) { c.Rule = rule.WeekFromMonth }, mark: mark}
	}
	if mark == read.Stored {
		switch field.Class {
		case header.Count:
			of.Read = readNumber(lex.StoredCount, setCount)
		case header.Decimal, header.Goal:
			of.Read = percentages(field, readNumber(lex.StoredDecimal, setNumber))
		}
		of.name, of.mark = of.name+storedReading, mark
	}
	return of
}

func (r *Resolver) typedReading(field header.Field) reading {
	switch field.Class {
	case header.CodeStation:
		return r.Lookup("station")
	case header.CodeUnit:
		return r.Lookup("unit")
	case header.CodeWorker:
		return r.Lookup("worker")
	case header.CodeList:
		return r.Lookup(listReading + field.List)
	case header.Count:
		return reading{name: "count", Read: readNumber(lex.Count, setCount)}
	case header.Decimal:
		switch field.Name {
		case "value":
			return reading{name: "figure", Read: percentages(field, readFigure)}
		case "fte":
			return reading{name: "share", Read: percentages(field, readDecimal)}
		}
		return reading{name: "decimal", Read: readDecimal}
	case header.Week:
		return reading{name: "week", Read: readWeek}
	case header.Month:
		return reading{name: "month", Read: readMonth}
	case header.Date:
		if field.Name == openedOn {
			return reading{name: "day of old", Read: readAnyDate}
		}
		if field.Name == endOn && field.Optional {
			return reading{name: "day or open", Read: readOpenDate}
		}
		return reading{name: "date", Read: readDate}
	case header.DateTime:
		if field.Name == receivedAt {
			return reading{name: "day or moment", Read: r.readReceived}
		}
		return reading{name: "datetime", Read: readDateTime}
	case header.PersonName, header.Private:
		return reading{name: "person", Read: readPerson}
	case header.Province:
		return reading{name: "province", Read: unlessMissing(readProvince)}
	case header.Goal:
		return reading{name: "goal", Read: percentages(field, readNumber(lex.Decimal, setNumber))}
	case header.Replaced:
		return r.Lookup("replaced")
	default:
		switch field.Name {
		case "decision_no":
			return reading{name: "decision", Read: r.decision}
		case "station_code", "unit_code", "worker_code": // a list that says which there are
			return reading{name: "own " + field.Name, Read: r.ownCode(field.Name)}
		}
		return reading{name: "text", Read: readText}
	}
}

// listReading begins the names of readings by a code list.
const listReading = "list "

// storedReading ends the names of readings of stored numbers.
const storedReading = " stored"

// Lookup is the reading of that name, by the lists.
func (r *Resolver) Lookup(name string) reading {
	of := reading{name: name, resolves: true}
	switch name = strings.TrimSuffix(name, storedReading); name {
	case "replaced":
		of.Read = r.replaced
	case "station":
		of.Read = unlessMissing(r.station)
	case "unit":
		of.Read = unlessMissing(r.unit)
	case "worker":
		of.Read = unlessMissing(r.worker)
	default:
		list := strings.TrimPrefix(name, listReading)
		of.resolves = extended[list]
		of.Read = unlessMissing(func(text string, c *Cell) { r.listed(list, text, c) })
	}
	return of
}

// unlessMissing tidies a text and hands it on unless it says that there is none.
func unlessMissing(read func(string, *Cell)) func(string, *Cell) {
	return func(text string, c *Cell) {
		tidy := lex.Text(text)
		if c.Missing = lex.Missing(tidy); c.Missing {
			return
		}
		if c.Rule = unfit(tidy); c.Rule != rule.None {
			return
		}
		read(tidy, c)
	}
}

// unfit is why a text stands for nothing, whatever its column.
func unfit(tidy string) rule.Rule {
	switch {
	case lex.CellError(tidy):
		return rule.CellError
	case strings.ContainsRune(tidy, utf8.RuneError):
		return rule.LettersBroken
	}
	return rule.None
}

func readText(text string, c *Cell) {
	tidy := lex.Text(text)
	c.Rule = unfit(tidy)
	c.Missing = tidy == ""
	c.Code = tidy
}

func readMonth(text string, c *Cell) {
	first, missing, r := lex.Month(text)
	c.Missing, c.Rule = missing, r
	if !missing && r == rule.None {
		c.Day, c.Rule = day(first), inCalendar(first, first)
	}
}

func readPerson(text string, c *Cell) {
	c.Text = lex.Text(text)
	c.Missing = c.Text == ""
	c.Private = true
}

// readNumber makes the reading of a column of numbers.
func readNumber[N int64 | float64](read func(string) (N, bool, rule.Rule), set func(*Cell, N)) func(string, *Cell) {
	return func(text string, c *Cell) {
		n, missing, r := read(text)
		c.Missing, c.Rule = missing, r
		if !missing && r == rule.None {
			set(c, n)
		}
	}
}

func setCount(c *Cell, n int64) { c.Count = sql.NullInt64{Int64: n, Valid: true} }

// setNumber keeps a number, and the same as a whole number where it is one.
func setNumber(c *Cell, x float64) {
	c.Real = sql.NullFloat64{Float64: x, Valid: true}
	if x >= 0 && x < 1<<53 && x == math.Trunc(x) {
		setCount(c, int64(x))
	}
}

// readDecimal reads a number that somebody typed both ways: as one with a fraction, and as a whole number where its mark may
// part thousands. Which of the two it is, the list of indicators says.
func readDecimal(text string, c *Cell) {
	grouped, groups := lex.Grouped(text)
	if groups > 1 {
		setNumber(c, float64(grouped))
		return
	}
	readNumber(lex.Decimal, setNumber)(text, c)
	if groups == 1 {
		setCount(c, grouped)
	}
}

// openedOn is the one column that may name a day before the calendar: stations are older than the programme.
const openedOn = "opened_on"

func readWeek(text string, c *Cell) {
	w, missing, r := lex.Week(text)
	c.Missing, c.Rule = missing, r
	if !missing && r == rule.None {
		c.Day, c.Rule = day(w.Monday()), inCalendar(w.Monday(), w.Sunday())
	}
}

func readDate(text string, c *Cell) {
	readAnyDate(text, c)
	if c.Day.Valid {
		c.Rule = inCalendar(c.Day.Time, c.Day.Time)
	}
}

// endOn is the column of ends. Where it may be left blank the end is open, so that words for an open end say the same.
const endOn = "end_on"

func readOpenDate(text string, c *Cell) {
	if readDate(text, c); c.Rule == rule.DateOpen {
		c.Rule, c.Missing = rule.None, true
	}
}

func readAnyDate(text string, c *Cell) {
	d, missing, r := lex.Date(text)
	c.Missing, c.Rule = missing, r
	if !missing && r == rule.None {
		c.Day = day(d)
	}
}

func readDateTime(text string, c *Cell) {
	t, missing, r := lex.DateTime(text)
	c.Missing, c.Rule = missing, r
	if !missing && r == rule.None {
		date := calendar.Day(t.Date())
		c.Moment, c.Rule = day(t), inCalendar(date, date)
	}
}

// receivedAt is the one moment of which the day is enough: a report is in time until the end of a day.
const receivedAt = "received_at"

// readReceived reads a moment, or a day alone: that means its last second, and stands in Day, too.
func (r *Resolver) readReceived(text string, c *Cell) {
	if readDateTime(text, c); c.Rule != rule.DateTimeUnparsable {
		return
	}
	date, _, fault := lex.Date(text)
	switch fault {
	case rule.None:
		r.DaysAlone = true
		c.Day, c.Moment, c.Rule = day(date), day(date.Add(24*time.Hour-time.Second)), inCalendar(date, date)
	case rule.DateImpossible:
		c.Rule = fault
	}
}

// inCalendar refuses days of which no figure would know.
func inCalendar(first, last time.Time) rule.Rule {
	if !calendar.Holds(first) || !calendar.Holds(last) {
		return rule.DateBeyond
	}
	return rule.None
}
