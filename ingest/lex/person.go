package lex

import "strings"

// personTitles are the words, folded, that may stand before a person's name: degrees, ranks, forms of address.
var personTitles = map[string]bool{
	"bs": true, "bsi": true, "bscki": true, "bsckii": true, "bsck1": true, "bsck2": true, "bsnt": true, "cki": true, "ckii": true,
	"ck1": true, "ck2": true, "ths": true, "ts": true, "pgs": true, "gs": true, "ds": true, "dsckii": true, "dscki": true,
	"ys": true, "ysi": true, "dd": true, "cn": true, "cndd": true, "cnyt": true, "ktv": true, "nhs": true, "hs": true, "bac": true, "si": true,
	"ong": true, "ba": true, "anh": true, "chi": true, "co": true, "dc": true, "mr": true, "ms": true, "dr": true,
}

// PersonKey is the form in which names of persons are compared: folded, without titles before it.
func PersonKey(name string) string {
	words := strings.Split(Key(name), "_")
	for len(words) > 2 && personTitles[words[0]] { // two words at least make a name
		words = words[1:]
	}
	return strings.Join(words, "_")
}

// SamePerson tells whether two keys may be one name, the one written short: «N. V. An», «Ng Van An».
func SamePerson(a, b string) bool {
	one, other := strings.Split(a, "_"), strings.Split(b, "_")
	if len(one) != len(other) || one[len(one)-1] != other[len(other)-1] {
		return a == b
	}
	for i := range one {
		if !strings.HasPrefix(one[i], other[i]) && !strings.HasPrefix(other[i], one[i]) {
			return false
		}
	}
	return true
}

// NearPerson tells whether two keys differ by one letter at most, as a slip of the pen does.
func NearPerson(a, b string) bool {
	a, b = strings.ReplaceAll(a, "_", ""), strings.ReplaceAll(b, "_", "")
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 || len(b) < 6 {
		return a == b
	}
	start := 0
	for start < len(b) && a[start] == b[start] {
		start++
	}
	rest := b[start:]
	if len(a) == len(b) {
		if rest == "" {
			return true
		}
		rest = rest[1:]
	}
	if start == len(a) {
		return true
	}
	return a[start+1:] == rest
}
