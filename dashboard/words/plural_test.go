package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var countedNoun = regexp.MustCompile(`\{(\w+)\} ((?:[a-zA-Z%]+ ){0,2}?)([a-z-]+)\b`)

// No English message has a noun in the plural behind a number that may be 1: it gives both forms, as {n:station|stations},
// or stands as .one and .other. The nouns are those of which some message gives both forms.
func TestEnglishHasSingularAndPlural(t *testing.T) {
	w, err := Load(English)
	if err != nil {
		t.Fatal(err)
	}
	plurals := map[string]bool{}
	for _, text := range w.Texts {
		for _, m := range byCount.FindAllStringSubmatch(text, -1) {
			one, _, _ := strings.Cut(m[2], " ")
			other, _, _ := strings.Cut(m[3], " ")
			if one != other && len(other) > 3 && other != "have" {
				plurals[other] = true
			}
		}
	}
	if len(plurals) < 20 {
		t.Fatalf("only %d nouns have both forms", len(plurals))
	}
	for key, text := range w.Texts {
		counted := strings.HasSuffix(key, ".one") || strings.HasSuffix(key, ".other")
		for _, m := range countedNoun.FindAllStringSubmatch(text, -1) {
			between := strings.Fields(m[2])
			apart := slices.ContainsFunc(between, func(word string) bool { // the noun is not the one that is counted
				return slices.Contains([]string{"of", "to", "by", "in", "the", "with", "on", "from", "for", "at", "and", "has", "is", "takes", "only", "group"}, word)
			})
			if plurals[m[3]] && !apart && !(counted && m[1] == "n") && m[1] != "share" {
				t.Errorf("%s: «%s» where the number may be 1", key, m[0])
			}
		}
	}
	for _, c := range []struct {
		n    any
		want string
	}{{0, "0 stations are there"}, {1, "1 station is there"}, {"1", "1 station is there"}, {"1,000", "1,000 stations are there"}, {21, "21 stations are there"}} {
		if got := fill("{n} {n:station is|stations are} there", []any{"n", c.n}); got != c.want {
			t.Errorf("of %v: %s", c.n, got)
		}
	}
}
