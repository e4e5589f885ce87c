package account

import (
	_ "embed"
	"math"
	"strings"
	"unicode"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"luanphien/queries/province"
)

// guessableFile holds words of which Vietnamese passwords are made, without marks, those tried first first: greetings,
// names, places, words of a health department, runs of keys. The library knows the English ones.
//
//go:embed guessable.txt
var guessableFile string

var guessable = strings.Fields(guessableFile)

const (
	// fewestGuesses is how many guesses a password must stand: above what can be tried on a server that slows down, and
	// with argon2id years of one machine that has the file.
	fewestGuesses = 1e10
	// judged is as much of a password as is looked at, in characters; the time taken grows with its square.
	judged = 64
)

// easy tells whether a password is among those that are tried first, as it is typed or without its marks, by who knows
// the person's log-in name and full name.
func easy(password string, about ...string) bool {
	letters := []rune(strings.ToLower(norm.NFC.String(password)))
	typed := string(letters[:min(len(letters), judged)])
	plain := unmarked(typed)
	known := partsOf(about)
	known = append(append(known, guessable...), provinces...)
	for _, form := range []string{typed, plain, strings.Join(strings.Fields(plain), "")} {
		if zxcvbn.PasswordStrength(form, known).Guesses < fewestGuesses {
			return true
		}
	}
	bare, kinds := joined(plain)
	return zxcvbn.PasswordStrength(bare, known).Guesses*math.Pow(separators, float64(kinds)) < fewestGuesses
}

// separators are as many as are tried between words: each kind that a password has costs as many times the guesses.
const separators = 6

// joined takes out what stands between letters and digits, and counts its kinds; a blank is none. What stands before the
// first and after the last is no separator, and stays.
func joined(text string) (bare string, kinds int) {
	other := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	inner := strings.TrimFunc(text, other)
	before, after, _ := strings.Cut(text, inner)
	seen := map[rune]bool{' ': true}
	bare = strings.Map(func(r rune) rune {
		if !other(r) {
			return r
		}
		seen[r] = true
		return -1
	}, inner)
	return strings.Join(strings.Fields(before+bare+after), ""), len(seen) - 1
}

// provinces are the names of all of them, and of their departments.
var provinces = func() (list []string) {
	for _, p := range province.All() {
		name := partsOf([]string{p.Name})[1] // in one
		list = append(list, name, "syt"+name, "soyte"+name)
	}
	return list
}()

// partsOf are the parts of what is known of a person that a password may be made of, and each whole.
func partsOf(about []string) []string {
	var list []string
	for _, text := range about {
		text = unmarked(strings.ToLower(text))
		parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		list = append(list, text, strings.Join(parts, ""))
		list = append(list, parts...)
	}
	return list
}

// unmarked takes the marks off Vietnamese letters.
func unmarked(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		return text
	}
	return strings.NewReplacer("đ", "d", "Đ", "D").Replace(plain)
}
