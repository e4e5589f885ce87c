package rowrole

import (
	"slices"
	"strconv"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/title"
)

// row is what a row shows.
type row struct {
	cells    [][]byte
	texts    []string // of its cells, tidied
	number   string   // the running number
	label    string   // what the row is about
	key      string   // the label, folded
	labelled bool     // the label stands in its own column
	merged   bool     // the label stands in the column of running numbers, as a cell merged from there on does

	texted       int  // cells with a text
	filled       int  // of them, those that are no running numbers
	required     int  // of the required ones, those that are filled
	missing      int  // and those that are blank
	evidence     int  // cells with a figure, or a date, where the table has figures and dates
	missingWords int  // cells in their place that say «nothing»
	signs        int  // cells that begin as a signature does
	unsent       bool // a cell says so in the place of a moment
	silent       bool // a cell says that nothing was reported
}

func (t *Roles) look(cells [][]byte) row {
	r := row{cells: cells, texts: make([]string, max(len(cells), t.table.Label+1))}
	for i, cell := range cells {
		r.texts[i] = lex.Text(string(cell))
	}
	for i, text := range r.texts {
		if text == "" {
			continue
		}
		r.texted++
		if t.column(i) == Number && (i < t.table.Label || isNumber(text) || levelOf(text) != noLevel) {
			if r.number == "" && i < t.table.Label {
				r.number = text
			}
			continue
		}
		r.filled++
		t.count(&r, i, text)
	}
	t.name(&r)
	for _, i := range t.table.Required {
		if i < len(r.texts) && r.texts[i] != "" {
			r.required++
		} else {
			r.missing++
		}
	}
	return r
}

func (t *Roles) column(i int) Column {
	if i < len(t.table.Columns) {
		return t.table.Columns[i]
	}
	return Other
}

// count notes what one filled cell shows.
func (t *Roles) count(r *row, i int, text string) {
	if isSignature(text) {
		r.signs++
	}
	if i != t.table.Label && SaysNotReported(text) {
		r.silent = true
		r.unsent = r.unsent || t.column(i) == Typed
	}
	if !slices.Contains(t.evidence, i) {
		return
	}
	switch {
	case lex.Missing(text):
		r.missingWords++
	case t.column(i) == Typed && isMoment(text), t.column(i) == Figure && isFigure(text):
		r.evidence++
	}
}

// name finds the label: in its own column, else in that of the running numbers, else the first text left of the figures.
func (t *Roles) name(r *row) {
	switch {
	case r.texts[t.table.Label] != "":
		r.label, r.labelled = r.texts[t.table.Label], true
	case r.number != "" && !isNumber(r.number) && levelOf(r.number) == noLevel:
		r.label, r.number, r.merged = r.number, "", true
		r.filled++
		if isSignature(r.label) {
			r.signs++
		}
	default:
		for i, text := range r.texts {
			if slices.Contains(t.evidence, i) {
				break
			}
			if text != "" && t.column(i) != Number {
				r.label = text
				r.merged = i < t.table.Label
				break
			}
		}
	}
	r.key = lex.Key(r.label)
}

// repeats tells whether a row is one of the header's again, as on a new page: all of it, or nearly, where a title was
// mistyped or cut.
func (t *Roles) repeats(r *row) bool {
	return slices.ContainsFunc(t.table.Header, func(header []string) bool {
		same, titles := 0, 0
		for i, text := range header {
			if text == "" {
				continue
			}
			titles++
			if i < len(r.texts) && r.texts[i] == text {
				same++
			}
		}
		return same > 1 && same == min(titles, r.texted) || r.evidence == 0 && same > 2 && 3*same > 2*max(titles, r.texted)
	})
}

// isHeader tells whether a row without figures holds the titles of columns.
func isHeader(r *row) bool {
	titles, others := 0, 0
	for _, text := range r.texts {
		switch {
		case text == "":
		case header.Known(text), header.Ignored(text):
			titles++
		default:
			others++
		}
	}
	return titles >= 2 && titles >= others
}

// isTitle tells whether a row says which week or decision the rows below it belong to.
func isTitle(r *row) bool {
	if r.filled > 4 {
		return false
	}
	for _, text := range r.texts {
		if text != "" && (title.Read(text).Says() || r.filled == 1 && title.IsPart(text)) {
			return true
		}
	}
	return r.filled > 1 && title.Read(strings.Join(slices.DeleteFunc(slices.Clone(r.texts), func(s string) bool { return s == "" }), " ")).Says()
}

// mostColumns is how many columns a spreadsheet can have.
const mostColumns = 16384

// IsColumnNumbers tells a row 1 2 3 4 … or (1) (2) … or A B 1 2 … under the header. Behind letters two numbers are enough.
func IsColumnNumbers(texts []string) bool {
	last, numbers, letters := 0, 0, 0
	for _, text := range texts {
		text, _, _ = strings.Cut(text, "=") // (5)=(4)/(3)
		text = strings.Trim(text, "()[] ")
		if text == "" {
			continue
		}
		if len(text) == 1 && text[0] == byte('A'+letters) && numbers == 0 {
			letters++
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n > mostColumns || n != last+1 {
			return false
		}
		last = n
		numbers++
	}
	return numbers >= 3 || letters >= 2 && numbers >= 2
}
