package ingest

import (
	"database/sql"
	"database/sql/driver"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// cell is what one distinct text of a file was read as; staged_cells holds them. Its fields are exported so that they
// can be spooled.
type cell struct {
	Number      int32
	Text        string // as it stood
	Private     bool   // the name of a person: its text stays out of the engine
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

func (c *cell) setStation(s *station) {
	c.Code, c.Opened, c.Closed = s.code, s.opened, s.closedOn
}

// values is the row of staged_cells, in the order of its columns.
func (c *cell) values() []driver.Value {
	return []driver.Value{
		c.Number, textOrNil(c.Text, !c.Private), c.Missing, textOrNil(string(c.Rule), c.Rule != rule.None),
		intOrNil(c.Count), realOrNil(c.Real), nullDay(c.Day), nullDay(c.Moment),
		textOrNil(c.Code, c.Code != ""), textOrNil(c.FormerCode, c.FormerCode != ""),
		textOrNil(c.FormerName, c.FormerName != ""), nullDay(c.FormerUntil), nullDay(c.Opened), nullDay(c.Closed),
	}
}

func textOrNil(s string, keep bool) any {
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
	read func(text string, c *cell)
}

// readingOf chooses how a column of a kind is read; fields that were not understood are kept as text.
func (r *resolver) readingOf(field header.Field) reading {
	switch field.Class {
	case header.CodeStation:
		return reading{"station", unlessMissing(r.station)}
	case header.CodeUnit:
		return reading{"unit", unlessMissing(r.unit)}
	case header.CodeWorker:
		return reading{"worker", unlessMissing(r.worker)}
	case header.CodeList:
		list := field.List
		return reading{"list " + list, unlessMissing(func(text string, c *cell) { r.listed(list, text, c) })}
	case header.Count:
		return reading{"count", readCount}
	case header.Decimal:
		return reading{"decimal", readDecimal}
	case header.Week:
		return reading{"week", readWeek}
	case header.Date:
		return reading{"date", readDate}
	case header.DateTime:
		return reading{"datetime", readDateTime}
	case header.PersonName:
		return reading{"person", readPerson}
	default:
		return reading{"text", readText}
	}
}

// unlessMissing tidies a text and hands it on unless it says that there is none.
func unlessMissing(read func(string, *cell)) func(string, *cell) {
	return func(text string, c *cell) {
		tidy := lex.Text(text)
		if c.Missing = lex.Missing(tidy); c.Missing {
			return
		}
		if lex.CellError(tidy) {
			c.Rule = rule.CellError
			return
		}
		read(tidy, c)
	}
}

func readText(text string, c *cell) {
	tidy := lex.Text(text)
	if lex.CellError(tidy) {
		c.Rule = rule.CellError
	}
	c.Missing = tidy == ""
	c.Code = tidy
}

func readPerson(text string, c *cell) {
	c.Text = lex.Text(text)
	c.Missing = c.Text == ""
	c.Private = true
}

func readCount(text string, c *cell) {
	n, missing, r := lex.Count(text)
	c.Missing, c.Rule = missing, r
	c.Count = sql.NullInt64{Int64: n, Valid: !missing && r == rule.None}
}

func readDecimal(text string, c *cell) {
	x, missing, r := lex.Decimal(text)
	c.Missing, c.Rule = missing, r
	c.Real = sql.NullFloat64{Float64: x, Valid: !missing && r == rule.None}
}

func readWeek(text string, c *cell) {
	w, missing, r := lex.Week(text)
	c.Missing, c.Rule = missing, r
	if !missing && r == rule.None {
		c.Day = day(w.Monday())
	}
}

func readDate(text string, c *cell) {
	d, missing, r := lex.Date(text)
	c.Missing, c.Rule = missing, r
	if !missing && r == rule.None {
		c.Day = day(d)
	}
}

func readDateTime(text string, c *cell) {
	t, missing, r := lex.DateTime(text)
	c.Missing, c.Rule = missing, r
	if !missing && r == rule.None {
		c.Moment = day(t)
	}
}
