package report

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"luanphien/dashboard/docx"
	"luanphien/dashboard/words"
)

// The letterhead and the signature, as appendix I of Nghị định 30/2020/NĐ-CP has them.

const (
	blank = "…………" // to be filled in by hand
	short = "……"
	motto = "document.motto"
)

// Sizes of the letterhead, points.
const (
	sizeNation, sizeMotto = 12, 13
	sizeBodies            = 12
	sizeNumber, sizeDate  = 13, 13
	sizeTitle             = 14
)

func upper(text string) string { return strings.ToUpper(text) }

// number is that of the letter, to be filled in by hand.
func (c *composer) number() string {
	symbol := c.order.Letter.Symbol
	if symbol == "" {
		symbol = short
	}
	return c.words.T("document.number", "symbol", symbol)
}

// date is that of the letter: days below 10 and the months 1 and 2 have a zero before them.
func (c *composer) date() string {
	return dateInWords(c.words, c.order.Letter.Date, c.order.Year)
}

func dateInWords(w *words.Words, d time.Time, year int) string {
	day, month := short, short
	if !d.IsZero() {
		day, month, year = fmt.Sprintf("%02d", d.Day()), fmt.Sprint(int(d.Month())), d.Year()
		if d.Month() <= time.February {
			month = "0" + month
		}
	}
	return w.T("document.date", "day", day, "month", month, "year", year)
}

// line is a centred paragraph in one look.
func line(text string, size float64, bold, italic bool) docx.Paragraph {
	return docx.Paragraph{Align: docx.AlignCentre, Runs: []docx.Run{{Text: text, Bold: bold, Italic: italic, Size: size}}}
}

// rule is a line under words, share of them long, in a column of a width.
func rule(text string, size float64, share float64, column int) docx.Paragraph {
	long := int(share * boldWidth(text) * size * 20)
	side := max((column-long)/2, 0)
	return docx.Paragraph{Rule: true, Before: docx.PT(3), Indent: side, IndentRight: side}
}

// letterhead is everything above the text: bodies, nation, number, place and date, the kind of letter and its summary.
func (c *composer) letterhead() []docx.Block {
	w, l := c.words, c.order.Letter
	left := docx.MM(66)
	right := upright.TextWidth() - left
	superior, body, place := orBlank(l.Superior), orBlank(l.Body), orBlank(l.Place)
	bodies := []docx.Paragraph{line(upper(superior), sizeBodies, false, false), line(upper(body), sizeBodies, true, false), rule(lastLine(upper(body), sizeBodies, left), sizeBodies, 0.42, left)}
	nation := []docx.Paragraph{line(w.T("document.nation"), sizeNation, true, false), line(w.T(motto), sizeMotto, true, false), rule(w.T(motto), sizeMotto, 1, right)}
	number := []docx.Paragraph{line(c.number(), sizeNumber, false, false)}
	if mark := c.mark(); mark != "" {
		boxed := line(upper(mark), 11, true, false)
		boxed.Boxed, boxed.Before, boxed.Indent, boxed.IndentRight = true, docx.PT(6), docx.MM(4), docx.MM(4)
		number = append(number, boxed)
	}
	day := []docx.Paragraph{line(place+", "+c.date(), sizeDate, false, true)}
	subject := c.subject()
	blocks := []docx.Block{docx.Table{Widths: []int{left, right}, Open: true, Name: w.T("document.letterhead"), Rows: [][]docx.Cell{
		{{Paras: bodies}, {Paras: nation}}, {{Paras: number}, {Paras: day}}}},
		spaced(line(w.T("document.kind"), sizeTitle, true, false), 18, 0), line(subject, sizeTitle, true, false), spaced(rule(subject, sizeTitle, 0.4, upright.TextWidth()), 2, 10)}
	if c.question.Edition.Manifest.Illustrative {
		blocks = append(blocks, spaced(line(w.T("illustrative"), sizeTitle, true, true), 0, 8))
	}
	return blocks
}

func orBlank(text string) string {
	if text == "" {
		return blank
	}
	return text
}

func spaced(p docx.Paragraph, before, after float64) docx.Paragraph {
	p.Before, p.After = docx.PT(before), docx.PT(after)
	return p
}

// closing ends the text: whom it goes to, and the place for signature, seal and name.
func (c *composer) closing() []docx.Block {
	w, l := c.words, c.order.Letter
	recipients := []docx.Paragraph{{Runs: []docx.Run{{Text: w.T("document.recipients"), Bold: true, Italic: true, Size: 12}}}}
	list := l.Recipients
	if len(list) == 0 {
		list = []string{blank}
	}
	for _, name := range append(list[:len(list):len(list)], w.T("document.recipients.file")) {
		recipients = append(recipients, docx.Paragraph{Runs: []docx.Run{{Text: "- " + strings.TrimRight(name, ";.") + ";", Size: 11}}})
	}
	last := &recipients[len(recipients)-1].Runs[0]
	last.Text = strings.TrimSuffix(last.Text, ";") + "."
	signature := []docx.Paragraph{line(upper(orBlank(l.SignerTitle)), sizeTitle, true, false)}
	for range 4 { // for signature and seal
		signature = append(signature, line("", sizeTitle, false, false))
	}
	signature = append(signature, line(l.Signer, sizeTitle, true, false))
	left := docx.MM(75)
	return []docx.Block{docx.Paragraph{Style: docx.StyleBody, KeepNext: true, Runs: []docx.Run{docx.Text(w.T("document.closing", "subject", lower(c.subject()), "body", orBlank(l.Body)))}},
		docx.Table{Widths: []int{left, upright.TextWidth() - left}, Open: true, Name: w.T("document.signature"), Rows: [][]docx.Cell{{{Paras: recipients}, {Paras: signature}}}}}
}

// lower gives words as they stand within a sentence.
func lower(text string) string {
	runes := []rune(text)
	runes[0] = unicode.ToLower(runes[0])
	return string(runes)
}

// letters are the widths of bold Times New Roman, thousandths of its size (the font's own metrics; Tinos has the same).
var letters = map[rune]int{'a': 500, 'b': 556, 'c': 444, 'd': 556, 'e': 444, 'f': 333, 'g': 500, 'h': 556, 'i': 278, 'j': 333, 'k': 556, 'l': 278, 'm': 833,
	'n': 556, 'o': 500, 'p': 556, 'q': 556, 'r': 444, 's': 389, 't': 333, 'u': 556, 'v': 500, 'w': 722, 'x': 500, 'y': 500, 'z': 444, 'đ': 556,
	'A': 722, 'B': 667, 'C': 722, 'D': 722, 'E': 667, 'F': 611, 'G': 778, 'H': 778, 'I': 389, 'J': 500, 'K': 778, 'L': 667, 'M': 944,
	'N': 722, 'O': 778, 'P': 611, 'Q': 778, 'R': 722, 'S': 556, 'T': 667, 'U': 722, 'V': 722, 'W': 1000, 'X': 722, 'Y': 722, 'Z': 667, 'Đ': 722,
	' ': 250, '-': 333, ',': 250, '.': 250}

// boldWidth is how long words in bold are, in multiples of the size of their letters.
func boldWidth(text string) float64 {
	sum := 0
	for _, r := range norm.NFD.String(text) {
		if unicode.Is(unicode.Mn, r) {
			continue // stands above or below a letter
		}
		width, known := letters[r]
		if !known {
			width = 500 // as the digits
		}
		sum += width
	}
	return float64(sum) / 1000
}

// lastLine is what of bold words stands on their last line in a column, which the rule below them goes by.
func lastLine(text string, size float64, column int) string {
	last := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(last + " " + word)
		if boldWidth(longer)*size*20 > float64(column) {
			longer = word
		}
		last = longer
	}
	return last
}
