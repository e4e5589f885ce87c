package read

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func nfc(text string) string { return norm.NFC.String(text) }

// tonesApart writes vowels with a tone as Windows-1258 does: the vowel, then the tone.
var tonesApart = strings.NewReplacer("ạ", "a\u0323", "ầ", "â\u0300", "ệ", "ê\u0323", "ợ", "ơ\u0323", "ể", "ê\u0309", "ế", "ê\u0301",
	"á", "a\u0301", "ườ", "ươ\u0300", "ờ", "ơ\u0300", "ã", "a\u0303", "ó", "o\u0301")

// toTCVN3 writes text in TCVN3.
func toTCVN3(t *testing.T, text string) string {
	t.Helper()
	var out []byte
	for _, r := range text {
		found := false
		for b, letter := range tcvn3Table {
			if letter == r {
				out, found = append(out, byte(b)), true
				break
			}
		}
		if !found {
			t.Fatalf("TCVN3 has no %c", r)
		}
	}
	return string(out)
}
