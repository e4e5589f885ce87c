package charset

import "unicode/utf8"

// Text typed in a TCVN3 font and saved as Unicode: its bytes became the Latin-1 characters that they look like
// («M­êng Ph¨ng»), ư a soft hyphen. It occurs in spreadsheets of any age.

// Script is what the letters of a cell show.
type Script int

// What the letters of a cell may show.
const (
	neutral Script = iota // ASCII, or nothing that decides
	Legacy                // Latin-1 characters that are letters in TCVN3 and symbols in Latin-1
	Beyond                // letters that Latin-1 lacks: Unicode as it should be
)

// ScriptOf tells which letters a cell has.
func ScriptOf(cell []byte) Script {
	found := neutral
	for i := 0; i < len(cell); {
		if cell[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(cell[i:])
		switch {
		case r > 0xFF:
			return Beyond
		case r >= 0xA8 && r <= 0xAE, r >= 0xB5 && r <= 0xB9:
			found = Legacy
		}
		i += size
	}
	return found
}

// Relettered gives the cells with such text decoded, behind each other in text, where the cell holds no other letters.
func Relettered(cells, into [][]byte, text []byte) ([][]byte, []byte) {
	for _, cell := range cells {
		if !isASCII(cell) && ScriptOf(cell) != Beyond {
			begin := len(text)
			for _, r := range string(cell) {
				text = utf8.AppendRune(text, tcvn3Table[byte(r)])
			}
			cell = text[begin:len(text):len(text)]
		}
		into = append(into, cell)
	}
	return into, text
}

func isASCII(cell []byte) bool {
	for _, c := range cell {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
