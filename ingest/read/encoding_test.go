package read

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"luanphien/ingest/read/charset"
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
		for b := range 256 {
			letter, err := io.ReadAll(charset.Decoded(bytes.NewReader([]byte{byte(b)}), charset.TCVN3))
			if err != nil {
				t.Fatal(err)
			}
			if string(letter) == string(r) {
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
