package cells

import (
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
)

// percentSign stands in Code of a figure that was written in per cent: it fits only an indicator whose unit that is.
const percentSign = "%"

// percentages reads what stands before a sign of per cent, in the columns that may have one: a target, whose sign does not
// count, a share of full time (50 % is 0.5), the figure of an indicator.
func percentages(field header.Field, read func(string, *Cell)) func(string, *Cell) {
	if field.Class != header.Goal && field.Name != "value" && field.Name != "fte" {
		return read
	}
	return func(text string, c *Cell) {
		number, signed := strings.CutSuffix(strings.TrimSpace(text), percentSign)
		read(number, c)
		switch {
		case !signed || !c.Real.Valid:
		case field.Name == "fte":
			setNumber(c, c.Real.Float64/100)
		case field.Name == "value":
			c.Code = percentSign
		}
	}
}

// readFigure reads the figure of an indicator. A dash is none where things are counted; the list of indicators says
// whether they are.
func readFigure(text string, c *Cell) {
	if lex.Dash(text) {
		setCount(c, 0)
		return
	}
	readDecimal(text, c)
}
