package words

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"luanphien/analytics"
)

// Every reason code has its words and its short words in both languages, and no words belong to a code that is none.
func TestEveryReasonHasWords(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		w, err := Load(Lang(lang))
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for _, code := range analytics.Reasons() {
			known[string(code)] = true
			if !w.Has("reason."+string(code)) || !w.Has("reason.short."+string(code)) {
				t.Errorf("%s: %s has no words", lang, code)
				continue
			}
			if n := utf8.RuneCountInString(w.ReasonShort(code)); n > 24 {
				t.Errorf("%s: the short words of %s have %d characters: no room in a row", lang, code, n)
			}
			// sentence() makes them one: they begin small and end without a stop.
			words := w.Reason(code)
			if first, _ := utf8.DecodeRuneInString(words); unicode.IsUpper(first) || strings.HasSuffix(words, ".") {
				t.Errorf("%s: %s is not part of a sentence: %q", lang, code, words)
			}
		}
		for key := range w.Texts {
			code, isReason := strings.CutPrefix(key, "reason.")
			if code, _ = strings.CutPrefix(code, "short."); isReason && !known[code] {
				t.Errorf("%s: %s words no reason", lang, key)
			}
		}
	}
}
