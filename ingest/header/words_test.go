package header

import (
	"strings"
	"testing"
)

// Every field and every class has what people call it, in each language, and the Vietnamese is not the English.
func TestEveryFieldAndClassHasWords(t *testing.T) {
	if len(Kinds()) != 18 {
		t.Fatalf("%d kinds", len(Kinds()))
	}
	for _, k := range Kinds() {
		for _, f := range k.Fields {
			vi, en := f.Class.Words()
			for _, pair := range [][2]string{{f.Title, f.TitleEN}, {vi, en}} {
				if pair[0] == "" || pair[1] == "" || pair[0] == pair[1] || strings.Contains(pair[0]+pair[1], "_") {
					t.Errorf("%s.%s (%s): %q", k.Name, f.Name, f.Class, pair)
				}
			}
		}
	}
}
