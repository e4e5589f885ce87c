package read

import (
	"bytes"
	"fmt"

	"luanphien/ingest/lex"
	"luanphien/ingest/read/likeness"
	"luanphien/ingest/read/lines"
)

// A quote that somebody opened and forgot takes the lines up to the next quote into its cell: the records would balance
// while rows of the table vanish. So the lines within a quoted cell are held against the rows around them.

// swallowed refuses a record over several lines of which an inner one looks like a row of its own. Text that people write
// over several lines has fewer delimiters than the rows of the table, or does not have codes, days and numbers in their
// places. A record that is longer or shorter than the others needs no such care: it is refused for that.
func (r *csvReader) swallowed() error {
	physical := lines.Physical(r.taken)
	m := r.model()
	first, last := 0, 0
	for i := 1; i < len(physical); i++ {
		like := r.matches
		if i == len(physical)-1 {
			like = r.likeEnd
		}
		if !like(m, physical[i], physical[0]) {
			continue
		}
		if last = i; first == 0 {
			first = i
		}
	}
	if first == 0 {
		return nil
	}
	opened, closed := r.cellOver(first)
	return &Error{
		VI: fmt.Sprintf("Dấu ngoặc kép mở ở dòng %d chỉ đóng ở dòng %d, mà trong đó %s trông như dòng của bảng; chúng sẽ mất trong chữ của một ô. Hãy bỏ hoặc đóng dấu ngoặc kép ở dòng %d rồi nạp lại.",
			opened, closed, lineSpan("dòng", "các dòng", r.line+first, r.line+last), opened),
		EN: fmt.Sprintf("The quote opened on line %d is closed on line %d only, and in between %s like rows of the table; they would be lost in the text of one cell. Remove or close the quote on line %d and load again.",
			opened, closed, lineSpan("line", "lines", r.line+first, r.line+last)+looks(first, last), opened),
	}
}

func looks(first, last int) string {
	if first == last {
		return " looks"
	}
	return " look"
}

func lineSpan(one, more string, first, last int) string {
	if first == last {
		return fmt.Sprintf("%s %d", one, first)
	}
	return fmt.Sprintf("%s %d–%d", more, first, last)
}

// cellOver gives the physical lines on which the cell begins and ends that holds the line end before the inner line.
func (r *csvReader) cellOver(inner int) (opened, closed int) {
	opened = r.line
	begin := 0
	for _, end := range r.ends {
		cell := r.joined[begin:end]
		within := len(lines.Physical(cell)) - 1
		if n := len(cell); n > 0 && (cell[n-1] == '\n' || cell[n-1] == '\r') {
			within++
		}
		if inner <= within {
			return opened, opened + within
		}
		opened, inner, begin = opened+within, inner-within, end
	}
	return r.line, r.line
}

// model is how the rows of the table look: for each column the form of a cell that bears a digit, "" where none does. It
// is taken from the cells before the one over several lines, else from the record before, where that is one line.
func (r *csvReader) model() []string {
	var m []string
	for cell := range bytes.SplitSeq(r.lineBefore(), []byte{r.comma}) {
		m = append(m, lex.Form(cell))
	}
	begin := 0
	for i, end := range r.ends {
		cell := r.joined[begin:end]
		if begin = end; bytes.ContainsAny(cell, "\r\n") {
			break
		}
		for len(m) <= i {
			m = append(m, "")
		}
		if form := lex.Form(cell); form != "" {
			m[i] = form
		}
	}
	return m
}

// lineBefore is the record before, nil where that has several lines or there is none.
func (r *csvReader) lineBefore() []byte {
	if r.several {
		return nil
	}
	if line := lines.Last(r.buf[:r.start]); line != nil {
		return line
	}
	return r.before
}

// likeEnd tells whether the last line holds a row before its closing quote, or whether the record is made of the beginning
// of one row and the end of another: its first line and its last both have all the delimiters of a row.
func (r *csvReader) likeEnd(m []string, last, first []byte) bool {
	quote := bytes.IndexByte(last, '"')
	if quote >= 0 && r.matches(m, last[:quote], first) {
		return true
	}
	return r.whole(first) && r.whole(last) && (likeness.Formed(m, last, r.comma) || likeness.Formed(r.outer(first), last, r.comma))
}

// whole tells whether a line has all the delimiters of a row.
func (r *csvReader) whole(line []byte) bool { return bytes.Count(line, []byte{r.comma}) >= r.commas() }

// outer is the model that the first line of the record gives when it is a whole row but for the quote that was opened in
// it: below a header, and after a cell over several lines, there is no other. Only codes, days and weeks tell; remarks
// have words and numbers, too.
func (r *csvReader) outer(first []byte) []string {
	var m []string
	if !r.whole(first) {
		return m
	}
	for cell := range bytes.SplitSeq(first, []byte{r.comma}) {
		form := lex.Form(cell)
		if !lex.IsCode(form) {
			form = ""
		}
		m = append(m, form)
	}
	return m
}

// matches tells whether a line looks like a row, be it with the delimiters of another table.
func (r *csvReader) matches(m []string, line, first []byte) bool {
	for _, comma := range likeness.Separators {
		n := bytes.Count(line, []byte{comma})
		switch {
		case n < max(1, r.commas()-1), comma != r.comma && n < 2:
		case likeness.Formed(m, line, comma), likeness.Codes(line, comma) > 1, comma == r.comma && likeness.Formed(r.outer(first), line, comma):
			return true
		case comma == r.comma && n == r.commas() && bytes.IndexByte(line, '"') < 0 && r.lineBefore() != nil && likeness.Digitless(m):
			return true // a table without digits: its delimiters are all there is to go by
		}
	}
	return false
}

// commas is how many delimiters part the cells of the record, but for blank ones at its end, which any row may have.
func (r *csvReader) commas() int {
	n := len(r.ends) - 1
	for n > 0 && len(bytes.TrimSpace(r.joined[r.ends[n-1]:r.ends[n]])) == 0 {
		n--
	}
	return n
}
