package cells

import (
	"strings"

	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// plain is a unit's or worker's code as its own province writes it.
func (r *Resolver) plain(code string) string { return strings.TrimPrefix(code, r.province.Prefix()) }

// bothHold are the words, folded, that say that an order replaces none.
var bothHold = map[string]bool{"ca_hai": true, "ca_hai_hieu_luc": true, "both": true, "both_hold": true}

// replacesNone stands in the place of a worker where an order replaces none.
const replacesNone = "-"

// replaced reads which order another one replaces: its worker, and before or after it its decision where that is another
// one («001/QĐ-SYT; CB001»); or that both hold.
func (r *Resolver) replaced(text string, c *Cell) {
	tidy := lex.Text(text)
	if c.Missing = tidy == ""; c.Missing {
		return
	}
	if bothHold[lex.Key(tidy)] {
		c.Code = replacesNone
		return
	}
	parts := strings.FieldsFunc(tidy, func(of rune) bool { return of == ';' || of == ',' })
	if len(parts) == 0 || len(parts) > 2 {
		c.Rule = rule.WorkerUnknown
		return
	}
	for i, part := range parts {
		if code, ok := lex.SameButZeros(lex.Text(part), r.workerOf); ok {
			c.Code = code
			if len(parts) == 2 {
				c.FormerName = lex.Text(parts[1-i])
			}
			return
		}
	}
	c.Rule = rule.WorkerUnknown
}

func (r *Resolver) unit(text string, c *Cell) {
	if codes := r.units[lex.Key(text)]; len(codes) == 1 {
		c.Code = codes[0]
		return
	}
	if code, ok := lex.SameButZeros(text, r.unitOf); ok {
		c.Code = code
		return
	}
	if codes := r.unitsInFull[r.unitInFull(text)]; len(codes) == 1 {
		c.Code = codes[0]
		return
	}
	c.Rule = rule.UnitUnknown
}

// unitInFull is the folded name of a unit with the short form that it may begin with written out: «TTYT Mường Nhé», «BVĐK tỉnh».
func (r *Resolver) unitInFull(name string) string {
	key := lex.FoldName(name)
	first, rest, _ := strings.Cut(key, "_")
	full, short := r.short[unitWords][first]
	if !short {
		return key
	}
	return strings.TrimSuffix(full+"_"+rest, "_")
}

func (r *Resolver) worker(text string, c *Cell) {
	code, ok := lex.SameButZeros(text, r.workerOf)
	if !ok {
		c.Rule = rule.WorkerUnknown
		return
	}
	c.Code = code
}

// unitWords is the list, in the table of values, of the short forms with which names of units begin.
const unitWords = "unit_word"

// extended are the lists that a department extends by files: what is not in them yet may still come.
var extended = map[string]bool{"diagnosis_group": true, "indicator": true, "specialty": true}

func (r *Resolver) listed(list, text string, c *Cell) {
	key := lex.Key(text)
	code, ok := r.lists[list][key]
	if !ok {
		code, ok = r.inShort(list, key)
	}
	if !ok {
		if c.Rule = rule.WordUnknown; extended[list] {
			c.Rule = rule.CodeUnknown
		}
		return
	}
	c.Code = code
}

// inShort finds what people write for an entry of a list. It counts only where no entry is called so, and where the one that it
// means is known.
func (r *Resolver) inShort(list, key string) (code string, ok bool) {
	switch list {
	case "cadre":
		code, ok = r.lists[list][lex.WithoutDegrees(key)]
	case "specialty":
		if code, ok = r.meant(list, key); !ok {
			code, ok = r.meant(list, strings.TrimPrefix(key, "khoa_"))
		}
	default:
		code, ok = r.meant(list, key)
	}
	return code, ok
}

// meant finds the entry of a list for which a short form stands, or that is called so.
func (r *Resolver) meant(list, key string) (code string, ok bool) {
	if full, short := r.short[list][key]; short {
		key = full
	}
	code, ok = r.lists[list][key]
	return code, ok
}
