package cells

import (
	"sync"

	"luanphien/ingest/aliases"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// A spreadsheet that takes a code for a number drops the zeros before it: 03172 becomes 3172. Codes of digits that are equal
// but for such zeros mean the same thing, in every kind of file and whichever of the two came first; a list never makes two
// entries of them.

func (r *Resolver) stationByCode(text string) *station {
	s, _ := lex.SameButZeros(text, func(code string) (*station, bool) {
		s := r.stations[code]
		return s, s != nil
	})
	return s
}

// unitOf is the unit of that code.
func (r *Resolver) unitOf(code string) (string, bool) {
	codes := r.units[lex.Key(code)]
	if len(codes) != 1 {
		return "", false
	}
	return codes[0], true
}

// workerOf is the worker of that code.
func (r *Resolver) workerOf(code string) (string, bool) {
	known, ok := r.workers[lex.Key(code)]
	return known, ok
}

// respelled is a code of a list that is known otherwise.
type respelled struct{ Written, Known string }

// ownCode makes the reading of the codes that a list defines, in the column of that name. Those of units and workers of
// another province than the folder's own are kept with that one's code before them.
func (r *Resolver) ownCode(field string) func(text string, c *Cell) {
	known, plain, prefix := r.ownStation, func(code string) string { return code }, ""
	switch field {
	case "unit_code":
		known, plain, prefix = r.own(r.unitOf), r.plain, r.province.Prefix()
	case "worker_code":
		known, plain, prefix = r.own(r.workerOf), r.plain, r.province.Prefix()
	}
	return func(text string, c *Cell) {
		if readText(text, c); c.Missing || c.Rule != rule.None {
			return
		}
		written := plain(c.Code)
		c.Code = prefix + written
		if !lex.Digits(written) {
			return
		}
		if code, ok := known(written); ok && code != c.Code {
			r.Respelled = append(r.Respelled, respelled{written, plain(code)})
			c.Code = code
		}
	}
}

// own looks for codes of the load's province that are equal but for zeros.
func (r *Resolver) own(find func(string) (string, bool)) func(string) (string, bool) {
	return func(text string) (string, bool) {
		return lex.SameButZeros(text, func(code string) (string, bool) {
			known, ok := find(code)
			return known, ok && known == r.province.Prefix()+code
		})
	}
}

// ownStation is the known station that a code of a list of stations means or, while there is none, the commune of the
// province whose former names the program ships.
func (r *Resolver) ownStation(text string) (string, bool) {
	if s := r.stationByCode(text); s != nil {
		return s.code, true
	}
	if of := r.province.Of; of != "" && of != shippedProvince {
		return "", false
	}
	return lex.SameButZeros(text, func(code string) (string, bool) { return code, shippedCodes()[code] })
}

// shippedProvince is the province of the shipped table of former names: Điện Biên.
const shippedProvince = "11"

// shippedCodes are the communes of that table.
var shippedCodes = sync.OnceValue(func() map[string]bool {
	codes := map[string]bool{}
	rows, err := aliases.Rows()
	if err != nil {
		return codes // addFormerNames says so
	}
	for _, row := range rows {
		codes[row.StationCode] = true
	}
	return codes
})

// ShownCodes is how many codes a notice names.
const ShownCodes = 3
