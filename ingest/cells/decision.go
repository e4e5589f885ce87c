package cells

import (
	"database/sql"

	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// decision reads the number of a decision. A spreadsheet that takes one for a day, or for a number, changes it: 12/2025
// becomes 1 December 2025, 0123 becomes 123. The first is refused; lost zeros come back where a decision is known by its
// digits.
func (r *Resolver) decision(text string, c *Cell) {
	if readText(text, c); c.Missing || c.Rule != rule.None {
		return
	}
	if lex.IsFraction(c.Code) || lex.IsDay(c.Code) {
		c.Rule = rule.DecisionConverted
		return
	}
	if !lex.Digits(c.Code) || c.Code[0] == '0' {
		return
	}
	known, ok := lex.SameButZeros(c.Code, func(code string) (string, bool) { return code, r.decisions[code] })
	if ok && known != c.Code {
		r.Respelled = append(r.Respelled, respelled{c.Code, known})
		c.Code = known
	}
}

func (r *Resolver) readDecision(rows *sql.Rows) error {
	var number string
	if err := rows.Scan(&number); err != nil {
		return err
	}
	r.decisions[number] = true
	return nil
}
