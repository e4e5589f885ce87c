package lex

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// latin maps the letters with diacritics of U+00C0…U+1EFF to their bare lower-case letter; 0 where there is none.
var latin = foldingTable()

func foldingTable() (table [0x1F00]byte) {
	for r := rune(0xC0); r < 0x1F00; r++ {
		if r >= 0x300 && r < 0x1E00 {
			continue
		}
		for _, base := range norm.NFD.String(string(r)) { // the first rune is the base letter
			if base = unicode.ToLower(base); base >= 'a' && base <= 'z' {
				table[r] = byte(base)
			}
			break
		}
	}
	for _, d := range "đĐðÐɖƉ" { // the Icelandic and African letters look the same and are often typed for it
		table[d] = 'd'
	}
	return table
}

// Key folds a header or a code to the form in which it is compared: lower case, without diacritics (đ → d), every run
// of other characters one "_", none at the ends. NFC and NFD text give the same key.
func Key(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range text {
		c := byte(0)
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			c = byte(r)
		case r >= 'A' && r <= 'Z':
			c = byte(r) + 'a' - 'A'
		case r >= 0xC0 && r < 0x1F00:
			c = latin[r]
		}
		if c == 0 {
			// A combining mark belongs to the letter before it and parts nothing.
			gap = gap || r < 0x300 || !unicode.Is(unicode.Mn, r)
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('_')
		}
		gap = false
		b.WriteByte(c)
	}
	return b.String()
}

// Text is a cell's text as it is kept: Unicode NFC, trimmed, every run of white space or control characters one space.
func Text(cell string) string {
	if plain(cell) {
		return cell
	}
	var b strings.Builder
	b.Grow(len(cell))
	gap := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(cell, "\ufffd")) {
		if isSpace(r) || unicode.IsControl(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	// Dropping a character between a letter and a mark may have made a new pair to compose.
	return norm.NFC.String(b.String())
}

// plain tells whether Text would change nothing: ASCII without control characters, single inner spaces only.
func plain(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c >= 0x7f:
			return false
		case c == ' ' && space:
			return false
		default:
			space = c == ' '
		}
	}
	return s == "" || !space
}

// FoldName is the form in which names of stations and units are compared.
func FoldName(name string) string { return Key(name) }

// stationPrefixes are the words that may stand before a station's own name, folded, the shortest first: what takes
// the least away is tried first, because a name may begin with such a word itself («Xa Dung»).
var stationPrefixes = []string{
	"x_", "p_", "xa_", "tt_", "tyt_", "phuong_", "thi_tran_", "tram_yt_", "tram_y_te_",
	"tyt_xa_", "tyt_x_", "tyt_p_", "tyt_phuong_", "tyt_thi_tran_",
	"tram_yt_xa_", "tram_yt_phuong_", "tram_y_te_xa_", "tram_y_te_phuong_", "tram_y_te_thi_tran_",
}

// nameWords are short forms that are written out before names are compared.
var nameWords = map[string]string{"ttyt_": "trung_tam_y_te_", "bvdk_": "benh_vien_da_khoa_", "bv_": "benh_vien_"}

// StationNames gives the folded names under which a station written so may be known, in the order in which they are
// to be tried: the whole name, then with one prefix (xã, phường, Trạm Y tế, TYT xã …) taken off.
func StationNames(name string) []string {
	whole := FoldName(name)
	if whole == "" {
		return nil
	}
	names := []string{whole}
	for short, long := range nameWords {
		if rest, ok := strings.CutPrefix(whole, short); ok {
			names = append(names, long+rest)
		}
	}
	for _, prefix := range stationPrefixes {
		if rest, ok := strings.CutPrefix(whole, prefix); ok && rest != "" {
			names = append(names, rest)
		}
	}
	if at := listed.FindStringIndex(name); at != nil {
		names = append(names, StationNames(name[at[1]:])...)
	}
	return names
}

// CutFormer takes off the mark that a place is one of old: «xã Sá Tổng (cũ)», «Sá Tổng cũ».
func CutFormer(name string) (own string, former bool) {
	if m := ofOld.FindStringSubmatch(norm.NFC.String(name)); m != nil {
		return m[1], true
	}
	return name, false
}

var ofOld = regexp.MustCompile(`^(.*\S)\s*(?:\(\s*(?i:cũ)\s*\)|\s(?i:cũ))\s*$`)

// listed is the running number that stands before a name in its own cell: «1. Xã Sín Thầu», «03 - Mường Nhé».
var listed = regexp.MustCompile(`^\s*\d{1,3}(?:\s*[.)]\s*|\s*[-–]\s+)`)

// CodeAndName parts a code from the name that stands beside it in one cell: «03160 - Mường Nhé», «Mường Nhé (03160)».
func CodeAndName(text string) (code, name string, ok bool) {
	if m := codeFirst.FindStringSubmatch(text); m != nil {
		return m[1], m[2], true
	}
	if m := codeLast.FindStringSubmatch(text); m != nil {
		return m[2], m[1], true
	}
	return "", "", false
}

var (
	codeFirst = regexp.MustCompile(`^\s*(\d{4,6})\s*[-–:.]\s*(\pL.*)$`)
	codeLast  = regexp.MustCompile(`^\s*(\pL.*\pL)\s*(?:\(|[-–:]\s*)(\d{4,6})\)?\s*$`)
)

// WholeRunes leaves out a character that the end of a piece of text cuts in two; eof: nothing follows the piece.
func WholeRunes(text []byte, eof bool) []byte {
	if eof {
		return text
	}
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if c := text[len(text)-back]; utf8.RuneStart(c) {
			if !utf8.FullRune(text[len(text)-back:]) {
				return text[:len(text)-back]
			}
			break
		}
	}
	return text
}
